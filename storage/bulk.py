"""Inserting what import brings: whole articles and readings at once, many rows a statement."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select

from models.articles import Article, heading
from models.edits import ArticleHead, Stored
from models.readings import Annotator, Header, Reading
from models.scheme import Scheme
from storage import codec, rows
from storage import tables as t
from storage.reading_rows import ReadingRows, rows_of, settled
from storage.sqlite import insert_by_place, insert_many

_LEVEL = 3  # of compression: pages become a tenth larger than with 6, in half the time
_SMALLEST = 9  # window that can be told of: bits


@contextmanager
def one_unit(connection: Connection) -> Iterator[None]:
    """What is written inside stands or falls together: where anything is raised, only this is taken back."""
    with connection.begin_nested():
        yield


def add_article(connection: Connection, article: Article) -> None:
    """Stores a new article; its text can never be changed afterwards."""
    head = ArticleHead(article.id, article.meta, article.key, article.extra)
    add_articles(connection, [NewArticle(head, article.text, article.sha256)])


class NewArticle(NamedTuple):
    """An article that is not stored yet. sha256: of the text."""

    head: ArticleHead
    text: str
    sha256: str


def add_articles(connection: Connection, articles: Sequence[NewArticle]) -> None:
    """Stores new articles, numbered in the order given."""
    newest = connection.execute(select(func.coalesce(func.max(t.article.c.imported_seq), 0))).scalar_one()
    insert_many(connection, t.article, [_article_row(one, number) for number, one in enumerate(articles, newest + 1)])
    insert_many(connection, t.article_text, [{"article": head.id, "text": text} for head, text, _ in articles])


def _article_row(article: NewArticle, number: int) -> rows.Values:
    head, text, sha256 = article
    own = {
        "sha256": sha256,
        "chars": len(text),
        "heading": heading(head.meta, text),
        "imported_seq": number,
    }
    return rows.head_row(head) | own


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes an article came from. reader: the name of the format that read them."""

    article: str
    raw: bytes
    media_type: str
    reader: str


def add_sources(connection: Connection, sources: Iterable[Source]) -> None:
    """Keeps the bytes that articles came from, compressed."""
    insert_many(connection, t.article_source, list(map(_source_row, sources)))


def _source_row(source: Source) -> rows.Values:
    return {
        "article": source.article,
        "media_type": source.media_type,
        "reader": source.reader,
        "bytes": _compressed(source.raw),
    }


def _compressed(raw: bytes) -> bytes:
    """Compressed with a window that is no larger than the bytes: clearing one costs as much as a small file itself."""
    return zlib.compress(raw, _LEVEL, min(zlib.MAX_WBITS, max(_SMALLEST, len(raw).bit_length() + 1)))


def add_annotator(connection: Connection, annotator: Annotator) -> None:
    """Stores a new annotator; names are compared by their casefolded form."""
    row = {
        "id": annotator.id,
        "name": annotator.name,
        "name_key": name_key(annotator.name),
        "kind": annotator.kind,
    }
    connection.execute(insert(t.annotator), row | {"digest": codec.digest([annotator])})


def name_key(name: str) -> str:
    """The form in which annotators' names are compared."""
    return " ".join(name.split()).casefold()


def add_scheme(connection: Connection, id: str, scheme: Scheme, body: str) -> None:
    """Stores a scheme; body: its JSON."""
    row = {"id": id, "name": scheme.name, "version": scheme.version, "body": body, "sha256": scheme.sha256}
    connection.execute(insert(t.scheme), row)


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Sets a setting of the project."""
    connection.execute(delete(t.setting).where(t.setting.c.name == name))
    connection.execute(insert(t.setting), {"name": name, "value": value})


def add_shared(connection: Connection, values: Iterable[Stored]) -> None:
    """Stores new entities, targets or utterances with their parts."""
    main: dict[Table, list[rows.Values]] = {}
    parts: dict[Table, list[rows.Values]] = {}
    for value in values:
        table, row = rows.main_row(value, None)
        main.setdefault(table, []).append(row)
        of_value = rows.part_rows(value)
        if of_value is not None:
            parts.setdefault(of_value[0], []).extend(of_value[2])
    for table, found in (*main.items(), *parts.items()):
        insert_many(connection, table, found)


def add_reading(connection: Connection, reading: Reading) -> None:
    """Stores a whole new reading with its digest."""
    rows = rows_of(reading.header.id, reading.spans, reading.links, reading.stances)
    add_readings(connection, [(reading.header, settled(rows, str, str))])  # the ids are the project's


def add_readings(connection: Connection, readings: Sequence[tuple[Header, ReadingRows]]) -> None:
    """Stores new readings with their digests, from their headers and settled rows."""
    insert_many(connection, t.reading, [_reading_row(header, its) for header, its in readings])
    insert_by_place(connection, t.span, [row for _, its in readings for row in its.spans])
    insert_by_place(connection, t.fragment, [row for _, its in readings for row in its.fragment_rows()])
    insert_by_place(connection, t.link, [row for _, its in readings for row in its.links])
    insert_by_place(connection, t.stance, [row for _, its in readings for row in its.stances])
    insert_by_place(connection, t.stance_evidence, [row for _, its in readings for row in its.evidence_rows()])


def _reading_row(header: Header, its: ReadingRows) -> rows.Values:
    return rows.header_row(header) | {"digest": codec.digest([header], its.digest), "revision": 1}
