"""Reading the project: lists for the window, readings, and streams for export. Never writes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from models.articles import Article
from models.entities import Entity, Member, Target, Utterance
from models.errors import ProjectError
from models.readings import Annotator, Reading, State
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import rows
from storage import tables as t

_PAGE = 200  # readings a page of a stream: enough to be fast, little enough for memory not to grow


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What the article list shows of an article for one annotator."""

    id: str
    heading: str
    outlet: str
    published: str
    chars: int
    state: State
    quotes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one annotator is: readings by state, spans by label, seconds spent."""

    name: str
    todo: int
    doing: int
    done: int
    spans: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def article_entries(connection: Connection, annotator: str) -> list[ArticleEntry]:
    """All articles in the order of their import, with the state the annotator's reading is in."""
    mine = (t.reading.c.article == t.article.c.id) & (t.reading.c.annotator == annotator)
    counts = (
        select(t.span.c.reading, func.count().label("quotes"))
        .join(t.reading, t.reading.c.id == t.span.c.reading)
        .where(t.span.c.label == "quote", t.reading.c.annotator == annotator)
        .group_by(t.span.c.reading)
        .subquery()
    )
    c = t.article.c
    query = (
        select(c.id, c.heading, c.outlet, c.published, c.chars, t.reading.c.state, counts.c.quotes)
        .outerjoin_from(t.article, t.reading, mine)
        .outerjoin(counts, counts.c.reading == t.reading.c.id)
        .order_by(c.imported_seq)
    )
    return [
        ArticleEntry(
            row.id,
            row.heading,
            row.outlet,
            row.published,
            row.chars,
            State(row.state or "todo"),
            row.quotes or 0,
        )
        for row in connection.execute(query)
    ]


