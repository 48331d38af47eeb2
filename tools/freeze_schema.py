"""Writes the present schema as SQL, to be frozen with a release: python -m tools.freeze_schema FILE."""

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import sqlite
from storage.sqlite import Mode


def schema() -> str:
    """The statements that make an empty project file, each ending in a semicolon and a line end."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.inquit"
        with sqlite.engine_for(file, Mode.MAKE).connect() as connection, connection.begin():
            sqlite.create_schema(connection)
        raw = sqlite3.connect(file)
        found = raw.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        lines = [_tidy(sql) for (sql,) in found]
        raw.close()
    return "\n".join(lines)


def _tidy(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.strip().splitlines() if line.strip()) + ";\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema(), encoding="utf-8")
