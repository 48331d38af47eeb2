"""Files that are replaced whole or not at all, and stay so when the power fails."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import ProjectError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space and try again"),
    errno.EDQUOT: ("the disk is full", "free some space and try again"),
    errno.EROFS: ("the folder cannot be written", "choose another folder"),
    errno.EACCES: ("the folder cannot be written", "choose another folder, or check its permissions"),
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
