"""Plain text for Qt's widgets: nothing from a file or a person is ever taken for HTML, and nothing in it is hidden."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ui.guard import guarded
from ui.theme import SANS, font
from ui.visible import visible


def tip(text: str) -> str:
    """`text` as a tool tip that says just this; Qt guesses whether a tip is HTML, and cannot be told."""
    shown = visible(text, lines=True)
    return QtGui.Qt.convertFromPlainText(shown) if QtGui.Qt.mightBeRichText(shown) else shown


def caption(text: str) -> str:
    """`text` on a button or in a menu, where an ampersand would underline the next letter."""
    return visible(text).replace("&", "&&")


def title(text: str) -> str:
    """`text` in a window's title, where Qt takes "[*]" for the place of a sign."""
    return visible(text).replace("[*]", "[*][*]")


class PlainLabel(QLabel):
    """The only kind of label in the window: shows what it is given, letter by letter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @guarded(None)
    def setText(self, text: str) -> None:
        super().setText(visible(text, lines=True))

    @guarded(None)
    def setToolTip(self, text: str) -> None:
        super().setToolTip(tip(text))


def small_label(name: str, parent: QWidget) -> PlainLabel:
    """A label for facts beside the work. name: as the style sheet calls it."""
    label = PlainLabel(parent)
    label.setObjectName(name)
    label.setFont(font(SANS, 12))
    return label


class PlainWords(QPlainTextEdit):
    """Words to be read and copied, not changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)

    @guarded(None)
    def setPlainText(self, text: str) -> None:
        super().setPlainText(visible(text, lines=True))
