"""Values to table rows and back, one pair of functions a kind. Knows the tables, never a connection.

Rows of spans, links and stances are made by `reading_rows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Table

from models.articles import META_FIELDS, Meta
from models.edits import ArticleHead, Stored
from models.entities import Entity, Member, Target, Utterance
from models.readings import Header, State
from models.spans import Link, Span
from models.stances import Stance
from storage import tables as t
from storage.codec import digest, ordered_json, unpacked
from storage.damage import readable
from storage.reading_rows import PlacedRow, evidence_rows, fragment_rows, link_row, span_row, stance_row

Values = dict[str, Any]
AnyRow = Row[*tuple[Any, ...]]
Rows = list[tuple[Table, Values]]


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
        "extra": ordered_json(header.extra),
    }


@readable("reading")
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
        "extra": ordered_json(entity.extra),
        "digest": digest([entity]),
    }


def alias_rows(entity: Entity) -> list[Values]:
    """The rows of an entity's aliases."""
    return [{"entity": entity.id, "position": i, "alias": alias} for i, alias in enumerate(entity.aliases)]


@readable("entity")
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
        "extra": ordered_json(target.extra),
        "digest": digest([target]),
    }


@readable("target")
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
        "extra": ordered_json(utterance.extra),
        "digest": digest([utterance]),
    }


def member_rows(utterance: Utterance) -> list[Values]:
    """The rows of an utterance's members."""
    return [
        {"utterance": utterance.id, "position": i, "span": member.quote, "variant": member.variant}
        for i, member in enumerate(utterance.members)
    ]


@readable("utterance")
def utterance_of(row: AnyRow, members: Sequence[Member]) -> Utterance:
    """An utterance from its row and members."""
    return Utterance(row.id, row.annotator, row.name, tuple(members), row.key, unpacked(row.extra))


def head_row(head: ArticleHead) -> Values:
    """The row of what can be edited of an article."""
    meta = {name: getattr(head.meta, name) for name in META_FIELDS}
    return {
        "id": head.id,
        "key": head.key,
        "meta_extra": ordered_json(head.meta.extra),
        "extra": ordered_json(head.extra),
        "digest": digest([head]),
        **meta,
    }


@readable("article")
def head_of(row: AnyRow) -> ArticleHead:
    """What can be edited of an article, from its row."""
    known = {name: getattr(row, name) for name in META_FIELDS}
    meta = Meta(**known, extra=unpacked(row.meta_extra))
    return ArticleHead(row.id, meta, row.key, unpacked(row.extra))


def main_row(value: Stored, reading: str | None) -> tuple[Table, Values]:
    """The table and row that hold a value, its parts apart."""
    match value:
        case Span():
            return t.span, named(t.span, span_row(value, _known(reading), value.id))
        case Link():
            row = link_row(value, _known(reading), value.id, value.from_span, value.to_span)
            return t.link, named(t.link, row)
        case Stance():
            return t.stance, named(
                t.stance, stance_row(value, _known(reading), value.id, value.quote, value.according_to)
            )
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
            return t.fragment, "span", [named(t.fragment, row) for row in fragment_rows(value, value.id)]
        case Stance():
            return (
                t.stance_evidence,
                "stance",
                [named(t.stance_evidence, row) for row in evidence_rows(value.id, value.evidence)],
            )
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
