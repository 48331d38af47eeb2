"""Dragging the ends of the span in hand: handles at the ends of each part, one gesture when the mouse lets go.

The handles show on the span that was picked by hand (a click, Tab), and on the one in hand while the mouse is over
it. A span that was only just made can be taken by its knobs alone, which stand clear of the words, so that a
selection that begins where it ends is a selection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from models.spans import Fragment, Span
from models.text.segments import snap
from ui.annotate.column import ReadingColumn
from ui.gate import Place
from ui.guard import guarded
from ui.session import Session
from ui.text.painter import HANDLE
from workspace.annotating.gestures import Gesture
from workspace.annotating.guidance import in_hand

_REACH: Final = 3  # pixels to either side of an end
_ESCAPE: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


@dataclass(frozen=True, slots=True)
class End:
    """An end of one part of a span. at_start: the first one."""

    span: str
    part: Fragment
    at_start: bool

    @property
    def offset(self) -> int:
        """Where it is."""
        return self.part.start if self.at_start else self.part.end

    def moved(self, offset: int) -> Fragment:
        """The part with this end at a code point, the other one where it was; never empty."""
        if self.at_start:
            return Fragment(min(offset, self.part.end - 1), self.part.end)
        return Fragment(self.part.start, max(offset, self.part.start + 1))


class BorderDrag(QObject):
    """To be installed on the text and its viewport, behind the filter of the other input, so that it is asked first."""

    def __init__(self, column: ReadingColumn, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._column = column
        self._view = column.view
        self._session = session
        self._held: End | None = None
        self._before: Place | None = None  # where the user was when the drag began
        self._cancelled = False  # the button is still down, but nothing is held any more
        self._clicked = ""
        self._hovered = ""
        self._view.span_activated.connect(self._on_clicked)
        self._view.hovered.connect(self._on_hovered)
        session.article_opened.connect(lambda *_: self._show())
        session.changed.connect(self._on_changed)

    # --- what can be dragged ----------------------------------------------------------------------------------------

    def _on_clicked(self, span: str) -> None:
        self._clicked = span
        self._show()

    def _on_hovered(self, span: str) -> None:
        if span or not self._held:
            self._hovered = span
            self._show()

    def _on_changed(self, _: object, __: object, made_at: object) -> None:
        if made_at is not None:  # a gesture, after which reading goes on
            self._clicked = ""
        self._show()

    def _show(self) -> None:
        span = self._offered()
        self._view.set_handled(() if span is None else span.fragments)

    def _offered(self) -> Span | None:
        """The span that has handles now."""
        snapshot = self._session.snapshot
        span = None if snapshot is None else in_hand(snapshot.reading, snapshot.state)
        return span if span is not None and (self._is_picked(span) or span.id == self._hovered) else None

    def _is_picked(self, span: Span) -> bool:
        snapshot = self._session.snapshot
        return span.id == self._clicked or (snapshot is not None and snapshot.state.chosen)

    def end_at(self, point: QPoint) -> End | None:
        """The end that a point of the viewport touches."""
        if (span := self._offered()) is None:
            return None
        ends = (End(span.id, part, at_start) for part in span.fragments for at_start in (True, False))
        return next((end for end in ends if self._touches(point, end, picked=self._is_picked(span))), None)

    def _touches(self, point: QPoint, end: End, *, picked: bool) -> bool:
        edge = self._view.edge(end.offset, opens=end.at_start)
        aside = abs(point.x() - edge.x)
        if picked and edge.top <= point.y() <= edge.bottom:
            return aside <= _REACH
        knob = (edge.top - HANDLE, edge.top) if end.at_start else (edge.bottom, edge.bottom + HANDLE)
        return knob[0] <= point.y() <= knob[1] and aside <= HANDLE / 2 + 1

    # --- Qt's events ------------------------------------------------------------------------------------------------

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if not isinstance(event, QMouseEvent) or watched is not self._view.viewport() or self._session.gate.closed:
            return False
        left = event.button() == Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if left:
                self._take(event.position().toPoint())
            case QEvent.Type.MouseMove:
                self._move(event)
            case QEvent.Type.MouseButtonRelease if left:
                return self._let_go(event)
        return self._held is not None or self._cancelled

    def _on_key(self, event: QKeyEvent) -> bool:
        """Esc puts everything back as it was; no other key means anything while an end is held."""
        if self._held is None or event.type() not in _ESCAPE:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self._held, self._cancelled = None, True
            if self._before is not None:
                self._column.go(self._before)
        return True

    def _take(self, point: QPoint) -> None:
        self._cancelled = False
        self._held = self.end_at(point)
        self._before = self._column.place()

    def _move(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._view.select(*self._taken(self._held, event))
        elif not self._cancelled:
            self._show_cursor(event.position().toPoint())

    def _let_go(self, event: QMouseEvent) -> bool:
        held, self._held = self._held, None
        was_cancelled, self._cancelled = self._cancelled, False
        if held is not None:
            self._put(held, self._taken(held, event))
        return held is not None or was_cancelled

    def _taken(self, held: End, event: QMouseEvent) -> Fragment:
        """What the drag comes to: the end at the border of a word, with Alt at any character; the other end stays."""
        moved = held.moved(self._view.offset_at(event.position().toPoint()))
        snapshot = self._session.snapshot
        if snapshot is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return moved
        snapped = snap(snapshot.article.text, *moved) or moved
        return held.moved(snapped.start if held.at_start else snapped.end)

    def _put(self, held: End, selection: Fragment) -> None:
        self._view.set_caret(selection.start if held.at_start else selection.end)
        if selection != held.part:
            self._session.perform(Gesture("put_border", selection, held.part.start, held.span))

    def _show_cursor(self, point: QPoint) -> None:
        shape = Qt.CursorShape.IBeamCursor if self.end_at(point) is None else Qt.CursorShape.SplitHCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)
