"""What is done for a project once it is open and the window is there: the check, the backup, a look at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.problems import Problem
from storage.lock import Locked
from workspace.keeping.backups import Backups, default_folder
from workspace.keeping.checking import check
from workspace.keeping.places import worry
from workspace.project import Project


@dataclass(frozen=True, slots=True)
class Findings:
    """problems: what the check found; worry: why the project may come to harm where it lies, empty if nothing."""

    problems: tuple[Problem, ...] = ()
    worry: str = ""


def look_after(project: Project, cancelled: Callable[[], bool], folder: Path | None = None) -> Findings:
    """Checks the project, thoroughly after an unclean end, and backs it up where it is sound and has changed.

    Uses connections of its own, so that it may run beside the gestures. folder: of backups; None: the usual one.
    Raises ProjectError where the file cannot be read or the backup not be written.
    """
    store = project.store
    problems = check(store, project.scheme, thorough=store.ended_uncleanly, cancelled=cancelled)
    if not problems and not store.read_only and not cancelled():
        Backups.of(store, folder or default_folder()).keep(store)
    return Findings(problems, worry(store.path))


def opened(path: Path) -> Project:
    """The project at `path`, to be read only where another program or window is writing to it."""
    try:
        return Project.open(path)
    except Locked:
        return Project.open(path, read_only=True)
