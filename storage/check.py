"""Finding what is damaged in a project file: pages, rows, texts, digests, the change log.

Every function takes a view of the project and yields problems; none raises for a damaged row. What a reading must
satisfy under its scheme is not known here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from models.articles import Article, heading, text_digest
from models.edits import ArticleHead
from models.entities import BUILT_IN, Member
from models.problems import Problem
from models.readings import Annotator, Reading
from models.scheme import scheme_from
from storage import bulk, codec, objects, queries, rows, sqlite
from storage import tables as t
from storage.damage import UNREADABLE, Damaged
from storage.queries import GIVEN

_NOT_AS_STORED = "is not as it was stored"


def of_file(view: Connection, *, thorough: bool) -> Iterator[Problem]:
    """What SQLite finds wrong: pages, indexes, types, and rows that refer to missing ones."""
    for message in sqlite.self_check(view, thorough=thorough):
        yield Problem("file", "", "", message)
    for message in sqlite.dangling(view):
        yield Problem("link", "", "", message)


def of_shared(view: Connection) -> Iterator[Problem]:
    """Settings, schemes, annotators, entities, targets, utterances."""
    if queries.setting(view, "project") is None:
        yield Problem("setting", "", "project", "the project has lost its id")
    yield from _schemes(view)
    yield from _each(view, t.annotator, "annotator", _annotator)
    aliases = _parts(view, t.entity_alias, "entity", "alias")
    yield from _each(view, t.entity, "entity", lambda row: codec.digest([rows.entity_of(row, aliases(row))]))
    yield from _each(view, t.target, "target", lambda row: codec.digest([rows.target_of(row)]))
    members = _parts(view, t.utterance_member, "utterance", "span", "variant")
    yield from _each(view, t.utterance, "utterance", lambda row: _utterance(row, members(row)))
    yield from _built_ins(view)
    yield from _redirects(view)
    yield from _strange_members(view)


def _each(view: Connection, table: Table, kind: str, digest: Callable[[Row[Any]], str]) -> Iterator[Problem]:
    """The rows whose value gives another digest than the one stored with it, or none at all."""
    for row in view.execute(select(table).order_by(table.c.id)):
        try:
            if digest(row) != row.digest:
                yield Problem(kind, "", str(row.id), f"the {kind} {_name(row)} {_NOT_AS_STORED}")
        except UNREADABLE as error:
            yield Problem(kind, "", str(row.id), f"the {kind} {_name(row)} cannot be read: {error}")


def _name(row: Row[Any]) -> str:
    return repr(str(row.name or row.id))


def _parts(view: Connection, table: Table, owner: str, *columns: str) -> Callable[[Row[Any]], list[Any]]:
    query = select(table.c[owner], *(table.c[name] for name in columns)).order_by(table.c[owner], table.c.position)
    found: dict[str, list[Any]] = {}
    for owner_id, *values in view.execute(query):
        found.setdefault(owner_id, []).append(values[0] if len(values) == 1 else values)
    return lambda row: found.get(row.id, [])


def _annotator(row: Row[Any]) -> str:
    if bulk.name_key(row.name) != row.name_key:
        raise ValueError(f"its name is compared as {row.name_key!r}")
    return codec.digest([Annotator(row.id, row.name, row.kind)])


def _utterance(row: Row[Any], members: Sequence[Sequence[Any]]) -> str:
    return codec.digest([rows.utterance_of(row, [Member(*member) for member in members])])


def _schemes(view: Connection) -> Iterator[Problem]:
    found = view.execute(select(t.scheme)).fetchall()
    if not found:
        yield Problem("scheme", "", "", "the project has no scheme")
    for row in found:
        try:
            scheme = scheme_from(json.loads(row.body))
            same = (scheme.name, scheme.version, scheme.sha256) == (row.name, row.version, row.sha256)
        except UNREADABLE as error:
            yield Problem("scheme", "", str(row.id), f"the scheme {row.name} cannot be read: {error}")
        else:
            if not same:
                yield Problem("scheme", "", str(row.id), f"the scheme {row.name} {_NOT_AS_STORED}")


def _built_ins(view: Connection) -> Iterator[Problem]:
    for type in BUILT_IN:
        count = len(view.execute(select(t.entity.c.id).where(t.entity.c.type == type)).fetchall())
        if count != 1:
            yield Problem("entity", "", type, f"the project must have one entity of the type {type}, and has {count}")


def _redirects(view: Connection) -> Iterator[Problem]:
    for table, kind in ((t.entity, "entity"), (t.target, "target")):
        ways = {row.id: row.merged_into for row in view.execute(select(table.c.id, table.c.merged_into))}
        for start, next_one in ways.items():
            at, seen = next_one, {start}
            while at is not None and at not in seen:
                seen.add(at)
                at = ways.get(at)
            if at == start:
                yield Problem(kind, "", str(start), f"the {kind} {start} was merged into itself")


def _strange_members(view: Connection) -> Iterator[Problem]:
    member, other = t.utterance_member, t.reading.c.annotator != t.utterance.c.annotator
    query = (
        select(member.c.utterance, member.c.span)
        .join(t.utterance)
        .join(t.span, t.span.c.id == member.c.span)
        .join(t.reading, t.reading.c.id == t.span.c.reading)
        .where(other | (t.span.c.label != "quote"))
    )
    for row in view.execute(query):
        message = f"the utterance {row.utterance} holds {row.span}, which is no quote of its annotator"
        yield Problem("rule", "", str(row.utterance), message)


# --- articles -------------------------------------------------------------------------------------------------------


def article_ids(view: Connection) -> list[str]:
    """The ids of all articles, in the order of their import."""
    return [row.id for row in view.execute(select(t.article.c.id).order_by(t.article.c.imported_seq))]


@dataclass(frozen=True, slots=True)
class ExaminedArticle:
    """article: None where it cannot be read; name: what to call it."""

    id: str
    name: str
    article: Article | None
    problems: tuple[Problem, ...]


def articles(view: Connection, ids: Sequence[str], *, thorough: bool) -> Iterator[ExaminedArticle]:
    """The articles with these ids; thorough: the bytes they came from are unpacked too."""
    unpackable = dict(_unpackable(view, ids)) if thorough else {}
    query = select(t.article, t.article_text.c.text).outerjoin(t.article_text).where(t.article.c.id.in_(GIVEN))
    for row in view.execute(query.order_by(t.article.c.imported_seq), {"given": ids}):
        name = str(row.source_name or row.heading or row.id)
        try:
            article: Article | None = queries.article_of(row)
            found = [*_article(row, name), *_text(row, name)]
        except UNREADABLE as error:
            article, found = None, [Problem("article", str(row.id), str(row.id), f"{name} cannot be read: {error}")]
        if row.id in unpackable:
            message = f"the bytes that {name} came from cannot be unpacked: {unpackable[row.id]}"
            found.append(Problem("source", row.id, row.id, message))
        yield ExaminedArticle(row.id, name, article if row.text is not None else None, tuple(found))


def _article(row: Row[Any], name: str) -> Iterator[Problem]:
    head: ArticleHead = rows.head_of(row)
    if codec.digest([head]) != row.digest:
        yield Problem("article", row.id, row.id, f"what is known of {name} {_NOT_AS_STORED}")
    elif row.text is not None and heading(head.meta, row.text) != row.heading:
        yield Problem("article", row.id, row.id, f"the heading of {name} {_NOT_AS_STORED}")


def _text(row: Row[Any], name: str) -> Iterator[Problem]:
    if row.text is None:
        yield Problem("text", row.id, row.id, f"the text of {name} is missing")
    elif text_digest(row.text) != row.sha256 or len(row.text) != row.chars:
        yield Problem("text", row.id, row.id, f"the text of {name} {_NOT_AS_STORED}")


def _unpackable(view: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The articles whose sources cannot be unpacked, with why; one source at a time is in memory."""
    source = t.article_source.c
    query = select(source.article, source.bytes).where(source.article.in_(GIVEN))
    for row in view.execute(query, {"given": ids}):
        try:
            zlib.decompress(row.bytes)
        except (zlib.error, TypeError) as error:
            yield row.article, str(error)


