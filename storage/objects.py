"""Reading and writing single stored objects, and applying edits: the one road of every change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.articles import heading
from models.edits import ArticleHead, Edit, Kind, Stored
from models.entities import Member
from models.errors import Refused
from models.readings import Header
from models.spans import Fragment
from storage import codec, reading_rows, rows
from storage import tables as t

_TABLES: Mapping[Kind, Table] = {
    Kind.ARTICLE: t.article,
    Kind.ENTITY: t.entity,
    Kind.TARGET: t.target,
    Kind.READING: t.reading,
    Kind.SPAN: t.span,
    Kind.LINK: t.link,
    Kind.STANCE: t.stance,
    Kind.UTTERANCE: t.utterance,
}
_SHARED = (Kind.ENTITY, Kind.TARGET)


def stored(connection: Connection, kind: Kind, id: str) -> Stored | None:
    """The present value of an object, None where there is none."""
    table = _TABLES[kind]
    row = connection.execute(select(table).where(table.c.id == id)).first()
    return None if row is None else _value(connection, kind, row)


def _value(connection: Connection, kind: Kind, row: Row[Any]) -> Stored:
    match kind:
        case Kind.SPAN:
            fragments = _parts(connection, t.fragment, "span", row.id)
            return reading_rows.span_of(row, [Fragment(part.start, part.end) for part in fragments])
        case Kind.STANCE:
            evidence = _parts(connection, t.stance_evidence, "stance", row.id)
            return reading_rows.stance_of(row, [part.span for part in evidence])
        case Kind.ENTITY:
            return rows.entity_of(row, [p.alias for p in _parts(connection, t.entity_alias, "entity", row.id)])
        case Kind.UTTERANCE:
            members = _parts(connection, t.utterance_member, "utterance", row.id)
            return rows.utterance_of(row, [Member(part.span, part.variant) for part in members])
        case Kind.LINK:
            return reading_rows.link_of(row)
        case Kind.READING:
            return rows.header_of(row)
        case Kind.TARGET:
            return rows.target_of(row)
        case Kind.ARTICLE:
            return rows.head_of(row)


def _parts(connection: Connection, table: Table, owner: str, id: str) -> Iterable[Row[Any]]:
    return connection.execute(select(table).where(table.c[owner] == id).order_by(table.c.position))


def apply(connection: Connection, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Makes the edits in order and returns those that changed something.

    An object that is already as wanted is left alone; one that is not as it was before raises Refused. A shared
    object (entity, target) that others refer to meanwhile is not deleted. The time spent on a reading grows beside the
    gestures: an edit that is about something else of the header takes it as it is. A reading that is made again takes
    the place, and the time, of one that was begun meanwhile and holds nothing else.
    """
    wanted = (one for edit in edits for one in _making_room(connection, edit))
    made = tuple(edit for edit in (_made(connection, edit) for edit in wanted) if edit is not None)
    _update_digests(connection, made)
    return made


def _making_room(connection: Connection, edit: Edit) -> tuple[Edit, ...]:
    """The edit; where it makes a reading, behind one that takes away the bare one in its place."""
    after = edit.after
    if edit.before is not None or not isinstance(after, Header):
        return (edit,)
    own = (t.reading.c.article == after.article, t.reading.c.annotator == after.annotator, t.reading.c.id != after.id)
    row = connection.execute(select(t.reading).where(*own)).first()
    if row is None:
        return (edit,)
    if _holds_annotations(connection, row.id):
        raise Refused("the article was begun anew meanwhile", remedy="go on from what is there")
    bare = rows.header_of(row)
    return Edit(bare, None), Edit(None, replace(after, seconds=bare.seconds))


def _holds_annotations(connection: Connection, reading: str) -> bool:
    tables = (t.span, t.link, t.stance)
    return any(connection.execute(select(one.c.id).where(one.c.reading == reading)).first() for one in tables)


