"""Everything that a project holds by name and digest, which tells cheaply whether two copies hold the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage import tables as t


@dataclass(frozen=True, slots=True)
class Item:
    """One stored thing. kind: scheme, annotator, entity, target, utterance, article or reading.

    id: the same in every copy; name: what to call it, of a reading its article's heading; annotator: whose, by name;
    spans: how many, of a reading.
    """

    kind: str
    id: str
    name: str
    digest: str
    annotator: str = ""
    spans: int = 0


def items(connection: Connection) -> Iterator[Item]:
    """Everything in the project but its log and settings; reads no text and no span."""
    for row in connection.execute(select(t.scheme)):
        yield Item("scheme", row.id, f"{row.name}, version {row.version}", row.sha256)
    for table in (t.annotator, t.entity, t.target, t.utterance):
        for row in connection.execute(select(table.c.id, table.c.name, table.c.digest).order_by(table.c.id)):
            yield Item(table.name, row.id, row.name, row.digest)
    c = t.article.c
    for row in connection.execute(select(c.id, c.heading, c.digest).order_by(c.imported_seq)):
        yield Item("article", row.id, row.heading, row.digest)
    yield from _readings(connection)


def _readings(connection: Connection) -> Iterator[Item]:
    spans = {row[0]: row[1] for row in connection.execute(select(t.span.c.reading, func.count()).group_by("reading"))}
    query = (
        select(t.reading, t.article.c.heading, t.annotator.c.name)
        .join_from(t.reading, t.article)
        .join(t.annotator)
        .order_by(t.article.c.imported_seq, t.annotator.c.name_key)
    )
    for row in connection.execute(query):
        pair = f"{row.article} {row.annotator}"  # the row's own id is another one after a reading was replaced
        yield Item("reading", pair, row.heading, row.digest, row.name, spans.get(row.id, 0))
