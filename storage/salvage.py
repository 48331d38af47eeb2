"""Mending a copy of a damaged project: the rows that can be read, the log's memory of the others, and new digests.

Works on a file that nobody uses yet, with foreign keys off, so that the order of the steps is free. What a reading must
satisfy under its scheme is the caller's business.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from models.articles import META_FIELDS, Meta, heading
from models.edits import ArticleHead, Stored
from models.entities import BUILT_IN, ENTITY_TYPES, Entity, Member, Target, Utterance
from models.readings import Annotator, Header, Reading, State
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import bulk, codec, objects, reading_rows, rows, sqlite
from storage import tables as t
from storage.damage import UNREADABLE, Damaged
from storage.sqlite import Mode

_V = TypeVar("_V", bound=Stored)
_KINDS = {"human", "gold", "machine"}
_READING_PARTS = ((t.fragment, "span", t.span), (t.stance_evidence, "stance", t.stance))


@contextmanager
def mending(source: Connection, out: Path) -> Iterator[Connection]:
    """A new project at `out` with every row of `source` that can be read; what is done inside is committed."""
    with sqlite.engine_for(out, Mode.MAKE).connect() as connection:
        sqlite.without_foreign_keys(connection)
        sqlite.without_checks(connection)
        with connection.begin():
            sqlite.create_schema(connection)
            for table in t.metadata.sorted_tables:
                for row in _readable(source, table):
                    _insert(connection, table, row)
            _unlink(connection)
            yield connection


def _readable(source: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows from the start to where the file is broken, then those from the end to there."""
    for order in ("ASC", "DESC"):
        try:
            with source.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY rowid {order}') as found:
                for row in found:
                    yield dict(row._asdict())
        except DBAPIError:
            continue
        return


def _insert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Inserts a row that the table takes; a log row that was altered stays readable, and can no longer be undone."""
    if table is t.change:
        values = {name: value for name, value in row.items() if name not in ("seq", "digest")}
        if codec.row_digest(values) != row["digest"]:
            values["undoable"] = 0
            row = {"seq": row["seq"], **values, "digest": codec.row_digest(values)}
    try:
        with connection.begin_nested():
            connection.execute(insert(table).prefix_with("OR IGNORE"), row)
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.IntegrityError):
            raise


def _unlink(connection: Connection) -> None:
    """Takes away references to rows that are not there, and rows that cannot be without them."""
    while broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        for name, rowid, _, number in broken:
            keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")').fetchall()
            column = t.metadata.tables[name].c[next(key[3] for key in keys if key[0] == number)]
            change = f'UPDATE "{name}" SET "{column.name}" = NULL' if column.nullable else f'DELETE FROM "{name}"'
            connection.exec_driver_sql(f"{change} WHERE rowid = ?", (rowid,))


# --- what readings share --------------------------------------------------------------------------------------------


def mend_shared(connection: Connection, new_id: Callable[[], str]) -> None:
    """Gives the project's id, annotators, entities, targets and utterances values that can be read, and new digests."""
    known = set(connection.execute(select(t.setting.c.name)).scalars())
    if "project" not in known:
        bulk.put_setting(connection, "project", new_id())
    _mend_annotators(connection)
    remembered = _remembered(connection)
    _mend(connection, t.entity, lambda row: _entity(connection, row, remembered))
    _mend(connection, t.target, lambda row: _target(row, remembered))
    _mend(connection, t.utterance, lambda row: _utterance(connection, row))
    _break_circles(connection)
    types = set(connection.execute(select(t.entity.c.type)).scalars())
    bulk.add_shared(connection, [Entity(new_id(), name, type) for type, name in BUILT_IN.items() if type not in types])


def _mend(connection: Connection, table: Table, value: Callable[[Any], Mapping[str, Any]]) -> None:
    """Writes the row anew wherever the value that can be made of it is not the one that was stored."""
    for row in connection.execute(select(table)).fetchall():
        wanted = value(row)
        if wanted != row._asdict():
            connection.execute(update(table).where(table.c.id == row.id), dict(wanted))