def _made(connection: Connection, edit: Edit) -> Edit | None:
    """The edit as it was made, None where there was nothing to do."""
    present = stored(connection, edit.kind, edit.id)
    if present == edit.after:
        return None
    if isinstance(present, Header):
        edit = _with_time_of(present, edit)
    if present != edit.before:
        raise Refused(f"the {edit.kind.value} was changed meanwhile", value=edit.id, remedy="look at it as it is now")
    if edit.after is None and edit.kind in _SHARED:
        return edit if _deleted_unless_used(connection, edit) else None
    _write(connection, edit)
    return edit


def _with_time_of(present: Header, edit: Edit) -> Edit:
    sides = [replace(side, seconds=present.seconds) if isinstance(side, Header) else side for side in _sides(edit)]
    return edit if sides[0] == sides[1] else Edit(sides[0], sides[1], edit.reading)


def _sides(edit: Edit) -> tuple[Stored | None, Stored | None]:
    return edit.before, edit.after


def _deleted_unless_used(connection: Connection, edit: Edit) -> bool:
    try:
        with connection.begin_nested():
            _write(connection, edit)
    except IntegrityError:
        return False  # someone else refers to it by now, so it stays
    return True


def _write(connection: Connection, edit: Edit) -> None:
    table = _TABLES[edit.kind]
    if edit.after is None:
        connection.execute(delete(table).where(table.c.id == edit.id))
        return
    row = rows.main_row(edit.after, edit.reading)[1]
    if isinstance(edit.after, ArticleHead):
        text = connection.execute(select(t.article_text.c.text).where(t.article_text.c.article == edit.id))
        row["heading"] = heading(edit.after.meta, text.scalar_one())
    if edit.before is None:
        connection.execute(insert(table), row)
    else:
        row.pop("id")  # never changes, and the triggers refuse to hear of it
        connection.execute(update(table).where(table.c.id == edit.id), row)
    _write_parts(connection, edit.after, replaced=edit.before is not None)


def _write_parts(connection: Connection, value: Stored, *, replaced: bool) -> None:
    parts = rows.part_rows(value)
    if parts is None:
        return
    table, owner, part_rows = parts
    if replaced:
        connection.execute(delete(table).where(table.c[owner] == value.id))
    if part_rows:
        connection.execute(insert(table), part_rows)


def _update_digests(connection: Connection, edits: Iterable[Edit]) -> None:
    by_reading: dict[str, list[Edit]] = {}
    for edit in edits:
        reading = edit.id if isinstance(edit.value, Header) else edit.reading
        if reading is not None:
            by_reading.setdefault(reading, []).append(edit)
    for reading, its_edits in by_reading.items():
        _advance(connection, reading, its_edits)


def _advance(connection: Connection, reading: str, edits: list[Edit]) -> None:
    of_reading = t.reading.c.id == reading
    row = connection.execute(select(t.reading.c.digest, t.reading.c.revision).where(of_reading)).first()
    if row is None:  # the reading itself was deleted
        return
    values = {"digest": codec.moved_digest(row.digest, edits), "revision": row.revision + 1}
    connection.execute(update(t.reading).where(of_reading), values)


def log_values(edits: Sequence[Edit]) -> tuple[str, str]:
    """The edits as the change log keeps them: JSON of the objects before, and after; no object twice."""
    if not edits:
        return "[]", "[]"
    named = [(f"{edit.kind.value}/{edit.id}/{edit.reading or ''}", edit) for edit in edits]
    before = [(name, None if edit.before is None else codec.as_json(edit.before)) for name, edit in named]
    after = [(name, None if edit.after is None else codec.as_json(edit.after)) for name, edit in named]
    return codec.ordered_json(before), codec.ordered_json(after)


def logged_edits(before: str, after: str) -> tuple[Edit, ...]:
    """The edits of a log row, in the order they were made."""
    later = dict(json.loads(after))
    return tuple(_logged_edit(name, old, later[name]) for name, old in json.loads(before))


def _logged_edit(name: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Edit:
    kind, _, reading = name.split("/")
    sides = (None if side is None else codec.from_json(Kind(kind), side) for side in (before, after))
    return Edit(next(sides), next(sides), reading or None)
