"""Upgrading older files: on a copy, with nothing lost, or not at all."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models.errors import ProjectError
from storage import header, migrations, sqlite
from storage.header import Version
from storage.migrations import statements, upgrade
from storage.sqlite import Mode
from storage.store import Store
from tests.faults.sessions import session, survive
from tests.helpers import Rows, rows_of
from tests.samples import fill, new_store
from tools.freeze_schema import schema
from workspace.keeping.checking import check_project

FIXTURES = Path(__file__).parent / "released"
ROOT = Path(__file__).resolve().parents[3]
NEXT = Version(1, 1)
REVISION = """
import os, signal
import sqlalchemy as sa
from alembic import op
revision, down_revision = "1.1", "1.0"

def upgrade():
    op.add_column("article", sa.Column("mood", sa.Text, nullable=False, server_default="calm"))
    {more}
"""
REBUILD = """
    with op.batch_alter_table("reading", table_kwargs={"sqlite_strict": True}) as batch:
        batch.add_column(sa.Column("mood", sa.Text))
"""


def shape_of(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
        return [(kind, name, " ".join(str(sql).split())) for kind, name, sql in found]


def from_script(path: Path, script: str) -> None:
    with sqlite.engine_for(path, Mode.MAKE).connect() as connection:
        sqlite.without_foreign_keys(connection)  # the rows come table by table
        with connection.begin():
            for statement in statements(script):
                connection.exec_driver_sql(statement)


def test_the_frozen_schema_and_all_revisions_lead_to_the_schema_that_new_projects_get(tmp_path: Path) -> None:
    frozen = (migrations.HERE / "versions" / "v1_0.sql").read_text(encoding="utf-8")
    path = tmp_path / "frozen.inquit"
    from_script(path, f"{frozen}PRAGMA application_id = {header.APPLICATION_ID};\nPRAGMA user_version = {1 << 16};\n")
    if header.inspect(path).older:
        upgrade(path)
    store = new_store(tmp_path / "new.inquit")
    store.close()

    assert shape_of(path) == shape_of(store.path)


def test_a_schema_can_be_frozen_anew() -> None:
    assert next(statements(schema())).startswith("CREATE TABLE setting")


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.sql")), ids=lambda path: path.stem)
def test_a_file_of_every_released_schema_opens_with_all_its_rows(tmp_path: Path, fixture: Path) -> None:
    path = tmp_path / "old.inquit"
    from_script(path, fixture.read_text(encoding="utf-8"))
    before = rows_of(path, log=True)

    Store(path).close()

    assert check_project(path) == ()
    after = rows_of(path, log=True)
    assert {name: len(rows) for name, rows in before.items()} == {name: len(after[name]) for name in before}
    assert all(before[name] for name in ("article", "reading", "fragment", "link", "stance", "utterance", "change"))


# --- a revision of tomorrow -----------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_store(tmp_path / "p.inquit")
    fill(store, articles=2)
    store.close()
    return store.path


def revision(folder: Path, more: str = "") -> tuple[Path, ...]:
    versions = folder / "later versions 100%"
    versions.mkdir()
    (versions / "v1_1.py").write_text(REVISION.replace("{more}", more), encoding="utf-8")
    return (*migrations.VERSIONS, versions)


def counts(rows: Rows) -> dict[str, int]:
    return {name: len(found) for name, found in rows.items()}


def test_an_upgrade_keeps_every_row_and_moves_the_version(path: Path, tmp_path: Path) -> None:
    before = rows_of(path)

    upgrade(path, NEXT, revision(tmp_path))

    assert header.inspect(path) == NEXT
    assert counts(rows_of(path)) == counts(before)
    assert {key: value for key, value in rows_of(path).items() if key != "article"} == {
        key: value for key, value in before.items() if key != "article"
    }
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_a_table_that_others_refer_to_can_be_rebuilt_without_losing_them(path: Path, tmp_path: Path) -> None:
    before = counts(rows_of(path))

    upgrade(path, NEXT, revision(tmp_path, REBUILD))

    assert counts(rows_of(path)) == before
    assert before["span"] > 0


@pytest.mark.parametrize(
    "loss",
    [
        'op.execute("DELETE FROM stance_evidence")',
        "op.execute(\"UPDATE entity SET digest = 'x'\")",
        'op.execute("DELETE FROM span")',
        'op.execute("INSERT INTO nothing VALUES (1)")',
        'op.execute("UPDATE article_text SET text = 1")',
    ],
)
def test_an_upgrade_that_would_lose_something_leaves_the_file_as_it_was(path: Path, tmp_path: Path, loss: str) -> None:
    before = path.read_bytes()

    with pytest.raises(ProjectError, match=r"lost something|cannot be brought"):
        upgrade(path, NEXT, revision(tmp_path, loss))

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_an_upgrade_killed_half_way_leaves_the_old_file_and_can_be_done_again(path: Path, tmp_path: Path) -> None:
    with session(path) as opened:
        opened.gesture()
    before = rows_of(path)
    kill = 'op.execute("UPDATE span SET note = hex(randomblob(9000))"); os.kill(os.getpid(), signal.SIGKILL)'
    versions = revision(tmp_path, kill)
    code = (
        "from pathlib import Path; from storage.header import Version; from storage.migrations import upgrade\n"
        f"upgrade(Path({str(path)!r}), Version(1, 1), {[str(folder) for folder in versions]!r})"
    )

    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ}, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert header.inspect(path) == Version(1, 0)
    assert rows_of(path) == before
    survive(15, "an upgrade killed half-way", {1}, path)
    (versions[1] / "v1_1.py").write_text(REVISION.replace("{more}", ""), encoding="utf-8")
    upgrade(path, NEXT, versions)
    assert counts(rows_of(path)) == counts(before)


def test_a_project_is_opened_without_alembic_where_nothing_is_to_be_upgraded(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from storage.store import Store\n"
        f"Store(Path({str(path)!r})).close(); print('alembic' in sys.modules)"
    )

    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout == "False\n"
