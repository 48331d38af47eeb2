"""Freezes the present schema as SQL, for a release: python -m tools.freeze_schema SCHEMA.sql [PROJECT ROWS.sql].

SCHEMA.sql belongs into storage/migrations/versions/, ROWS.sql, the whole of a project that holds something in every
table, into tests/unit/storage/released/, from where every later version must be able to open it.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import sqlite
from storage.header import APPLICATION_ID, USER_VERSION
from storage.sqlite import Mode

MARKS = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {USER_VERSION};\n"


def schema() -> str:
    """The statements that make an empty project file, each ending in a semicolon and a line end."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.inquit"
        with sqlite.engine_for(file, Mode.MAKE).connect() as connection, connection.begin():
            sqlite.create_schema(connection)
        with closing(sqlite3.connect(file)) as raw:
            return "\n".join(_tidy(sql) for sql in _statements(raw))


def rows(project: Path) -> str:
    """The statements that make a copy of the project: the tables, their rows, then indexes and triggers."""
    with closing(sqlite3.connect(project)) as raw:
        lines = [line for line in raw.iterdump() if not line.startswith(("BEGIN", "COMMIT", "DELETE FROM"))]
    made = [line for line in lines if not line.startswith('INSERT INTO "sqlite_sequence"')]
    return "\n".join([*made, MARKS])


def _statements(raw: sqlite3.Connection) -> list[str]:
    """Tables in the order of their making, then indexes and triggers by name: the same text each time."""
    found = raw.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "ORDER BY type = 'trigger', type = 'index', CASE type WHEN 'table' THEN rowid ELSE name END"
    )
    return [sql for (sql,) in found]


def _tidy(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.strip().splitlines() if line.strip()) + ";\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema(), encoding="utf-8")
    if len(sys.argv) == 4:
        Path(sys.argv[3]).write_text(rows(Path(sys.argv[2])), encoding="utf-8")
