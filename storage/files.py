"""Files that are replaced whole or not at all, and stay so when the power fails."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import ProjectError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space and try again"),
    errno.EDQUOT: ("the disk is full", "free some space and try again"),
    errno.EROFS: ("the folder cannot be written", "choose another folder"),
    errno.EACCES: ("the folder cannot be written", "choose another folder, or check its permissions"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    errno.ENOENT: ("there is no such folder", "make it, or choose another one"),
}


@contextmanager
def troubles_named(path: Path) -> Iterator[None]:
    """Turns an OSError into ProjectError with what to do; for work on project files and their copies only."""
    try:
        yield
    except OSError as error:
        what, remedy = _REASONS.get(error.errno or 0, ("the file cannot be written", "try another folder"))
        raise ProjectError(what, value=error.strerror or "", remedy=remedy, file=str(path)) from error


def put_in_place(draft: Path, target: Path) -> None:
    """Moves a finished file to its name, replacing what is there; on disk when this returns."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(draft, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes renames in the folder durable, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fresh_folder(folder: Path) -> None:
    """Makes a folder where there is none; raises ProjectError where that cannot be."""
    with troubles_named(folder):
        folder.mkdir(parents=True, exist_ok=True)


def swap_in(draft: Path, target: Path, aside: Path) -> Path | None:
    """Puts a database in the place of another, which is kept as `aside`; returns that, None where there was none.

    The journal of the old one goes along with it: left behind, it would be rolled back into the new one.
    """
    with troubles_named(target):
        kept = None
        if target.exists():
            kept = aside
            _second_name(target, aside)
            journal = target.with_name(f"{target.name}-journal")
            if journal.exists():
                os.replace(journal, aside.with_name(f"{aside.name}-journal"))
        put_in_place(draft, target)
    return kept


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copy2(path, name)
