"""Has an opened project checked and backed up beside the work, says what came of it, and has a copy mended if asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.problems import Problem
from ui import files
from ui.commands import Commands
from ui.door import Opened
from ui.safekeeping import notices
from ui.safekeeping.lull import Lull
from ui.safekeeping.notice_bar import NoticeBar
from ui.safekeeping.notices import Topic
from ui.session import Session
from ui.sheet import Sheet
from ui.worker import Worker

if TYPE_CHECKING:
    from workspace.keeping.care import Findings

_MOST: Final = 400  # problems that the sheet lists
_WHAT_TO_DO: Final = (
    "What to do",
    "",
    "1. Work can go on: each gesture is checked and stored as before. Nothing of this is made worse by it.",
    "2. “Mend a copy” writes a new project in which everything is kept that is sound. This one is not touched.",
    "3. “Restore a backup” shows what the backups hold and how they differ from the project as it is now. No backup is",
    "   made of a damaged project, and none is thinned out, so the good ones stay.",
    "",
    "What was found",
    "",
)


class Caretaker(QObject):
    """One look at a project at a time; a newly opened one ends that at the one before."""

    def __init__(self, session: Session, worker: Worker, sheet: Sheet, bar: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._worker = worker
        self._sheet = sheet
        self._bar = bar
        self._stop = Event()
        self._lull = Lull(session, self)
        self._begin: Callable[[], None] | None = None  # the look that waits for a pause
        self._problems: Sequence[Problem] = ()
        self._backups = False
        self._mended = Path()
        self._lull.came.connect(self._on_pause)
        session.opened.connect(self._on_opened)
        session.closed.connect(self.stop)

    def handle(self, commands: Commands) -> None:
        """Takes on the commands."""
        commands.handle({"findings": self._show, "repair": self._ask_repair, "open mended": self._open_mended})

    def stop(self) -> None:
        """Ends the look at the project that is being closed."""
        self._begin = None
        self._stop.set()

    def _on_opened(self, opened: Opened) -> None:
        self.stop()
        stop = self._stop = Event()
        self._problems = ()
        project = opened.project

        def look() -> Findings:
            from workspace.keeping.care import look_after

            return look_after(project, cancelled)

        def cancelled() -> bool:
            self._lull.wait()  # between two parts of the check the annotator comes first
            return stop.is_set()

        self._begin = partial(self._start, look, stop)

    def _on_pause(self) -> None:
        begin, self._begin = self._begin, None
        if begin is not None:
            begin()

    def _start(self, look: Callable[[], Findings], stop: Event) -> None:
        self._worker.pool(
            look,
            lambda findings: None if stop.is_set() else self._on_findings(findings),
            lambda error: None if stop.is_set() else self._on_failed(error),
        )

    def _on_findings(self, findings: Findings) -> None:
        self._problems, self._backups = findings.problems, findings.backups
        if findings.problems:
            self._bar.show_notice(notices.damaged(len(findings.problems), backups=findings.backups))

    def _on_failed(self, error: UserError) -> None:
        self._session.told.emit(f"No backup was made: {error}")

    # --- what was found ---------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self._problems:
            self._session.told.emit("The check has found nothing wrong with this project")
            return
        lines = [f"{problem.kind}: {problem.message}" for problem in self._problems[:_MOST]]
        lines += [f"… and {len(self._problems) - _MOST:,} more"] if len(self._problems) > _MOST else []
        remedies = (notices.REPAIR, notices.RESTORE) if self._backups else (notices.REPAIR,)
        self._sheet.show_words("This project is damaged", "\n".join([*_WHAT_TO_DO, *lines]), remedies)

    def _ask_repair(self) -> None:
        project = self._session.project
        if project is None or not self._problems:
            self._session.told.emit("The check has found nothing that is to be mended")
            return
        path, out = project.path, files.mended_copy_to_write(self._window, project.path)
        if out is not None:
            self._session.told.emit("Mending a copy…")
            self._worker.pool(lambda: _mended(path, out), lambda left: self._on_mended(out, *left), self._on_not_mended)

    def _on_mended(self, out: Path, mended: int, left: int) -> None:
        self._mended = out
        self._bar.drop(Topic.DAMAGED)
        self._bar.show_notice(notices.mended(out, mended, left))

    def _on_not_mended(self, error: UserError) -> None:
        self._session.failed.emit(error)

    def _open_mended(self) -> None:
        annotator = self._session.annotator
        self._session.open_project(self._mended, "" if annotator is None else annotator.name)


def _mended(path: Path, out: Path) -> tuple[int, int]:
    """Writes the mended copy; returns how many problems it no longer has, and how many it still has."""
    from workspace.keeping.checking import check_project

    found = check_project(path, out)
    left = sum(problem.message.endswith("(not mended)") for problem in found)
    return len(found) - left, left
