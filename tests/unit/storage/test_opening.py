"""Opening: what is refused, with which words, and that the file stays as it was."""

import hashlib
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.errors import ProjectError
from storage.header import APPLICATION_ID, MAJOR, MINOR
from storage.lock import Lock
from storage.store import Store
from tests.helpers import rows_of
from tests.samples import fill, new_store

VERSION_AT, APPLICATION_AT = 60, 68


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_store(tmp_path / "p.inquit")
    fill(store, articles=2)
    store.close()
    return store.path


def state_of(path: Path) -> tuple[str, int, list[str]]:
    """The bytes, the time of the last change, and what lies beside the file."""
    folder = sorted(file.name for file in path.parent.iterdir())
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, folder


def refused(path: Path, words: str) -> None:
    before = state_of(path)
    with pytest.raises(ProjectError, match=words) as caught:
        Store(path)
    assert state_of(path) == before
    assert caught.value.trouble.remedy
    assert caught.value.trouble.file == str(path)


def patched(path: Path, at: int, number: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(struct.pack(">I", number))


def executed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_missing_file_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no such project"):
        Store(tmp_path / "none.inquit")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="this is no file"):
        Store(tmp_path)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "empty"), (50, "cut off"), (100, "cut off"), (4096, "cut off"), (0.5, "cut off"), (-1, "cut off")],
)
def test_a_file_that_is_cut_off_is_never_taken_for_a_new_project(path: Path, size: float, words: str) -> None:
    whole = path.stat().st_size
    cut = whole - 1 if size == -1 else int(whole * size) if 0 < size < 1 else int(size)
    with path.open("r+b") as file:
        file.truncate(cut)

    refused(path, words)


def test_a_text_file_is_no_project(path: Path) -> None:
    path.write_text("The bridge will stay open. " * 20, encoding="utf-8")

    refused(path, "not an Inquit project")


def test_a_word_file_that_was_renamed_is_no_project(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(500))

    refused(path, "not an Inquit project")


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    path.unlink()
    executed(path, "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")

    refused(path, "made by another program")


def test_a_newer_major_version_is_refused(path: Path) -> None:
    patched(path, VERSION_AT, (MAJOR + 1) << 16)

    refused(path, "newer Inquit: version 2.0: update Inquit")


def test_a_version_that_never_was_is_refused(path: Path) -> None:
    patched(path, VERSION_AT, 0)

    refused(path, "names no version")


def test_a_newer_minor_version_is_opened_for_reading_only(path: Path) -> None:
    executed(path, "CREATE TABLE later (a TEXT) STRICT", "ALTER TABLE article ADD COLUMN mood TEXT")
    patched(path, VERSION_AT, (MAJOR << 16) | (MINOR + 3))
    before = state_of(path)

    store = Store(path)

    assert "newer Inquit (version 1.3)" in store.read_only
    with pytest.raises(ProjectError, match="nothing can be changed"), store.writing():
        pass
    store.close()
    assert state_of(path) == before


HOSTILE = [
    "CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM reading; END",
    "CREATE VIEW v AS SELECT * FROM article",
    "CREATE TABLE notes (a TEXT) STRICT",
    "CREATE VIRTUAL TABLE search USING fts5(text)",
    "CREATE INDEX mine ON article (upper(title))",
    "DROP TRIGGER article_text_is_immutable",
    "DROP TABLE stance_evidence",
    "ALTER TABLE article ADD COLUMN mood TEXT",
    "ALTER TABLE article RENAME COLUMN title TO head",
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_tables_triggers_and_views_that_are_not_ours_are_refused_before_anything_runs(
    path: Path, statement: str
) -> None:
    executed(path, statement)

    refused(path, "file holds|trigger that guards|has not the")


def test_a_table_in_the_place_of_ours_that_keeps_no_types_is_refused(path: Path) -> None:
    executed(
        path,
        "DROP TABLE setting",
        "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT DEFAULT '' NOT NULL)",
    )

    refused(path, "has not the tables")


def test_a_flipped_bit_in_the_list_of_tables_is_refused(path: Path) -> None:
    executed(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET type = 'inde|' WHERE name = 'ix_article_sha256'",
    )

    refused(path, r"file holds|damaged")


def test_a_view_in_the_place_of_a_table_is_refused_in_a_newer_minor_version_too(path: Path) -> None:
    executed(path, "DROP TABLE setting", "CREATE VIEW setting AS SELECT 'a' AS name, 'b' AS value")
    patched(path, VERSION_AT, (MAJOR << 16) | (MINOR + 1))

    refused(path, "view")


def test_a_foreign_file_that_bears_our_mark_is_refused(path: Path) -> None:
    path.unlink()
    executed(
        path, "CREATE TABLE t (a)", f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {1 << 16}"
    )

    refused(path, "a table that no project has")


def test_reading_only_leaves_the_file_untouched_and_needs_no_lock(path: Path) -> None:
    before = state_of(path)
    writer = Store(path)
    looker = Store(path, read_only=True)

    with looker.reading() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM article").scalar_one() == 2
    looker.close()
    writer.close()

    assert state_of(path) == before


def test_a_change_that_a_crash_left_half_made_is_rolled_back_on_opening(path: Path, tmp_path: Path) -> None:
    before = rows_of(path)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    half(path, lambda: shutil.copy(path, crashed / path.name), crashed)

    assert (crashed / f"{path.name}-journal").stat().st_size > 0
    store = Store(crashed / path.name)
    store.close()
    assert rows_of(crashed / path.name) == before
    assert rows_of(path) == before


def test_who_only_reads_leaves_the_journal_of_a_living_writer_alone(path: Path, tmp_path: Path) -> None:
    writing = tmp_path / "writing"
    writing.mkdir()
    half(path, lambda: shutil.copy(path, writing / path.name), writing)
    lock = Lock(writing / path.name, "the other window")
    before = state_of(writing / path.name), (writing / f"{path.name}-journal").read_bytes()

    with pytest.raises(ProjectError, match="in the middle of a change"):
        Store(writing / path.name, read_only=True)

    assert (state_of(writing / path.name), (writing / f"{path.name}-journal").read_bytes()) == before
    lock.release()
    Store(writing / path.name, read_only=True).close()
    assert rows_of(writing / path.name) == rows_of(path)


def half(path: Path, copy: Callable[[], object], crashed: Path) -> None:
    """Copies the file and its journal in the middle of a transaction that has reached the disk already."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM link")
        connection.execute("DELETE FROM fragment")
        connection.execute("UPDATE article SET title = hex(randomblob(9000))")
        copy()
        shutil.copy(f"{path}-journal", crashed)
        connection.execute("ROLLBACK")
