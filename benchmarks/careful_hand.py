"""The hand of the careful annotator, and how it says who somebody is: presses counted, cards gone to, names learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.entities import Entity
from models.readings import Reading
from models.spans import Fragment, Span
from workspace.annotating.chips import chips
from workspace.annotating.desk import Desk, Result
from workspace.annotating.gestures import NEW, DeskState, Gesture


@dataclass
class Costs:
    """gestures: by action; names: how many keys the entity of a mention took; late: links made when both ends stood."""

    gestures: Counter[str] = field(default_factory=Counter)
    names: Counter[int | str] = field(default_factory=Counter)
    selections: int = 0
    cards: int = 0
    late: int = 0


class Hand:
    """Gestures at a desk, each counted. mine: for each span of the record the one that was made of it."""

    def __init__(self, desk: Desk, costs: Costs) -> None:
        self.desk = desk
        self.costs = costs
        self.mine: dict[str, str] = {}

    @property
    def reading(self) -> Reading:
        """What is annotated so far."""
        return self.desk.snapshot.reading

    @property
    def state(self) -> DeskState:
        """What is in hand."""
        return self.desk.snapshot.state

    def press(self, action: str, on: Fragment | None = None, caret: int = 0, argument: str = "") -> Result:
        """One gesture, on words selected for it if any; caret: where it stands without them."""
        self.costs.gestures[action] += 1
        self.costs.selections += on is not None
        return self.desk.perform(Gesture(action, on, on.end if on else caret, argument))

    def go(self, span: str) -> None:
        """To a card, or to a span by a click, unless it is in hand."""
        in_hand = self.state.selected or self.state.active
        if span not in (in_hand, self.state.active if span in {q.id for q in self.reading.quotes} else in_hand):
            self.costs.cards += 1
            self.desk.activate(span)

    def made(self, label: str, fragment: Fragment) -> Span:
        """The span that was made on these words."""
        spans = self.reading.spans.values()
        return next(span for span in spans if span.label == label and span.fragments[0] == fragment)


class Naming:
    """Who somebody is. names: the project's entity for each of the record's, kept from article to article."""

    def __init__(self, hand: Hand, entities: Mapping[str, Entity], names: dict[str, str]) -> None:
        self.names = names
        self._hand = hand
        self._entities = entities

    def name(self, span: Span) -> None:
        """Corrects or confirms the entity that the program took a mention for."""
        mine = self._hand.mine[span.id]
        proposed = self._hand.reading.spans[mine].entity
        if not self._hand.desk.snapshot.scheme.label[span.label].takes_entity:
            return
        if span.entity is None:
            if proposed is not None:
                self._hand.press("no_entity")
            return
        first = span.entity not in self.names
        if first and proposed is not None and self._is_new(proposed) and not self._entities[span.entity].built_in:
            self._learn(span.entity, proposed)
        keys = self.say_who(span, mine)
        self._hand.costs.names["first" if first else keys] += 1
        if first:
            self._describe(span.entity)

    def _is_new(self, entity: str) -> bool:
        """Whether the program made the entity for a mention just now."""
        return entity not in self.names.values() and not self._hand.desk.snapshot.shared.entity(entity).built_in

    def say_who(self, span: Span, mine: str) -> int:
        """Returns how many keys it took."""
        wanted = self.names.get(span.entity or "")
        entity = self._entities[span.entity or ""]
        if wanted is not None and self._hand.reading.spans[mine].entity == wanted:
            if mine in self._hand.state.unconfirmed:
                self._hand.press("confirm")
                return 1
            return 0
        if entity.type == "implicit":
            self._hand.press("implicit")
            self._learn(entity.id, self._hand.reading.spans[mine].entity or "")
            return 1
        return self._choose(mine, entity, wanted)

    def _choose(self, mine: str, entity: Entity, wanted: str | None) -> int:
        snapshot = self._hand.desk.snapshot
        offered = [
            one.entity
            for one in chips(snapshot.article.text, snapshot.reading, snapshot.shared, snapshot.reading.spans[mine])
        ]
        if wanted is not None and wanted in offered:
            self._hand.press("chip", argument=str(offered.index(wanted) + 1))
            return 1
        self._hand.press("entity", argument=self.answer(entity.id))
        self._learn(entity.id, self._hand.reading.spans[mine].entity or "")
        return 2

    def _learn(self, theirs: str, mine: str) -> None:
        self.names[theirs] = mine

    def _describe(self, id: str) -> None:
        """What the project is to know of somebody who is met for the first time."""
        entity, mine = self._entities[id], self._hand.desk.snapshot.shared.entity(self.names[id])
        if mine.built_in:
            return
        for name in ("name", "type", "external_id", "note"):
            value = getattr(entity, name)
            if value and value != getattr(mine, name):
                self._hand.press("describe_entity", argument=f"{mine.id}/{name}={value}")
        for alias in entity.aliases:
            if alias not in mine.aliases:
                self._hand.press("describe_entity", argument=f"{mine.id}/alias={alias}")

    def meet(self, theirs: str, mine: str) -> None:
        """A holder whom no mention named before."""
        if theirs not in self.names:
            self._learn(theirs, mine)
            self._describe(theirs)

    def answer(self, id: str) -> str:
        """What is said where somebody is asked for: the known entity, else a new one of that name."""
        if id in self.names:
            return self.names[id]
        entity = self._entities[id]
        if entity.built_in:
            return self._hand.desk.snapshot.shared.built_in(entity.type).id
        return f"{NEW}{entity.name}"
