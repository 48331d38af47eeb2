"""What tests of many parts share: rows of a project file, and `undoable()`, which every command runs inside."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from workspace.desk import Desk

Rows = Mapping[str, list[tuple[object, ...]]]


def rows_of(path: Path, *, log: bool = False) -> Rows:
    """All rows of all tables, sorted; the change log only where asked, and never how often a reading was changed."""
    with closing(sqlite3.connect(f"file:{path.as_uri().removeprefix('file://')}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        left_out = {"sqlite_sequence"} | (set() if log else {"change"})
        return {name: _rows(connection, name) for name in sorted(names) if name not in left_out}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "revision"]
    chosen = ", ".join(f'"{column}"' for column in columns)
    return sorted(connection.execute(f'SELECT {chosen} FROM "{table}"'), key=repr)


def damaged(path: Path, *statements: str) -> None:
    """Runs statements with every guard of the file taken away, as a defect of the disk would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
            connection.execute(f"PRAGMA {setting}")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


def logged(path: Path) -> int:
    """How many rows the change log has."""
    return len(rows_of(path, log=True)["change"])


@contextmanager
def undoable(desk: Desk) -> Iterator[None]:
    """What is done inside changes the project; undo restores every row of it, and redo makes them again."""
    path = desk.project.path
    before = rows_of(path)
    yield
    after = rows_of(path)
    assert after != before, "nothing was stored"
    desk.undo()
    assert rows_of(path) == before
    desk.redo()
    assert rows_of(path) == after
