"""The shapes that marks are drawn with: boxes behind words, one kind of line for each label, flags of direction."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.text.lines import Line, Piece

_RADIUS: Final = 3.0
_LEFTWARD: Final = frozenset("\u061c\u200f\u202b\u202e\u2067")
_RIGHTWARD: Final = frozenset("\u200e\u202a\u202d\u2066\u2068")

LineStroke = Callable[[QPainter, Piece, float, QColor, float], None]


def box_of(line: Line, piece: Piece) -> QRectF:
    """The background of a piece, a pixel wider than its words."""
    return QRectF(piece.left - 1, line.top - 1, piece.right - piece.left + 2, line.bottom - line.top + 1)


def outline(box: QRectF, piece: Piece) -> QPainterPath:
    """The box, round where the fragment opens and closes, straight where the line was broken."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, _RADIUS, _RADIUS)
    half = box.width() / 2
    if not piece.opens:
        path.addRect(QRectF(box.left(), box.top(), half, box.height()))
    if not piece.closes:
        path.addRect(QRectF(box.left() + half, box.top(), half, box.height()))
    return path


def border(box: QRectF, piece: Piece) -> QPainterPath:
    """The box's border on whole pixels, left open where the line was broken."""
    left, top = round(box.left()) + 0.5, round(box.top()) + 0.5
    right, bottom = round(box.right()) - 0.5, round(box.bottom()) - 0.5
    opening = _RADIUS if piece.opens else 0.0
    closing = _RADIUS if piece.closes else 0.0
    path = QPainterPath(QPointF(left + opening, top))
    path.lineTo(right - closing, top)
    if piece.closes:
        path.quadTo(right, top, right, top + closing)
        path.lineTo(right, bottom - closing)
        path.quadTo(right, bottom, right - closing, bottom)
    else:
        path.moveTo(right, bottom)
    path.lineTo(left + opening, bottom)
    if piece.opens:
        path.quadTo(left, bottom, left, bottom - opening)
        path.lineTo(left, top + opening)
        path.quadTo(left, top, left + opening, top)
    return path


def corner(box: QRectF, side: float) -> QPainterPath:
    """The upper left corner of a box, as a triangle."""
    path = QPainterPath(box.topLeft())
    path.lineTo(box.left() + side, box.top())
    path.lineTo(box.left(), box.top() + side)
    path.closeSubpath()
    return path


def draw_dashes(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    """Dashes and dots, for labels that a scheme adds."""
    _draw_line(painter, piece, y, QPen(tint, 1.5 * stroke, Qt.PenStyle.DashDotLine))


def draw_flag(painter: QPainter, x: float, line: Line, control: str) -> None:
    """A thin pole where an invisible control stands, with a flag to the side it turns the writing to."""
    painter.drawLine(QLineF(x, line.top, x, line.baseline + 2))
    if control in _LEFTWARD:
        painter.drawLine(QLineF(x, line.top, x - 4, line.top))
    elif control in _RIGHTWARD:
        painter.drawLine(QLineF(x, line.top, x + 4, line.top))


def _draw_solid(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    _draw_line(painter, piece, y, QPen(tint, 2 * stroke))


def _draw_dots(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    pen = QPen(tint, 2 * stroke)
    pen.setDashPattern([1, 1])
    _draw_line(painter, piece, y, pen)


def _draw_double(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    _draw_line(painter, piece, y - stroke, QPen(tint, stroke))
    _draw_line(painter, piece, y + stroke, QPen(tint, stroke))


def _draw_thick(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    _draw_line(painter, piece, y, QPen(tint, 3 * stroke))


def _draw_bracket(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    _draw_line(painter, piece, y, QPen(tint, stroke))
    _draw_feet(painter, piece, y, 4 * stroke)


def _draw_quote(painter: QPainter, piece: Piece, y: float, tint: QColor, stroke: float) -> None:
    """Only of quotes that overlap others: where each begins and ends."""
    _draw_line(painter, piece, y, QPen(tint, stroke))
    _draw_feet(painter, piece, y, 2 * stroke)


def _draw_line(painter: QPainter, piece: Piece, y: float, pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(round(piece.left), y, round(piece.right), y))


def _draw_feet(painter: QPainter, piece: Piece, y: float, height: float) -> None:
    if piece.opens:
        painter.drawLine(QLineF(round(piece.left), y, round(piece.left), y - height))
    if piece.closes:
        painter.drawLine(QLineF(round(piece.right), y, round(piece.right), y - height))


LABEL_LINES: Final[Mapping[str, LineStroke]] = MappingProxyType(
    {
        "quote": _draw_quote,
        "speaker": _draw_solid,
        "cue": _draw_dots,
        "source": _draw_double,
        "stance": _draw_thick,
        "addressee": _draw_bracket,
    }
)
