"""Where in the text a mouse event points, so that one played again later still means the same character.

A gesture in between may have moved the words by a few pixels (a quote gets a number, a lane opens below a line).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QMouseEvent

from ui.text.view import ArticleView


@dataclass(frozen=True, slots=True)
class Aim:
    """A character and the way from its corner to the point (pixels); character None: the point is beside all text."""

    character: int | None
    way: QPoint

    @classmethod
    def of(cls, view: ArticleView, point: QPoint) -> Self:
        """What a point of the viewport aims at."""
        gap = view.offset_at(point)
        near = [(at, box) for at in (gap - 1, gap) if at >= 0 for box in view.rectangles(at, at + 1)]
        if not near:
            return cls(None, point)
        at, box = min(near, key=lambda found: (found[1].center() - point).manhattanLength())
        return cls(at, point - box.topLeft())

    def point(self, view: ArticleView) -> QPoint:
        """Where that is now."""
        boxes = [] if self.character is None else view.rectangles(self.character, self.character + 1)
        return boxes[0].topLeft() + self.way if boxes else self.way

    def again(self, view: ArticleView, event: QMouseEvent) -> QMouseEvent:
        """The event at that point."""
        local = QPointF(self.point(view))
        return QMouseEvent(
            event.type(),
            local,
            QPointF(view.viewport().mapToGlobal(local)),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )
