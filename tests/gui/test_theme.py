"""Colours and fonts follow the system, and ask for no font that is not installed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPalette
from pytestqt.qtbot import QtBot

from ui.palettes import DARK, LIGHT, Palette
from ui.theme import MONO, SANS, SERIF, current_palette, font, palette_for, qt_palette


@pytest.mark.parametrize(
    ("scheme", "palette"),
    [(Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Unknown, LIGHT)],
)
def test_each_colour_scheme_of_the_system_has_its_palette(scheme: Qt.ColorScheme, palette: Palette) -> None:
    assert palette_for(scheme) is palette


def test_the_palette_follows_the_system(qtbot: QtBot) -> None:
    assert current_palette() is palette_for(QGuiApplication.styleHints().colorScheme())


@pytest.mark.parametrize("families", [SERIF, SANS, MONO])
def test_only_installed_families_are_asked_for(qtbot: QtBot, families: tuple[str, ...]) -> None:
    asked = font((*families, "No Such Family"), 17).families()

    assert "No Such Family" not in asked
    assert all(QFontDatabase.hasFamily(family) for family in asked if family in families)


def test_a_font_is_as_high_and_bold_as_wanted(qtbot: QtBot) -> None:
    made = font(SERIF, 16.6, bold=True)

    assert (made.pixelSize(), made.bold()) == (17, True)


def test_qt_widgets_get_the_same_colours(qtbot: QtBot) -> None:
    roles = qt_palette(DARK)

    assert roles.color(QPalette.ColorRole.Window).name() == DARK.panel
    assert roles.color(QPalette.ColorRole.Text).name() == DARK.text
    assert roles.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == DARK.muted
