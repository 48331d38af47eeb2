"""An annotator who reads from the first word to the last and presses a key for everything: rules, no knowledge beyond
what has been read. Tells what it cost, and which links the program made that nobody meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.careful_hand import Costs, Hand, Naming
from models.readings import State
from models.records import Record
from models.spans import Link, Span
from models.stances import BASES, Stance
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import NEW

_VALUES = ("medium", "uncertain", "mention_type", "source_role")
_CYCLED = ("type", "status")
_MENTIONS = {"speaker": "speaker", "cue": "cue", "via": "source", "addressee": "addressee"}


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
        self._record = record
        self._costs = costs
        self._hand = Hand(desk, costs)
        self._naming = Naming(self._hand, {entity.id: entity for entity in record.entities}, names)
        self._spans = {span.id: span for span in record.spans}
        self._stances = {stance.id: stance for stance in record.stances}
        self._whole: set[str] = set()

    def read(self, article: str) -> None:
        """From the first word to the last, then what was said elsewhere in the same words, then done."""
        self._hand.desk.open(article)
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
            self._hand.desk.finish(State.DONE)

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

    # --- marking ----------------------------------------------------------------------------------------------------

    def _mark(self, span: Span, part: int) -> None:
        fragment = span.fragments[part]
        if part:
            self._hand.go(self._hand.mine[span.id])
            self._hand.press("add_fragment", fragment)
        else:
            result = self._hand.press(self._action(span), fragment)
            self._hand.mine[span.id] = self._hand.made(span.label, fragment).id
            if result.outcome.ask is not None:
                self._answer(span)
        if span.label != "quote" and not part:
            self._naming.name(span)
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

    def _answer(self, quote: Span) -> None:
        """Whether a source named before still holds."""
        wanted = [link for link in self._links_from(quote.id) if link.attributes.get("inherited") == "yes"]
        sources = [self._hand.mine[link.to_span] for link in wanted if link.to_span in self._hand.mine]
        self._hand.press("inherit_source", argument=",".join(sources) or "no")

    def _value(self, quote: Span) -> None:
        self._hand.go(self._hand.mine[quote.id])
        for name in _CYCLED:
            self._cycle(quote, name)
        self._set_values(quote)
        if quote.entity is not None:
            self._naming.say_who(quote, self._hand.mine[quote.id])

    def _cycle(self, span: Span, name: str) -> None:
        while (wanted := self._wanted(span, name)) != self._present(span, name) and wanted:
            self._hand.press(name)

    def _set_values(self, span: Span) -> None:
        for name in _VALUES:
            wanted = self._wanted(span, name)
            if wanted and wanted != self._present(span, name):
                self._hand.press("set_value", argument=f"{name}={wanted}")

    def _wanted(self, span: Span, name: str) -> str | None:
        return self._hand.desk.snapshot.scheme.span_attributes(span.label, span.attributes).get(name)

    def _present(self, span: Span, name: str) -> str | None:
        mine = self._hand.reading.spans[self._hand.mine[span.id]]
        return self._hand.desk.snapshot.scheme.span_attributes(mine.label, mine.attributes).get(name)

    # --- links ------------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        """Notes the links that nobody meant, and takes them away."""
        theirs = {mine: id for id, mine in self._hand.mine.items()}
        meant = {(link.role, link.from_span, link.to_span) for link in self._record.links}
        for link in tuple(self._hand.reading.links.values()):
            if (link.role, theirs[link.from_span], theirs[link.to_span]) not in meant:
                self._put_right(link)

    def _put_right(self, link: Link) -> None:
        text = self._record.article.text
        ends = [" … ".join(self._hand.reading.spans[id].words(text))[:60] for id in (link.from_span, link.to_span)]
        self.wrong.append(f"{self._record.article.id}: {link.role}: {ends[1]} -> {ends[0]}")
        self._hand.desk.activate(link.from_span if link.role == "nested_in" else link.to_span)
        self._hand.press("nest" if link.role == "nested_in" else "unlink")

    def _catch_up(self) -> None:
        """Makes the links whose ends both stand and which the program could not know of."""
        made = {(link.role, link.from_span, link.to_span) for link in self._hand.reading.links.values()}
        for link in sorted(self._record.links, key=lambda link: (link.from_span, link.role, link.order)):
            ends = link.from_span, link.to_span
            if not self._whole.issuperset(ends):
                continue
            if (link.role, *(self._hand.mine[id] for id in ends)) not in made:
                self._link(link)

    def _link(self, link: Link) -> None:
        self._costs.late += 1
        self._hand.go(self._hand.mine[link.from_span])
        there = self._spans[link.to_span].start
        if link.role == "nested_in":
            self._hand.press("nest")
        elif link.attributes.get("inherited") == "yes":
            self._hand.press("inherit_source", caret=there)
        else:
            self._hand.press(_MENTIONS[link.role], caret=there)

    def _order_sources(self, quote: str) -> None:
        """Moves the sources of a quote outwards to their places in the chain."""
        wanted = [self._hand.mine[link.to_span] for link in self._links_from(quote) if link.role == "via"]
        for place, source in enumerate(wanted):
            while self._sources(quote).index(source) > place:
                self._hand.desk.activate(self._hand.mine[quote])
                self._hand.press("move_source", argument=f"out/{source}")

    def _sources(self, quote: str) -> list[str]:
        return [source.id for source in self._hand.reading.linked(self._hand.mine[quote], "via")]

    # --- stances ----------------------------------------------------------------------------------------------------

    def _take(self, stance: Stance) -> None:
        if stance.quote is None and not stance.evidence:
            return  # nothing in the text to point at
        if stance.quote is None:
            words = self._spans[stance.evidence[0]].fragments[0]
            self._aim(stance)
            self._hand.press("lone_stance", words, argument=stance.polarity)
        else:
            self._hand.go(self._hand.mine[stance.quote])
            self._hand.desk.activate(self._hand.mine[stance.quote])  # a click on the card: no stance of it is in hand
            self._press_with_evidence(stance)
        self._give_details(stance)
        for id in stance.evidence:
            if id not in self._hand.mine:
                self._hand.mine[id] = self._hand.made("stance", self._spans[id].fragments[0]).id

    def _press_with_evidence(self, stance: Stance) -> None:
        quote = self._hand.reading.spans[self._hand.mine[stance.quote or ""]]
        speakers = self._hand.reading.linked(quote.id, "speaker")
        shown = speakers[0].entity if speakers else quote.entity
        if self._naming.names.get(stance.holder or "") != shown:
            self._hand.press("ascribe", argument=self._naming.answer(stance.holder or ""))
            self._naming.meet(stance.holder or "", self._hand.state.holder or "")
        self._aim(stance)
        for id in stance.evidence:
            if self._spans[id].label == "stance":
                self._hand.press("target", self._spans[id].fragments[0])
        self._hand.press(_KEYS[stance.polarity], argument=stance.polarity)

    def _aim(self, stance: Stance) -> None:
        """Makes the stance's target the current one."""
        target = next(target for target in self._record.targets if target.id == stance.target)
        known = {one.name: one.id for one in self._hand.desk.snapshot.shared.targets.values()}
        if self._hand.state.target is None or known.get(target.name) != self._hand.state.target:
            self._hand.press("target", argument=known.get(target.name, f"{NEW}{target.name}"))

    def _give_details(self, stance: Stance) -> None:
        mine = self._hand.reading.stances[self._hand.state.stance or ""]
        if stance.quote is None and self._naming.answer(stance.holder or "") != mine.holder:
            self._hand.press("set_stance", argument=f"holder={self._naming.answer(stance.holder or '')}")
            self._naming.meet(stance.holder or "", self._hand.reading.stances[mine.id].holder or "")
        told_by = self._hand.mine.get(stance.according_to or "")
        if mine.according_to != told_by:
            self._hand.press("set_stance", argument=f"according_to={told_by or ''}")
        for _ in range((*BASES, None).index(stance.basis) + 1 if stance.basis else 0):
            self._hand.press("basis")
        if stance.hedged:
            self._hand.press("hedged")
        if stance.strength is not None:
            self._hand.press("strength", argument=str(stance.strength))

    # --- the same words ---------------------------------------------------------------------------------------------

    def _group(self) -> None:
        for utterance in self._record.utterances:
            for member in utterance.members:
                self._hand.go(self._hand.mine[member.quote])
                known = {one.name: one.id for one in self._hand.desk.snapshot.shared.utterances.values()}
                self._hand.press("same_words_as", argument=known.get(utterance.name, f"{NEW}{utterance.name}"))
                if member.variant is not None:
                    self._hand.press("variant", argument=member.variant)

    def _remark(self) -> None:
        """The notes on spans and on the article."""
        for id, span in self._spans.items():
            if span.note:
                self._hand.go(self._hand.mine[id])
                self._hand.press("note", argument=NEW + span.note)
        if self._record.note:
            self._hand.desk.activate(None)
            self._hand.press("note", argument=NEW + self._record.note)


_KEYS = dict.fromkeys(("favor", "against", "neutral", "unclear"), "polarity")