def article(connection: Connection, id: str) -> Article:
    """One article with its text; raises ProjectError where there is none."""
    query = select(t.article, t.article_text.c.text).join(t.article_text).where(t.article.c.id == id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise ProjectError("the project has no such article", value=id, remedy="run `inquit check`")
    return article_of(row)


def article_of(row: Row[Any]) -> Article:
    """An article from a row of `article` joined with its text."""
    head = rows.head_of(row)
    return Article(head.id, row.text, head.meta, head.key, head.extra)


@dataclass(frozen=True, slots=True)
class Known:
    """An article of the project as import needs to know it."""

    id: str
    key: str | None
    source_name: str
    has_source: bool


def articles_with(connection: Connection, sha256: str) -> list[Known]:
    """The articles with this digest of the text, oldest first."""
    query = (
        select(t.article.c.id, t.article.c.key, t.article.c.source_name, t.article_source.c.article)
        .outerjoin_from(t.article, t.article_source)
        .where(t.article.c.sha256 == sha256)
        .order_by(t.article.c.imported_seq)
    )
    return [Known(row[0], row[1], row[2], row[3] is not None) for row in connection.execute(query)]


def article_key_taken(connection: Connection, key: str) -> bool:
    """Whether an article already has this key."""
    return connection.execute(select(t.article.c.id).where(t.article.c.key == key)).first() is not None


def article_source(connection: Connection, id: str) -> tuple[str, bytes] | None:
    """The media type and bytes an article came from, None where none were kept."""
    row = connection.execute(select(t.article_source).where(t.article_source.c.article == id)).first()
    return None if row is None else (row.media_type, zlib.decompress(row.bytes))


def annotators(connection: Connection) -> list[Annotator]:
    """All annotators in the order of their making."""
    return [Annotator(row.id, row.name, row.kind) for row in connection.execute(select(t.annotator).order_by("id"))]


def entities(connection: Connection) -> dict[str, Entity]:
    """All entities by id."""
    aliases = rows.grouped(
        connection.execute(select(t.entity_alias).order_by(t.entity_alias.c.entity, t.entity_alias.c.position))
    )
    found = connection.execute(select(t.entity).order_by(t.entity.c.id))
    return {row.id: rows.entity_of(row, [part.alias for part in aliases.get(row.id, ())]) for row in found}


def targets(connection: Connection) -> dict[str, Target]:
    """All targets by id, in the project's order."""
    found = connection.execute(select(t.target).order_by(t.target.c.position, t.target.c.id))
    return {row.id: rows.target_of(row) for row in found}


def utterances(connection: Connection) -> dict[str, Utterance]:
    """All utterances by id."""
    member = t.utterance_member
    members = rows.grouped(connection.execute(select(member).order_by(member.c.utterance, member.c.position)))
    found = connection.execute(select(t.utterance).order_by(t.utterance.c.id))
    return {
        row.id: rows.utterance_of(row, [Member(part.span, part.variant) for part in members.get(row.id, ())])
        for row in found
    }


def schemes(connection: Connection) -> list[tuple[str, int, str]]:
    """Name, version and JSON body of the project's schemes, oldest first."""
    found = connection.execute(select(t.scheme).order_by(t.scheme.c.id))
    return [(row.name, row.version, row.body) for row in found]


def setting(connection: Connection, name: str) -> str | None:
    """A setting of the project."""
    return connection.execute(select(t.setting.c.value).where(t.setting.c.name == name)).scalar_one_or_none()


def reading(connection: Connection, article: str, annotator: str) -> Reading | None:
    """An annotator's reading of an article, None where there is none yet."""
    found = connection.execute(
        select(t.reading.c.id).where(t.reading.c.article == article, t.reading.c.annotator == annotator)
    ).scalar_one_or_none()
    return None if found is None else next(iter(readings(connection, [found])))


def readings(connection: Connection, ids: Sequence[str]) -> list[Reading]:
    """The readings with these ids, in that order."""
    spans = _spans(connection, ids)
    links: dict[str, dict[str, Link]] = {}
    for row in _of_readings(connection, select(t.link), t.link.c.reading, ids, t.link.c.id):
        links.setdefault(row.reading, {})[row.id] = rows.link_of(row)
    stances = _stances(connection, ids)
    headers = {
        row.id: rows.header_of(row) for row in connection.execute(select(t.reading).where(t.reading.c.id.in_(ids)))
    }
    return [Reading(headers[id], spans.get(id, {}), links.get(id, {}), stances.get(id, {})) for id in ids]


def _of_readings(
    connection: Connection, query: Select[Any], column: Any, ids: Sequence[str], *order: Any
) -> Iterable[Row[Any]]:
    return connection.execute(query.where(column.in_(ids)).order_by(*order))


def _spans(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Span]]:
    parts: dict[str, list[Fragment]] = {}
    fragment = select(t.fragment.c.span, t.fragment.c.start, t.fragment.c.end).join(t.span)
    for part in _of_readings(connection, fragment, t.span.c.reading, ids, t.fragment.c.span, t.fragment.c.position):
        parts.setdefault(part.span, []).append(Fragment(part.start, part.end))
    found: dict[str, dict[str, Span]] = {}
    for row in _of_readings(connection, select(t.span), t.span.c.reading, ids, t.span.c.id):
        found.setdefault(row.reading, {})[row.id] = rows.span_of(row, parts.get(row.id, ()))
    return found


def _stances(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Stance]]:
    evidence: dict[str, list[str]] = {}
    part = select(t.stance_evidence.c.stance, t.stance_evidence.c.span).join(t.stance)
    for row in _of_readings(
        connection, part, t.stance.c.reading, ids, t.stance_evidence.c.stance, t.stance_evidence.c.position
    ):
        evidence.setdefault(row.stance, []).append(row.span)
    found: dict[str, dict[str, Stance]] = {}
    for row in _of_readings(connection, select(t.stance), t.stance.c.reading, ids, t.stance.c.id):
        found.setdefault(row.reading, {})[row.id] = rows.stance_of(row, evidence.get(row.id, ()))
    return found


@dataclass(frozen=True, slots=True)
class Exported:
    """An article with one reading of it, or with none."""

    article: Article
    annotator: str | None
    reading: Reading | None