def _mend_annotators(connection: Connection) -> None:
    taken: set[str] = set()
    for row in connection.execute(select(t.annotator).order_by(t.annotator.c.id)).fetchall():
        name = row.name if bulk.name_key(row.name) not in (*taken, "") else f"{row.name} {row.id}".strip()
        value = Annotator(row.id, name, row.kind if row.kind in _KINDS else "human")
        taken.add(bulk.name_key(name))
        values = {"name": name, "kind": value.kind, "name_key": row.id, "digest": codec.digest([value])}
        connection.execute(update(t.annotator).where(t.annotator.c.id == row.id), values)
    for row in connection.execute(select(t.annotator)).fetchall():  # the keys last: they must differ at every moment
        connection.execute(update(t.annotator).where(t.annotator.c.id == row.id), {"name_key": bulk.name_key(row.name)})


def _remembered(connection: Connection) -> dict[str, Stored]:
    """The last value of every object that the log knows."""
    found: dict[str, Stored] = {}
    for row in connection.execute(select(t.change.c.before, t.change.c.after).order_by(t.change.c.seq)):
        try:
            edits = objects.logged_edits(row.before, row.after)
        except UNREADABLE:
            continue
        found |= {edit.id: edit.after for edit in edits if edit.after is not None}
    return found


def _entity(connection: Connection, row: Any, remembered: Mapping[str, Stored]) -> Mapping[str, Any]:
    names = connection.execute(
        select(t.entity_alias.c.alias).where(t.entity_alias.c.entity == row.id).order_by(t.entity_alias.c.position)
    )
    aliases = tuple(names.scalars())
    made = _or_none(lambda: rows.entity_of(row, aliases))
    logged = remembered.get(row.id)
    if isinstance(logged, Entity) and logged.aliases == aliases and codec.digest([logged]) == row.digest:
        made = logged
    if made is None:
        type = row.type if row.type in ENTITY_TYPES else "person"
        made = Entity(row.id, row.name if row.name.strip() else row.id, type, aliases, row.external_id, row.note)
    return rows.entity_row(made)


def _target(row: Any, remembered: Mapping[str, Stored]) -> Mapping[str, Any]:
    made = _or_none(lambda: rows.target_of(row))
    logged = remembered.get(row.id)
    if isinstance(logged, Target) and codec.digest([logged]) == row.digest:
        made = logged
    return rows.target_row(made or Target(row.id, row.name if row.name.strip() else row.id, row.position))


def _utterance(connection: Connection, row: Any) -> Mapping[str, Any]:
    member = t.utterance_member
    strange = (
        select(t.span.c.id)
        .join(t.reading)
        .where((t.span.c.label != "quote") | (t.reading.c.annotator != row.annotator))
        .scalar_subquery()
    )
    connection.execute(delete(member).where(member.c.utterance == row.id, member.c.span.in_(strange)))
    found = connection.execute(select(member).where(member.c.utterance == row.id).order_by(member.c.position))
    members = tuple(Member(part.span, part.variant) for part in found)
    made = _or_none(lambda: rows.utterance_of(row, members))
    return rows.utterance_row(made or Utterance(row.id, row.annotator, row.name, members, row.key))


def _break_circles(connection: Connection) -> None:
    """Lets every entity or target that was merged into itself, in whatever way, stand for itself again."""
    for table in (t.entity, t.target):
        ways = {row.id: row.merged_into for row in connection.execute(select(table.c.id, table.c.merged_into))}
        for start, next_one in tuple(ways.items()):
            at, seen = next_one, set[str]()
            while at is not None and at != start and at not in seen:
                seen.add(at)
                at = ways.get(at)
            if at == start:
                ways[start] = None
                connection.execute(update(table).where(table.c.id == start).values(merged_into=None))
    _mend(connection, t.entity, lambda row: _entity(connection, row, {}))
    _mend(connection, t.target, lambda row: _target(row, {}))


def _or_none(make: Callable[[], _V]) -> _V | None:
    try:
        made = make()
        codec.number(made)
    except (Damaged, *UNREADABLE):
        return None
    return made


# --- articles and readings ------------------------------------------------------------------------------------------


def mend_articles(connection: Connection) -> None:
    """Gives every article's data a digest and heading that fit; one without a text is left out with its readings."""
    texts = {row.article for row in connection.execute(select(t.article_text.c.article))}
    for row in connection.execute(select(t.article)).fetchall():
        if row.id not in texts:
            connection.execute(delete(t.article).where(t.article.c.id == row.id))
            continue
        head = _head(row)
        text = connection.execute(select(t.article_text.c.text).where(t.article_text.c.article == row.id)).scalar_one()
        values = rows.head_row(head) | {"heading": heading(head.meta, text)}
        own = {name: value for name, value in values.items() if name != "id"}
        connection.execute(update(t.article).where(t.article.c.id == row.id), own)
    _unlink(connection)


