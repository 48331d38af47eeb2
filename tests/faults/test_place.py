"""The file is moved, deleted, replaced or overwritten while it is open (faults 10, 11, 12)."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.errors import ProjectError
from storage.store import Store
from tests.faults.sessions import Session, filled, session, survive, survivors
from tests.helpers import rows_of
from workspace.keeping.backups import Backups
from workspace.keeping.checking import check_project
from workspace.keeping.restoring import restore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "p.inquit")


def stopped(opened: Session, words: str) -> None:
    """A gesture is refused, and the session is as it was before."""
    before = opened.project.shared, opened.done
    with pytest.raises(ProjectError, match=words) as caught:
        opened.gesture()
    assert caught.value.trouble.remedy
    assert (opened.project.shared, opened.done) == before


def test_a_project_that_was_renamed_stops_takes_a_rescue_copy_and_goes_on_when_it_is_back(
    path: Path, tmp_path: Path
) -> None:
    with session(path) as opened:
        first = opened.gesture()
        path.rename(tmp_path / "elsewhere.inquit")

        stopped(opened, "moved or deleted")
        opened.project.store.rescue(tmp_path / "rescue.inquit")
        (tmp_path / "elsewhere.inquit").rename(path)
        second = opened.gesture()

    survive(10, "a project renamed and put back", {first, second}, path)
    survive(10, "a project renamed, the rescue copy", {first}, tmp_path / "rescue.inquit")


def test_a_project_that_was_deleted_can_still_be_rescued(path: Path, tmp_path: Path) -> None:
    with session(path) as opened:
        first = opened.gesture()
        path.unlink()

        stopped(opened, "moved or deleted")
        opened.project.store.rescue(tmp_path / "rescue.inquit")

    assert not path.exists()
    survive(10, "a project deleted, the rescue copy", {first}, tmp_path / "rescue.inquit")


def test_an_older_version_put_in_its_place_by_a_sync_program_is_noticed_at_the_next_gesture(
    path: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.inquit"
    shutil.copy(path, old)
    with session(path) as opened:
        first = opened.gesture()
        os.replace(old, path)

        stopped(opened, "another file was put in the project's place")
        with pytest.raises(ProjectError, match="another file"):
            opened.project.articles(opened.annotator)
        opened.project.store.rescue(tmp_path / "rescue.inquit")

    assert survivors(path) == set()
    survive(11, "an older version put in its place, the rescue copy", {first}, tmp_path / "rescue.inquit")


def test_an_older_version_written_into_the_file_by_a_sync_program_is_noticed_at_the_next_gesture(
    path: Path, tmp_path: Path
) -> None:
    old = path.read_bytes()
    with session(path) as opened:
        first = opened.gesture()
        backup = Backups.of(opened.project.store, tmp_path / "backups").keep(opened.project.store)
        assert backup is not None
        with path.open("r+b") as file:
            file.write(old)
            file.truncate()

        stopped(opened, "another program changed the project")
        stopped(opened, "another program changed the project")

    assert path.read_bytes() == old
    restore(backup.path, path)
    survive(11, "an older version written into it, the backup restored", {first}, path)


def test_a_row_that_another_program_wrote_is_noticed_at_the_next_gesture(path: Path) -> None:
    with session(path) as opened:
        opened.gesture()
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE setting SET value = 'x' WHERE name = 'project'")
            other.commit()

        stopped(opened, "another program changed the project")
        stopped(opened, "another program changed the project")
    survive(11, "a row written by another program", {1}, path)


def test_a_writer_that_holds_the_file_for_too_long_costs_no_gesture(path: Path) -> None:
    with session(path) as opened:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        own = opened.project.store._connection.connection.driver_connection
        assert own is not None
        own.execute("PRAGMA busy_timeout = 50")
        stopped(opened, "another program is writing")
        other.execute("ROLLBACK")
        other.close()

        assert opened.gesture() == 1
    survive(8, "a writer that holds the file for too long", {1}, path)


def test_a_journal_that_was_deleted_after_a_crash_is_found_out(path: Path, tmp_path: Path) -> None:
    with session(path) as opened:
        opened.gesture()
        backup = Backups.of(opened.project.store, tmp_path / "backups").keep(opened.project.store)
        assert backup is not None
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    copy = crashed / path.name
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("cache_size = 1", "cache_spill = 1"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM fragment WHERE position = 0")
        connection.execute("UPDATE entity SET note = hex(randomblob(90000))")
        connection.execute("UPDATE article SET url = hex(randomblob(90000))")
        shutil.copy(path, copy)  # the pages that were spilled, without the journal that could take them back
        connection.execute("ROLLBACK")

    assert copy.read_bytes() != path.read_bytes()
    assert found_out(copy)
    restore(backup.path, copy)
    survive(12, "a journal deleted after a crash, the backup restored", {1}, copy)


def found_out(path: Path) -> bool:
    """Whether the file is refused, or its check has something to say."""
    try:
        return check_project(path) != ()
    except ProjectError:
        return True


def test_two_stores_never_write_to_one_file_and_a_closed_one_lets_the_next_in(path: Path) -> None:
    first = Store(path)
    with pytest.raises(ProjectError, match="open for writing elsewhere"):
        Store(path)
    first.close()
    Store(path).close()
    assert rows_of(path)
