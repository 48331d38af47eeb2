"""Whether a database file has the tables and triggers of a project, and nothing else.

A SQLite file is code: triggers, views and virtual tables run when it is read or written. So what we did not make is
refused before anything else is asked of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from models.errors import ProjectError
from storage import tables

_OWN_OF_SQLITE = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
_ARTICLES = {"table": "a table", "index": "an index", "trigger": "a trigger"}
_ORDINARY = 0  # in table_xinfo: neither hidden nor generated


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
    for table in tables.metadata.tables:
        yield from _wrong_table(connection, table, newer_minor=newer_minor)


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


def _wrong_table(connection: Connection, name: str, *, newer_minor: bool) -> Iterator[tuple[str, str]]:
    listed = connection.exec_driver_sql(f'PRAGMA table_list("{name}")').fetchall()
    if not [row for row in listed if row.type == "table" and row.strict]:
        yield "the project has not the tables it should have", name
        return
    columns = connection.exec_driver_sql(f'PRAGMA table_xinfo("{name}")').fetchall()
    found = {(row.name, row.type, bool(row.pk), row.hidden) for row in columns}
    wanted = {(c.name, str(c.type), bool(c.primary_key), _ORDINARY) for c in tables.metadata.tables[name].columns}
    wrong = wanted - found if newer_minor else wanted ^ found
    for column in sorted(wrong):
        yield "a table of the project has not the columns it should have", f"{name}.{column[0]}"
