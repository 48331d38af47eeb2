"""The file is cut off, has flipped bits, or was made by another version or program (faults 6, 7, 13)."""

import hashlib
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.bit_flips import flips
from models.errors import ProjectError
from storage.header import APPLICATION_ID, MAJOR, MINOR
from storage.store import Store
from tests.faults.sessions import filled, session, survive, tell
from workspace.keeping.backups import Backups
from workspace.keeping.restoring import prospect, restore

VERSION_AT, APPLICATION_AT = 60, 68


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with three gestures in it, and a backup of it."""
    path = filled(tmp_path / "p.inquit")
    with session(path) as opened:
        for _ in range(3):
            opened.gesture()
        Backups.of(opened.project.store, tmp_path / "backups").keep(opened.project.store)
    return path


def restored(path: Path) -> None:
    """The newest backup of what lies at `path`, which need not be readable, put in its place."""
    (backups,) = Backups.of_path(path, path.parent / "backups")
    newest = backups.all()[0]
    assert prospect(newest).trouble == ""
    restore(newest.path, path)


def state_of(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def refused(path: Path, words: str) -> None:
    """Opening is refused in these words, with a remedy, and leaves the file as it was."""
    before = state_of(path)
    with pytest.raises(ProjectError, match=words) as caught:
        Store(path)
    assert caught.value.trouble.remedy
    assert state_of(path) == before


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (lambda size: 0, "empty"),
        (lambda size: 50, "cut off"),
        (lambda size: 100, "cut off"),
        (lambda size: 4096, "cut off"),
        (lambda size: size // 2, "cut off"),
        (lambda size: size - 4096, "cut off"),
    ],
    ids=["0 bytes", "50", "100", "4096", "half", "without the last page"],
)
def test_a_file_that_was_cut_off_is_refused_and_its_backup_found_by_its_path(
    path: Path, keep: Callable[[int], int], words: str
) -> None:
    with path.open("r+b") as file:
        file.truncate(keep(path.stat().st_size))

    refused(path, words)

    restored(path)
    survive(6, "a file cut off, the backup restored", {1, 2, 3}, path)


def test_every_flipped_bit_that_changes_a_value_is_refused_or_named(path: Path) -> None:
    tally = flips(path, 12, seed=5)

    assert tally.missed == []
    assert tally.refused + tally.named > 0
    restored(path)
    survive(7, f"{tally.refused + tally.named} flipped bits found, the backup restored", {1, 2, 3}, path)


@pytest.mark.parametrize(
    ("at", "number", "words"),
    [
        (VERSION_AT, (MAJOR + 1) << 16, "made by a newer Inquit"),
        (VERSION_AT, 0, "names no version"),
        (APPLICATION_AT, APPLICATION_ID + 1, "made by another program"),
    ],
)
def test_a_file_of_another_version_or_program_is_refused_and_left_as_it_was(
    path: Path, at: int, number: int, words: str
) -> None:
    whole = path.read_bytes()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(struct.pack(">I", number))

    refused(path, words)

    path.write_bytes(whole)
    survive(13, f"a file that is refused, {words}", {1, 2, 3}, path)


def test_a_file_of_a_newer_minor_version_shows_every_gesture_and_is_left_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {(MAJOR << 16) | (MINOR + 1)}")
    before = state_of(path)

    with closing(Store(path)) as store, store.reading() as view:
        notes = view.exec_driver_sql("SELECT note FROM span WHERE note LIKE 'gesture %'").scalars().all()

    assert "newer Inquit" in store.read_only
    assert state_of(path) == before
    tell(13, "a newer minor version", 3, len(notes))
