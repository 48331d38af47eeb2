"""Everything that only SQLite can do: its settings, its errors, its own checks, its copies.

Rollback journal, never WAL: a project that is renamed, copied or synced while open must stay whole (ADR 0010).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from models.errors import ProjectError
from storage import tables
from storage.header import APPLICATION_ID, USER_VERSION

LIBRARY_VERSION = sqlite3.sqlite_version

_BUSY_MILLISECONDS = 5000
_ROWS = 100  # of one INSERT; more are no faster

_SAFE = (
    "PRAGMA mmap_size = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA temp_store = FILE",
    "PRAGMA cache_size = -8192",  # kibibytes of each connection; a larger one made imports no faster
)
_DURABLE = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",  # the directory is synced too, so a deleted journal stays deleted
    "PRAGMA fullfsync = ON",  # macOS; elsewhere without effect
)


class Mode(StrEnum):
    """How a file is opened; only MAKE makes one where there is none."""

    READ = "ro"
    WRITE = "rw"
    MAKE = "rwc"


@lru_cache(maxsize=8)
def engine_for(path: Path, mode: Mode) -> Engine:
    """An engine whose connections have our settings; those for writing begin with BEGIN IMMEDIATE.

    It keeps no connection, only the statements it has compiled, which is why one is used again.
    """
    engine = create_engine(
        "sqlite://",
        poolclass=NullPool,
        creator=lambda: _connect(path, mode),
        hide_parameters=True,  # else a report of an error would quote what articles say
    )
    event.listen(engine, "begin", _begin_reading if mode is Mode.READ else _begin_writing)
    return engine


def _connect(path: Path, mode: Mode) -> sqlite3.Connection:
    # The path goes in as a quoted URI: in a plain one, "?" and "%" of a file's name would be read as options. Quoted
    # are its bytes, which need not be UTF-8.
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode.value}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    try:
        for setting in _SAFE if mode is Mode.READ else (*_SAFE, *_DURABLE):
            connection.execute(setting)
        connection.execute("SELECT count(*) FROM sqlite_schema")  # reads the schema, and so finds it damaged, now
    except UnicodeDecodeError as error:  # the driver fails on SQLite's message, which quotes the damaged schema
        connection.close()
        raise ProjectError(_DAMAGED[0], value="its schema", remedy=_DAMAGED[1], file=str(path)) from error
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def create_schema(connection: Connection) -> None:
    """Makes the tables, triggers and marks of a new project file, inside the caller's transaction."""
    for statement in (*_tables_and_indexes(), *tables.SQLITE_TRIGGERS):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    set_version(connection, USER_VERSION)


@cache
def _tables_and_indexes() -> tuple[str, ...]:
    """What makes them; compiling it takes longer than running it, and it is the same for each file."""
    every = tables.metadata.tables.values()
    indexes = (index for table in every for index in sorted(table.indexes, key=lambda index: str(index.name)))
    made: tuple[DDLElement, ...] = (*map(CreateTable, every), *map(CreateIndex, indexes))
    return tuple(str(element.compile(dialect=dialect())) for element in made)


def set_version(connection: Connection, number: int) -> None:
    """Says in the file's header which version its schema is."""
    connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def without_foreign_keys(connection: Connection) -> None:
    """Lets tables be rebuilt that others refer to; to be called before a transaction begins."""
    _raw(connection).execute("PRAGMA foreign_keys = OFF")


def without_checks(connection: Connection) -> None:
    """Takes rows that break a CHECK, so that they can be mended."""
    _raw(connection).execute("PRAGMA ignore_check_constraints = ON")


def data_version(connection: Connection) -> int:
    """A number that changes when anyone else than this connection has written to the file."""
    return int(_raw(connection).execute("PRAGMA data_version").fetchone()[0])  # a plain look begins no transaction


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts rows that name the same columns."""
    if rows:
        columns = tuple(rows[0])
        _insert(connection, table, columns, [tuple(map(row.__getitem__, columns)) for row in rows])


def insert_by_place(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Inserts rows of all columns, in the order that the table has them."""
    _insert(connection, table, tuple(table.columns.keys()), rows)


