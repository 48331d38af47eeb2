"""Readings under a narrower profile, so that a difference of method is not scored as one of judgement.

guardian: a quote is only what stands inside balanced marks, each such part one direct quote, outermost only. polnear:
quote, speaker and cue, every span contiguous, outermost quotes only. What a span is projected to keeps its links and
stances; mentions that are linked only to what is gone go with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agreement.model import QUOTE
from models.errors import UserError
from models.records import Record
from models.spans import Fragment, Link, Span
from models.stances import Stance
from models.text.marks import direct_parts, quotations_in
from models.text.pairing import MarkState

BASIC = ("quote", "speaker", "cue")

Parts = Callable[[Record, Span], Sequence[Span]]


def projected(record: Record, profile: str) -> Record:
    """The record as the profile has it. Raises UserError for a profile that no reading can be projected to."""
    if profile in ("", "full", "core"):
        return record
    if profile not in PROFILES:
        raise UserError(
            "no such profile to compare under", value=profile, remedy=f"use one of {', '.join(sorted(PROFILES))}"
        )
    labels = [span for span in record.spans if span.label in BASIC]
    made = {span.id: PROFILES[profile](record, span) for span in labels}
    outer = _outermost([span for parts in made.values() for span in parts])
    idle = _idle(record.links, made, outer)
    spans = [span for span in outer if span.label == QUOTE or span.id not in idle]
    kept = {span.id for span in spans}
    first = {name: next((part.id for part in parts if part.id in kept), None) for name, parts in made.items()}
    return replace(
        record,
        spans=tuple(spans),
        links=tuple(_links(record.links, made, kept)),
        stances=tuple(_stances(record.stances, first)),
    )


def _inside_marks(record: Record, span: Span) -> Sequence[Span]:
    if span.label != QUOTE:
        return [span]
    text = record.article.text
    whole = {
        (found.start, found.end)
        for found in quotations_in(text, span.start, span.end)
        if found.state in (MarkState.BALANCED, MarkState.WRONG_GLYPH)
    }
    parts = direct_parts(text, span.fragments)
    inside = [part for part in parts if any(part.start >= start and part.end <= end for start, end in whole)]
    attributes = {**span.attributes, "type": "direct"} if "type" in span.attributes else span.attributes
    return [
        replace(span, id=f"{span.id}#{place}" if place > 1 else span.id, fragments=(part,), attributes=attributes)
        for place, part in enumerate(inside, 1)
    ]


def _contiguous(_record: Record, span: Span) -> Sequence[Span]:
    return [replace(span, fragments=(Fragment(span.start, span.end),))]


PROFILES: Mapping[str, Parts] = {"guardian": _inside_marks, "polnear": _contiguous}


def _outermost(spans: Sequence[Span]) -> list[Span]:
    quotes = [span for span in spans if span.label == QUOTE]
    inner = {
        one.id
        for one in quotes
        for other in quotes
        if one is not other and other.covers(one) and (one.fragments != other.fragments or one.id > other.id)
    }
    return [span for span in spans if span.id not in inner]


def _idle(links: Sequence[Link], made: Mapping[str, Sequence[Span]], spans: Sequence[Span]) -> set[str]:
    """What is linked only to spans that are gone."""
    kept = {span.id for span in spans}
    alive = {name for name, parts in made.items() if any(part.id in kept for part in parts)}
    ends = [(link.from_span, link.to_span) for link in links]
    return {name for pair in ends for name in pair} - {name for pair in ends if alive.issuperset(pair) for name in pair}


def _links(links: Sequence[Link], made: Mapping[str, Sequence[Span]], kept: set[str]) -> list[Link]:
    """Every part of a quote has the quote's links."""
    found: list[Link] = []
    for link in links:
        for start in made.get(link.from_span, ()):
            for end in made.get(link.to_span, ())[:1]:
                if start.id in kept and end.id in kept:
                    name = f"{link.id}#{start.id}"
                    found.append(replace(link, id=name, from_span=start.id, to_span=end.id))
    return found


def _stances(stances: Sequence[Stance], first: Mapping[str, str | None]) -> list[Stance]:
    """Stances rest on the first part of their quote; those on a quote that is gone go with it."""
    return [
        replace(
            stance,
            quote=first.get(stance.quote) if stance.quote is not None else None,
            according_to=first.get(stance.according_to) if stance.according_to is not None else None,
            evidence=tuple(name for span in stance.evidence if (name := first.get(span)) is not None),
        )
        for stance in stances
        if stance.quote is None or first.get(stance.quote) is not None
    ]
