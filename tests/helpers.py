"""What tests of many parts share: rows of a project file, and `undoable()`, which every command runs inside."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models.errors import UserError
from workspace.annotating.desk import Desk
from workspace.keeping.checking import check
from workspace.project import Project

Rows = Mapping[str, list[tuple[object, ...]]]


def rows_of(path: Path, *, log: bool = False) -> Rows:
    """All rows of all tables, sorted; the change log only where asked, and never how often a reading was changed."""
    with closing(_looking_at(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        left_out = {"sqlite_sequence"} | (set() if log else {"change"})
        return {name: _rows(connection, name) for name in sorted(names) if name not in left_out}


def _looking_at(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path.as_uri().removeprefix('file://')}?mode=ro", uri=True)


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
        for statement in "; ".join(statements).split("; "):
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


def logged(path: Path) -> int:
    """How many rows the change log has."""
    with closing(_looking_at(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM change").fetchone()[0])


@contextmanager
def undoable(desk: Desk, *, always: bool = True) -> Iterator[None]:
    """Proves of a command that is performed inside what holds for all of them.

    It is one row of the log; the project has no fault and is what the desk shows; undo restores all rows and the
    desk's state, redo makes them again, and both do so too after closing and opening. always: it must change something.
    """
    path, before, rows, count = desk.project.path, desk.snapshot, rows_of(desk.project.path), logged(desk.project.path)
    yield
    after, changed = desk.snapshot, rows_of(path)
    if logged(path) == count:
        assert changed == rows, "a change that the log does not know"
        assert not always, "nothing was stored"
        return
    assert logged(path) == count + 1
    assert check(desk.project.store, desk.project.scheme) == ()
    desk.undo()
    assert rows_of(path) == rows
    assert (desk.snapshot.reading, desk.snapshot.state) == (before.reading, before.state)
    assert desk.snapshot.shared == before.shared
    _prove_after_opening_again(desk, rows, changed)
    desk.redo()
    assert rows_of(path) == changed
    assert desk.snapshot == after
    assert desk.project.reading(after.article.id, desk.annotator) == after.reading
    assert logged(path) == count + 3


def _prove_after_opening_again(desk: Desk, rows: Rows, changed: Rows) -> None:
    copy = desk.project.path.with_name("opened again.inquit")
    shutil.copy(desk.project.path, copy)
    with closing(Project.open(copy)) as project:
        again = Desk(project, desk.annotator)
        again.redo()
        assert rows_of(copy) == changed
        again.undo()
        assert rows_of(copy) == rows
    copy.unlink()


@contextmanager
def refused(desk: Desk, words: str) -> Iterator[None]:
    """Proves that what is done inside is refused in these words, and leaves rows, log, undo and the screen alone."""
    path, before, rows = desk.project.path, desk.snapshot, rows_of(desk.project.path, log=True)
    history = desk.project.history(desk.annotator)
    steps = history.to_undo, history.to_redo
    with pytest.raises(UserError, match=words):
        yield
    assert rows_of(path, log=True) == rows
    assert desk.snapshot == before
    assert (history.to_undo, history.to_redo) == steps
