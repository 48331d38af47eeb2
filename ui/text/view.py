"""The reading column with its marks: draws them, and says which of them is meant by mouse or caret.

What a mark means, and which marks make a frame, is decided elsewhere.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from models.spans import Fragment
from ui.guard import guarded
from ui.palettes import LIGHT, Palette
from ui.text.display_text import display_text
from ui.text.laid_text import Article
from ui.text.lines import Edge
from ui.text.marks import Mark
from ui.text.painter import Emphasis
from ui.text.selectable_text import SelectableText, SelectAt
from ui.text.typography import typography
from ui.theme import qt_palette, scroll_bar_style

ZOOM_STEP: Final = 10
_ZOOMS: Final = (50, 300)


class ArticleView(SelectableText):
    """Shows one article and its marks. Offsets are code points.

    Signals, besides those of the text: span_activated(id) by a click; hovered(id, or "" for none);
    zoomed(per cent).
    """

    span_activated = Signal(str)
    hovered = Signal(str)
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
        super().__init__(parent, palette, select_at, sentence_at)
        self._describe = describe or self._label_of
        self._zoom = 100
        self._under_caret = ""
        self._under_mouse = ""
        self.setObjectName("article_view")
        self.setAccessibleName(self.tr("Article"))
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.selection_moved.connect(self._announce)
        self.clicked.connect(self._activate)
        self.set_colours(palette)

    # --- what is shown ---

    def set_article(self, text: str, heading: Sequence[str] = (), marks: Iterable[Mark] = ()) -> None:
        """Show another article, in which nothing is active yet; heading: its title, then its meta line."""
        article = Article.of(display_text(text), heading)
        article.index.replace(marks)
        self._under_caret = self._under_mouse = ""
        self._show(text, article)

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

    def set_found(self, places: Sequence[Fragment]) -> None:
        """Bring out places that hold what is looked for; they ascend."""
        if self._layout.found or places:
            self._layout.found = places
            self.viewport().update()

    def set_handled(self, fragments: Sequence[Fragment]) -> None:
        """Give fragments ends that can be taken hold of."""
        if self._layout.handled != fragments:
            self._layout.handled = fragments
            self.viewport().update()

    def edge(self, offset: int, *, opens: bool) -> Edge:
        """Where a fragment that begins (opens) or ends at an offset has that end, in pixels of the viewport."""
        edge = self._layout.edge(offset, opens=opens)
        scroll = self.verticalScrollBar().value()
        return Edge(edge.x, edge.top - scroll, edge.bottom - scroll)

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

    def span_at(self, point: QPoint) -> str:
        """The id of the mark under a point of the viewport, the inner one of several; "" for none."""
        marks = self._layout.marks_at(QPointF(point) + self._visible().topLeft())
        return marks[0].id if marks else ""

    # --- Qt's events ---

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = 1 if event.angleDelta().y() > 0 else -1
            self.set_zoom(self._zoom + steps * ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover("" if event.buttons() else self.span_at(event.position().toPoint()))

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        return super().viewportEvent(event)

    # --- inside ---

    def _restyle(self) -> None:
        with self._anchored():
            self._layout.restyle(typography(self._zoom), self._colours)
        self.viewport().update()

    def _redraw(self, paragraphs: set[int]) -> None:
        """Lay out and paint what has changed, and all that is visible only if it has moved."""
        with self._anchored():
            moved = self._layout.refresh(paragraphs)
        if moved:
            self.viewport().update()
        else:
            self._paint_anew(paragraphs)

    def _emphasise(self, emphasis: Emphasis) -> None:
        before, self._layout.emphasis = self._layout.emphasis, emphasis
        changed = (before.ids ^ emphasis.ids) | (before.active ^ emphasis.active)
        self._paint_anew(self._layout.article.index.paragraphs_of(changed))

    def _paint_anew(self, paragraphs: set[int]) -> None:
        visible = self._visible()
        area = self._layout.area(paragraphs, visible).translated(-visible.topLeft())
        self.viewport().update(area.toAlignedRect())

    def _activate(self, point: QPoint) -> None:
        if mark_id := self.span_at(point):
            self.span_activated.emit(mark_id)

    def _hover(self, mark_id: str) -> None:
        if mark_id != self._under_mouse:
            self._under_mouse = mark_id
            self.hovered.emit(mark_id)

    def _announce(self, _start: int, _end: int, caret: int) -> None:
        """Tell a screen reader which mark the caret has entered."""
        marks = self._layout.article.index.covering(caret)
        entered = marks[0].id if marks else ""
        if entered != self._under_caret and entered and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._describe(entered)))
        self._under_caret = entered

    def _label_of(self, mark_id: str) -> str:
        mark = self._layout.article.index.get(mark_id)
        return mark.label if mark else ""
