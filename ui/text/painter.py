"""How marks look: fills behind the text, lines in lanes below it, raised signs, connectors of broken spans.

Labels differ in form as well as in colour: a quote is a filled background, a speaker a solid line, a cue dots, a
source a double line, a stance a thick line with feet, an addressee a bracket. What is only suggested is hollow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from ui.palettes import Palette, label_colour
from ui.text.lines import Edge, LaidParagraph, Line, Piece
from ui.text.marks import Look
from ui.text.placing import MAX_LANES, gaps
from ui.text.strokes import LABEL_LINES, border, box_of, corner, draw_dashes, draw_flag, outline
from ui.text.typography import Typography
from ui.theme import colour

HANDLE: Final = 7  # pixels, at 100 %: how far a handle stands out over its line, and how wide its knob is
_HOLLOW: Final = 0.6  # opacity of the outline around a suggested mention
_CORNER: Final = 6.0  # pixels, at 100 %, along the sides of the corner that marks a suggestion
_FOUND: Final = 0.22  # opacity of what was looked for


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Ids of the marks that belong to the active frame, and to the one that is pointed at."""

    active: frozenset[str] = frozenset()
    hinted: frozenset[str] = frozenset()

    def __contains__(self, mark_id: str) -> bool:
        return mark_id in self.active or mark_id in self.hinted

    @property
    def ids(self) -> frozenset[str]:
        """All that are brought out."""
        return self.active | self.hinted


