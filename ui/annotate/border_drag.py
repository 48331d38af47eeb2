"""Dragging an end of the span that was just picked by hand, by a click or Tab.

Only such a span has ends to take hold of, and a gesture lets go of it: a selection that begins where another span
happens to end is never caught. Words that read from right to left are left to the keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent

from models.spans import Fragment
from models.text.segments import snap
from ui.annotate.column import ReadingColumn
from ui.guard import guarded
from ui.session import Session
from workspace.annotating.gestures import Gesture
from workspace.annotating.guidance import in_hand

_REACH: Final = 3  # pixels to either side of an end


@dataclass(frozen=True, slots=True)
class End:
    """An end of one part of a span. at_start: the first one."""

    span: str
    part: Fragment
    at_start: bool

    def moved(self, offset: int) -> Fragment:
        """The part with this end at a code point, the other one where it was; never empty."""
        if self.at_start:
            return Fragment(min(offset, self.part.end - 1), self.part.end)
        return Fragment(self.part.start, max(offset, self.part.start + 1))


class BorderDrag(QObject):
    """To be installed on the text's viewport, behind the filter of the other input, so that it is asked first."""

    def __init__(self, column: ReadingColumn, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._column = column
        self._view = column.view
        self._session = session
        self._held: End | None = None
        self._clicked = ""
        self._view.span_activated.connect(self._on_clicked)
        session.changed.connect(self._on_changed)

    def _on_clicked(self, span: str) -> None:
        self._clicked = span

    def _on_changed(self, _: object, __: object, made_at: object) -> None:
        if made_at is not None:  # a gesture, after which reading goes on
            self._clicked = ""

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or self._session.gate.closed:
            return False
        point, left = event.position().toPoint(), Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == left:
                self._held = self.end_at(point)
            case QEvent.Type.MouseMove:
                self._move(point, event)
            case QEvent.Type.MouseButtonRelease if self._held is not None:
                held, self._held = self._held, None
                self._put(held, self._taken(held, point, event))
                return True
        return self._held is not None

    def _move(self, point: QPoint, event: QMouseEvent) -> None:
        if self._held is None:
            self._show_cursor(point)
        else:
            self._view.select(*self._taken(self._held, point, event))

    def end_at(self, point: QPoint) -> End | None:
        """The end of the span in hand that a point of the viewport touches."""
        snapshot = self._session.snapshot
        span = None if snapshot is None else in_hand(snapshot.reading, snapshot.state)
        if snapshot is None or span is None or not (snapshot.state.chosen or span.id == self._clicked):
            return None
        for part in span.fragments:
            for at_start, character in ((True, part.start), (False, part.end - 1)):
                if self._touches(point, character, at_start=at_start):
                    return End(span.id, part, at_start)
        return None

    def _touches(self, point: QPoint, character: int, *, at_start: bool) -> bool:
        boxes = self._view.rectangles(character, character + 1)
        if not boxes:
            return False
        edge = boxes[0].left() if at_start else boxes[0].right() + 1
        return boxes[0].top() <= point.y() <= boxes[0].bottom() and abs(point.x() - edge) <= _REACH

    def _taken(self, held: End, point: QPoint, event: QMouseEvent) -> Fragment:
        """What the drag comes to: whole words, single characters with Alt."""
        moved = held.moved(self._view.offset_at(point))
        snapshot = self._session.snapshot
        if snapshot is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return moved
        return snap(snapshot.article.text, *moved) or moved

    def _put(self, held: End, selection: Fragment) -> None:
        self._view.set_caret(selection.start if held.at_start else selection.end)
        if selection != held.part:
            self._session.perform(Gesture("put_border", selection, held.part.start, held.span))

    def _show_cursor(self, point: QPoint) -> None:
        shape = Qt.CursorShape.IBeamCursor if self.end_at(point) is None else Qt.CursorShape.SplitHCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)
