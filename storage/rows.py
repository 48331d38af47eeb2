"""Values to table rows and back, one pair of functions a kind. Knows the tables, never a connection.

Rows of spans, links and stances, of which there are many, go by place: all columns, as `tables` has them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Row, Table

from models.articles import META_FIELDS, Meta
from models.edits import ArticleHead, Stored
from models.entities import Entity, Member, Target, Utterance
from models.errors import ProjectError, UserError
from models.readings import Header, State
from models.spans import EMPTY, Fragment, Link, Span
from models.stances import Stance
from storage import codec
from storage import tables as t

# What making a value of damaged columns may raise.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError, UserError)

Values = dict[str, Any]
PlacedRow = tuple[object, ...]
AnyRow = Row[*tuple[Any, ...]]
Rows = list[tuple[Table, Values]]


def _ordered(mapping: Mapping[str, object]) -> str:
    """Unknown fields keep the order they had, since they are written back where they stood."""
    return json.dumps(mapping, ensure_ascii=False, separators=(",", ":")) if mapping else "{}"


def unpacked(text: str) -> Mapping[str, Any]:
    """The mapping in a JSON column; raises ValueError where it holds something else."""
    if text == "{}":
        return EMPTY
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(f"no JSON object: {text[:60]}")
    return found


@lru_cache(maxsize=1024)
def _attributes(text: str) -> Mapping[str, str]:
    """The attributes in a JSON column; most spans share theirs with many others."""
    return unpacked(text)


class Damaged(ProjectError):
    """A stored object cannot be what was stored."""


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _named(kind: str) -> Callable[[Callable[Concatenate[AnyRow, _P], _T]], Callable[Concatenate[AnyRow, _P], _T]]:
    """Has a row that cannot be read end in an error that names it, whatever is wrong with it."""

    def decorate(make: Callable[Concatenate[AnyRow, _P], _T]) -> Callable[Concatenate[AnyRow, _P], _T]:
        @wraps(make)
        def read(row: AnyRow, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            try:
                return make(row, *args, **kwargs)
            except UNREADABLE as error:
                remedy = "restore a backup, or mend a copy with `inquit check --repair`"
                raise Damaged(f"a stored {kind} is damaged", value=f"{row.id}: {error}", remedy=remedy) from error

        return read

    return decorate


def span_row(span: Span, reading: str) -> PlacedRow:
    """The row of a span, without its fragments."""
    return (
        span.id,
        reading,
        span.label,
        span.entity,
        codec.attributes_json(span.attributes),
        span.origin,
        span.note,
        span.key,
        _ordered(span.extra),
    )


def fragment_rows(span: Span) -> list[PlacedRow]:
    """The rows of a span's fragments."""
    return [(span.id, position, start, end) for position, (start, end) in enumerate(span.fragments)]


@_named("span")
def span_of(row: AnyRow, fragments: Sequence[Fragment]) -> Span:
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
        codec.attributes_json(link.attributes),
        _ordered(link.extra),
    )


@_named("link")
def link_of(row: AnyRow) -> Link:
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
        _ordered(stance.extra),
    )


def evidence_rows(stance: Stance) -> list[PlacedRow]:
    """The rows of a stance's evidence."""
    return [(stance.id, position, span) for position, span in enumerate(stance.evidence)]


@_named("stance")
def stance_of(row: AnyRow, evidence: Sequence[str]) -> Stance:
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


def header_row(header: Header) -> Values:
    """The row of a reading's header; digest and revision are the store's own."""
    return {
        "id": header.id,
        "article": header.article,
        "annotator": header.annotator,
        "scheme": header.scheme,
        "state": header.state.value,
        "seconds": header.seconds,
        "note": header.note,
        "extra": _ordered(header.extra),
    }


@_named("reading")
def header_of(row: AnyRow) -> Header:
    """A reading's header from its row."""
    return Header(
        row.id,
        row.article,
        row.annotator,
        row.scheme,
        State(row.state),
        row.seconds,
        row.note,
        unpacked(row.extra),
    )


def entity_row(entity: Entity) -> Values:
    """The row of an entity, without its aliases."""
    return {
        "id": entity.id,
        "key": entity.key,
        "name": entity.name,
        "type": entity.type,
        "external_id": entity.external_id,
        "note": entity.note,
        "merged_into": entity.merged_into,
        "extra": _ordered(entity.extra),
        "digest": codec.digest([entity]),
    }