class AnnotationPainter:
    """Draws one laid-out paragraph at a time; holds colours and measures, and no state of the article."""

    def __init__(self, palette: Palette, typography: Typography) -> None:
        self.palette = palette
        self._typography = typography
        self._selected = QTextCharFormat()
        self._selected.setBackground(colour(palette.selection, palette.selection_strength))

    def draw(
        self,
        painter: QPainter,
        laid: LaidParagraph,
        *,
        origin: QPointF,
        clip: QRectF,
        number: int,
        selections: Sequence[tuple[int, int]],
        caret: int,
        emphasis: Emphasis,
        found: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Draw a paragraph at `origin`; selections and caret: UTF-16 units from its start, perhaps outside; found:
        what was looked for and lies in it.
        """
        visible = laid.visible_lines(clip.top() - origin.y(), clip.bottom() - origin.y())
        local_clip = clip.translated(-origin)
        painter.save()
        painter.translate(origin)
        self._draw_number(painter, laid, number)
        marked = [each for each in visible if laid.pieces(each)]
        for each in marked:
            self._draw_backgrounds(painter, laid.lines[each], laid.pieces(each), emphasis)
        self._draw_found(painter, laid, visible, found)
        painter.setPen(colour(self.palette.text))
        laid.layout.draw(painter, QPointF(0, 0), self._formats(selections, laid), local_clip)
        for each in marked:
            self._draw_lanes(painter, laid, each)
            self._draw_signs(painter, laid, each)
        self._draw_connectors(painter, laid, visible, emphasis)
        self._draw_controls(painter, laid, visible)
        if 0 <= caret <= laid.lines[-1].end:
            laid.layout.drawCursor(painter, QPointF(0, 0), caret, round(2 * self._typography.stroke))
        painter.restore()

    def _formats(self, selections: Sequence[tuple[int, int]], laid: LaidParagraph) -> list[QTextLayout.FormatRange]:
        length = laid.lines[-1].end
        ranges = []
        for first, last in selections:
            start, end = max(0, first), min(last, length)
            if start < end:
                selected = QTextLayout.FormatRange()
                selected.start, selected.length, selected.format = start, end - start, self._selected
                ranges.append(selected)
        return ranges

    def _draw_number(self, painter: QPainter, laid: LaidParagraph, number: int) -> None:
        if number:
            painter.setFont(self._typography.margin)
            painter.setPen(colour(self.palette.muted))
            painter.drawText(QPointF(-0.84 * self._typography.left, laid.lines[0].baseline - 1), str(number))

    def draw_handle(self, painter: QPainter, edge: Edge, *, opens: bool) -> None:
        """An end that can be dragged: a pole with a knob, above where a fragment begins, below where it ends."""
        stroke = self._typography.stroke
        radius = HANDLE * stroke / 2
        x = round(edge.x)
        middle = edge.top - radius + 1 if opens else edge.bottom + radius
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self.palette.accent), 1.5 * stroke))
        painter.drawLine(QLineF(x, edge.top, x, edge.bottom))
        painter.setBrush(colour(self.palette.accent))
        painter.setPen(QPen(colour(self.palette.page), stroke))
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        painter.restore()

    # --- behind the text ---

    def _draw_found(
        self, painter: QPainter, laid: LaidParagraph, visible: range, found: Sequence[tuple[int, int]]
    ) -> None:
        tint = colour(self.palette.accent, _FOUND)
        for start, end in found:
            for number in range(laid.line_of(start), laid.line_of(max(start, end - 1)) + 1):
                if number in visible:
                    line = laid.lines[number]
                    for left, right in laid.extents(number, start, end):
                        painter.fillRect(QRectF(left, line.top, right - left, line.lanes_top - line.top), tint)

    def _draw_backgrounds(self, painter: QPainter, line: Line, pieces: Sequence[Piece], emphasis: Emphasis) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quotes: list[Piece] = []
        for piece in pieces:
            mark = piece.placed.mark
            box = box_of(line, piece)
            if mark.label == "quote":
                nested = any(outer.left <= piece.left and piece.right <= outer.right for outer in quotes)
                self._draw_quote(painter, box, piece, emphasis, nested=nested)
                quotes.append(piece)
            else:
                self._draw_mention(painter, box, piece, emphasis)
            if mark.look is Look.PENDING:
                painter.strokePath(outline(box, piece), QPen(colour(self.palette.accent), 2 * self._typography.stroke))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_quote(self, painter: QPainter, box: QRectF, piece: Piece, emphasis: Emphasis, *, nested: bool) -> None:
        mark, palette = piece.placed.mark, self.palette
        shape = outline(box, piece)
        if mark.look is not Look.SUGGESTED:
            strength = palette.nested_strength if nested else palette.quote_strength
            painter.fillPath(shape, colour(palette.quote_tint, strength))
        if mark.id in emphasis.active:
            painter.fillPath(shape, colour(palette.quote_tint, palette.active_strength))
        if mark.look is Look.SUGGESTED or mark.id in emphasis:
            painter.strokePath(border(box, piece), QPen(colour(palette.quote_edge), self._typography.stroke))
        if mark.look is Look.SUGGESTED:
            self._draw_corner(painter, box, piece, palette.quote_edge)

    def _draw_mention(self, painter: QPainter, box: QRectF, piece: Piece, emphasis: Emphasis) -> None:
        tint = label_colour(self.palette, piece.placed.mark.label)
        if piece.placed.mark.id in emphasis:
            painter.fillPath(outline(box, piece), colour(tint, self.palette.mention_strength))
        if piece.placed.mark.look is Look.SUGGESTED:
            painter.strokePath(border(box, piece), QPen(colour(tint, _HOLLOW), self._typography.stroke))
            self._draw_corner(painter, box, piece, tint)

    def _draw_corner(self, painter: QPainter, box: QRectF, piece: Piece, tint: str) -> None:
        """The sign of what is only suggested: its first corner is filled."""
        if piece.opens:
            painter.fillPath(corner(box, _CORNER * self._typography.stroke), colour(tint))

    # --- below the text ---

    def _draw_lanes(self, painter: QPainter, laid: LaidParagraph, number: int) -> None:
        line = laid.lines[number]
        for piece in laid.pieces(number):
            lane = piece.placed.lane
            if lane is None or lane >= MAX_LANES:
                continue
            tint = colour(label_colour(self.palette, piece.placed.mark.label))
            y = line.lanes_top + 1 + lane * self._typography.lane
            draw = LABEL_LINES.get(piece.placed.mark.label, draw_dashes)
            draw(painter, piece, y, tint, self._typography.stroke)
        if line.hidden:
            painter.setFont(self._typography.raised)
            painter.setPen(colour(self.palette.muted))
            painter.drawText(QPointF(laid.width + 6, line.baseline), f"+{line.hidden}")

    def _draw_signs(self, painter: QPainter, laid: LaidParagraph, number: int) -> None:
        painter.setFont(self._typography.raised)
        painter.setPen(colour(self.palette.number))
        line = laid.lines[number]
        height = QFontMetricsF(self._typography.raised).capHeight()
        for sign in laid.signs_on(number):
            painter.drawText(QPointF(sign.left, line.top + height + 2), sign.text)

    def _draw_connectors(self, painter: QPainter, laid: LaidParagraph, visible: range, emphasis: Emphasis) -> None:
        """Thin dashes under what stands between the fragments of an active broken span."""
        for placed in laid.placed:
            mark = placed.mark
            if mark.id not in emphasis or len(mark.fragments) == 1:
                continue
            pen = QPen(colour(label_colour(self.palette, mark.label)), self._typography.stroke)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            for start, end in gaps(placed, laid.lines[-1].end):
                for number in visible:
                    self._draw_gap(painter, laid, number, start, end)

    def _draw_gap(self, painter: QPainter, laid: LaidParagraph, number: int, start: int, end: int) -> None:
        line = laid.lines[number]
        if start < line.end and line.start < end:
            for left, right in laid.extents(number, start, end):
                painter.drawLine(QPointF(left, line.bottom), QPointF(right, line.bottom))

    def _draw_controls(self, painter: QPainter, laid: LaidParagraph, visible: range) -> None:
        """A small flag where an invisible character turns the direction of writing."""
        painter.setPen(QPen(colour(self.palette.bad), self._typography.stroke))
        for position, control in laid.controls:
            number = laid.line_of(position)
            if number in visible:
                left, _ = laid.extents(number, position, position + 1)[0]
                draw_flag(painter, left, laid.lines[number], control)
