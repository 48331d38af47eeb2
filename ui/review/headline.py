"""A title with what belongs to it on one line: words, keys, who is who, the filter. A click on a part asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.palettes import Palette
from ui.review import colours
from ui.theme import colour
from ui.typeset import Piece, Placed, Style, Typesetter, at

_HEIGHT: Final = 32
PERSON: Final = "person "  # with a place: what a piece that stands for an annotator asks for


def person(words: str, place: int) -> Piece:
    """A piece that names an annotator; their line is drawn under it."""
    return Piece(words, Style.MUTED, 8, f"{PERSON}{place}", elides=True)


class Headline(QWidget):
    """Signal: asked(what the piece stands for)."""

    asked = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title_setter, self._setter = Typesetter(15), Typesetter(12)
        self._colours = palette
        self._title = ""
        self._pieces: Sequence[Piece] = ()
        self._titles: list[Placed] = []
        self._placed: list[Placed] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    @property
    def words(self) -> str:
        """All that is said."""
        return " ".join([self._title, *(piece.text for piece in self._pieces)])

    def say(self, title: str, pieces: Sequence[Piece] = ()) -> None:
        """Says this in the place of what was said."""
        self._title, self._pieces = title, pieces
        self.setAccessibleName(self.words)
        self._lay_out()

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._colours = palette
        self.update()

    def _lay_out(self) -> None:
        title = Piece(self._title, Style.STRONG, 0)
        lead = self._title_setter
        self._titles = lead.line([title], 0, (_HEIGHT - lead.line_height) / 2, self.width())
        left = lead.width(title) + 14
        top = (_HEIGHT - self._setter.line_height) / 2 + 1
        self._placed = self._setter.line(self._pieces, left, top, max(0.0, self.width() - left))
        self.update()

    @guarded(QSize(80, _HEIGHT))
    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    @guarded(None)
    def resizeEvent(self, event: object) -> None:
        self._lay_out()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._title_setter.draw(painter, self._titles, self._colours)
        self._setter.draw(painter, self._placed, self._colours)
        for item in self._placed:
            if item.piece.command.startswith(PERSON):
                place = int(item.piece.command.removeprefix(PERSON))
                under = QRectF(item.box.left(), item.box.bottom() - 2, item.box.width(), 2.5)
                painter.fillRect(under, colour(colours.line_colour(self._colours, place)))

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and (asked := at(self._placed, event.position())):
            self.asked.emit(asked)