def alias_rows(entity: Entity) -> list[Values]:
    """The rows of an entity's aliases."""
    return [{"entity": entity.id, "position": i, "alias": alias} for i, alias in enumerate(entity.aliases)]


@_named("entity")
def entity_of(row: AnyRow, aliases: Sequence[str]) -> Entity:
    """An entity from its row and aliases."""
    return Entity(
        row.id,
        row.name,
        row.type,
        tuple(aliases),
        row.external_id,
        row.note,
        row.merged_into,
        row.key,
        unpacked(row.extra),
    )


def target_row(target: Target) -> Values:
    """The row of a target."""
    return {
        "id": target.id,
        "key": target.key,
        "name": target.name,
        "position": target.position,
        "merged_into": target.merged_into,
        "extra": _ordered(target.extra),
        "digest": codec.digest([target]),
    }


@_named("target")
def target_of(row: AnyRow) -> Target:
    """A target from its row."""
    return Target(row.id, row.name, row.position, row.merged_into, row.key, unpacked(row.extra))


def utterance_row(utterance: Utterance) -> Values:
    """The row of an utterance, without its members."""
    return {
        "id": utterance.id,
        "annotator": utterance.annotator,
        "name": utterance.name,
        "key": utterance.key,
        "extra": _ordered(utterance.extra),
        "digest": codec.digest([utterance]),
    }


def member_rows(utterance: Utterance) -> list[Values]:
    """The rows of an utterance's members."""
    return [
        {"utterance": utterance.id, "position": i, "span": member.quote, "variant": member.variant}
        for i, member in enumerate(utterance.members)
    ]


@_named("utterance")
def utterance_of(row: AnyRow, members: Sequence[Member]) -> Utterance:
    """An utterance from its row and members."""
    return Utterance(row.id, row.annotator, row.name, tuple(members), row.key, unpacked(row.extra))


def head_row(head: ArticleHead) -> Values:
    """The row of what can be edited of an article."""
    meta = {name: getattr(head.meta, name) for name in META_FIELDS}
    return {
        "id": head.id,
        "key": head.key,
        "meta_extra": _ordered(head.meta.extra),
        "extra": _ordered(head.extra),
        "digest": codec.digest([head]),
        **meta,
    }


@_named("article")
def head_of(row: AnyRow) -> ArticleHead:
    """What can be edited of an article, from its row."""
    known = {name: getattr(row, name) for name in META_FIELDS}
    meta = Meta(**known, extra=unpacked(row.meta_extra))
    return ArticleHead(row.id, meta, row.key, unpacked(row.extra))


def main_row(value: Stored, reading: str | None) -> tuple[Table, Values]:
    """The table and row that hold a value, its parts apart."""
    match value:
        case Span():
            return t.span, named(t.span, span_row(value, _known(reading)))
        case Link():
            return t.link, named(t.link, link_row(value, _known(reading)))
        case Stance():
            return t.stance, named(t.stance, stance_row(value, _known(reading)))
        case Header():
            return t.reading, header_row(value)
        case Entity():
            return t.entity, entity_row(value)
        case Target():
            return t.target, target_row(value)
        case Utterance():
            return t.utterance, utterance_row(value)
        case ArticleHead():
            return t.article, head_row(value)


def part_rows(value: Stored) -> tuple[Table, str, list[Values]] | None:
    """The table, owner column and rows of a value's parts, None for kinds without parts."""
    match value:
        case Span():
            return t.fragment, "span", [named(t.fragment, row) for row in fragment_rows(value)]
        case Stance():
            return t.stance_evidence, "stance", [named(t.stance_evidence, row) for row in evidence_rows(value)]
        case Entity():
            return t.entity_alias, "entity", alias_rows(value)
        case Utterance():
            return t.utterance_member, "utterance", member_rows(value)
        case _:
            return None


def named(table: Table, row: PlacedRow) -> Values:
    """A row that goes by place, under the names of its columns."""
    return dict(zip(table.columns.keys(), row, strict=True))


def _known(reading: str | None) -> str:
    if reading is None:
        raise ValueError("spans, links and stances belong to a reading")
    return reading


def grouped(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    """Rows by their first column, in the order they came."""
    found: dict[str, list[AnyRow]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found
