"""What is done for a project as it is opened and once the window is there: who holds it, the check, the backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socket import gethostname

from models.errors import ProjectError
from models.problems import Problem
from storage.lock import Locked, holder_of
from storage.store import Store
from workspace.keeping.backups import Backup, Backups, default_folder
from workspace.keeping.checking import check
from workspace.project import Project


@dataclass(frozen=True, slots=True)
class Findings:
    """problems: what the check found; backups: whether there are any to restore."""

    problems: tuple[Problem, ...] = ()
    backups: bool = False


def look_after(project: Project, cancelled: Callable[[], bool], folder: Path | None = None) -> Findings:
    """Checks the project, thoroughly after an unclean end, and backs it up where it is sound and has changed.

    Uses connections of its own, so that it may run beside the gestures. folder: of backups; None: the usual one.
    Raises ProjectError where the file cannot be read or the backup not be written.
    """
    store = project.store
    problems = check(store, project.scheme, thorough=store.ended_uncleanly, cancelled=cancelled)
    if not problems and not store.read_only and not cancelled():
        Backups.of(store, folder or default_folder()).keep(store)
    return Findings(problems, bool(problems) and bool(backups_of(store.path, store, folder)))


def backups_of(path: Path, store: Store | None = None, folder: Path | None = None) -> list[Backup]:
    """The backups of the project at `path`, newest first; store: the open project, None where it cannot be opened."""
    folder = folder or default_folder()
    if store is not None:
        try:
            return Backups.of(store, folder).all()
        except ProjectError:  # it does not even tell any more which project it is
            return backups_of(path, None, folder)
    found = [backup for backups in Backups.of_path(path, folder) for backup in backups.all()]
    return sorted(found, key=lambda backup: backup.made, reverse=True)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who else has a project open for writing. who: in words; since: ISO 8601 in UTC, empty if unknown.

    process: of a window or program on this machine, None elsewhere.
    """

    who: str
    since: str = ""
    process: int | None = None


def before_import(project: Project, folder: Path | None = None) -> Backup | None:
    """Backs the project up where it holds articles and has changed since the last backup; None where it need not be.

    folder: of backups; None: the usual one. Raises ProjectError where the project is damaged or the backup cannot be
    written: the import should not begin then.
    """
    if project.read_only or not project.article_count():
        return None
    return Backups.of(project.store, folder or default_folder()).keep(project.store)


def opened(path: Path) -> tuple[Project, Holding | None]:
    """The project at `path`, to be read only where another program or window is writing to it, and who that is."""
    try:
        return Project.open(path), None
    except Locked:
        project = Project.open(path, read_only=True)
        holder = holder_of(path)
    if holder is None:
        return project, Holding("another program")
    here = holder.host == gethostname()
    return project, Holding(str(holder), holder.since, holder.pid if here else None)
