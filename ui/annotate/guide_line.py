"""One quiet line below the text: a note on the span in hand, else a rule of the guideline about its label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from models.scheme import Bullet
from ui.guard import guarded
from ui.plain import PlainLabel
from ui.theme import SANS, font
from ui.visible import visible
from workspace.annotating.guidance import in_hand, remark, rules

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot

_HEIGHT: Final = 26
_SIDE: Final = 28


class GuideLine(PlainLabel):
    """A click shows the next rule about the same label; the tip has the whole of it, with its examples."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide_line")
        self.setFont(font(SANS, 12))
        self.setFixedHeight(_HEIGHT)
        self.setIndent(_SIDE)
        self.setMinimumWidth(1)  # the words give way to the window, not the window to the words
        self._words = ""
        self._rules: tuple[Bullet, ...] = ()
        self._place = 0

    @property
    def words(self) -> str:
        """What the line says, before it is cut to its width."""
        return self._words

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Says what is to be said about the span in hand."""
        span = in_hand(snapshot.reading, snapshot.state)
        found = rules(snapshot.scheme, span)
        if found != self._rules:
            self._rules, self._place = found, 0
        self._say(remark(snapshot.reading, span))

    def _say(self, remark: str) -> None:
        rule = self._rules[self._place] if self._rules else None
        self._words = visible(remark or (f"{rule.id}  {rule.text}" if rule else ""))
        self.setToolTip("" if rule is None else _in_full(rule))
        self._cut()

    def _cut(self) -> None:
        room = max(0, self.width() - 2 * _SIDE)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._rules:
            self._place = (self._place + 1) % len(self._rules)
            self._say("")


def _in_full(rule: Bullet) -> str:
    examples = [f"For example: {rule.example}" if rule.example else ""]
    examples.append(f"But not: {rule.counter_example}" if rule.counter_example else "")
    return "\n\n".join(part for part in (f"{rule.id}  {rule.text}", *examples) if part)
