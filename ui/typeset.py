"""Small type: lines of words, keys and verdicts as cards, strips and the status line show them.

A piece is a value; laying out and drawing are apart, so that what is drawn can also be hit with the mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from ui.palettes import Palette
from ui.theme import MONO, SANS, colour, font
from ui.visible import visible


class Style(Enum):
    """How a piece is set."""

    TEXT = auto()
    STRONG = auto()
    MUTED = auto()
    SMALL = auto()
    KEY = auto()
    GOOD = auto()
    BAD = auto()
    NEUTRAL = auto()
    GOOD_PILL = auto()
    BAD_PILL = auto()
    NEUTRAL_PILL = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one style, with nothing hidden in it. gap: pixels free before it; command: for a click;
    elides: it may be cut.

    keeps_end: it is cut at its beginning, as a chain is, between two steps; its nearest source stands last.
    """

    text: str
    style: Style = Style.TEXT
    gap: int = 6
    command: str = ""
    elides: bool = False
    keeps_end: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece where it stands."""

    piece: Piece
    box: QRectF


_PILLS: Final = {Style.GOOD_PILL: "good", Style.BAD_PILL: "bad", Style.NEUTRAL_PILL: "neutral"}
_INKS: Final = {Style.MUTED: "muted", Style.SMALL: "muted", Style.GOOD: "good", Style.BAD: "bad"}
_BOLD: Final = (Style.STRONG, Style.GOOD, Style.BAD, Style.NEUTRAL)
_PAD: Final = {Style.KEY: 5.0, Style.GOOD_PILL: 9.0, Style.BAD_PILL: 9.0, Style.NEUTRAL_PILL: 9.0}
STEP: Final = " › "  # between the steps of a chain
_LEAST: Final = 36.0  # pixels that stay of what is cut


class Typesetter:
    """Lays pieces out and draws them in one set of fonts."""

    def __init__(self, pixels: float = 13) -> None:
        self._fonts = {style: _font(style, pixels) for style in Style}
        self._metrics = {style: QFontMetricsF(made) for style, made in self._fonts.items()}
        self.line_height = round(self._metrics[Style.TEXT].height() + 5)

    def width(self, piece: Piece) -> float:
        """How wide the piece is, uncut and without its gap."""
        return self._metrics[piece.style].horizontalAdvance(piece.text) + 2 * _PAD.get(piece.style, 0.0)

    def widths(self, pieces: Iterable[Piece]) -> float:
        """How wide the pieces are on one line."""
        return sum(self.width(piece) + piece.gap for piece in pieces)

    def line(self, pieces: Sequence[Piece], left: float, top: float, width: float) -> list[Placed]:
        """The pieces on one line from `left`; those that may be cut are, until all fit."""
        placed: list[Placed] = []
        x = left - (pieces[0].gap if pieces else 0)
        for piece in self._cut(pieces, width):
            x += piece.gap
            placed.append(Placed(piece, QRectF(x, top, self.width(piece), self.line_height)))
            x = placed[-1].box.right()
        return placed

    def right(self, pieces: Sequence[Piece], right: float, top: float) -> list[Placed]:
        """The pieces on one line that ends at `right`."""
        return self.line(pieces, right - self.widths(pieces) + (pieces[0].gap if pieces else 0), top, 1e6)

    def flow(self, groups: Sequence[Sequence[Piece]], left: float, top: float, width: float) -> list[Placed]:
        """Groups that stay together, broken into lines of `width`."""
        placed: list[Placed] = []
        x, y = left, top
        for group in groups:
            needed = self.widths(group) - (group[0].gap if group else 0)
            if x > left and x + group[0].gap + needed > left + width:
                x, y = left, y + self.line_height + 2
            start = x + (group[0].gap if x > left else 0)
            placed += self.line(group, start, y, left + width - start)
            x = placed[-1].box.right()
        return placed

    def _cut(self, pieces: Sequence[Piece], width: float) -> list[Piece]:
        """The pieces, the widest of those that may be cut made equally wide until all fit."""
        uncut = self.widths(pieces) - (pieces[0].gap if pieces else 0)
        if uncut <= width:
            return list(pieces)
        elastic = [self.width(piece) for piece in pieces if piece.elides]
        cap = max(_LEAST, _cap(elastic, width - uncut + sum(elastic)))
        return [self._shortened(piece, cap) if piece.elides and self.width(piece) > cap else piece for piece in pieces]

    def _shortened(self, piece: Piece, width: float) -> Piece:
        inner = width - 2 * _PAD.get(piece.style, 0.0)
        side = Qt.TextElideMode.ElideLeft if piece.keeps_end else Qt.TextElideMode.ElideRight
        elided = self._metrics[piece.style].elidedText(piece.text, side, inner)
        steps = elided.split(STEP, 1)
        whole = f"…{STEP}{steps[1]}" if piece.keeps_end and len(steps) > 1 else elided  # no step is cut in two
        return replace(piece, text=whole)

    # --- drawing ----------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, placed: Iterable[Placed], palette: Palette) -> None:
        """Draws pieces where they stand."""
        for item in placed:
            if item.piece.style is Style.KEY:
                self._draw_key(painter, item, palette)
            elif item.piece.style in _PILLS:
                self._draw_pill(painter, item, palette)
            else:
                ink = getattr(palette, _INKS.get(item.piece.style, "text"))
                self._write(painter, item, ink)

    def _draw_key(self, painter: QPainter, item: Placed, palette: Palette) -> None:
        metrics = self._metrics[Style.KEY]
        box = QRectF(item.box.left(), 0, item.box.width(), metrics.height() + 2)
        box.moveCenter(QPointF(item.box.center().x(), item.box.center().y()))
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.setBrush(colour(palette.card))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, 0.5), 3, 3)
        painter.drawLine(QPointF(box.left() + 2, box.bottom() + 1.5), QPointF(box.right() - 2, box.bottom() + 1.5))
        self._write(painter, item, palette.muted)

    def _draw_pill(self, painter: QPainter, item: Placed, palette: Palette) -> None:
        box = QRectF(item.box.left(), 0, item.box.width(), self._metrics[item.piece.style].height() + 2)
        box.moveCenter(item.box.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(palette, _PILLS[item.piece.style])))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self._write(painter, item, palette.on_verdict)

    def _write(self, painter: QPainter, item: Placed, ink: str) -> None:
        metrics = self._metrics[item.piece.style]
        baseline = item.box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(self._fonts[item.piece.style])
        painter.setPen(colour(ink))
        painter.drawText(QPointF(item.box.left() + _PAD.get(item.piece.style, 0.0), baseline), item.piece.text)


def _cap(widths: Sequence[float], room: float) -> float:
    """The greatest width such that all widths, none taken as wider than it, fill the room."""
    left = sorted(widths)
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return room / len(left) if left else room


def _font(style: Style, pixels: float) -> QFont:
    if style is Style.KEY:
        return font(MONO, pixels - 2)
    if style is Style.SMALL or style in _PILLS:
        return font(SANS, pixels - 2)
    return font(SANS, pixels, bold=style in _BOLD)


def at(placed: Iterable[Placed], point: QPointF) -> str:
    """The command under a point, "" for none."""
    return next((item.piece.command for item in placed if item.piece.command and item.box.contains(point)), "")


def bottom(placed: Iterable[Placed], otherwise: float) -> float:
    """The lowest edge of the pieces; `otherwise` without any."""
    return max((item.box.bottom() for item in placed), default=otherwise)


def keys(command: str, key: str, words: str, gap: int = 14) -> tuple[Piece, ...]:
    """A key and what it does; a click on either does it."""
    return Piece(key, Style.KEY, gap, command), Piece(words, Style.MUTED, 5, command)
