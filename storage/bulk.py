"""Inserting what import brings: whole articles and readings at once, many rows a statement."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from models.articles import Article, heading
from models.edits import ArticleHead, Stored
from models.readings import Annotator, Reading
from models.scheme import Scheme
from storage import codec, rows
from storage import tables as t


def add_article(connection: Connection, article: Article) -> None:
    """Stores a new article; its text can never be changed afterwards."""
    newest = select(func.coalesce(func.max(t.article.c.imported_seq), 0) + 1).scalar_subquery()
    row = rows.head_row(ArticleHead(article.id, article.meta, article.key, article.extra))
    own = {
        "sha256": article.sha256,
        "chars": len(article.text),
        "heading": heading(article.meta, article.text),
        "imported_seq": newest,
    }
    connection.execute(insert(t.article).values(**row, **own))
    connection.execute(insert(t.article_text), {"article": article.id, "text": article.text})


def add_source(connection: Connection, article: str, raw: bytes, media_type: str, reader: str) -> None:
    """Keeps the bytes an article came from, compressed."""
    packed = zlib.compress(raw, level=6)
    connection.execute(
        insert(t.article_source),
        {"article": article, "media_type": media_type, "reader": reader, "bytes": packed},
    )


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
    for value in values:
        table, row = rows.main_row(value, None)
        connection.execute(insert(table), row)
        parts = rows.part_rows(value)
        if parts is not None and parts[2]:
            connection.execute(insert(parts[0]), parts[2])


def add_reading(connection: Connection, reading: Reading) -> None:
    """Stores a whole new reading with its digest."""
    id = reading.header.id
    row = rows.header_row(reading.header) | {"digest": codec.reading_digest(reading), "revision": 1}
    connection.execute(insert(t.reading), row)
    spans, stances = reading.spans.values(), reading.stances.values()
    if spans:
        connection.execute(insert(t.span), [rows.span_row(span, id) for span in spans])
        connection.execute(insert(t.fragment), [row for span in spans for row in rows.fragment_rows(span)])
    if reading.links:
        connection.execute(insert(t.link), [rows.link_row(link, id) for link in reading.links.values()])
    if stances:
        connection.execute(insert(t.stance), [rows.stance_row(stance, id) for stance in stances])
        evidence = [row for stance in stances for row in rows.evidence_rows(stance)]
        if evidence:
            connection.execute(insert(t.stance_evidence), evidence)
