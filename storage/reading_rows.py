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
from storage.codec import attributes_json, ordered_json, unpacked
from storage.damage import readable

PlacedRow = tuple[Any, ...]
_Pieces = tuple[str, str]
_ENTITY, _HOLDER = 3, 2  # columns of a span and a stance; the target is behind the holder


@lru_cache(maxsize=1024)
def _attributes(text: str) -> Mapping[str, str]:
    """The attributes in a JSON column; most spans share theirs with many others."""
    return unpacked(text)


def span_row(span: Span, reading: str, id: str) -> PlacedRow:
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


def link_row(link: Link, reading: str, id: str, from_span: str, to_span: str) -> PlacedRow:
    """The row of a link, under an id that need not be its own yet, between spans as they are stored."""
    attributes, extra = attributes_json(link.attributes), ordered_json(link.extra)
    return id, reading, link.role, from_span, to_span, link.order, attributes, extra


@readable("link")
def link_of(row: Sequence[Any]) -> Link:
    """A link from its row."""
    id, _, role, from_span, to_span, position, attributes, extra = row
    return Link(id, role, from_span, to_span, position, _attributes(attributes), unpacked(extra))


def stance_row(stance: Stance, reading: str, id: str, quote: str | None, according_to: str | None) -> PlacedRow:
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


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """All rows of a reading but its own, in the order of its objects.

    digest: the sum of the digests of what refers to no entity and no target. The others are open: of each span with an
    entity, and of each stance, the canonical JSON before and behind these references.
    """

    reading: str
    spans: list[PlacedRow]
    fragments: list[PlacedRow]
    links: list[PlacedRow]
    stances: list[PlacedRow]
    evidence: list[PlacedRow]
    digest: int
    open_spans: list[_Pieces]
    open_stances: list[_Pieces]


def rows_of(
    reading: str, spans: Mapping[str, Span], links: Mapping[str, Link], stances: Mapping[str, Stance]
) -> ReadingRows:
    """The rows of a reading's objects by the ids that they are to have; `settled` makes them ready to be stored."""
    own = {span.id: id for id, span in spans.items()}
    linked = [(link, id, own[link.from_span], own[link.to_span]) for id, link in links.items()]
    resting = [(one, id, *_rest(one, own)) for id, one in stances.items()]
    pieces = [codec.span_pieces(span, id) for id, span in spans.items()]
    closed = [codec.NULL.join(its) for span, its in zip(spans.values(), pieces, strict=True) if span.entity is None]
    closed += [codec.link_json(*one) for one in linked]
    return ReadingRows(
        reading,
        [span_row(span, reading, id) for id, span in spans.items()],
        [row for id, span in spans.items() for row in fragment_rows(span, id)],
        [link_row(link, reading, *ids) for link, *ids in linked],
        [stance_row(one, reading, id, quote, according_to) for one, id, quote, according_to, _ in resting],
        [row for _, id, _, _, evidence in resting for row in evidence_rows(id, evidence)],
        codec.sum_of(closed),
        [its for span, its in zip(spans.values(), pieces, strict=True) if span.entity is not None],
        [codec.stance_pieces(*one) for one in resting],
    )


def _rest(stance: Stance, own: Mapping[str, str]) -> tuple[str | None, str | None, list[str]]:
    """The spans that a stance rests on as they are stored: its quote, the one that ascribes it, its evidence."""
    quote, according_to = (None if span is None else own[span] for span in (stance.quote, stance.according_to))
    return quote, according_to, [own[span] for span in stance.evidence]


def settled(rows: ReadingRows, entity: Callable[[str], str], target: Callable[[str], str]) -> ReadingRows:
    """The rows with the project's own entities and targets in the place of what they refer to; nothing is open."""
    pieces = iter(rows.open_spans)
    spans, stances, written = [], [], []
    for row in rows.spans:
        if (name := row[_ENTITY]) is None:
            spans.append(row)
        else:
            id = entity(name)
            spans.append((*row[:_ENTITY], id, *row[_ENTITY + 1 :]))
            written.append(codec.references(id).join(next(pieces)))
    for row, its in zip(rows.stances, rows.open_stances, strict=True):
        holder, about = row[_HOLDER], row[_HOLDER + 1]
        ids = None if holder is None else entity(holder), None if about is None else target(about)
        stances.append((*row[:_HOLDER], *ids, *row[_HOLDER + 2 :]))
        written.append(codec.references(*ids).join(its))
    digest = rows.digest + codec.sum_of(written)
    return replace(rows, spans=spans, stances=stances, digest=digest, open_spans=[], open_stances=[])


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
