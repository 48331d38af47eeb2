"""Where everything in the reading column lies: the lazy layout of the one QTextDocument.

Qt asks it in UTF-16 units and document coordinates; the article's own methods take code points and say so.
Which paragraphs have lines, and where each begins, is in `laid_text`.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextLine,
)

from models.spans import Fragment
from ui.guard import guarded
from ui.palettes import Palette
from ui.text.laid_text import Article, LaidText
from ui.text.lines import Edge, nearest_border
from ui.text.marks import Mark
from ui.text.painter import HANDLE, AnnotationPainter, Emphasis
from ui.text.typography import Typography


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
        self._text = LaidText(document, typography)
        self._painter = AnnotationPainter(palette, typography)
        self._published = QSizeF()  # the size that Qt was told

    # --- what the view asks, in code points and document coordinates ---

    @property
    def article(self) -> Article:
        """The article that is shown."""
        return self._text.article

    @property
    def column(self) -> tuple[int, int]:
        """Left edge and width of the column of text."""
        return self._text.column

    def load(self, article: Article) -> None:
        """Show another article: the document gets its text."""
        self.loading = True
        self._text.forget()
        self._text.article = article
        self.emphasis, self.found, self.handled = Emphasis(), (), ()
        self.document().setPlainText(article.text)
        self.loading = False
        self._text.begin_anew()

    def restyle(self, typography: Typography, palette: Palette) -> None:
        """Draw with other fonts or colours."""
        self._text.typography = typography
        self._painter = AnnotationPainter(palette, typography)
        self.document().setDefaultFont(typography.text)  # or its blocks are laid out in the application's
        self._text.begin_anew()

    def refresh(self, paragraphs: Iterable[int]) -> bool:
        """Lay these paragraphs out anew, those that were; whether anything has moved since `settle`."""
        self._text.refresh(paragraphs)
        return self._text.moved

    def area(self, paragraphs: Collection[int], visible: QRectF) -> QRectF:
        """What of the visible part the paragraphs take up, over its whole width."""
        shown = range(self._text.paragraph_at(visible.top()), self._text.paragraph_at(visible.bottom()) + 1)
        found = [index for index in shown if index in paragraphs]
        if not found:
            return QRectF()
        top, bottom = self._text.top_of(found[0]), self._text.top_of(found[-1] + 1)
        return visible & QRectF(visible.left(), top - 2, visible.width(), bottom - top + 4)

    def rectangles(self, start: int, end: int) -> Iterator[QRectF]:
        """Where the characters of `[start, end)` lie, one rectangle a line and direction of writing."""
        left, _ = self.column
        for index in self.article.paragraphs.touching(start, end):
            laid = self._text.laid(index)
            first, last = self._text.local(index, start), self._text.local(index, end)
            top = self._text.top_of(index)
            for number in range(laid.line_of(first), laid.line_of(max(first, last - 1)) + 1):
                line = laid.lines[number]
                for from_x, to_x in laid.extents(number, first, last):
                    yield QRectF(left + from_x, top + line.top, to_x - from_x, line.lanes_top - line.top)

    def edge(self, offset: int, *, opens: bool) -> Edge:
        """Where a fragment that begins (opens) or ends at an offset has that end."""
        index = self.article.paragraphs.at(offset if opens else offset - 1)
        place = self._text.laid(index).edge(self._text.local(index, offset), opens=opens)
        left, top = self.column[0], self._text.top_of(index)
        return Edge(left + place.x, top + place.top, top + place.bottom)

    def line_top(self, offset: int) -> int:
        """The y of the line that holds an offset; an estimate while its paragraph is not laid out."""
        index = self.article.paragraphs.at(offset)
        if not self._text.is_laid(index):
            start, end = self.article.paragraphs.bounds(index)
            share = (offset - start) / max(1, end - start)
            return self._text.top_of(index) + int(share * (self._text.heights[index] - self._text.typography.gap))
        laid = self._text.laid(index)
        return self._text.top_of(index) + int(laid.lines[laid.line_of(self._text.local(index, offset))].top)

    def anchor(self, y: int) -> Anchor:
        """What stands at a y, to be found again when heights have changed."""
        index = self._text.paragraph_at(y)
        laid = self._text.laid(index)
        number = next(iter(laid.visible_lines(y - self._text.top_of(index), float("inf"))))
        base = self.article.offsets.from_code_point(self.article.paragraphs.bounds(index)[0])
        offset = self.article.offsets.nearest_code_point(base + laid.lines[number].start)
        return Anchor(offset, self.line_top(offset) - y)

    def y_of(self, anchor: Anchor) -> int:
        """Where the anchor's upper edge is now."""
        self._text.laid(self.article.paragraphs.at(anchor.offset))
        return self.line_top(anchor.offset) - anchor.distance

    def marks_at(self, point: QPointF) -> list[Mark]:
        """The marks under a point, the one meant first: a line below the text, then inner before outer."""
        index = self._text.paragraph_at(point.y())
        laid = self._text.laid(index)
        x, y = point.x() - self.column[0], point.y() - self._text.top_of(index)
        number = max(laid.visible_lines(y, y + 1), default=None)
        if number is None or y > laid.lines[number].bottom + self._text.typography.above:
            return []
        under = [piece.placed for piece in laid.pieces(number) if piece.left <= x <= piece.right]
        lane = (y - laid.lines[number].lanes_top) // self._text.typography.lane
        under.sort(key=lambda placed: (placed.lane != lane, placed.mark.length))
        return [placed.mark for placed in under]

    def gap_at(self, point: QPointF) -> int:
        """The offset between two characters that is nearest to a point."""
        units = self._position(point, QTextLine.CursorPosition.CursorBetweenCharacters)
        return self.article.offsets.nearest_code_point(units)

    def character_at(self, point: QPointF) -> int:
        """The offset of the character under a point, or of the one nearest to it on its line."""
        units = self._position(point, QTextLine.CursorPosition.CursorOnCharacter)
        return self.article.offsets.nearest_code_point(units)

    def settle(self, visible: QRectF) -> bool:
        """Tell Qt the document's size and let go of paragraphs far from the visible ones; whether lines moved.

        Not to be called while Qt asks or draws: it may hold lines of the paragraphs that go.
        """
        self._text.trim(self._text.paragraph_at(visible.top()), self._text.paragraph_at(visible.bottom()))
        size = self.documentSize()
        if size != self._published:
            self._published = size
            self.documentSizeChanged.emit(size)
        moved, self._text.moved = self._text.moved, False
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
        if clip.top() < self._text.heading.height:
            self._text.heading.draw(painter, left, self._painter.palette)
        for index in self._text.visible(clip):
            begin = self.document().findBlockByNumber(index).position()
            self._painter.draw(
                painter,
                self._text.laid(index),
                origin=QPointF(left, self._text.top_of(index)),
                clip=clip,
                number=self.article.paragraphs.number(index),
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
        below = point.y() >= self._text.bottom
        if accuracy == Qt.HitTestAccuracy.ExactHit and (below or point.y() < self._text.heading.height):
            return -1
        return self._position(point, QTextLine.CursorPosition.CursorBetweenCharacters)

    @guarded(1)
    def pageCount(self) -> int:
        return 1

    @guarded(QSizeF())
    def documentSize(self) -> QSizeF:
        return QSizeF(self._text.width, self._text.bottom + self._text.typography.bottom)

    @guarded(QRectF())
    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    @guarded(QRectF())
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        index = block.blockNumber()
        if self.loading or not 0 <= index < len(self.article.paragraphs):
            return QRectF()
        height = self._text.laid(index).height
        left, width = self.column
        return QRectF(left, self._text.top_of(index), width, height)

    @guarded(None)
    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """The document's text changes only in `load`; what else arrives here is a new width."""
        is_wider = self._text.take_width(int(self.document().pageSize().width()))
        if not self.loading and is_wider:
            self._text.begin_anew()

    # --- inside ---

    def _position(self, point: QPointF, kind: QTextLine.CursorPosition) -> int:
        """The position in the document, in UTF-16 units, that a point means."""
        index = self._text.paragraph_at(point.y())
        laid = self._text.laid(index)
        y = point.y() - self._text.top_of(index)
        number = max(laid.visible_lines(y, max(1.0, y + 1)), default=0)
        line, x = laid.layout.lineAt(number), point.x() - self.column[0]
        position = int(line.xToCursor(x, kind))
        if kind is QTextLine.CursorPosition.CursorBetweenCharacters:
            position = nearest_border(laid.layout, line, x, position)
        return int(self.document().findBlockByNumber(index).position()) + position

    def _draw_handles(self, painter: QPainter, clip: QRectF) -> None:
        """Above all paragraphs, since a handle stands out over its line; only where something is laid out anyway."""
        seen = range(self._text.paragraph_at(clip.top() - HANDLE), self._text.paragraph_at(clip.bottom() + HANDLE) + 1)
        for fragment in self.handled:
            for offset, opens in ((fragment.start, True), (fragment.end, False)):
                if self.article.paragraphs.at(offset if opens else offset - 1) in seen:
                    self._painter.draw_handle(painter, self.edge(offset, opens=opens), opens=opens)

    def _found_in(self, index: int) -> list[tuple[int, int]]:
        """What of the found places lies in a paragraph."""
        start, end = self.article.paragraphs.bounds(index)
        first = bisect_left(self.found, start, key=lambda place: place.end)
        last = bisect_left(self.found, end, key=lambda place: place.start)
        return [
            (self._text.local(index, place.start), self._text.local(index, place.end))
            for place in self.found[first:last]
        ]


def _selected(selection: QAbstractTextDocumentLayout.Selection) -> tuple[int, int]:
    cursor = QTextCursor(selection.cursor)
    return cursor.selectionStart(), cursor.selectionEnd()
