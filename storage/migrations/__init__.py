"""Bringing older project files to the present schema, on a copy that takes the file's place when it has proved sound.

Imported only when a file's version differs: Alembic takes longer to import than a project to open.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from models.errors import ProjectError
from storage import header, shape, sqlite
from storage.files import put_in_place, troubles_named
from storage.header import Version
from storage.sqlite import Mode

HERE = Path(__file__).parent
VERSIONS = (HERE / "versions",)
PRESENT = Version(header.MAJOR, header.MINOR)


def upgrade(path: Path, to: Version = PRESENT, versions: Sequence[Path] = VERSIONS) -> None:
    """Brings the project at `path` to a version; a failure, or a kill half-way, leaves the file as it was.

    versions: the folders of the revisions. Raises ProjectError where the outcome is not what went in.
    """
    since = header.inspect(path)
    copy = path.with_name(f".{path.name}.upgrade")
    with sqlite.faults_named(path), troubles_named(path):
        try:
            with sqlite.engine_for(path, Mode.READ).connect() as source:
                before = contents(source)
                sqlite.copy_into(source, copy)
            _migrate(copy, since, to, versions)
            _verify(copy, before, path, whole_shape=to == PRESENT)
            put_in_place(copy, path)
        finally:
            sqlite.remove(copy)


def contents(connection: Connection) -> Mapping[str, frozenset[tuple[object, ...]]]:
    """What no migration may lose: each row's id and digest where a table has both, else how many rows it has."""
    names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: _content(connection, name) for name in names if not name.startswith(("sqlite_", "alembic_"))}


def _content(connection: Connection, table: str) -> frozenset[tuple[object, ...]]:
    columns = {row.name for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')}
    chosen = "id, digest" if {"id", "digest"} <= columns else "count(*)"
    return frozenset(tuple(row) for row in connection.exec_driver_sql(f'SELECT {chosen} FROM "{table}"'))


def _migrate(copy: Path, since: Version, to: Version, versions: Sequence[Path]) -> None:
    with sqlite.engine_for(copy, Mode.WRITE).connect() as connection:
        # Before the transaction, in which the setting has no effect. With it on, rebuilding a table that others refer
        # to with CASCADE deletes their rows without a word.
        sqlite.without_foreign_keys(connection)
        with connection.begin():
            config = _config(connection, versions)
            command.stamp(config, str(since))
            try:
                command.upgrade(config, str(to))
            except (DBAPIError, sqlite3.Error) as error:
                raise ProjectError(
                    f"the project cannot be brought from version {since} to {to}",
                    value=str(error.__cause__ or error),
                    remedy="it is unchanged; report this",
                ) from error
            connection.exec_driver_sql("DROP TABLE alembic_version")  # the file's header says which version it is
            sqlite.set_version(connection, to.number)


def _config(connection: Connection, versions: Sequence[Path]) -> Config:
    config = Config(attributes={"connection": connection})
    options = {
        "script_location": str(HERE),
        "version_locations": os.pathsep.join(map(str, versions)),
        "path_separator": "os",
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))
    return config


def _verify(copy: Path, before: Mapping[str, frozenset[tuple[object, ...]]], path: Path, *, whole_shape: bool) -> None:
    with sqlite.engine_for(copy, Mode.READ).connect() as connection:
        if whole_shape:
            shape.refuse_foreign(connection, path, newer_minor=False)
        after = contents(connection)
        lost = [name for name, rows in before.items() if name in after and not rows <= after[name]]
        found = [*lost, *sqlite.self_check(connection, thorough=True), *sqlite.dangling(connection)]
    if found:
        raise ProjectError(
            "upgrading would have lost something", value=found[0], file=str(path), remedy="it is unchanged; report this"
        )


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one; a trigger's body is part of its statement."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip().removesuffix(";")
            pending = ""
