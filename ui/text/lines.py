"""One paragraph laid out: its lines with room for the lanes below them, and where its marks lie in them.

Positions are UTF-16 units of the paragraph, distances logical pixels from its upper left corner.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, NamedTuple, cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextLayout, QTextLine

from ui.text.breaking import RIGHT_TO_LEFT, LineBreaks, break_lines
from ui.text.placing import MAX_LANES, Part, PlacedMark, Sign, signs
from ui.text.typography import Typography

BIDI_CONTROLS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_THINNEST: Final = 2.0  # a mark on a zero-width character is still to be seen


class Line(NamedTuple):
    """One line of text: `[start, end)`, where its text lies, and the lanes below it."""

    start: int
    end: int
    top: float  # of the text; the line before ends somewhere above it
    baseline: float
    lanes_top: float
    bottom: float  # of text and lanes
    hidden: int  # marks whose lane is too deep to be drawn


class Piece(NamedTuple):
    """The part of a mark on one line: from `left` to `right`, and whether the fragment opens or closes there."""

    placed: PlacedMark
    left: float
    right: float
    opens: bool
    closes: bool


class Edge(NamedTuple):
    """Where a fragment begins or ends: an x, and the text of its line from `top` to `bottom`."""

    x: float
    top: float
    bottom: float


class PlacedSign(NamedTuple):
    """A raised sign and the x where it begins."""

    text: str
    left: float


class LaidParagraph:
    """The lines and marks of one paragraph; made anew when text, width, fonts or marks change."""

    def __init__(
        self,
        block: QTextBlock,
        placed: Sequence[PlacedMark],
        *,
        text: str,
        width: int,
        typography: Typography,
        breaks: LineBreaks | None = None,
    ) -> None:
        """Lay a paragraph out; breaks: those that it has, if only its marks have changed."""
        self._block = block
        self.placed = placed
        self.width = width
        self._text = text
        self._typography = typography
        self._bidi = RIGHT_TO_LEFT.search(text) is not None
        self._signs = signs(placed)
        self._pieces: dict[int, list[Piece]] = {}
        self.breaks = break_lines(self.layout, text, self._signs, width, typography.raised, breaks)
        self._by_line = self._spread()
        self.lines, self.height = self._stack(blank=not text.strip())
        self._tops = [line.top for line in self.lines]

    @property
    def layout(self) -> QTextLayout:
        """The block's own layout, asked for each time: it dies with its block, and PySide would take whatever Qt
        makes next at its address for the layout that Python still holds.
        """
        return self._block.layout()

    @cached_property
    def controls(self) -> list[tuple[int, str]]:
        """The invisible direction controls in the paragraph, with their positions."""
        return [(_utf16(self._text, found.start()), found.group()) for found in BIDI_CONTROLS.finditer(self._text)]

    def visible_lines(self, top: float, bottom: float) -> range:
        """The lines that reach into `[top, bottom)`."""
        return range(max(0, bisect_right(self._tops, top) - 1), bisect_left(self._tops, bottom))

    def line_of(self, position: int) -> int:
        """The line that holds a position."""
        return max(0, bisect_right(self.breaks.starts, position) - 1)

    def pieces(self, number: int) -> list[Piece]:
        """What of the marks lies on a line, outer marks first."""
        if number not in self._pieces:
            found = (self._pieces_of(number, placed, part) for placed, part in self._by_line[number])
            self._pieces[number] = [piece for pieces in found for piece in pieces]
        return self._pieces[number]

    def signs_on(self, number: int) -> Iterable[PlacedSign]:
        """The raised signs of a line."""
        for sign, character in self._signs_by_line.get(number, ()):
            yield PlacedSign(sign.text, self._sign_left(number, sign, character))

    @cached_property
    def _signs_by_line(self) -> dict[int, list[tuple[Sign, int]]]:
        """For each line its signs and the character that each stands beside."""
        by_line: dict[int, list[tuple[Sign, int]]] = {}
        for sign in self._signs:
            character = sign.position if sign.before else self.layout.previousCursorPosition(sign.position)
            by_line.setdefault(self.line_of(character), []).append((sign, character))
        return by_line

    def extents(self, number: int, start: int, end: int) -> list[tuple[float, float]]:
        """Where `[start, end)` lies on a line: (left, right), several where the direction of writing changes."""
        shown = self.layout.lineAt(number)
        line = self.lines[number]
        start, end = max(start, line.start), min(end, line.end)
        found = self._runs(shown, start, end) if self._bidi else []
        if not found:  # glyph runs are exact in every script, positions are fast in those from left to right
            found = [(_x_of(shown, start), _x_of(shown, end))]
        words = shown.naturalTextRect()  # without the spaces at which the line was broken
        return [_clip(left, right, words.left(), words.right()) for left, right in found]

    def edge(self, position: int, *, opens: bool) -> Edge:
        """The side of the character at (opens) or before a position at which a fragment begins or ends there."""
        layout = self.layout
        start = position if opens else layout.previousCursorPosition(position)
        end = layout.nextCursorPosition(position) if opens else position
        number = self.line_of(start)
        boxes = self.extents(number, start, max(end, start + 1))
        line = self.lines[number]
        leftwards = self._runs_leftwards(number, start, end)
        x = max(right for _, right in boxes) if opens == leftwards else min(left for left, _ in boxes)
        return Edge(x, line.top, line.lanes_top)

    def _runs(self, shown: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
        boxes = sorted(
            (run.boundingRect().left(), run.boundingRect().right()) for run in shown.glyphRuns(start, end - start)
        )
        merged: list[tuple[float, float]] = []
        for left, right in boxes:
            if merged and left <= merged[-1][1] + 0.5:
                merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
            else:
                merged.append((left, right))
        return merged

    def _spread(self) -> list[list[tuple[PlacedMark, Part]]]:
        """For each line the parts that reach into it."""
        by_line: list[list[tuple[PlacedMark, Part]]] = [[] for _ in self.breaks.starts]
        for placed in self.placed:
            for part in placed.parts:
                for number in range(self.line_of(part.start), self.line_of(part.end - 1) + 1):
                    by_line[number].append((placed, part))
        return by_line

    def _stack(self, *, blank: bool) -> tuple[list[Line], int]:
        """Put the lines below each other, with room for lanes where a line needs more than the usual."""
        metrics = self._typography
        lines: list[Line] = []
        top = 0
        for number, parts in enumerate(self._by_line):
            shown = self.layout.lineAt(number)
            line = _line(shown, top + metrics.above, [placed.lane for placed, _ in parts], metrics)
            shown.setPosition(QPointF(0, line.top))
            lines.append(line)
            top = max(top + metrics.pitch, round(line.bottom) + 1)
        return lines, metrics.blank if blank else top + metrics.gap

    def _pieces_of(self, number: int, placed: PlacedMark, part: Part) -> list[Piece]:
        line = self.lines[number]
        extents = self.extents(number, part.start, part.end)
        opens = part.opens and part.start >= line.start
        closes = part.closes and part.end <= line.end
        if self._bidi:  # which end opens depends on the direction: close each box on both sides
            return [Piece(placed, left, right, opens=True, closes=True) for left, right in extents]
        return [Piece(placed, left, right, opens, closes) for left, right in extents]

    def _sign_left(self, number: int, sign: Sign, character: int) -> float:
        following = self.layout.nextCursorPosition(character)
        left, right = self.extents(number, character, following)[0]
        width = QFontMetricsF(self._typography.raised).horizontalAdvance(sign.text)
        if self._runs_leftwards(number, character, following):
            return right + 1 if sign.before else left
        return left - width - 1 if sign.before else right - width

    def _runs_leftwards(self, number: int, start: int, end: int) -> bool:
        runs = self.layout.lineAt(number).glyphRuns(start, end - start) if self._bidi else []
        return any(run.isRightToLeft() for run in runs)


def _line(shown: QTextLine, top: float, lanes: list[int | None], metrics: Typography) -> Line:
    used = [lane for lane in lanes if lane is not None]
    deepest = min(max(used, default=-1) + 1, MAX_LANES)
    baseline = top + shown.ascent()
    lanes_top = baseline + round(shown.descent())
    return Line(
        start=shown.textStart(),
        end=shown.textStart() + shown.textLength(),
        top=top,
        baseline=baseline,
        lanes_top=lanes_top,
        bottom=lanes_top + max(2, deepest * metrics.lane) + 1,
        hidden=sum(lane >= MAX_LANES for lane in used),
    )


def _x_of(line: QTextLine, position: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(position))  # the stubs know only the x
    return x


def _clip(left: float, right: float, least: float, most: float) -> tuple[float, float]:
    left, right = max(min(left, right), least), min(max(left, right), most)
    return left, max(right, left + _THINNEST)


def _utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


def nearest_border(layout: QTextLayout, line: QTextLine, x: float, found: int) -> int:
    """The border of a character that is nearest to x: where the script runs to the left Qt may find the one beyond.

    found: what Qt takes for it; both in UTF-16 units of the paragraph.
    """
    ends = line.textStart(), line.textStart() + line.textLength()
    near = [at for at in (found, found - 1, found + 1) if ends[0] <= at <= ends[1] and layout.isValidCursorPosition(at)]
    return min(near or [found], key=lambda at: abs(x - _x_of(line, at)))
