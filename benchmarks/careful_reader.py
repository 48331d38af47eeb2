"""An annotator who reads from the first word to the last and presses a key for everything: rules, no knowledge beyond
what has been read. Tells what it cost, and which links the program made that nobody meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.entities import Entity
from models.readings import Reading, State
from models.records import Record
from models.spans import Fragment, Link, Span
from models.stances import BASES, Stance
from workspace.annotating.chips import chips
from workspace.annotating.desk import Desk, Result
from workspace.annotating.gestures import NEW, DeskState, Gesture

_VALUES = ("medium", "uncertain", "mention_type", "source_role")
_CYCLED = ("type", "status")
_MENTIONS = {"speaker": "speaker", "cue": "cue", "via": "source", "addressee": "addressee"}


@dataclass
class Costs:
    """gestures: by action; names: how many keys the entity of a mention took; late: links made when both ends stood."""

    gestures: Counter[str] = field(default_factory=Counter)
    names: Counter[int | str] = field(default_factory=Counter)
    selections: int = 0
    cards: int = 0
    late: int = 0


@dataclass(frozen=True, order=True)
class _Met:
    """Something met in reading. rank: quotes before what else begins there, stances when all they need is read."""

    start: int
    before: int
    rank: int
    id: str
    part: int = 0


class CarefulReader:
    """Makes one record again. names: the project's entity for each of the record's, kept from article to article."""

    def __init__(self, desk: Desk, record: Record, names: dict[str, str], costs: Costs) -> None:
        self.wrong: list[str] = []
        self._desk = desk
        self._record = record
        self._names = names
        self._costs = costs
        self._spans = {span.id: span for span in record.spans}
        self._stances = {stance.id: stance for stance in record.stances}
        self._entities = {entity.id: entity for entity in record.entities}
        self._mine: dict[str, str] = {}
        self._whole: set[str] = set()

    def read(self, article: str) -> None:
        """From the first word to the last, then what was said elsewhere in the same words, then done."""
        self._desk.open(article)
        for met in sorted(self._in_reading_order()):
            if met.id in self._spans:
                self._mark(self._spans[met.id], met.part)
                self._check()
                self._catch_up()
            else:
                self._take(self._stances[met.id])
        for quote in self._record.spans:
            self._order_sources(quote.id)
        self._group()
        self._remark()
        if self._record.state is State.DONE:
            self._costs.gestures["done"] += 1
            self._desk.finish(State.DONE)

    def _in_reading_order(self) -> Iterator[_Met]:
        for span in self._record.spans:
            if span.label != "stance":
                rank = 0 if span.label == "quote" else 1
                yield from (_Met(at.start, -at.end, rank, span.id, part) for part, at in enumerate(span.fragments))
        for stance in self._record.stances:
            needed = [self._spans[id] for id in (*stance.evidence, *filter(None, (stance.quote, stance.according_to)))]
            needed += [self._spans[link.to_span] for link in self._links_from(stance.quote) if link.role == "speaker"]
            end = len(self._record.article.text)
            yield _Met(max((span.fragments[-1].start for span in needed), default=end), 0, 2, stance.id)

    def _links_from(self, span: str | None) -> list[Link]:
        return sorted((link for link in self._record.links if link.from_span == span), key=lambda link: link.order)

    # --- the hand ---------------------------------------------------------------------------------------------------

    @property
    def _reading(self) -> Reading:
        return self._desk.snapshot.reading

    @property
    def _state(self) -> DeskState:
        return self._desk.snapshot.state

    def _press(self, action: str, on: Fragment | None = None, caret: int = 0, argument: str = "") -> Result:
        self._costs.gestures[action] += 1
        self._costs.selections += on is not None
        return self._desk.perform(Gesture(action, on, on.end if on else caret, argument))

    def _go(self, span: str) -> None:
        """To a card, or to a span by a click, unless it is in hand."""
        in_hand = self._state.selected or self._state.active
        if span not in (in_hand, self._state.active if span in {q.id for q in self._reading.quotes} else in_hand):
            self._costs.cards += 1
            self._desk.activate(span)

    # --- marking ----------------------------------------------------------------------------------------------------

    def _mark(self, span: Span, part: int) -> None:
        fragment = span.fragments[part]
        if part:
            self._go(self._mine[span.id])
            self._press("add_fragment", fragment)
        else:
            result = self._press(self._action(span), fragment)
            self._mine[span.id] = self._made(span.label, fragment).id
            if result.outcome.ask is not None:
                self._answer(span)
        if span.label != "quote" and not part:
            self._name(span)
            self._set_values(span)
        if part == len(span.fragments) - 1:
            self._whole.add(span.id)
            if span.label == "quote":
                self._value(span)

    def _action(self, span: Span) -> str:
        if span.attributes.get("scope") == "document":
            return "article_source"
        relayed = any(link.role == "relay_cue" and link.to_span == span.id for link in self._record.links)
        return "relay_cue" if relayed else span.label

    def _made(self, label: str, fragment: Fragment) -> Span:
        spans = self._reading.spans.values()
        return next(span for span in spans if span.label == label and span.fragments[0] == fragment)

    def _answer(self, quote: Span) -> None:
        """Whether a source named before still holds."""
        wanted = [link for link in self._links_from(quote.id) if link.attributes.get("inherited") == "yes"]
        sources = [self._mine[link.to_span] for link in wanted if link.to_span in self._mine]
        self._press("inherit_source", argument=",".join(sources) or "no")

    def _value(self, quote: Span) -> None:
        self._go(self._mine[quote.id])
        for name in _CYCLED:
            self._cycle(quote, name)
        self._set_values(quote)
        if quote.entity is not None:
            self._say_who(quote, self._mine[quote.id])

    def _cycle(self, span: Span, name: str) -> None:
        while (wanted := self._wanted(span, name)) != self._present(span, name) and wanted:
            self._press(name)

    def _set_values(self, span: Span) -> None:
        for name in _VALUES:
            wanted = self._wanted(span, name)
            if wanted and wanted != self._present(span, name):
                self._press("set_value", argument=f"{name}={wanted}")

    def _wanted(self, span: Span, name: str) -> str | None:
        return self._desk.snapshot.scheme.span_attributes(span.label, span.attributes).get(name)

    def _present(self, span: Span, name: str) -> str | None:
        mine = self._reading.spans[self._mine[span.id]]
        return self._desk.snapshot.scheme.span_attributes(mine.label, mine.attributes).get(name)

    # --- who --------------------------------------------------------------------------------------------------------

    def _name(self, span: Span) -> None:
        """Corrects or confirms the entity that the program took a mention for."""
        mine = self._mine[span.id]
        proposed = self._reading.spans[mine].entity
        if not self._desk.snapshot.scheme.label[span.label].takes_entity:
            return
        if span.entity is None:
            if proposed is not None:
                self._press("no_entity")
            return
        first = span.entity not in self._names
        if first and proposed is not None and self._is_new(proposed) and not self._entities[span.entity].built_in:
            self._learn(span.entity, proposed)
        keys = self._say_who(span, mine)
        self._costs.names["first" if first else keys] += 1
        if first:
            self._describe(span.entity)

    def _is_new(self, entity: str) -> bool:
        """Whether the program made the entity for a mention just now."""
        return entity not in self._names.values() and not self._desk.snapshot.shared.entity(entity).built_in

    def _say_who(self, span: Span, mine: str) -> int:
        """Returns how many keys it took."""
        wanted = self._names.get(span.entity or "")
        entity = self._entities[span.entity or ""]
        if wanted is not None and self._reading.spans[mine].entity == wanted:
            if mine in self._state.unconfirmed:
                self._press("confirm")
                return 1
            return 0
        if entity.type == "implicit":
            self._press("implicit")
            self._learn(entity.id, self._reading.spans[mine].entity or "")
            return 1
        return self._choose(mine, entity, wanted)

    def _choose(self, mine: str, entity: Entity, wanted: str | None) -> int:
        snapshot = self._desk.snapshot
        offered = [
            one.entity
            for one in chips(snapshot.article.text, snapshot.reading, snapshot.shared, snapshot.reading.spans[mine])
        ]
        if wanted is not None and wanted in offered:
            self._press("chip", argument=str(offered.index(wanted) + 1))
            return 1
        self._press("entity", argument=self._entity(entity.id))
        self._learn(entity.id, self._reading.spans[mine].entity or "")
        return 2

    def _learn(self, theirs: str, mine: str) -> None:
        self._names[theirs] = mine

    def _describe(self, id: str) -> None:
        """What the project is to know of somebody who is met for the first time."""
        entity, mine = self._entities[id], self._desk.snapshot.shared.entity(self._names[id])
        if mine.built_in:
            return
        for name in ("name", "type", "external_id", "note"):
            value = getattr(entity, name)
            if value and value != getattr(mine, name):
                self._press("describe_entity", argument=f"{mine.id}/{name}={value}")
        for alias in entity.aliases:
            if alias not in mine.aliases:
                self._press("describe_entity", argument=f"{mine.id}/alias={alias}")

    # --- links ------------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        """Notes the links that nobody meant, and takes them away."""
        theirs = {mine: id for id, mine in self._mine.items()}
        meant = {(link.role, link.from_span, link.to_span) for link in self._record.links}
        for link in tuple(self._reading.links.values()):
            if (link.role, theirs[link.from_span], theirs[link.to_span]) not in meant:
                self._put_right(link)

    def _put_right(self, link: Link) -> None:
        text = self._record.article.text
        ends = [" … ".join(self._reading.spans[id].words(text))[:60] for id in (link.from_span, link.to_span)]
        self.wrong.append(f"{self._record.article.id}: {link.role}: {ends[1]} -> {ends[0]}")
        self._desk.activate(link.from_span if link.role == "nested_in" else link.to_span)
        self._press("nest" if link.role == "nested_in" else "unlink")

    def _catch_up(self) -> None:
        """Makes the links whose ends both stand and which the program could not know of."""
        made = {(link.role, link.from_span, link.to_span) for link in self._reading.links.values()}
        for link in sorted(self._record.links, key=lambda link: (link.from_span, link.role, link.order)):
            ends = link.from_span, link.to_span
            if not self._whole.issuperset(ends):
                continue
            if (link.role, *(self._mine[id] for id in ends)) not in made:
                self._link(link)

    def _link(self, link: Link) -> None:
        self._costs.late += 1
        self._go(self._mine[link.from_span])
        there = self._spans[link.to_span].start
        if link.role == "nested_in":
            self._press("nest")
        elif link.attributes.get("inherited") == "yes":
            self._press("inherit_source", caret=there)
        else:
            self._press(_MENTIONS[link.role], caret=there)

    def _order_sources(self, quote: str) -> None:
        """Moves the sources of a quote outwards to their places in the chain."""
        wanted = [self._mine[link.to_span] for link in self._links_from(quote) if link.role == "via"]
        for place, source in enumerate(wanted):
            while self._sources(quote).index(source) > place:
                self._desk.activate(self._mine[quote])
                self._press("move_source", argument=f"out/{source}")

    def _sources(self, quote: str) -> list[str]:
        return [source.id for source in self._reading.linked(self._mine[quote], "via")]

    # --- stances ----------------------------------------------------------------------------------------------------

    def _take(self, stance: Stance) -> None:
        if stance.quote is None and not stance.evidence:
            return  # nothing in the text to point at
        if stance.quote is None:
            words = self._spans[stance.evidence[0]].fragments[0]
            self._aim(stance)
            self._press("lone_stance", words, argument=stance.polarity)
        else:
            self._go(self._mine[stance.quote])
            self._desk.activate(self._mine[stance.quote])  # a click on the card: no stance of it is in hand
            self._press_with_evidence(stance)
        self._give_details(stance)
        for id in stance.evidence:
            if id not in self._mine:
                self._mine[id] = self._made("stance", self._spans[id].fragments[0]).id

    def _press_with_evidence(self, stance: Stance) -> None:
        quote = self._reading.spans[self._mine[stance.quote or ""]]
        speakers = self._reading.linked(quote.id, "speaker")
        shown = speakers[0].entity if speakers else quote.entity
        if self._names.get(stance.holder or "") != shown:
            self._press("ascribe", argument=self._entity(stance.holder or ""))
            self._met(stance.holder or "", self._state.holder or "")
        self._aim(stance)
        for id in stance.evidence:
            if self._spans[id].label == "stance":
                self._press("target", self._spans[id].fragments[0])
        self._press(_KEYS[stance.polarity], argument=stance.polarity)

    def _aim(self, stance: Stance) -> None:
        """Makes the stance's target the current one."""
        target = next(target for target in self._record.targets if target.id == stance.target)
        known = {one.name: one.id for one in self._desk.snapshot.shared.targets.values()}
        if self._state.target is None or known.get(target.name) != self._state.target:
            self._press("target", argument=known.get(target.name, f"{NEW}{target.name}"))

    def _met(self, theirs: str, mine: str) -> None:
        """A holder whom no mention named before."""
        if theirs not in self._names:
            self._learn(theirs, mine)
            self._describe(theirs)

    def _entity(self, id: str) -> str:
        if id in self._names:
            return self._names[id]
        entity = self._entities[id]
        if entity.built_in:
            return self._desk.snapshot.shared.built_in(entity.type).id
        return f"{NEW}{entity.name}"

    def _give_details(self, stance: Stance) -> None:
        mine = self._reading.stances[self._state.stance or ""]
        if stance.quote is None and self._entity(stance.holder or "") != mine.holder:
            self._press("set_stance", argument=f"holder={self._entity(stance.holder or '')}")
            self._met(stance.holder or "", self._reading.stances[mine.id].holder or "")
        told_by = self._mine.get(stance.according_to or "")
        if mine.according_to != told_by:
            self._press("set_stance", argument=f"according_to={told_by or ''}")
        for _ in range((*BASES, None).index(stance.basis) + 1 if stance.basis else 0):
            self._press("basis")
        if stance.hedged:
            self._press("hedged")
        if stance.strength is not None:
            self._press("strength", argument=str(stance.strength))

    # --- the same words ---------------------------------------------------------------------------------------------

    def _group(self) -> None:
        for utterance in self._record.utterances:
            for member in utterance.members:
                self._go(self._mine[member.quote])
                known = {one.name: one.id for one in self._desk.snapshot.shared.utterances.values()}
                self._press("same_words_as", argument=known.get(utterance.name, f"{NEW}{utterance.name}"))
                if member.variant is not None:
                    self._press("variant", argument=member.variant)

    def _remark(self) -> None:
        """The notes on spans and on the article."""
        for id, span in self._spans.items():
            if span.note:
                self._go(self._mine[id])
                self._press("note", argument=NEW + span.note)
        if self._record.note:
            self._desk.activate(None)
            self._press("note", argument=NEW + self._record.note)


_KEYS = dict.fromkeys(("favor", "against", "neutral", "unclear"), "polarity")