# --- readings -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExaminedReading:
    """reading: None where it cannot be read."""

    id: str
    article: str
    annotator: str
    reading: Reading | None
    problems: tuple[Problem, ...]


def readings(view: Connection, articles: Sequence[str]) -> Iterator[ExaminedReading]:
    """All readings of these articles."""
    c = t.reading.c
    query = (
        select(c.id, c.article, c.digest, c.annotator, t.annotator.c.name)
        .outerjoin_from(t.reading, t.annotator)
        .where(c.article.in_(GIVEN))
        .order_by(c.article, c.id)
    )
    found = view.execute(query, {"given": articles}).fetchall()
    by_id = _readable(view, [row.id for row in found])
    for row in found:
        reading = by_id[row.id]
        whose = f"the reading of {row.name or row.annotator}"
        if isinstance(reading, Reading):
            yield ExaminedReading(row.id, row.article, whose, reading, tuple(_digest(row, reading, whose)))
        else:
            problem = Problem("reading", row.article, row.id, f"{whose} cannot be read: {reading}")
            yield ExaminedReading(row.id, row.article, whose, None, (problem,))


def _readable(view: Connection, ids: Sequence[str]) -> dict[str, Reading | Exception]:
    """The readings at once, or one by one where any of them is damaged, with the error in the place of those."""
    try:
        return dict(zip(ids, queries.readings(view, ids), strict=True))
    except (Damaged, *UNREADABLE):
        return {id: _one(view, id) for id in ids}


