"""Colours and fonts as Qt takes them, following the system's colour scheme; the values are in `ui.palettes`."""

from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from ui.palettes import DARK, LIGHT, Palette

SERIF: Final = ("DejaVu Serif", "Noto Serif", "Georgia", "Liberation Serif", "Times New Roman")
SANS: Final = ("DejaVu Sans", "Noto Sans", "Segoe UI", "Helvetica Neue", "Liberation Sans", "Arial")
MONO: Final = ("DejaVu Sans Mono", "Noto Sans Mono", "Consolas", "Menlo", "Liberation Mono", "Courier New")


def current_palette() -> Palette:
    """The palette for the system's colour scheme.

    `QGuiApplication.styleHints().colorSchemeChanged` tells when to ask again.
    """
    return palette_for(QGuiApplication.styleHints().colorScheme())


def palette_for(scheme: Qt.ColorScheme) -> Palette:
    """The palette for a colour scheme; light where the system says nothing."""
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def colour(value: str, strength: float = 1.0) -> QColor:
    """A `#rrggbb` colour with an opacity of 0 to 1."""
    tint = QColor(value)
    tint.setAlphaF(strength)
    return tint


def font(families: tuple[str, ...], pixels: float, *, bold: bool = False) -> QFont:
    """A font of those families that are installed (Qt may warn of a missing one), `pixels` high."""
    made = QFont()
    if installed := _installed(families):
        made.setFamilies(installed)
    made.setPixelSize(max(1, round(pixels)))
    made.setBold(bold)
    return made


def scroll_bar_style(palette: Palette) -> str:
    """A style sheet for scroll bars: a slim handle and nothing else."""
    return f"""
        QScrollBar:vertical {{ background: transparent; border: none; width: 10px; margin: 2px; }}
        QScrollBar::handle:vertical {{ background: {palette.hairline}; border-radius: 3px; min-height: 32px; }}
        QScrollBar::handle:vertical:hover {{ background: {palette.muted}; }}
        QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
            background: none; border: none; height: 0px;
        }}
    """


@cache
def _installed(families: tuple[str, ...]) -> list[str]:
    """Asked once: the answer takes Qt a millisecond a family, and a window wants a hundred fonts."""
    return [family for family in families if QFontDatabase.hasFamily(family)]


def qt_palette(palette: Palette) -> QPalette:
    """The same colours in the roles that Qt's own widgets paint with."""
    roles = {
        QPalette.ColorRole.Window: palette.panel,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.card,
        QPalette.ColorRole.AlternateBase: palette.panel,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Button: palette.card,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.BrightText: palette.bad,
        QPalette.ColorRole.ToolTipBase: palette.card,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Link: palette.accent,
        QPalette.ColorRole.Mid: palette.hairline,
    }
    made = QPalette()
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    disabled = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role in disabled:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return made
