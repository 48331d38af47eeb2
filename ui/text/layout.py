"""Where everything in the reading column lies: the lazy layout of the one QTextDocument.

Qt asks it in UTF-16 units and document coordinates; the article's own methods take code points and say so.
Paragraphs are laid out when they are looked at; until then their heights are estimates.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextLine,
)

from models.offsets import OffsetMap
from models.spans import Fragment
from ui.guard import guarded
from ui.palettes import Palette
from ui.text.heading import Heading
from ui.text.heights import Heights
from ui.text.lines import Edge, LaidParagraph, nearest_border
from ui.text.marks import Mark
from ui.text.painter import HANDLE, AnnotationPainter, Emphasis
from ui.text.paragraphs import Paragraphs
from ui.text.placing import place
from ui.text.span_index import SpanIndex
from ui.text.typography import Typography

EAGER_LENGTH: Final = 300_000  # texts up to here are laid out at once, so that their scroll bar is exact
KEPT_PARAGRAPHS: Final = 600


@dataclass(frozen=True)
class Article:
    """What is laid out: the displayed text, its paragraphs and marks. Offsets are code points."""

    text: str
    heading: Sequence[str]
    paragraphs: Paragraphs
    index: SpanIndex
    offsets: OffsetMap

    @classmethod
    def of(cls, text: str, heading: Sequence[str] = ()) -> "Article":
        """An article without marks; text: as `display_text` gives it."""
        paragraphs = Paragraphs(text)
        return cls(text, tuple(heading), paragraphs, SpanIndex(paragraphs), OffsetMap(text))


class Anchor(NamedTuple):
    """What stands at the top of the view: a code point, and how far its line begins below the upper edge."""

    offset: int
    distance: int


class ArticleLayout(QAbstractTextDocumentLayout):
    """A QTextDocument's layout for life; `load` changes the article in both."""

    def __init__(self, document: QTextDocument, typography: Typography, palette: Palette) -> None:
        super().__init__(document)
        self.loading = False  # Qt asks while the document changes, when nothing here fits it
        self.emphasis = Emphasis()
        self.found: Sequence[Fragment] = ()  # ascending: places that hold what is looked for
        self.handled: Sequence[Fragment] = ()  # what has ends to take hold of
        self._article = Article.of("")
        self._typography = typography
        self._painter = AnnotationPainter(palette, typography)
        self._width = 0
        self._laid: dict[int, LaidParagraph] = {}
        self._published = QSizeF()  # the size that Qt was told
        self._moved = True  # whether lines lie elsewhere than they did at the last `settle`
        self._reset()

    # --- what the view asks, in code points and document coordinates ---

    @property
    def article(self) -> Article:
        """The article that is shown."""
        return self._article

    @property
    def column(self) -> tuple[int, int]:
        """Left edge and width of the column of text."""
        metrics = self._typography
        width = max(metrics.pitch, min(metrics.column, self._width - metrics.left - metrics.right))
        return max(metrics.left, (self._width - width) // 2), width

    def load(self, article: Article) -> None:
        """Show another article: the document gets its text."""
        self.loading = True
        self._laid.clear()  # their blocks are about to die
        self._article = article
        self.emphasis, self.found, self.handled = Emphasis(), (), ()
        self.document().setPlainText(article.text)
        self.loading = False
        self._reset()

    def restyle(self, typography: Typography, palette: Palette) -> None:
        """Draw with other fonts or colours."""
        self._typography = typography
        self._painter = AnnotationPainter(palette, typography)
        self.document().setDefaultFont(typography.text)  # or its blocks are laid out in the application's
        self._reset()

    def refresh(self, paragraphs: Iterable[int]) -> bool:
        """Lay these paragraphs out anew, those that were; whether anything has moved since `settle`."""
        for index in paragraphs:
            if index in self._laid:
                self._lay_out(index)
        return self._moved

    def area(self, paragraphs: Collection[int], visible: QRectF) -> QRectF:
        """What of the visible part the paragraphs take up, over its whole width."""
        shown = range(self.paragraph_at(visible.top()), self.paragraph_at(visible.bottom()) + 1)
        found = [index for index in shown if index in paragraphs]
        if not found:
            return QRectF()
        top, bottom = self.top_of(found[0]), self.top_of(found[-1] + 1)
        return visible & QRectF(visible.left(), top - 2, visible.width(), bottom - top + 4)

    def laid(self, index: int) -> LaidParagraph:
        """A paragraph with its lines."""
        if index not in self._laid:
            self._lay_out(index)
        return self._laid[index]

    def top_of(self, index: int) -> int:
        """The y at which a paragraph begins."""
        return self._heading.height + self._heights.top(index)

    def paragraph_at(self, y: float) -> int:
        """The paragraph that a y lies in."""
        return self._heights.find(int(y) - self._heading.height)

    def rectangles(self, start: int, end: int) -> Iterator[QRectF]:
        """Where the characters of `[start, end)` lie, one rectangle a line and direction of writing."""
        left, _ = self.column
        for index in self._article.paragraphs.touching(start, end):
            laid = self.laid(index)
            first, last = self._local(index, start), self._local(index, end)
            top = self.top_of(index)
            for number in range(laid.line_of(first), laid.line_of(max(first, last - 1)) + 1):
                line = laid.lines[number]
                for from_x, to_x in laid.extents(number, first, last):
                    yield QRectF(left + from_x, top + line.top, to_x - from_x, line.lanes_top - line.top)

    def edge(self, offset: int, *, opens: bool) -> Edge:
        """Where a fragment that begins (opens) or ends at an offset has that end."""
        index = self._article.paragraphs.at(offset if opens else offset - 1)
        place = self.laid(index).edge(self._local(index, offset), opens=opens)
        left, top = self.column[0], self.top_of(index)
        return Edge(left + place.x, top + place.top, top + place.bottom)

    def line_top(self, offset: int) -> int:
        """The y of the line that holds an offset; an estimate while its paragraph is not laid out."""
        index = self._article.paragraphs.at(offset)
        if index not in self._laid:
            start, end = self._article.paragraphs.bounds(index)
            share = (offset - start) / max(1, end - start)
            return self.top_of(index) + int(share * (self._heights[index] - self._typography.gap))
        laid = self._laid[index]
        return self.top_of(index) + int(laid.lines[laid.line_of(self._local(index, offset))].top)

    def anchor(self, y: int) -> Anchor:
        """What stands at a y, to be found again when heights have changed."""
        index = self.paragraph_at(y)
        laid = self.laid(index)
        number = next(iter(laid.visible_lines(y - self.top_of(index), float("inf"))))
        base = self._article.offsets.from_code_point(self._article.paragraphs.bounds(index)[0])
        offset = self._article.offsets.nearest_code_point(base + laid.lines[number].start)
        return Anchor(offset, self.line_top(offset) - y)

    def y_of(self, anchor: Anchor) -> int:
        """Where the anchor's upper edge is now."""
        self.laid(self._article.paragraphs.at(anchor.offset))
        return self.line_top(anchor.offset) - anchor.distance

    def marks_at(self, point: QPointF) -> list[Mark]:
        """The marks under a point, the one meant first: a line below the text, then inner before outer."""
        index = self.paragraph_at(point.y())
        laid = self.laid(index)
        x, y = point.x() - self.column[0], point.y() - self.top_of(index)
        number = max(laid.visible_lines(y, y + 1), default=None)
        if number is None or y > laid.lines[number].bottom + self._typography.above:
            return []
        under = [piece.placed for piece in laid.pieces(number) if piece.left <= x <= piece.right]
        lane = (y - laid.lines[number].lanes_top) // self._typography.lane
        under.sort(key=lambda placed: (placed.lane != lane, placed.mark.length))
        return [placed.mark for placed in under]

    def gap_at(self, point: QPointF) -> int:
        """The offset between two characters that is nearest to a point."""
        units = self._position(point, QTextLine.CursorPosition.CursorBetweenCharacters)
        return self._article.offsets.nearest_code_point(units)

    def character_at(self, point: QPointF) -> int:
        """The offset of the character under a point, or of the one nearest to it on its line."""
        units = self._position(point, QTextLine.CursorPosition.CursorOnCharacter)
        return self._article.offsets.nearest_code_point(units)

    def settle(self, visible: QRectF) -> bool:
        """Tell Qt the document's size and let go of paragraphs far from the visible ones; whether lines moved.

        Not to be called while Qt asks or draws: it may hold lines of the paragraphs that go.
        """
        if len(self._laid) > KEPT_PARAGRAPHS:
            self._trim(self.paragraph_at(visible.top()), self.paragraph_at(visible.bottom()))
        size = self.documentSize()
        if size != self._published:
            self._published = size
            self.documentSizeChanged.emit(size)
        moved, self._moved = self._moved, False
        return moved

    # --- what Qt asks, in UTF-16 units ---

    @guarded(None)
    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if self.loading:
            return
        clip = QRectF(context.clip)  # copied: the context's members point into temporaries
        caret = context.cursorPosition
        selections = [_selected(selection) for selection in context.selections]
        left, _ = self.column
        if clip.top() < self._heading.height:
            self._heading.draw(painter, left, self._painter.palette)
        for index in self._visible(clip):
            begin = self.document().findBlockByNumber(index).position()
            self._painter.draw(
                painter,
                self.laid(index),
                origin=QPointF(left, self.top_of(index)),
                clip=clip,
                number=self._article.paragraphs.number(index),
                selections=[(first - begin, last - begin) for first, last in selections],
                caret=caret - begin,
                emphasis=self.emphasis,
                found=self._found_in(index),
            )
        self._draw_handles(painter, clip)

    @guarded(0)
    def hitTest(  # type: ignore[override]  # Qt sends no other kind of point
        self, point: QPointF, accuracy: Qt.HitTestAccuracy
    ) -> int:
        if self.loading:
            return 0
        below = point.y() >= self._heading.height + self._heights.total
        if accuracy == Qt.HitTestAccuracy.ExactHit and (below or point.y() < self._heading.height):
            return -1
        return self._position(point, QTextLine.CursorPosition.CursorBetweenCharacters)

    @guarded(1)
    def pageCount(self) -> int:
        return 1

    @guarded(QSizeF())
    def documentSize(self) -> QSizeF:
        return QSizeF(self._width, self._heading.height + self._heights.total + self._typography.bottom)

    @guarded(QRectF())
    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    @guarded(QRectF())
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        index = block.blockNumber()
        if self.loading or not 0 <= index < len(self._article.paragraphs):
            return QRectF()
        height = self.laid(index).height
        left, width = self.column
        return QRectF(left, self.top_of(index), width, height)

    @guarded(None)
    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """The document's text changes only in `load`; what else arrives here is a new width."""
        _, before = self.column
        self._width = int(self.document().pageSize().width())
        _, width = self.column
        if not self.loading and width != before:
            self._reset()

    # --- inside ---

    def _reset(self) -> None:
        self._moved = True
        for index in list(self._laid):
            self._drop(index)
        _, width = self.column
        self._heading = Heading(self._article.heading, self._typography, width)
        self._heights = Heights(self._estimates(width))
        if self._width and len(self._article.text) <= EAGER_LENGTH:
            for index in range(len(self._article.paragraphs)):
                self.laid(index)

    def _position(self, point: QPointF, kind: QTextLine.CursorPosition) -> int:
        """The position in the document, in UTF-16 units, that a point means."""
        index = self.paragraph_at(point.y())
        laid = self.laid(index)
        y = point.y() - self.top_of(index)
        number = max(laid.visible_lines(y, max(1.0, y + 1)), default=0)
        line, x = laid.layout.lineAt(number), point.x() - self.column[0]
        position = int(line.xToCursor(x, kind))
        if kind is QTextLine.CursorPosition.CursorBetweenCharacters:
            position = nearest_border(laid.layout, line, x, position)
        return int(self.document().findBlockByNumber(index).position()) + position

    def _estimates(self, width: int) -> Iterator[int]:
        metrics = self._typography
        per_line = max(1.0, width / QFontMetricsF(metrics.text).averageCharWidth())
        for number, (start, end) in enumerate(self._article.paragraphs):
            has_words = self._article.paragraphs.number(number)
            yield ceil((end - start) / per_line) * metrics.pitch + metrics.gap if has_words else metrics.blank

    def _lay_out(self, index: int) -> None:
        start, end = self._article.paragraphs.bounds(index)
        block = self.document().findBlockByNumber(index)
        marks = self._article.index.in_paragraph(index)
        laid = LaidParagraph(
            block,
            place(marks, start, end, lambda offset: self._local(index, offset)),
            text=self._article.text[start:end],
            width=self.column[1],
            typography=self._typography,
            breaks=self._laid[index].breaks if index in self._laid else None,
        )
        self._laid[index] = laid
        self._moved |= self._heights.change(index, laid.height)

    def _drop(self, index: int) -> None:
        laid = self._laid.pop(index)
        laid.layout.clearLayout()

    def _trim(self, first: int, last: int) -> None:
        margin = KEPT_PARAGRAPHS // 4
        for index in [index for index in self._laid if not first - margin <= index <= last + margin]:
            self._drop(index)

    def _local(self, index: int, offset: int) -> int:
        """From code points of the text to UTF-16 units of a paragraph, kept within it."""
        start, end = self._article.paragraphs.bounds(index)
        inside = max(start, min(offset, end))
        units = self._article.offsets.from_code_point
        return units(inside) - units(start)

    def _draw_handles(self, painter: QPainter, clip: QRectF) -> None:
        """Above all paragraphs, since a handle stands out over its line; only where something is laid out anyway."""
        seen = range(self.paragraph_at(clip.top() - HANDLE), self.paragraph_at(clip.bottom() + HANDLE) + 1)
        for fragment in self.handled:
            for offset, opens in ((fragment.start, True), (fragment.end, False)):
                if self._article.paragraphs.at(offset if opens else offset - 1) in seen:
                    self._painter.draw_handle(painter, self.edge(offset, opens=opens), opens=opens)

    def _found_in(self, index: int) -> list[tuple[int, int]]:
        """What of the found places lies in a paragraph."""
        start, end = self._article.paragraphs.bounds(index)
        first = bisect_left(self.found, start, key=lambda place: place.end)
        last = bisect_left(self.found, end, key=lambda place: place.start)
        return [(self._local(index, place.start), self._local(index, place.end)) for place in self.found[first:last]]

    def _visible(self, clip: QRectF) -> Iterator[int]:
        """The paragraphs that reach into the clip; laying one out may move those below it."""
        index = self.paragraph_at(clip.top())
        while index < len(self._article.paragraphs) and self.top_of(index) < clip.bottom():
            yield index
            index += 1


def _selected(selection: QAbstractTextDocumentLayout.Selection) -> tuple[int, int]:
    cursor = QTextCursor(selection.cursor)
    return cursor.selectionStart(), cursor.selectionEnd()
