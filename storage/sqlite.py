"""Everything that only SQLite can do: opening a project file, its settings, its errors, its own checks.

Rollback journal, never WAL: a project that is renamed, copied or synced while open must stay whole (ADR 0010).
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from models.errors import ProjectError
from storage import tables

APPLICATION_ID = 0x496E7174  # "Inqt"
MAJOR, MINOR = 1, 0
USER_VERSION = (MAJOR << 16) | MINOR
_MAGIC = b"SQLite format 3\x00"
_BUSY_MILLISECONDS = 5000
_READ = "inquit_read"

_SETTINGS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",  # the directory is synced too, so a deleted journal stays deleted
    "PRAGMA fullfsync = ON",  # macOS; elsewhere without effect
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA temp_store = FILE",
    "PRAGMA cache_size = -32768",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


def inspect_header(path: Path) -> None:
    """Refuses, before anything is written, what is not a project of this program's version.

    Raises ProjectError: missing, empty, no SQLite file, another program's, made by a newer Inquit.
    """
    head = _first_bytes(path)
    if not head:
        raise ProjectError("the file is empty, so it is no project", file=str(path), remedy="restore a backup")
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise ProjectError("this is not an Inquit project", file=str(path), remedy="choose a file made by Inquit")
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != APPLICATION_ID:
        raise ProjectError(
            "this database was made by another program",
            value=f"application id {application:#x}",
            file=str(path),
            remedy="choose a file made by Inquit",
        )
    if version >> 16 > MAJOR:
        raise ProjectError(
            "this project was made by a newer Inquit",
            value=f"version {version >> 16}.{version & 0xFFFF}",
            file=str(path),
            remedy=f"update Inquit (this one reads up to version {MAJOR})",
        )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError as error:
        raise ProjectError(
            "there is no such project", file=str(path), remedy="check the name, or make one with `inquit new`"
        ) from error
    except OSError as error:
        raise ProjectError("the project cannot be read", value=error.strerror or "", file=str(path)) from error


def stored_version(path: Path) -> int:
    """The `user_version` in the file's header."""
    return int(struct.unpack(">I", _first_bytes(path)[60:64])[0])


def engine_for(path: Path) -> Engine:
    """An engine whose connections have our settings and begin with BEGIN IMMEDIATE unless made `for_reading`."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def for_reading(connection: Connection) -> Connection:
    """The connection with transactions that only read and so never wait for a writer's lock."""
    return connection.execution_options(**{_READ: True})


def _settle(connection: Any, _record: object) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)


def _begin(connection: Connection) -> None:
    read = connection.get_execution_options().get(_READ, False)
    connection.exec_driver_sql("BEGIN" if read else "BEGIN IMMEDIATE")


def create_schema(connection: Connection) -> None:
    """Makes the tables, triggers and marks of a new project file, inside the caller's transaction."""
    tables.metadata.create_all(connection)
    for trigger in tables.SQLITE_TRIGGERS:
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")


def self_check(connection: Connection, *, thorough: bool) -> list[str]:
    """What SQLite itself finds wrong with the file: pages and indexes, then foreign keys."""
    check = "integrity_check" if thorough else "quick_check"
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}") if row[0] != "ok"]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return found + [f"a row of {row[0]} refers to a missing row of {row[2]}" for row in broken]


def backup_into(source: Connection, target: Path) -> None:
    """Copies the whole database consistently while others write; target must not exist."""
    raw = source.connection.driver_connection
    if raw is None:
        raise ProjectError("the project is closed")
    with sqlite3.connect(target) as copy:
        raw.backup(copy, pages=4096)
    copy.close()


_KNOWN = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space; nothing stored before is lost"),
    sqlite3.SQLITE_BUSY: ("another program is writing to the project", "try again in a moment"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to the project", "try again in a moment"),
    sqlite3.SQLITE_READONLY: (
        "the project cannot be written",
        "check its permissions and whether it was moved",
    ),
    sqlite3.SQLITE_IOERR: ("the disk reports an error", "save a copy elsewhere and check the disk"),
    sqlite3.SQLITE_CORRUPT: ("the project file is damaged", "restore a backup, or run `inquit check`"),
    sqlite3.SQLITE_NOTADB: ("the project file is damaged", "restore a backup"),
    sqlite3.SQLITE_CANTOPEN: ("the project cannot be opened", "check its folder and permissions"),
    sqlite3.SQLITE_PERM: ("the project cannot be opened", "check its permissions"),
}


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turns the environment's troubles (full disk, locked, damaged ...) into ProjectError; bugs pass through."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code not in _KNOWN:
            raise
        what, remedy = _KNOWN[code]
        raise ProjectError(what, value=str(error.orig), remedy=remedy, file=str(path)) from error