def _one(view: Connection, id: str) -> Reading | Exception:
    try:
        return queries.readings(view, [id])[0]
    except (Damaged, *UNREADABLE) as error:
        return error


def _digest(row: Any, reading: Reading, whose: str) -> Iterator[Problem]:
    try:
        same = codec.reading_digest(reading) == row.digest
    except UNREADABLE as error:
        yield Problem("reading", row.article, row.id, f"{whose} cannot be read: {error}")
    else:
        if not same:
            yield Problem("reading", row.article, row.id, f"{whose} {_NOT_AS_STORED}")


# --- the log --------------------------------------------------------------------------------------------------------


def of_log(view: Connection, *, thorough: bool) -> Iterator[Problem]:
    """Changes that are missing or altered; thorough: every one is taken apart, as undo would."""
    expected = 0
    ids: set[str] = set()
    for row in view.execute(select(t.change).order_by(t.change.c.seq)):
        expected += 1
        if row.seq != expected:
            yield Problem("log", "", str(expected), f"changes {expected} to {row.seq - 1} are missing from the log")
            expected = row.seq
        yield from _change(row, ids, thorough=thorough)
        ids.add(row.id)
    newest = view.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'change'").scalar_one_or_none() or 0
    if newest != expected:
        yield Problem("log", "", str(newest), f"the log ends at change {expected} and should end at {newest}")


def _change(row: Row[Any], earlier: Iterable[str], *, thorough: bool) -> Iterator[Problem]:
    values = {name: value for name, value in row._asdict().items() if name not in ("seq", "digest")}
    try:
        if codec.row_digest(values) != row.digest:
            yield Problem("log", str(row.article), str(row.seq), f"change {row.seq} of the log {_NOT_AS_STORED}")
        elif row.undoes is not None and row.undoes not in earlier:
            yield Problem("log", row.article, str(row.seq), f"change {row.seq} takes back one that is not in the log")
        elif thorough:
            objects.logged_edits(row.before, row.after)
            json.loads(row.context)
    except UNREADABLE as error:
        yield Problem("log", str(row.article), str(row.seq), f"change {row.seq} of the log cannot be read: {error}")


def entities_and_targets(view: Connection) -> tuple[set[str], set[str]]:
    """The ids of all entities and of all targets, readable or not."""
    found = [{row.id for row in view.execute(select(table.c.id))} for table in (t.entity, t.target)]
    return found[0], found[1]
