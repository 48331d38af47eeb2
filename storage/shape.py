"""Whether a database file has the tables and triggers of a project, and nothing else.

A SQLite file is code: triggers, views and virtual tables run when it is read or written. So what we did not make is
refused before anything else is asked of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from models.errors import ProjectError
from storage import tables

_OWN_OF_SQLITE = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
_ARTICLES = {"table": "a table", "index": "an index", "trigger": "a trigger"}
_ORDINARY = 0  # in table_xinfo: neither hidden nor generated

_Column = tuple[str, str, bool, int]  # its name, type, whether it is of the key, and what table_xinfo says is hidden


def refuse_foreign(connection: Connection, path: Path, *, newer_minor: bool) -> None:
    """Raises ProjectError naming the first thing in the file that is none of a project's, or missing.

    newer_minor: further tables and columns are allowed then, since such a file is only read.
    """
    for what, name in _foreign(connection, newer_minor=newer_minor):
        raise ProjectError(what, value=name, file=str(path), remedy="choose a file made by Inquit, or restore a backup")


def _foreign(connection: Connection, *, newer_minor: bool) -> Iterator[tuple[str, str]]:
    objects = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema").fetchall()
    for row in objects:
        if row.type == "view":
            yield "the file holds a view, which no project does", row.name
        elif not newer_minor and not _is_ours(row):
            yield f"the file holds {_ARTICLES.get(row.type, 'something')} that no project has", row.name
    if not newer_minor:
        yield from _missing_triggers(objects)
    listed = connection.exec_driver_sql("PRAGMA table_list").fetchall()
    found = {row.name for row in listed if row.type == "table" and row.strict}
    for table, wanted in _columns().items():
        if table not in found:
            yield "the project has not the tables it should have", table
        else:
            yield from _wrong_columns(connection, table, wanted, newer_minor=newer_minor)


def _is_ours(row: Row[Any]) -> bool:
    if row.type == "trigger":
        return _words(row.sql) in _triggers()
    if row.type == "index":
        return row.sql is None or row.name in _index_names()
    return row.name in (*tables.metadata.tables, *_OWN_OF_SQLITE)


def _index_names() -> set[str]:
    return {str(index.name) for table in tables.metadata.tables.values() for index in table.indexes}


def _words(sql: object) -> str:
    return " ".join(str(sql).split())


def _triggers() -> set[str]:
    return {_words(sql) for sql in tables.SQLITE_TRIGGERS}


def _missing_triggers(objects: Sequence[Row[Any]]) -> Iterator[tuple[str, str]]:
    found = {_words(row.sql) for row in objects if row.type == "trigger"}
    for missing in sorted(_triggers() - found):
        yield "a trigger that guards the project is missing", missing.split()[2]


@cache
def _columns() -> Mapping[str, frozenset[_Column]]:
    """The columns that each table should have."""
    return {
        name: frozenset((c.name, str(c.type), bool(c.primary_key), _ORDINARY) for c in table.columns)
        for name, table in tables.metadata.tables.items()
    }


def _wrong_columns(
    connection: Connection, table: str, wanted: frozenset[_Column], *, newer_minor: bool
) -> Iterator[tuple[str, str]]:
    columns = connection.exec_driver_sql(f'PRAGMA table_xinfo("{table}")').fetchall()
    found = {(row.name, row.type, bool(row.pk), row.hidden) for row in columns}
    wrong = wanted - found if newer_minor else wanted ^ found
    for column in sorted(wrong):
        yield "a table of the project has not the columns it should have", f"{table}.{column[0]}"
