"""Attributions: the frame around each quote, its number, what it still lacks, and the chain it came through.

Derived from a reading and never stored. Knows no text: words are slices that whoever shows them takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from models.articles import Meta
from models.entities import BUILT_IN, Entity
from models.readings import Reading
from models.spans import Link, Span, reading_order
from models.stances import Stance


class Lack(StrEnum):
    """What looks incomplete in an attribution; it never blocks, since everything but the quote is optional."""

    SPEAKER = "speaker"  # neither a speaker nor an entity
    CUE = "cue"
    ENTITY = "entity"  # a speaker or source is not said to be anyone
    TYPE = "type"
    HOLDER = "holder"  # of a stance
    TARGET = "target"  # of a stance


@dataclass(frozen=True, slots=True)
class Via:
    """A source of one quote. relay_cue: the words that name it as one."""

    source: Span
    link: Link
    relay_cue: Span | None = None

    @property
    def inherited(self) -> bool:
        """Whether the source was named in an earlier sentence."""
        return self.link.attributes.get("inherited") == "yes"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Everything around one quote. sources: outermost first; level: how many quotes it is nested in."""

    number: int
    quote: Span
    cue: Span | None
    speakers: tuple[Span, ...]
    sources: tuple[Via, ...]
    addressee: Span | None
    parent: Span | None
    level: int
    stances: tuple[Stance, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans of the frame, the quote first, the parent left out."""
        single = (span for span in (self.cue, self.addressee) if span is not None)
        relayed = (span for via in self.sources for span in (via.source, via.relay_cue) if span is not None)
        return (self.quote, *self.speakers, *single, *relayed)

    @property
    def missing(self) -> tuple[Lack, ...]:
        """What looks incomplete, in the order it is asked for."""
        named = (*self.speakers, *(via.source for via in self.sources))
        lacks = {
            Lack.SPEAKER: not self.speakers and self.quote.entity is None,
            Lack.CUE: self.cue is None,
            Lack.ENTITY: any(span.entity is None for span in named),
            Lack.TYPE: not self.quote.attributes.get("type"),
            Lack.HOLDER: any(stance.holder is None for stance in self.stances),
            Lack.TARGET: any(stance.target is None for stance in self.stances),
        }
        return tuple(lack for lack, holds in lacks.items() if holds)


def attribution(reading: Reading, quote_id: str) -> Attribution:
    """The frame around one quote. Raises KeyError when the reading has no such span."""
    quote = reading.spans[quote_id]
    number = bisect_left(reading.quotes, reading_order(quote), key=reading_order) + 1
    return _frame(reading, quote, number, reading.stances_on(quote_id))


def attributions(reading: Reading) -> tuple[Attribution, ...]:
    """The frames of all quotes in reading order, numbered from 1."""
    stances: dict[str | None, list[Stance]] = {}
    for stance in reading.stances.values():
        stances.setdefault(stance.quote, []).append(stance)
    return tuple(
        _frame(reading, quote, number, tuple(stances.get(quote.id, ())))
        for number, quote in enumerate(reading.quotes, 1)
    )


def _frame(reading: Reading, quote: Span, number: int, stances: tuple[Stance, ...]) -> Attribution:
    ancestors = tuple(parents(reading, quote.id))
    return Attribution(
        number=number,
        quote=quote,
        cue=_first(reading.linked(quote.id, "cue")),
        speakers=reading.linked(quote.id, "speaker"),
        sources=vias(reading, quote.id),
        addressee=_first(reading.linked(quote.id, "addressee")),
        parent=_first(ancestors),
        level=len(ancestors),
        stances=stances,
    )


def vias(reading: Reading, quote_id: str) -> tuple[Via, ...]:
    """The quote's own sources, outermost first."""
    return tuple(
        Via(reading.spans[link.to_span], link, _first(reading.linked(link.to_span, "relay_cue")))
        for link in reading.outgoing.get(quote_id, ())
        if link.role == "via"
    )


def parents(reading: Reading, quote_id: str) -> Iterator[Span]:
    """The quotes that this one is nested in, from the nearest outwards."""
    seen = {quote_id}
    parent = _first(reading.linked(quote_id, "nested_in"))
    while parent is not None and parent.id not in seen:  # a damaged reading may hold a circle
        seen.add(parent.id)
        yield parent
        parent = _first(reading.linked(parent.id, "nested_in"))


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def part_letters(part: int) -> str:
    """What the parts of a broken quote are told apart by, counted from 0: a to z, then aa, ab ..."""
    letters = ""
    while part >= 0:
        letters = chr(ord("a") + part % 26) + letters
        part = part // 26 - 1
    return letters


class StepKind(StrEnum):
    """What stands at a place of a chain."""

    AUTHOR = "author"
    AGENCY = "agency"  # from the article's metadata
    SOURCE = "source"
    SPEAKER = "speaker"


class Mention(NamedTuple):
    """Who is named at a place of a chain, redirects followed, and by which span; either can be missing."""

    entity: str | None
    span: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a chain. name: what to show for the author or the agency of the article's metadata."""

    kind: StepKind
    mentions: tuple[Mention, ...] = ()
    name: str = ""

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of the entities, each once."""
        return tuple(dict.fromkeys(mention.entity for mention in self.mentions if mention.entity is not None))

    @property
    def identity(self) -> frozenset[str]:
        """What makes two steps equal: the same entities; mentions without one equal only themselves."""
        known = (mention.entity or mention.span for mention in self.mentions)
        return frozenset(key for key in known if key is not None) or frozenset([self.name])


def document_sources(reading: Reading) -> tuple[Span, ...]:
    """The sources that hold for the whole article, in text order."""
    sources = (s for s in reading.spans.values() if s.label == "source" and s.attributes.get("scope") == "document")
    return tuple(sorted(sources, key=reading_order))


def chain(
    reading: Reading,
    quote_id: str,
    meta: Meta,
    entities: Mapping[str, Entity],
    doc_sources: Sequence[Span],
) -> tuple[Step, ...]:
    """The way of a quote to the reader, from the outside in.

    doc_sources: document_sources(reading). The head are these, else the article's agency, else the author; then from
    the outermost quote inwards the sources of each and its speakers, as one step. Equal neighbours collapse.
    """
    ancestors = [span.id for span in parents(reading, quote_id)]
    steps = list(_head(meta, entities, doc_sources))
    for quote in (*reversed(ancestors), quote_id):
        steps.extend(_source_step(via.source, entities) for via in vias(reading, quote))
        steps.extend(_speaker_steps(reading, quote, entities))
    return tuple(next(equal) for _, equal in groupby(steps, key=lambda step: step.identity))


def _head(meta: Meta, entities: Mapping[str, Entity], doc_sources: Sequence[Span]) -> Iterable[Step]:
    if doc_sources:
        return [_source_step(source, entities) for source in doc_sources]
    if meta.agency:
        agencies = (e.id for e in entities.values() if meta.agency in (e.name, *e.aliases))
        return [_bare_step(StepKind.AGENCY, next(agencies, None), meta.agency, entities)]
    authors = (e.id for e in entities.values() if e.type == "author")
    return [_bare_step(StepKind.AUTHOR, next(authors, None), meta.outlet or BUILT_IN["author"], entities)]


def _bare_step(kind: StepKind, entity: str | None, name: str, entities: Mapping[str, Entity]) -> Step:
    return Step(kind, (Mention(_resolved(entity, entities)),), name)


def _source_step(source: Span, entities: Mapping[str, Entity]) -> Step:
    return Step(StepKind.SOURCE, (Mention(_resolved(source.entity, entities), source.id),))


def _speaker_steps(reading: Reading, quote_id: str, entities: Mapping[str, Entity]) -> Iterator[Step]:
    speakers = reading.linked(quote_id, "speaker")
    own = reading.spans[quote_id]
    named = speakers or ((own,) if own.entity is not None else ())
    if named:
        mentions = (Mention(_resolved(span.entity, entities), span.id) for span in named)
        yield Step(StepKind.SPEAKER, tuple(mentions))


def _resolved(entity: str | None, entities: Mapping[str, Entity]) -> str | None:
    return None if entity is None else resolve(entity, entities)


def resolve(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """The id of the entity that stands for this one; its own where it was never merged or is unknown."""
    seen = {entity_id}
    entity = entities.get(entity_id)
    while entity is not None and entity.merged_into is not None and entity.merged_into not in seen:
        seen.add(entity.merged_into)
        entity_id, entity = entity.merged_into, entities.get(entity.merged_into)
    return entity_id


def shown(step: Step, text: str, reading: Reading, entities: Mapping[str, Entity]) -> str:
    """What a chain shows for the step: the given name, else for each mention its entity's name or its own words."""
    if step.name:
        return step.name
    names = (_shown_mention(mention, text, reading, entities) for mention in step.mentions)
    return " and ".join(dict.fromkeys(names))


def _shown_mention(mention: Mention, text: str, reading: Reading, entities: Mapping[str, Entity]) -> str:
    entity = entities.get(mention.entity or "")
    span = reading.spans.get(mention.span or "")
    return entity.name if entity is not None else " … ".join(span.words(text) if span is not None else ())
