"""Opens and closes projects on the database's thread; what the session does when somebody comes or goes.

Every function here runs on that thread, one after the other, and imports there the libraries it needs.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.errors import UserError
from models.events import ArticlesImported, Changed, Event
from models.readings import Annotator

if TYPE_CHECKING:  # at run time these come with SQLAlchemy, which the first paint does not wait for
    from workspace.annotating.desk import Desk
    from workspace.keeping.care import Holding
    from workspace.project import ArticleEntry, Project

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """A project at the moment of its opening. held: who else writes to it; worry: why its place is a risky one."""

    project: Project
    desk: Desk
    entries: tuple[ArticleEntry, ...]
    annotators: tuple[Annotator, ...]
    held: Holding | None = None
    worry: str = ""


class Door:
    """Knows which project was let in last. listeners: hear of every commit to it."""

    def __init__(self, listeners: Sequence[Callable[[Event], None]]) -> None:
        self._listeners = listeners
        self._latest: Project | None = None

    def open(self, wanted: Path | Project, annotator: str, before: Opened | None, *, make: bool) -> Opened:
        """Opens a project, or makes it; the one before is closed once that has worked.

        A project that is open already is taken as it is. Raises ProjectError where it cannot be opened.
        """
        if before is not None and isinstance(wanted, Path) and _is_at(before.project, wanted):
            wanted = before.project
        if before is not None and wanted is before.project:
            return replace(_opened(wanted, annotator), held=before.held, worry=before.worry)
        opened = self._let_in(wanted, annotator, make=make)
        if before is not None:
            before.project.close()
        return opened

    def open_anew(self, present: Opened, between: Callable[[Path], T]) -> tuple[Opened, T | UserError]:
        """Closes a project, does something with its file, and opens what is there then; says what came of both."""
        path = present.project.path
        present.project.close()
        made = _tried(between, path)
        return self._let_in(path, present.desk.annotator.name), made

    def open_copy(self, present: Opened, copy: Path) -> Opened:
        """Makes a checked copy of a project and opens that in its place; the original is closed, as it is."""
        if _is_at(present.project, copy):
            raise UserError("the copy would replace the project", remedy="choose another place", file=str(copy))
        present.project.store.backup(copy)
        opened = self._let_in(copy, present.desk.annotator.name)
        present.project.close()
        return opened

    def close(self) -> None:
        """Closes the project that was let in last, also one of whose opening the window has not heard yet."""
        if self._latest is not None:
            self._latest.close()

    def _let_in(self, wanted: Path | Project, annotator: str, *, make: bool = False) -> Opened:
        from workspace.keeping import care
        from workspace.keeping.places import worry
        from workspace.project import Project

        held = None
        if isinstance(wanted, Path):
            project, held = (Project.create(wanted), None) if make else care.opened(wanted)
        else:
            project = wanted
        try:
            opened = _opened(project, annotator)
        except BaseException:
            project.close()  # or it would stay locked, with no window on it
            raise
        self._latest = project
        for listener in self._listeners:
            project.bus.subscribe(Changed, listener)
            project.bus.subscribe(ArticlesImported, listener)
        return replace(opened, held=held, worry=worry(project.path))


def _opened(project: Project, annotator: str) -> Opened:
    from workspace.annotating.desk import Desk

    whose = _whose(project, annotator)
    return Opened(project, Desk(project, whose), tuple(project.articles(whose)), tuple(project.annotators()))


def _is_at(project: Project, other: Path) -> bool:
    return other.resolve() == project.path.resolve()


def _tried(job: Callable[[Path], T], path: Path) -> T | UserError:
    try:
        return job(path)
    except UserError as error:
        return error


def _whose(project: Project, name: str) -> Annotator:
    """The annotator asked for, else the only one, else one with the user's name."""
    known = project.annotators()
    wanted = name or (known[0].name if len(known) == 1 else _user())
    if not project.read_only:
        return project.annotator(wanted)
    return next((annotator for annotator in known if annotator.name == wanted), Annotator("", wanted))


def _user() -> str:
    """What the system calls the user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: a container, a stripped system
        return "annotator"
