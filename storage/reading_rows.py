"""Spans, links and stances as rows by place, and back: all columns, in the order that `tables` has them.

Knows neither tables nor a connection, and does without SQLAlchemy: the process that reads files makes rows, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import codec
from storage.codec import attributes_json, number, ordered_json, unpacked
from storage.damage import readable

PlacedRow = tuple[Any, ...]
_Pieces = tuple[str, str]
_ENTITY, _HOLDER = 3, 2  # columns of a span and a stance; the target is behind the holder


@lru_cache(maxsize=1024)
def _attributes(text: str) -> Mapping[str, str]:
    """The attributes in a JSON column; most spans share theirs with many others."""
    return unpacked(text)


def span_row(span: Span, reading: str) -> PlacedRow:
    """The row of a span, without its fragments."""
    return (
        span.id,
        reading,
        span.label,
        span.entity,
        attributes_json(span.attributes),
        span.origin,
        span.note,
        span.key,
        ordered_json(span.extra),
    )


def fragment_rows(span: Span) -> list[PlacedRow]:
    """The rows of a span's fragments."""
    return [(span.id, position, start, end) for position, (start, end) in enumerate(span.fragments)]


@readable("span")
def span_of(row: Sequence[Any], fragments: Sequence[Fragment]) -> Span:
    """A span from its row and fragments."""
    id, _, label, entity, attributes, origin, note, key, extra = row
    return Span(id, label, tuple(fragments), _attributes(attributes), entity, origin, note, key, unpacked(extra))


def link_row(link: Link, reading: str) -> PlacedRow:
    """The row of a link."""
    return (
        link.id,
        reading,
        link.role,
        link.from_span,
        link.to_span,
        link.order,
        attributes_json(link.attributes),
        ordered_json(link.extra),
    )


@readable("link")
def link_of(row: Sequence[Any]) -> Link:
    """A link from its row."""
    id, _, role, from_span, to_span, position, attributes, extra = row
    return Link(id, role, from_span, to_span, position, _attributes(attributes), unpacked(extra))


def stance_row(stance: Stance, reading: str) -> PlacedRow:
    """The row of a stance, without its evidence."""
    return (
        stance.id,
        reading,
        stance.holder,
        stance.target,
        stance.polarity,
        stance.basis,
        int(stance.hedged),
        stance.strength,
        stance.quote,
        stance.according_to,
        stance.note,
        stance.key,
        ordered_json(stance.extra),
    )


def evidence_rows(stance: Stance) -> list[PlacedRow]:
    """The rows of a stance's evidence."""
    return [(stance.id, position, span) for position, span in enumerate(stance.evidence)]


@readable("stance")
def stance_of(row: Sequence[Any], evidence: Sequence[str]) -> Stance:
    """A stance from its row and evidence."""
    id, _, holder, target, polarity, basis, hedged, strength, quote, according_to, note, key, extra = row
    return Stance(
        id,
        polarity,
        holder,
        target,
        basis,
        bool(hedged),
        strength,
        tuple(evidence),
        quote,
        according_to,
        note,
        key,
        unpacked(extra),
    )


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """All rows of a reading but its own, in the order of its objects.

    digest: the sum of the digests of those objects that refer to no entity and no target. The others are open: where
    they stand in `spans` or `stances`, with their canonical JSON before and behind these references.
    """

    reading: str
    spans: list[PlacedRow]
    fragments: list[PlacedRow]
    links: list[PlacedRow]
    stances: list[PlacedRow]
    evidence: list[PlacedRow]
    digest: int
    open_spans: dict[int, _Pieces]
    open_stances: dict[int, _Pieces]


def rows_of(reading: str, spans: Iterable[Span], links: Iterable[Link], stances: Iterable[Stance]) -> ReadingRows:
    """The rows of a reading's objects; `settled` makes them ready to be stored."""
    spans, links, stances = list(spans), list(links), list(stances)
    closed = sum(number(one) for one in spans if one.entity is None) + sum(map(number, links))
    return ReadingRows(
        reading,
        [span_row(one, reading) for one in spans],
        [row for one in spans for row in fragment_rows(one)],
        [link_row(one, reading) for one in links],
        [stance_row(one, reading) for one in stances],
        [row for one in stances for row in evidence_rows(one)],
        closed,
        {place: codec.span_pieces(one) for place, one in enumerate(spans) if one.entity is not None},
        {place: codec.stance_pieces(one) for place, one in enumerate(stances)},
    )


def settled(rows: ReadingRows, entity: Callable[[str], str], target: Callable[[str], str]) -> ReadingRows:
    """The rows with the project's own entities and targets in the place of what they refer to; nothing is open."""
    spans, stances, digest = list(rows.spans), list(rows.stances), rows.digest
    for place, (head, tail) in rows.open_spans.items():
        row = spans[place]
        own = entity(row[_ENTITY])
        spans[place] = (*row[:_ENTITY], own, *row[_ENTITY + 1 :])
        digest += codec.number_of(f"{head}{codec.references(own)}{tail}")
    for place, (head, tail) in rows.open_stances.items():
        row = stances[place]
        holder, about = (id and own(id) for id, own in zip(row[_HOLDER:], (entity, target), strict=False))
        stances[place] = (*row[:_HOLDER], holder, about, *row[_HOLDER + 2 :])
        digest += codec.number_of(f"{head}{codec.references(holder, about)}{tail}")
    return replace(rows, spans=spans, stances=stances, digest=digest, open_spans={}, open_stances={})


def values_of(rows: ReadingRows) -> tuple[list[Span], list[Link], list[Stance]]:
    """The objects again."""
    fragments: dict[str, list[Fragment]] = defaultdict(list)
    for span, _, start, end in rows.fragments:
        fragments[span].append(Fragment(start, end))
    evidence: dict[str, list[str]] = defaultdict(list)
    for stance, _, span in rows.evidence:
        evidence[stance].append(span)
    return (
        [span_of(row, fragments[row[0]]) for row in rows.spans],
        [link_of(row) for row in rows.links],
        [stance_of(row, evidence[row[0]]) for row in rows.stances],
    )
