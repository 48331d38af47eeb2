"""The reading column as a widget: a read-only QTextEdit for life on one document with a layout of our own.

It turns keys and mouse into a selection in code points and says what is pointed at; it decides nothing about marks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from models.spans import Fragment
from models.text import sentences, words
from ui.guard import guarded
from ui.palettes import LIGHT, Palette
from ui.text.display_text import display_text
from ui.text.layout import Article, ArticleLayout
from ui.text.marks import Mark
from ui.text.painter import Emphasis
from ui.text.typography import typography
from ui.theme import qt_palette, scroll_bar_style

ZOOM_STEP: Final = 10
_ZOOMS: Final = (50, 300)

SelectAt = Callable[[int], Fragment | None]  # an offset to what shall be selected there


class ArticleView(QTextEdit):
    """Shows one article and its marks. Offsets are code points.

    Signals: selection_moved(start, end, caret); span_activated(id) by a click; hovered(id, or "" for none);
    scrolled(); laid_out(), when lines have moved; zoomed(per cent).
    """

    selection_moved = Signal(int, int, int)
    span_activated = Signal(str)
    hovered = Signal(str)
    scrolled = Signal()
    laid_out = Signal()
    zoomed = Signal(int)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        palette: Palette = LIGHT,
        select_at: SelectAt | None = None,
        sentence_at: SelectAt | None = None,
        describe: Callable[[str], str] | None = None,
    ) -> None:
        """Make an empty view.

        select_at, sentence_at: what a double and a triple click select (default: the word, the sentence);
        describe: what a screen reader says of a mark when the caret enters it (default: its label).
        """
        super().__init__(parent)
        self._text = ""
        self._select_at = select_at or (lambda offset: words.word_at(self._text, offset))
        self._sentence_at = sentence_at or (lambda offset: sentences.sentence_at(self._text, offset))
        self._describe = describe or self._label_of
        self._zoom = 100
        self._colours = palette
        self._reported = (0, 0, 0)
        self._under_caret = ""
        self._under_mouse = ""
        self._pressed = QPointF()
        self._double_click = QPoint()
        self._layout = ArticleLayout(self.document(), typography(self._zoom), palette)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._triple_click = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._set_up()

    def _set_up(self) -> None:
        self.setObjectName("article_view")
        self.setAccessibleName(self.tr("Article"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAcceptDrops(False)  # the window takes dropped files
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)  # Qt's own menu copies Qt's own text
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentLayout(self._layout)
        self._settling.timeout.connect(self._settle)
        self.cursorPositionChanged.connect(self._report)
        self.selectionChanged.connect(self._report)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())
        self.set_colours(self._colours)

    # --- what is shown ---

    def set_article(self, text: str, heading: Sequence[str] = (), marks: Iterable[Mark] = ()) -> None:
        """Show another article; heading: its title, then its meta line."""
        self._text = text
        article = Article.of(display_text(text), heading)
        article.index.replace(marks)
        self._under_caret = self._under_mouse = ""
        self._reported = (-1, -1, -1)  # so that the caret is reported anew, even at the same offset
        self._layout.load(article)
        self._settle()
        self.setTextCursor(QTextCursor(self.document()))  # a new text leaves the caret at its end
        self.verticalScrollBar().setValue(0)
        self._report()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others; only paragraphs in which something differs are laid out anew."""
        self._redraw(self._layout.article.index.replace(marks))

    def change_marks(self, put: Iterable[Mark] = (), discard: Iterable[str] = ()) -> None:
        """Add or replace some marks and take others out by id: `set_marks` without the comparison of all."""
        index = self._layout.article.index
        touched = {paragraph for mark_id in discard for paragraph in index.discard(mark_id)}
        self._redraw(touched.union(*map(index.put, put)))

    def set_active(self, ids: Iterable[str]) -> None:
        """Bring out the marks of the active frame."""
        self._emphasise(Emphasis(frozenset(ids), self._layout.emphasis.hinted))

    def set_hinted(self, ids: Iterable[str]) -> None:
        """Bring out, more quietly, the marks of the frame that is pointed at."""
        self._emphasise(Emphasis(self._layout.emphasis.active, frozenset(ids)))

    def set_colours(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._colours = palette
        roles = qt_palette(palette)
        for role in (roles.ColorRole.Base, roles.ColorRole.Window):
            roles.setColor(role, palette.page)
        self.setPalette(roles)
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(palette))
        self._restyle()

    @property
    def zoom(self) -> int:
        """The size of the text in per cent."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Change the size of the text, in per cent; what stands at the top stays there."""
        zoom = max(_ZOOMS[0], min(zoom, _ZOOMS[1]))
        if zoom != self._zoom:
            self._zoom = zoom
            self._restyle()
            self.zoomed.emit(zoom)

    # --- caret and selection, in code points ---

    @property
    def selection(self) -> Fragment | None:
        """What is selected."""
        start, end, _ = self._position()
        return Fragment(start, end) if start < end else None

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return self._position()[2]

    def select(self, start: int, end: int) -> None:
        """Select `[start, end)`; the caret stands at `end`."""
        cursor = self.textCursor()
        cursor.setPosition(self._units(start))
        cursor.setPosition(self._units(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def set_caret(self, offset: int) -> None:
        """Put the caret somewhere; nothing is selected then."""
        self.select(offset, offset)

    def collapse_to_end(self) -> None:
        """Let go of the selection; the caret stands at its end."""
        if chosen := self.selection:
            self.set_caret(chosen.end)

    # --- where things are, in pixels of the viewport ---

    def rectangles(self, start: int, end: int) -> list[QRect]:
        """Where the characters of `[start, end)` lie: one rectangle for each line and direction of writing."""
        scroll = self.verticalScrollBar().value()
        found = self._layout.rectangles(start, end)
        return [rectangle.translated(0, -scroll).toAlignedRect() for rectangle in found]

    def anchor_y(self, start: int) -> int:
        """The y of the line that holds an offset; an estimate while it was never near the visible part."""
        return self._layout.line_top(start) - self.verticalScrollBar().value()

    def span_at(self, point: QPoint) -> str:
        """The id of the mark under a point, the inner one of several; "" for none."""
        marks = self._layout.marks_at(QPointF(point) + QPointF(0, self.verticalScrollBar().value()))
        return marks[0].id if marks else ""

    def reveal(self, start: int, end: int) -> None:
        """Scroll `[start, end)` into sight, to the upper third, unless it is there."""
        height = self.viewport().height()
        boxes = self.rectangles(start, min(end, start + 1)) + self.rectangles(max(start, end - 1), end)
        top, bottom = min(box.top() for box in boxes), max(box.bottom() for box in boxes)
        if top < 0 or (bottom > height and top > height // 3):
            self._settle()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - height // 3)

    # --- Qt's events ---

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._settling.start()  # painting may have laid out paragraphs that were estimates before

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._anchored():
            super().resizeEvent(event)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = 1 if event.angleDelta().y() > 0 else -1
            self.set_zoom(self._zoom + steps * ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif self._triple_click.isActive() and self._near(event.position(), self._double_click):
            self._triple_click.stop()
            self._take(self._sentence_at(self._offset_at(event.position())))
        else:
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._let_go()
            super().mousePressEvent(event)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._double_click = event.position().toPoint()
        self._triple_click.start()
        self._take(self._select_at(self._offset_at(event.position())))

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover("" if event.buttons() else self.span_at(event.position().toPoint()))

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        still = self._near(event.position(), self._pressed.toPoint()) and self.selection is None
        mark_id = self.span_at(event.position().toPoint())
        if mark_id and still and event.button() == Qt.MouseButton.LeftButton:
            self.span_activated.emit(mark_id)

    # --- inside ---

    def _restyle(self) -> None:
        with self._anchored():
            self._layout.restyle(typography(self._zoom), self._colours)
        self.viewport().update()

    @contextmanager
    def _anchored(self) -> Iterator[None]:
        """Keep what stands at the top there while everything is laid out anew."""
        bar = self.verticalScrollBar()
        anchor = self._layout.anchor(bar.value()) if bar.value() else None
        yield
        self._settle()
        bar.setValue(self._layout.y_of(anchor) if anchor else 0)

    def _redraw(self, paragraphs: set[int]) -> None:
        """Lay out and paint what has changed, and all that is visible only if it has moved."""
        with self._anchored():
            moved = self._layout.refresh(paragraphs)
        if moved:
            self.viewport().update()
        else:
            self._paint_anew(paragraphs)

    def _emphasise(self, emphasis: Emphasis) -> None:
        changed = emphasis.ids ^ self._layout.emphasis.ids | emphasis.active ^ self._layout.emphasis.active
        self._layout.emphasis = emphasis
        self._paint_anew(self._layout.article.index.paragraphs_of(changed))

    def _paint_anew(self, paragraphs: set[int]) -> None:
        visible = self._visible()
        area = self._layout.area(paragraphs, visible).translated(-visible.topLeft())
        self.viewport().update(area.toAlignedRect())

    def _visible(self) -> QRectF:
        """The visible part of the document."""
        return QRectF(self.viewport().rect()).translated(0, self.verticalScrollBar().value())

    def _settle(self) -> None:
        if self._layout.settle(self._visible()):
            self.laid_out.emit()

    def _units(self, offset: int) -> int:
        return self._layout.article.offsets.from_code_point(max(0, min(offset, len(self._text))))

    def _position(self) -> tuple[int, int, int]:
        """Start and end of the selection, and the caret."""
        cursor = self.textCursor()
        offset = self._layout.article.offsets.nearest_code_point
        return offset(cursor.selectionStart()), offset(cursor.selectionEnd()), offset(cursor.position())

    def _offset_at(self, point: QPointF) -> int:
        """The character under a point."""
        in_document = point + QPointF(0, self.verticalScrollBar().value())
        units = self._layout.hitTest(in_document, Qt.HitTestAccuracy.FuzzyHit)
        return self._layout.article.offsets.nearest_code_point(units)

    def _near(self, point: QPointF, other: QPoint) -> bool:
        return (point.toPoint() - other).manhattanLength() < QApplication.startDragDistance()

    def _take(self, fragment: Fragment | None) -> None:
        if fragment:
            self.select(*fragment)

    def _let_go(self) -> None:
        """Or Qt would begin to drag the selected text instead of selecting anew."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def _copy(self) -> None:
        """Copy from the article's text: Qt turns no-break spaces into spaces and marks paragraphs with U+2029."""
        if chosen := self.selection:
            QGuiApplication.clipboard().setText(self._text[chosen.start : chosen.end])

    def _hover(self, mark_id: str) -> None:
        if mark_id != self._under_mouse:
            self._under_mouse = mark_id
            self.hovered.emit(mark_id)

    def _report(self) -> None:
        if self._layout.loading:
            return
        position = self._position()
        if position != self._reported:
            self._reported = position
            self.selection_moved.emit(*position)
            self._announce(position[2])

    def _announce(self, caret: int) -> None:
        """Tell a screen reader which mark the caret has entered."""
        marks = self._layout.article.index.covering(caret)
        entered = marks[0].id if marks else ""
        if entered != self._under_caret and entered and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._describe(entered)))
        self._under_caret = entered

    def _label_of(self, mark_id: str) -> str:
        mark = self._layout.article.index.get(mark_id)
        return mark.label if mark else ""