def _insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """By the driver itself, many rows a statement, inside the caller's transaction.

    SQLAlchemy would look at each value, and keep the rows until Python looks for garbage; SQLite would begin anew.
    """
    raw, whole = _raw(connection), len(rows) - len(rows) % _ROWS
    for first in range(0, whole, _ROWS):
        raw.execute(_insertion(table, columns, _ROWS), tuple(chain.from_iterable(rows[first : first + _ROWS])))
    if whole < len(rows):
        raw.executemany(_insertion(table, columns, 1), rows[whole:])


@cache
def _insertion(table: Table, columns: tuple[str, ...], rows: int) -> str:
    """The statement that inserts so many rows into these columns."""
    quoted = dialect().identifier_preparer.quote
    row = f"({', '.join('?' * len(columns))})"
    names = ", ".join(map(quoted, columns))
    return f"INSERT INTO {quoted(table.name)} ({names}) VALUES {', '.join([row] * rows)}"


def self_check(connection: Connection, *, thorough: bool) -> list[str]:
    """What SQLite itself finds wrong with the pages, rows and indexes of the file."""
    check = "integrity_check" if thorough else "quick_check"
    return [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}") if row[0] != "ok"]


def dangling(connection: Connection) -> list[str]:
    """Rows that refer to rows which are not there."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return [f"row {row[1]} of {row[0]} refers to a missing row of {row[2]}" for row in found]


def copy_into(source: Connection, target: Path) -> None:
    """Copies the whole database consistently while others write; where it fails, nothing is left at `target`."""
    raw = _raw(source)
    remove(target)
    try:
        with closing(sqlite3.connect(target)) as copy:
            raw.backup(copy, pages=4096)
    except sqlite3.Error:
        remove(target)
        raise


def remove(path: Path) -> None:
    """Deletes a database with its journal, which would else be rolled back into the next file of that name."""
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def tolerant(connection: Connection) -> None:
    """Lets the connection read texts that are no UTF-8, each bad byte as U+FFFD, so that a check can name the row."""
    _raw(connection).text_factory = lambda raw: raw.decode("utf-8", "replace")


def _raw(connection: Connection) -> Any:
    raw = connection.connection.driver_connection
    if raw is None:
        raise ProjectError("the project is closed")
    return raw


_BUSY = ("another program is writing to the project", "try again in a moment")
_DAMAGED = ("the project file is damaged", "restore a backup, or mend a copy with `inquit check --repair`")
_NOT_WRITABLE = ("the project cannot be written", "check its permissions and whether it was moved")
_NOT_OPENED = ("the project cannot be opened", "check its folder and permissions")
_MOVED = ("the project was moved or deleted while it was open", "put it back, or save a rescue copy")
_LEFT = ("the project was left in the middle of a change", "open it once for writing, in a folder that can be written")

_KNOWN: Mapping[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and try again; nothing stored before is lost"),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_READONLY_DBMOVED: _MOVED,
    sqlite3.SQLITE_READONLY_ROLLBACK: _LEFT,
    sqlite3.SQLITE_NOMEM: ("there is not enough memory", "close other programs and try again, with fewer files"),
    sqlite3.SQLITE_IOERR: ("the disk reports an error", "save a rescue copy elsewhere and check the disk"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
    sqlite3.SQLITE_PERM: _NOT_OPENED,
    sqlite3.SQLITE_AUTH: _NOT_OPENED,
}


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turns the environment's troubles (full disk, locked, damaged ...) into ProjectError; bugs pass through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, MemoryError) as error:
        for cause in _causes(error):
            named = _named(cause, path)
            if named is not None:
                raise named from error
        raise


def _causes(error: BaseException | None) -> Iterator[sqlite3.Error | MemoryError]:
    """What went wrong, the last first; where SQLite gives up a whole transaction, ending its parts fails once more."""
    while error is not None:
        if isinstance(error, sqlite3.Error | MemoryError):
            yield error
        error = error.__cause__ or error.__context__


def _named(error: sqlite3.Error | MemoryError, path: Path) -> ProjectError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, MemoryError):
        known: tuple[str, str] | None = _KNOWN[sqlite3.SQLITE_NOMEM]
    elif code is None:  # raised by the driver, not by SQLite
        known = _DAMAGED if "decode to UTF-8" in str(error) else None
    else:
        known = _KNOWN.get(code) or _KNOWN.get(code & 0xFF)
    return None if known is None else ProjectError(known[0], value=str(error), remedy=known[1], file=str(path))
