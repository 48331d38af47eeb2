"""Reading the project: lists for the window, readings, and streams for export. Never writes."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Table, and_, bindparam, func, select

from models.articles import Article, Meta
from models.edits import ArticleHead
from models.entities import Entity, Member, Target, Utterance
from models.errors import ProjectError
from models.readings import Annotator, Reading, State
from models.spans import Fragment, Link, Span
from models.stances import Stance
from models.suggested import SUGGESTED
from storage import reading_rows, rows
from storage import tables as t

_PAGE = 200  # readings a page of a stream: enough to be fast, little enough for memory not to grow
FINISHED = "state done"  # the command in the log
# Given where a query is run: values within a query would be kept by it, in a circle, until Python looks for garbage.
GIVEN: BindParameter[Any] = bindparam("given", expanding=True)
_ANNOTATED = t.span.c.origin != SUGGESTED  # what is only suggested is not counted


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What the article list shows of an article for one annotator.

    near_group: called the same for all articles that are nearly the same text, "" where there is no other.
    """

    id: str
    heading: str
    outlet: str
    published: str
    chars: int
    state: State
    quotes: int
    near_group: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one annotator is: readings by state, spans by label, seconds spent."""

    name: str
    todo: int
    doing: int
    done: int
    spans: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def article_entries(
    connection: Connection, annotator: str, near_groups: Mapping[str, str] | None = None
) -> list[ArticleEntry]:
    """All articles in the order of their import, with the state the annotator's reading is in."""
    groups = near_groups or {}
    mine = (t.reading.c.article == t.article.c.id) & (t.reading.c.annotator == annotator)
    counts = (
        select(t.span.c.reading, func.count().label("quotes"))
        .join(t.reading, t.reading.c.id == t.span.c.reading)
        .where(t.span.c.label == "quote", t.reading.c.annotator == annotator, _ANNOTATED)
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
            groups.get(row.id, ""),
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

    head: ArticleHead
    has_source: bool


def articles_with(connection: Connection, digests: Iterable[str]) -> dict[str, list[Known]]:
    """The articles by the digest of their text, for each of `digests` oldest first."""
    found: dict[str, list[Known]] = {digest: [] for digest in digests}
    query = (
        select(t.article, t.article_source.c.article.label("source"))
        .outerjoin_from(t.article, t.article_source)
        .where(t.article.c.sha256.in_(GIVEN))
        .order_by(t.article.c.imported_seq)
    )
    for row in connection.execute(query, {"given": list(found)}):
        found[row.sha256].append(Known(rows.head_of(row), row.source is not None))
    return found


def article_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of `keys` that an article has."""
    wanted = list(keys)
    query = select(t.article.c.key).where(t.article.c.key.in_(GIVEN))
    return set(connection.execute(query, {"given": wanted}).scalars()) if wanted else set()


def readings_of(connection: Connection, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Reading]:
    """The readings there are, for pairs of an article and an annotator."""
    if not pairs:
        return {}
    c = t.reading.c
    query = select(c.article, c.annotator, c.id).where(c.article.in_(GIVEN))
    articles = {"given": list({article for article, _ in pairs})}
    ids = {(row[0], row[1]): row[2] for row in connection.execute(query, articles)}
    wanted = [pair for pair in pairs if pair in ids]
    found = readings(connection, [ids[pair] for pair in wanted]) if wanted else []
    return dict(zip(wanted, found, strict=True))


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
    return readings_of(connection, [(article, annotator)]).get((article, annotator))


def readings(connection: Connection, ids: Sequence[str]) -> list[Reading]:
    """The readings with these ids, in that order."""
    query = select(t.reading).where(t.reading.c.id.in_(GIVEN))
    headers = {row.id: rows.header_of(row) for row in connection.execute(query, {"given": ids})}
    spans, links, stances = _spans(connection, ids), _links(connection, ids), _stances(connection, ids)
    return [Reading(headers[id], spans[id], links[id], stances[id]) for id in ids]


def _of_readings(connection: Connection, table: Table, ids: Sequence[str]) -> Sequence[rows.AnyRow]:
    query = select(table).where(table.c.reading.in_(GIVEN)).order_by(table.c.id)
    return connection.execute(query, {"given": ids}).all()


def _spans(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Span]]:
    c = t.fragment.c
    query = select(t.span, c.start, c.end).outerjoin_from(t.span, t.fragment).where(t.span.c.reading.in_(GIVEN))
    pieces: dict[str, list[Fragment]] = defaultdict(list)
    spans: dict[str, tuple[Any, ...]] = {}
    for row in connection.execute(query.order_by(t.span.c.id, c.position), {"given": ids}).all():
        id, start, end = row[0], row[-2], row[-1]
        spans[id] = tuple(row)[:-2]
        if start is not None:  # a damaged span may have none
            pieces[id].append(Fragment(start, end))
    found: dict[str, dict[str, Span]] = {id: {} for id in ids}
    for id, own in spans.items():
        found[own[1]][id] = reading_rows.span_of(own, pieces[id])
    return found


def _links(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Link]]:
    found: dict[str, dict[str, Link]] = {id: {} for id in ids}
    for row in _of_readings(connection, t.link, ids):
        found[row[1]][row[0]] = reading_rows.link_of(row)
    return found


def _stances(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Stance]]:
    c = t.stance_evidence.c
    query = select(c.stance, c.span).join(t.stance).where(t.stance.c.reading.in_(GIVEN)).order_by(c.stance, c.position)
    evidence: dict[str, list[str]] = defaultdict(list)
    for stance, span in connection.execute(query, {"given": ids}).all():
        evidence[stance].append(span)
    found: dict[str, dict[str, Stance]] = {id: {} for id in ids}
    for row in _of_readings(connection, t.stance, ids):
        found[row[1]][row[0]] = reading_rows.stance_of(row, evidence[row[0]])
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
    result = connection.execute(query.execution_options(stream_results=True))
    for page in result.partitions(_PAGE):
        yield from _exported(connection, [(row[0], row[1], row[2]) for row in page])


def _exported(connection: Connection, page: Sequence[tuple[str, str | None, str | None]]) -> Iterator[Exported]:
    query = select(t.article, t.article_text.c.text).join(t.article_text).where(t.article.c.id.in_(GIVEN))
    wanted = {"given": list({article for article, _, _ in page})}
    articles = {row.id: article_of(row) for row in connection.execute(query, wanted)}
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


def finishings(connection: Connection, after: int) -> tuple[int, dict[str, str]]:
    """The newest change, and when (ISO, UTC) readings were finished last, by their ids, since a change."""
    c = t.change.c
    read, done = t.reading.c, (c.seq > after) & (c.command == FINISHED)
    ends = (read.article == c.article) & (read.annotator == c.annotator)
    found = select(read.id, func.max(c.at)).join_from(t.change, t.reading, ends).where(done)
    newest = connection.execute(select(func.coalesce(func.max(c.seq), 0))).scalar_one()
    return int(newest), {row[0]: row[1] for row in connection.execute(found.group_by(read.id))}


def scheme_ids(connection: Connection) -> dict[str, int]:
    """The versions of the project's schemes, by id."""
    return {row[0]: row[1] for row in connection.execute(select(t.scheme.c.id, t.scheme.c.version))}


def headings(connection: Connection) -> dict[str, str]:
    """What each article is called, by id, in the order of their import."""
    c = t.article.c
    return {row[0]: row[1] for row in connection.execute(select(c.id, c.heading).order_by(c.imported_seq))}


def metas(connection: Connection, ids: Sequence[str]) -> dict[str, Meta]:
    """What is known of these articles, by article, in the order of their import."""
    query = select(t.article).where(t.article.c.id.in_(GIVEN)).order_by(t.article.c.imported_seq)
    return {row.id: rows.head_of(row).meta for row in connection.execute(query, {"given": ids})}


def texts(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The texts of these articles, by article."""
    c = t.article_text.c
    query = select(c.article, c.text).where(c.article.in_(GIVEN))
    return {row[0]: row[1] for row in connection.execute(query, {"given": ids})}


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
    labels = select(t.reading.c.annotator, t.span.c.label, func.count()).join(t.reading).where(_ANNOTATED)
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
