"""The column of cards beside the text: makes views for the cards near the visible lines, and places them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from models.attributions import document_sources
from models.spans import Span
from ui.cards.card import PENDING, Card, card, mention_card, pending_card
from ui.cards.card_view import CardView
from ui.cards.face import SPAN, STANCE
from ui.cards.placement import Slot, places
from ui.guard import guarded
from ui.palettes import Palette
from ui.typeset import Typesetter
from workspace.annotating.offers import stops

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot

_GAP: Final = 6
_RIGHT: Final = 16  # free beside the cards
_LEFT: Final = 10  # free on both sides on a sheet
_LIFT: Final = 3  # a card's first line stands level with the line of its quote


class CardsPanel(QWidget):
    """Shows the cards of one article. line_y: the y, in this widget, of the line that holds a code point.

    With the focus it marks one field of the open card: the arrows go on, Enter changes it, and on a source of the
    chain Left and Right move it outwards and inwards.

    Signals: chosen(quote id); hovered(quote id, "" for none); picked(span id); asked(command id); wheel_turned(event).
    """

    chosen = Signal(str)
    hovered = Signal(str)
    picked = Signal(str)
    asked = Signal(str)
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, line_y: Callable[[int], int], palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Cards of the quotes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line_y = line_y
        self._colours = palette
        self._setter = Typesetter()
        self._snapshot: Snapshot | None = None
        self._order: list[tuple[int, str]] = []  # start and id of each card, in reading order
        self._pending: Card | None = None
        self._heads: Sequence[Span] = ()  # of each chain; looked for once, since it takes a walk over all spans
        self._cards: dict[str, Card] = {}  # of the present snapshot, as far as they were asked for
        self._landings: Mapping[str, str] = {}
        self._field = ""  # what Enter would change, while the panel has the focus
        self._views: dict[str, CardView] = {}
        self._spare: list[CardView] = []

    @property
    def shown(self) -> list[Card]:
        """The cards that are on the screen, from the top."""
        views = sorted((view for view in self._views.values() if view.isVisible()), key=lambda view: view.y())
        return [view.card for view in views if view.card is not None]

    def card_view(self, id: str) -> CardView | None:
        """Where a card is drawn, None while its line is far from the visible ones."""
        return self._views.get(id)

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Shows the cards of another state of the article, or of another article."""
        self._snapshot = snapshot
        self._order = []
        self._pending = None
        self._cards.clear()
        if snapshot is not None:
            self._heads = document_sources(snapshot.reading)
            self._order = [(span.start, span.id) for span in stops(snapshot.reading, snapshot.step)]
            self._pending = pending_card(snapshot)
            if self._pending is not None:
                insort(self._order, (self._pending.anchor, PENDING))
        self.place()

    def show_as_sheet(self, sheet: bool) -> None:
        """On a small screen the cards lie on a sheet of their own at the right, and so close to the text."""
        if sheet != self.property("sheet"):
            self.setProperty("sheet", sheet)
            self.style().polish(self)
            self.place()

    def show_landings(self, landings: Mapping[str, str]) -> None:
        """Shows on which card the selection would land. landings: command to card."""
        if landings != self._landings:
            self._landings = landings
            for id, view in self._views.items():
                view.show_landings(self._lands(id))

    def _lands(self, id: str) -> tuple[str, ...]:
        return tuple(command for command, home in self._landings.items() if home == id)

    # --- the fields of the open card --------------------------------------------------------------------------------

    @property
    def field(self) -> str:
        """The command of the marked field, "" while none is."""
        return self._field

    def take_field(self) -> bool:
        """Has the marked field changed, of a mention who it is; False where none is marked."""
        if self._field:
            self._ask(self._field)
        if self._field.startswith(SPAN):
            self.asked.emit("entity")
        return bool(self._field)

    def _open_view(self) -> CardView | None:
        return next((view for view in self._views.values() if view.card is not None and view.card.active), None)

    def _mark_field(self, step: int = 0) -> None:
        """Marks the field that is so many further on; the first where the marked one is no longer there."""
        view = self._open_view()
        fields = view.fields if view is not None and self.hasFocus() else []
        place = fields.index(self._field) + step if self._field in fields else 0
        self._field = fields[place % len(fields)] if fields else ""
        for other in self._views.values():
            other.mark_field(self._field if other is view else "")
        if step and self._field.startswith((SPAN, STANCE)):
            self._pick(self._field)

    def _is_at_source(self) -> bool:
        view = self._open_view()
        steps = view.card.steps if view is not None and view.card is not None else ()
        return self._field.startswith(SPAN) and self._field.removeprefix(SPAN) in steps

    def _ask(self, command: str) -> None:
        """Has a field changed, or what it names picked; of the stance in hand the verdict is asked for."""
        if not command.startswith((SPAN, STANCE)):
            self.asked.emit(command)
            return
        in_hand = self._stance_in_hand()
        self._pick(command)
        if command == in_hand:
            self.asked.emit("polarity")

    def _pick(self, command: str) -> None:
        self.picked.emit(command.removeprefix(SPAN).removeprefix(STANCE))

    def _stance_in_hand(self) -> str:
        """Its field, "" where the open card shows none."""
        view = self._open_view()
        stances = view.card.stances if view is not None and view.card is not None else ()
        return next((f"{STANCE}{stance.id}" for stance in stances if stance.present), "")

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._colours = palette
        for view in (*self._views.values(), *self._spare):
            view.set_colours(palette)

    def place(self) -> None:
        """Puts each card beside its line; to be called whenever lines have moved."""
        near = self._near()
        self._retire(set(self._views) - {id for _, id in near})
        left = _LEFT if self.property("sheet") else 0
        width = self.width() - left - (_LEFT if left else _RIGHT)
        slots = [self._slot(start, id, width) for start, id in near]
        first_line = near[:1] == self._order[:1]
        top = min(_GAP, *(slot.wanted for slot in slots)) if slots and not first_line else self._top()
        for (_, id), y in zip(near, places(slots, _GAP, top), strict=True):
            view = self._views[id]
            view.move(left, y)
            view.setVisible(True)
        self._mark_field()

    def _top(self) -> int:
        """No card stands above the article's first line."""
        return self._line_y(0) - _LIFT

    def _near(self) -> list[tuple[int, str]]:
        """The cards whose lines are visible, or would be after half a turn of a page."""
        margin = self.height() // 2
        first = bisect_left(self._order, -margin, key=lambda item: self._line_y(item[0]))
        last = bisect_left(self._order, self.height() + margin, key=lambda item: self._line_y(item[0]))
        return self._order[first:last]

    def _slot(self, start: int, id: str, width: int) -> Slot:
        shown = replace(self._card(id), lands=self._lands(id))
        height = self._view(id).show_card(shown, width)
        return Slot(self._line_y(start) - _LIFT, height, heavy=shown.active)

    def _card(self, id: str) -> Card:
        if id == PENDING and self._pending is not None:
            return self._pending
        if self._snapshot is None:
            raise ValueError("there are no cards without an article")
        if id not in self._cards:
            span = self._snapshot.reading.spans[id]
            is_quote = span.label == "quote"
            self._cards[id] = card(self._snapshot, id, self._heads) if is_quote else mention_card(self._snapshot, span)
        return self._cards[id]

    def _view(self, id: str) -> CardView:
        if id not in self._views:
            self._views[id] = self._spare.pop() if self._spare else self._new_view()
        return self._views[id]

    def _new_view(self) -> CardView:
        view = CardView(self._setter, self._colours, self)
        view.chosen.connect(self.chosen)
        view.hovered.connect(self.hovered)
        view.asked.connect(self._ask)
        return view

    def _retire(self, ids: set[str]) -> None:
        for id in ids:
            view = self._views.pop(id)
            view.setVisible(False)
            self._spare.append(view)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_field()
        self.update()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_field()
        self.update()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._mark_field(1)
            case Qt.Key.Key_Up:
                self._mark_field(-1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._is_at_source():
                self.asked.emit("source out" if event.key() == Qt.Key.Key_Left else "source in")
            case _:
                super().keyPressEvent(event)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)  # the text scrolls, and the cards with it
