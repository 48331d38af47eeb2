"""A few choices below one another, each with a line of the words that it would give; one of them is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.palettes import Palette
from ui.theme import colour
from ui.typeset import Piece, Placed, Style, Typesetter

_PAD: Final = 8
_NUMBERED: Final = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """name: what it is; note: a word more; words: what stands in the text with it."""

    name: str
    note: str = ""
    words: str = ""


class ChoiceList(QWidget):
    """The choices, drawn. Signal: picked(place among them)."""

    picked = Signal(int)

    def __init__(self, palette: Palette, *, numbered: bool, parent: QWidget | None = None) -> None:
        """numbered: whether the first nine have a digit as their key."""
        super().__init__(parent)
        self._colours = palette
        self._setter = Typesetter(12)
        self._numbered = numbered
        self._choices: Sequence[Choice] = ()
        self._placed: list[Placed] = []
        self.taken = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def _step(self) -> int:
        return 2 * self._setter.line_height + _PAD

    def show_choices(self, choices: Sequence[Choice], taken: int = -1) -> None:
        """Shows these; taken: the place of the one that holds."""
        self._choices, self.taken = choices, taken
        self.setAccessibleName("; ".join(f"{choice.name} {choice.note}: {choice.words}" for choice in choices))
        self._lay_out()

    def __len__(self) -> int:
        return len(self._choices)

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._colours = palette
        self.update()

    def box(self, place: int) -> QRectF:
        """Where a choice stands."""
        return QRectF(0, place * self._step, self.width(), self._step)

    def _lay_out(self) -> None:
        self._placed = [item for place, choice in enumerate(self._choices) for item in self._lines(place, choice)]
        self.setFixedHeight(len(self._choices) * self._step)
        self.updateGeometry()
        self.update()

    def _lines(self, place: int, choice: Choice) -> list[Placed]:
        top, width = place * self._step + _PAD / 2, self.width() - 2 * _PAD
        key = [Piece(str(place + 1), Style.KEY, 0)] if self._numbered and place < _NUMBERED else []
        first = [*key, Piece(choice.name, Style.TEXT, 8, elides=True), Piece(choice.note, Style.SMALL, 8, elides=True)]
        below = top + self._setter.line_height
        second = [Piece(" ".join(choice.words.split()), Style.MUTED, 0, elides=True)]
        return [*self._setter.line(first, _PAD, top, width), *self._setter.line(second, _PAD, below, width)]

    @guarded(QSize(100, 40))
    def sizeHint(self) -> QSize:
        return QSize(200, len(self._choices) * self._step)

    @guarded(None)
    def resizeEvent(self, event: object) -> None:
        self._lay_out()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if 0 <= self.taken < len(self._choices):
            painter.setPen(colour(self._colours.accent))
            painter.setBrush(colour(self._colours.card))
            painter.drawRoundedRect(self.box(self.taken).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._setter.draw(painter, self._placed, self._colours)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // self._step
        if 0 <= place < len(self._choices):
            self.picked.emit(place)