def _head(row: Any) -> ArticleHead:
    bare = Meta(**{name: getattr(row, name) for name in META_FIELDS})
    return _or_none(lambda: rows.head_of(row)) or ArticleHead(row.id, bare, row.key)


def lenient_reading(connection: Connection, id: str) -> Reading:
    """A reading of the parts that can be read, the log's last values in the place of those that cannot.

    Where the log's values give the digest that was stored, they are all taken: nothing is lost then.
    """
    row = connection.execute(select(t.reading).where(t.reading.c.id == id)).one()
    header = _or_none(lambda: rows.header_of(row)) or Header(
        row.id, row.article, row.annotator, row.scheme, _state(row.state), note=row.note
    )
    logged = [value for value in _remembered_of(connection, id).values() if value is not None]
    found = Reading(header, *(_by_id(connection, table, id) for table in (t.span, t.link, t.stance)))
    whole = _with(found, logged)
    if codec.reading_digest(whole) == row.digest:
        return whole
    missing = [value for value in logged if value.id not in {**found.spans, **found.links, **found.stances, id: None}]
    return _with(found, missing)


def _state(text: str) -> State:
    return State(text) if text in {state.value for state in State} else State.DOING


def _by_id(connection: Connection, table: Table, reading: str) -> dict[str, Any]:
    made = {
        row.id: _part(connection, table, row)
        for row in connection.execute(select(table).where(table.c.reading == reading).order_by(table.c.id)).fetchall()
    }
    return {id: value for id, value in made.items() if value is not None}


def _part(connection: Connection, table: Table, row: Any) -> Any:
    if table is t.span:
        f = t.fragment
        parts = connection.execute(select(f.c.start, f.c.end).where(f.c.span == row.id).order_by(f.c.position))
        fragments = [Fragment(*part) for part in parts]
        return _or_none(lambda: reading_rows.span_of(row, fragments))
    if table is t.stance:
        e = t.stance_evidence
        spans = connection.execute(select(e.c.span).where(e.c.stance == row.id).order_by(e.c.position))
        evidence = list(spans.scalars())
        return _or_none(lambda: reading_rows.stance_of(row, evidence))
    return _or_none(lambda: reading_rows.link_of(row))


def _remembered_of(connection: Connection, reading: str) -> dict[str, Stored | None]:
    """The last value that the log has of each object of a reading, None where it was deleted."""
    found: dict[str, Stored | None] = {}
    query = select(t.change.c.before, t.change.c.after).where(t.change.c.reading == reading).order_by(t.change.c.seq)
    for row in connection.execute(query):
        try:
            edits = objects.logged_edits(row.before, row.after)
        except UNREADABLE:
            continue
        found |= {edit.id: edit.after for edit in edits if reading in (edit.reading, edit.id)}
    return found


def _with(reading: Reading, values: list[Stored]) -> Reading:
    header = next((value for value in values if isinstance(value, Header)), reading.header)
    spans = {**reading.spans, **{value.id: value for value in values if isinstance(value, Span)}}
    links = {**reading.links, **{value.id: value for value in values if isinstance(value, Link)}}
    stances = {**reading.stances, **{value.id: value for value in values if isinstance(value, Stance)}}
    return Reading(header, spans, links, stances)


def replace_reading(connection: Connection, reading: Reading) -> None:
    """Puts a reading in the place of the rows that bear its id, with a digest that fits."""
    id = reading.header.id
    for part, owner, table in _READING_PARTS:
        owners = select(table.c.id).where(table.c.reading == id)
        connection.execute(delete(part).where(part.c[owner].in_(owners)))
    for table in (t.span, t.link, t.stance):
        connection.execute(delete(table).where(table.c.reading == id))
    connection.execute(delete(t.reading).where(t.reading.c.id == id))
    bulk.add_reading(connection, reading)


def reading_ids(connection: Connection) -> list[tuple[str, str]]:
    """The ids of all readings, each with its article's."""
    return [(row.id, row.article) for row in connection.execute(select(t.reading.c.id, t.reading.c.article))]


def finish(connection: Connection) -> None:
    """Takes away what refers to spans that were left out, and brings the utterances' digests in line."""
    _unlink(connection)
    _mend(connection, t.utterance, lambda row: _utterance(connection, row))
