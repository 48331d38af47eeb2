"""A choice of a few values, each with a caption: a combo that says what was chosen and leaves the wheel alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.guard import guarded
from ui.theme import SANS, font
from ui.visible import visible


class Combo(QComboBox):
    """Signal: chosen(value), when the user chooses, not when the program does."""

    chosen = Signal(str)

    def __init__(self, offered: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """offered: values with their captions."""
        super().__init__(parent)
        self.setFont(font(SANS, 13))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(offered)
        self.activated.connect(lambda _: self.chosen.emit(self.value))

    def offer(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offers these in the place of those before; the same value stays chosen where it is still there."""
        before = self.value
        self.clear()
        for value, caption in offered:
            self.addItem(visible(caption), value)
        self.show_value(before)

    @property
    def value(self) -> str:
        """What is chosen, "" for nothing."""
        value = self.currentData()
        return value if isinstance(value, str) else ""

    def show_value(self, value: str) -> None:
        """Shows a value as the chosen one; the first where it is not offered."""
        self.setCurrentIndex(max(0, self.findData(value)))

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        right = self.rect().adjusted(0, 0, -8, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾")

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """A form is scrolled by the wheel, and no value changed in passing."""
        event.ignore()