def stream(
    connection: Connection, *, annotators: Sequence[str] | None, states: Sequence[State], bare_articles: bool
) -> Iterator[Exported]:
    """Readings of the given annotators (None: all) in the given states, ordered by article, then annotator name.

    bare_articles: each article without any reading comes too. The order does not depend on that of import; memory
    does not grow with the number of articles.
    """
    c = t.article.c
    query = (
        select(c.id, t.reading.c.id, t.annotator.c.name)
        .outerjoin_from(t.article, t.reading)
        .outerjoin(t.annotator)
        .order_by(c.source_name, c.sha256, c.key, c.imported_seq, t.annotator.c.name_key)
    )
    chosen: ColumnElement[bool] = t.reading.c.state.in_([state.value for state in states])
    if annotators is not None:
        chosen = and_(chosen, t.reading.c.annotator.in_(annotators))
    query = query.where(chosen | t.reading.c.id.is_(None) if bare_articles else chosen)
    result = connection.execution_options(stream_results=True).execute(query)
    for page in result.partitions(_PAGE):
        yield from _exported(connection, [(row[0], row[1], row[2]) for row in page])


def _exported(connection: Connection, page: Sequence[tuple[str, str | None, str | None]]) -> Iterator[Exported]:
    query = select(t.article, t.article_text.c.text).join(t.article_text)
    wanted = {article for article, _, _ in page}
    articles = {row.id: article_of(row) for row in connection.execute(query.where(t.article.c.id.in_(wanted)))}
    ids = [reading for _, reading, _ in page if reading is not None]
    found = dict(zip(ids, readings(connection, ids), strict=True))
    for article_id, reading_id, name in page:
        yield Exported(articles[article_id], name, None if reading_id is None else found[reading_id])


@dataclass(frozen=True, slots=True)
class Version:
    """A reading as far as it takes to know whether it has changed. annotator: the name."""

    reading: str
    article: str
    annotator: str
    state: State
    digest: str


def versions(connection: Connection) -> list[Version]:
    """All readings, ordered by article (as in `stream`) and annotator."""
    c = t.article.c
    query = (
        select(t.reading.c.id, c.id, t.annotator.c.name, t.reading.c.state, t.reading.c.digest)
        .join_from(t.reading, t.article)
        .join(t.annotator)
        .order_by(c.source_name, c.sha256, c.key, c.imported_seq, t.annotator.c.name_key)
    )
    return [Version(row[0], row[1], row[2], State(row[3]), row[4]) for row in connection.execute(query)]


def headings(connection: Connection) -> dict[str, str]:
    """What each article is called, by id."""
    return {row[0]: row[1] for row in connection.execute(select(t.article.c.id, t.article.c.heading))}


def article_count(connection: Connection) -> int:
    """How many articles the project holds."""
    return int(connection.execute(select(func.count()).select_from(t.article)).scalar_one())


def progress(connection: Connection) -> list[Progress]:
    """Every annotator's progress over all articles, by name."""
    total = article_count(connection)
    states: dict[str, dict[str, tuple[int, float]]] = {}
    count = select(
        t.reading.c.annotator,
        t.reading.c.state,
        func.count(),
        func.coalesce(func.sum(t.reading.c.seconds), 0.0),
    )
    for row in connection.execute(count.group_by(t.reading.c.annotator, t.reading.c.state)):
        states.setdefault(row[0], {})[row[1]] = (row[2], row[3])
    spans: dict[str, dict[str, int]] = {}
    labels = select(t.reading.c.annotator, t.span.c.label, func.count()).join(t.reading)
    for row in connection.execute(labels.group_by(t.reading.c.annotator, t.span.c.label)):
        spans.setdefault(row[0], {})[row[1]] = row[2]
    return [
        _progress(annotator, total, states.get(annotator.id, {}), spans.get(annotator.id, {}))
        for annotator in sorted(annotators(connection), key=lambda annotator: annotator.name.casefold())
    ]


def _progress(
    annotator: Annotator, total: int, states: Mapping[str, tuple[int, float]], spans: Mapping[str, int]
) -> Progress:
    doing, done = (states.get(state, (0, 0.0))[0] for state in ("doing", "done"))
    seconds = sum(seconds for _, seconds in states.values())
    return Progress(annotator.name, total - doing - done, doing, done, dict(sorted(spans.items())), seconds)
