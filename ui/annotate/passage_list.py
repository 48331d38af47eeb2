"""The passages in which something was found, one a line: the article, then the words with what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.palettes import Palette
from ui.theme import colour
from ui.typeset import Piece, Placed, Style, Typesetter
from ui.visible import visible

if TYPE_CHECKING:
    from workspace.finding import Passage

_MOST: Final = 8  # lines that are shown at a time
_SIDE: Final = 4
_HEADINGS: Final = 0.3  # of the width


class PassageList(QWidget):
    """One line is marked; the list follows it. Signal: picked(passage)."""

    picked = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setter = Typesetter(12)
        self.colours = palette
        self._passages: Sequence[Passage] = ()
        self._first = 0
        self._marked = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_passages(())

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Shows these; the first is marked."""
        self._passages = passages
        self.setFixedHeight(min(_MOST, len(passages)) * self._setter.line_height)
        self.setVisible(bool(passages))
        self.mark(0)

    @property
    def marked(self) -> Passage | None:
        """The marked one."""
        return self._passages[self._marked] if self._passages else None

    @property
    def place(self) -> int:
        """Where the marked one stands among all, from 1."""
        return self._marked + 1

    def mark(self, place: int) -> None:
        """Marks another one, around at the ends."""
        self._marked = place % len(self._passages) if self._passages else 0
        self._first = max(self._marked - _MOST + 1, min(self._first, self._marked))
        if (passage := self.marked) is not None:
            self.setAccessibleName(f"{passage.heading}: {passage.before}{passage.words}{passage.after}")
        self.update()

    def _line(self, passage: Passage, top: float) -> list[Placed]:
        edge = _SIDE + (self.width() - 2 * _SIDE) * _HEADINGS
        heading = Piece(visible(passage.heading), Style.SMALL, 0, elides=True)
        words = [
            Piece(visible(passage.before), Style.MUTED, 0, elides=True, keeps_end=True),
            Piece(visible(passage.words), Style.STRONG, 0, elides=True),
            Piece(visible(passage.after), Style.MUTED, 0, elides=True),
        ]
        placed = self._setter.line([heading], _SIDE, top, edge - _SIDE - 12)
        return placed + self._setter.line(words, edge, top, self.width() - edge - _SIDE)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._setter.line_height
        for row, passage in enumerate(self._passages[self._first : self._first + _MOST]):
            if self._first + row == self._marked:
                painter.setPen(colour(self.colours.accent))
                painter.setBrush(colour(self.colours.card))
                painter.drawRoundedRect(QRectF(0.5, row * height + 0.5, self.width() - 1, height - 1), 4, 4)
            self._setter.draw(painter, self._line(passage, row * height), self.colours)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = -1 if event.angleDelta().y() > 0 else 1
        self.mark(max(0, min(self._marked + steps, len(self._passages) - 1)))
        event.accept()

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._first + int(event.position().y() // self._setter.line_height)
        if 0 <= row < len(self._passages):
            self.mark(row)
            self.picked.emit(self._passages[row])
