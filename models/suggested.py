"""What is only suggested: drawn and offered, and never counted as an annotation until somebody accepts it.

The one place that says which objects are suggestions, what is left without them, and what an accepted one remembers.
A span says it in `origin`; a link or stance, which has no such field, in `extra`. A link to a suggested span and a
stance on a suggested quote are suggestions too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from models.readings import Reading
from models.records import Record
from models.spans import Link, Span
from models.stances import Stance

SUGGESTED, HUMAN = "suggested", "human"
SCORE, SUGGESTED_BY, ORIGIN = "score", "suggested_by", "origin"  # entries of `extra`
UNKNOWN = "unknown"  # who suggested it, where its file does not say

_Value = TypeVar("_Value", Link, Stance)


def is_suggested(value: Span | Link | Stance) -> bool:
    """Whether the object by itself is a suggestion."""
    return (value.origin if isinstance(value, Span) else value.extra.get(ORIGIN)) == SUGGESTED


def is_assisted(span: Span) -> bool:
    """Whether the span is an annotation that began as a suggestion."""
    return not is_suggested(span) and SUGGESTED_BY in span.extra


def score_of(value: Span | Link | Stance) -> float | None:
    """How sure whoever suggested it was, 0 to 1; None where nothing is said."""
    score = value.extra.get(SCORE)
    return float(score) if isinstance(score, int | float) and not isinstance(score, bool) else None


def accepted_span(span: Span, like: Mapping[str, object] | None = None) -> Span:
    """The suggestion as an annotation that remembers who suggested it, with which score.

    like: the `extra` of the quote it was suggested with, which says so for the whole frame.
    """
    return replace(span, origin=HUMAN, extra=_provenance(span.extra, like or {})) if is_suggested(span) else span


def accepted_value(value: _Value, like: Mapping[str, object] | None = None) -> _Value:
    """The same of a link or a stance."""
    if not is_suggested(value):
        return value
    extra = {name: item for name, item in value.extra.items() if name != ORIGIN}
    return replace(value, extra=_provenance(extra, like or {}))


def _provenance(extra: Mapping[str, object], like: Mapping[str, object]) -> dict[str, object]:
    found = {name: like[name] for name in (SCORE, SUGGESTED_BY) if name in like}
    return dict(sorted({SUGGESTED_BY: UNKNOWN, **found, **extra}.items()))  # sorted, as the log is


def counted(reading: Reading) -> Reading:
    """The reading without what is only suggested; the same object where nothing is."""
    if not _any(reading.spans.values(), reading.links.values(), reading.stances.values()):
        return reading
    spans = {id: span for id, span in reading.spans.items() if not is_suggested(span)}
    links = {id: link for id, link in reading.links.items() if _stands(link, spans)}
    stances = {id: _on(stance, spans) for id, stance in reading.stances.items() if _rests(stance, spans)}
    return Reading(reading.header, spans, links, stances)


def counted_record(record: Record) -> Record:
    """The record without what is only suggested; entities that nothing else refers to stay, as unused ones may."""
    if not _any(record.spans, record.links, record.stances):
        return record
    spans = {span.id: span for span in record.spans if not is_suggested(span)}
    utterances = (
        replace(one, members=tuple(member for member in one.members if member.quote in spans))
        for one in record.utterances
    )
    return replace(
        record,
        spans=tuple(spans.values()),
        links=tuple(link for link in record.links if _stands(link, spans)),
        stances=tuple(_on(stance, spans) for stance in record.stances if _rests(stance, spans)),
        utterances=tuple(one for one in utterances if one.members),
    )


def _any(spans: Iterable[Span], links: Iterable[Link], stances: Iterable[Stance]) -> bool:
    return any(is_suggested(value) for values in (spans, links, stances) for value in values)


def _stands(link: Link, spans: Mapping[str, Span]) -> bool:
    return not is_suggested(link) and link.from_span in spans and link.to_span in spans


def _rests(stance: Stance, spans: Mapping[str, Span]) -> bool:
    return not is_suggested(stance) and (stance.quote is None or stance.quote in spans)


def _on(stance: Stance, spans: Mapping[str, Span]) -> Stance:
    """The stance with that of its evidence, and of who tells it, which is no suggestion."""
    evidence = tuple(id for id in stance.evidence if id in spans)
    told_by = stance.according_to if stance.according_to in spans else None
    if (evidence, told_by) == (stance.evidence, stance.according_to):
        return stance
    return replace(stance, evidence=evidence, according_to=told_by)
