"""The reading column without its marks: a read-only QTextEdit for life on one document with a layout of our own.

It turns keys and mouse into a caret and a selection in code points, and knows where words lie on the screen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from models.spans import Fragment
from models.text import sentences, words
from ui.guard import guarded
from ui.palettes import Palette
from ui.text.laid_text import Article
from ui.text.layout import ArticleLayout
from ui.text.typography import typography

SelectAt = Callable[[int], Fragment | None]  # an offset to what shall be selected there


class SelectableText(QTextEdit):
    """One article's text to be read and selected in. Offsets are code points.

    Signals: selection_moved(start, end, caret); clicked(point of the viewport), which a drag is not; scrolled();
    laid_out(), when lines have moved.
    """

    selection_moved = Signal(int, int, int)
    clicked = Signal(QPoint)
    scrolled = Signal()
    laid_out = Signal()

    def __init__(
        self, parent: QWidget | None, palette: Palette, select_at: SelectAt | None, sentence_at: SelectAt | None
    ) -> None:
        """Make an empty view; select_at, sentence_at: what a double and a triple click select."""
        super().__init__(parent)
        self._text = ""
        self._select_at = select_at or (lambda offset: words.word_at(self._text, offset))
        self._sentence_at = sentence_at or (lambda offset: sentences.sentence_at(self._text, offset))
        self._reported = (0, 0, 0)
        self._pressed = QPoint()
        self._double_click = QPoint()
        self._layout = ArticleLayout(self.document(), typography(100), palette)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._triple_click = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._set_up()
        self.document().setDocumentLayout(self._layout)
        self._settling.timeout.connect(self._settle)
        self.cursorPositionChanged.connect(self._report)
        self.selectionChanged.connect(self._report)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAcceptDrops(False)  # the window takes dropped files
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)  # Qt's own menu copies Qt's own text
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextEdit.Shape.NoFrame)

    # --- caret and selection ---

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

    def offset_at(self, point: QPoint) -> int:
        """The offset between two characters that is nearest to a point."""
        return self._layout.gap_at(QPointF(point) + self._visible().topLeft())

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
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif self._triple_click.isActive() and _near(self._pressed, self._double_click):
            self._triple_click.stop()
            self._take(self._sentence_at(self._character_at(event.position())))
        else:
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._let_go()
            super().mousePressEvent(event)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._double_click = event.position().toPoint()
        self._triple_click.start()
        self._take(self._select_at(self._character_at(event.position())))

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and _near(point, self._pressed) and not self.selection:
            self.clicked.emit(point)

    # --- inside ---

    def _show(self, text: str, article: Article) -> None:
        """Show another article; text: as it is stored, of which the article's is what Qt is shown."""
        self._text = text
        self._reported = (-1, -1, -1)  # so that the caret is reported anew, even at the same offset
        self._layout.load(article)
        self._settle()
        self.setTextCursor(QTextCursor(self.document()))  # a new text leaves the caret at its end
        self.verticalScrollBar().setValue(0)
        self._report()

    @contextmanager
    def _anchored(self) -> Iterator[None]:
        """Keep what stands at the top there while everything is laid out anew."""
        bar = self.verticalScrollBar()
        anchor = self._layout.anchor(bar.value()) if bar.value() else None
        yield
        self._settle()
        bar.setValue(self._layout.y_of(anchor) if anchor else 0)

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

    def _character_at(self, point: QPointF) -> int:
        return self._layout.character_at(point + self._visible().topLeft())

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

    def _report(self) -> None:
        if self._layout.loading:
            return
        position = self._position()
        if position != self._reported:
            self._reported = position
            self.selection_moved.emit(*position)


def _near(point: QPoint, other: QPoint) -> bool:
    return (point - other).manhattanLength() < QApplication.startDragDistance()
