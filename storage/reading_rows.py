"""Spans, links and stances as rows by place, and back: all columns, in the order that `tables` has them.

Knows neither tables nor a connection, and does without SQLAlchemy: the process that reads files makes rows, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from models.light import light
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import codec
from storage.codec import attributes_json, ordered_json, unpacked
from storage.damage import readable

PlacedRow = tuple[Any, ...]
SpanRow = tuple[str, str, str, str | None, str, str, str, str | None, str]
LinkRow = tuple[str, str, str, str, str, int, str, str]
StanceRow = tuple[
    str, str, str | None, str | None, str, str | None, int, int | None, str | None, str | None, str, str | None, str
]


@lru_cache(maxsize=1024)
def _attributes(text: str) -> Mapping[str, str]:
    """The attributes in a JSON column; most spans share theirs with many others."""
    return unpacked(text)


def span_row(span: Span, reading: str, id: str) -> SpanRow:
    """The row of a span, without its fragments, under an id that need not be its own yet."""
    attributes, extra = attributes_json(span.attributes), ordered_json(span.extra)
    return id, reading, span.label, span.entity, attributes, span.origin, span.note, span.key, extra


def fragment_rows(span: Span, id: str) -> list[PlacedRow]:
    """The rows of a span's fragments."""
    return [(id, position, start, end) for position, (start, end) in enumerate(span.fragments)]


@readable("span")
def span_of(row: Sequence[Any], fragments: Sequence[Fragment]) -> Span:
    """A span from its row and fragments."""
    id, _, label, entity, attributes, origin, note, key, extra = row
    return Span(id, label, tuple(fragments), _attributes(attributes), entity, origin, note, key, unpacked(extra))


def link_row(link: Link, reading: str, id: str, from_span: str, to_span: str) -> LinkRow:
    """The row of a link, under an id that need not be its own yet, between spans as they are stored."""
    attributes, extra = attributes_json(link.attributes), ordered_json(link.extra)
    return id, reading, link.role, from_span, to_span, link.order, attributes, extra


@readable("link")
def link_of(row: Sequence[Any]) -> Link:
    """A link from its row."""
    id, _, role, from_span, to_span, position, attributes, extra = row
    return Link(id, role, from_span, to_span, position, _attributes(attributes), unpacked(extra))


def stance_row(stance: Stance, reading: str, id: str, quote: str | None, according_to: str | None) -> StanceRow:
    """The row of a stance, without its evidence, under an id that need not be its own yet, on spans as stored."""
    return (
        id,
        reading,
        stance.holder,
        stance.target,
        stance.polarity,
        stance.basis,
        int(stance.hedged),
        stance.strength,
        quote,
        according_to,
        stance.note,
        stance.key,
        ordered_json(stance.extra),
    )


def evidence_rows(id: str, evidence: Iterable[str]) -> list[PlacedRow]:
    """The rows of a stance's evidence."""
    return [(id, position, span) for position, span in enumerate(evidence)]


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


@light
@dataclass(frozen=True, slots=True)
class ReadingRows:
    """All rows of a reading but its own, in the order of its objects.

    fragments: of each span; evidence: of each stance; digest: the sum of the digests of its objects, until the rows are
    `settled` only of those that refer to no entity and no target, since these are as a file calls them.
    """

    reading: str
    spans: list[SpanRow]
    fragments: list[tuple[Fragment, ...]]
    links: list[LinkRow]
    stances: list[StanceRow]
    evidence: list[tuple[str, ...]]
    digest: int

    def fragment_rows(self) -> Iterator[PlacedRow]:
        """The rows of all fragments."""
        return (
            (row[0], position, start, end)
            for row, fragments in zip(self.spans, self.fragments, strict=True)
            for position, (start, end) in enumerate(fragments)
        )

    def evidence_rows(self) -> Iterator[PlacedRow]:
        """The rows of all evidence."""
        pairs = zip(self.stances, self.evidence, strict=True)
        return (one for row, evidence in pairs for one in evidence_rows(row[0], evidence))


def _written_span(row: SpanRow, fragments: Sequence[Fragment]) -> object:
    id, _, label, entity, attributes, origin, note, key, extra = row
    return codec.written_span(id, label, fragments, attributes, entity, origin, note, key, _sorted(extra))


def _written_link(row: LinkRow) -> object:
    id, _, role, from_span, to_span, position, attributes, extra = row
    return codec.written_link(id, role, from_span, to_span, position, attributes, _sorted(extra))


def _written_stance(row: StanceRow, evidence: Sequence[str]) -> object:
    id, _, holder, target, polarity, basis, hedged, strength, *upon, note, key, extra = row
    fields = id, polarity, holder, target, basis, bool(hedged), strength, evidence, *upon, note, key
    return codec.written_stance(*fields, extra=_sorted(extra))


def _sorted(extra: str) -> str:
    return extra if extra == "{}" else codec.canonical_json(json.loads(extra))


def rows_of(
    reading: str, spans: Mapping[str, Span], links: Mapping[str, Link], stances: Mapping[str, Stance]
) -> ReadingRows:
    """The rows of a reading's objects by the ids that they are to have."""
    own = {span.id: id for id, span in spans.items()}
    span_rows = [span_row(span, reading, id) for id, span in spans.items()]
    link_rows = [link_row(link, reading, id, own[link.from_span], own[link.to_span]) for id, link in links.items()]
    pairs = zip(span_rows, spans.values(), strict=True)
    nobodys = [_written_span(row, span.fragments) for row, span in pairs if span.entity is None]
    return ReadingRows(
        reading,
        span_rows,
        [span.fragments for span in spans.values()],
        link_rows,
        [stance_row(one, reading, id, *_upon(one, own)) for id, one in stances.items()],
        [tuple([own[span] for span in one.evidence]) for one in stances.values()],
        codec.sum_of([*nobodys, *map(_written_link, link_rows)]),
    )


def _upon(stance: Stance, own: Mapping[str, str]) -> Iterator[str | None]:
    """The quotes that a stance rests on, as they are stored: its own, and the one that ascribes it."""
    return (None if span is None else own[span] for span in (stance.quote, stance.according_to))


def settled(rows: ReadingRows, entity: Callable[[str], str], target: Callable[[str], str]) -> ReadingRows:
    """The rows with the project's own entities and targets in the place of those of the file."""
    spans = [row if row[3] is None else (*row[:3], entity(row[3]), *row[4:]) for row in rows.spans]
    stances = [(*row[:2], row[2] and entity(row[2]), row[3] and target(row[3]), *row[4:]) for row in rows.stances]
    somebodys = [
        _written_span(row, fragments)
        for row, fragments in zip(spans, rows.fragments, strict=True)
        if row[3] is not None
    ]
    digest = rows.digest + codec.sum_of([*somebodys, *map(_written_stance, stances, rows.evidence)])
    return replace(rows, spans=spans, stances=stances, digest=digest)


def values_of(rows: ReadingRows) -> tuple[list[Span], list[Link], list[Stance]]:
    """The objects again."""
    return (
        list(map(span_of, rows.spans, rows.fragments)),
        list(map(link_of, rows.links)),
        list(map(stance_of, rows.stances, rows.evidence)),
    )
