"""Says in the bar what endangers the work, and does what the bar offers: trying again, opening anew, a local copy.

What the check of a project finds is the caretaker's business, who else has it open the holder's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.errors import Displaced, ProjectError, UserError
from ui import files
from ui.commands import Commands
from ui.door import Opened
from ui.halts import Halt
from ui.memory import Memory
from ui.safekeeping import notices
from ui.safekeeping.notice_bar import NoticeBar
from ui.safekeeping.notices import Topic
from ui.session import Session, no_project
from ui.worker import Worker

_SLOW: Final = 2_000  # milliseconds after which a disk is called slow


class Safety(QObject):
    """To be connected before whoever else shows notices on an opened project, since it clears the bar first.

    slow_after: milliseconds after which the disk is called slow. Signal: stuck(Trouble, whether there are backups),
    where no project is open and the one that is wanted cannot be.
    """

    stuck = Signal(object, bool)

    def __init__(self, window: QWidget, session: Session, worker: Worker, bar: NoticeBar, memory: Memory) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._worker = worker
        self._bar = bar
        self._memory = memory
        self._unopened: Path | None = None
        self.slow_after = _SLOW
        self._slow = QTimer(self, singleShot=True)
        self._slow.timeout.connect(self._on_slow)
        worker.waiting_changed.connect(self._on_waiting)
        session.halts.halted.connect(self._on_halted)
        session.halts.resumed.connect(lambda: bar.drop(Topic.UNSTORED))
        session.opened.connect(self._on_opened)
        session.not_opened.connect(self._on_not_opened)

    def handle(self, commands: Commands) -> None:
        """Takes on the commands."""
        commands.handle(
            {
                "try again": self._try_again,
                "reopen": self._reopen,
                "local copy": self._ask_local_copy,
                "accept place": self._accept_place,
                "put back": self._put_back,
            }
        )

    def open_anew(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Opens a project that could not be opened before, as the last annotator."""
        self._session.open_project(path, self._memory.annotator, then=then)

    @property
    def unopened(self) -> Path | None:
        """The project that could not be opened last, None once one was."""
        return self._unopened

    # --- while working ----------------------------------------------------------------------------------------------

    def _on_halted(self, halt: Halt) -> None:
        displaced = isinstance(halt.error, Displaced)
        behind = len(halt.behind)
        self._bar.drop(Topic.SLOW)
        self._bar.show_notice(notices.unstored(halt.error.trouble, halt.deed.what, behind, displaced=displaced))

    def _on_waiting(self, waiting: int) -> None:
        if not waiting:
            self._slow.stop()
            self._bar.drop(Topic.SLOW)
        elif not self._slow.isActive():
            self._slow.start(self.slow_after)

    def _on_slow(self) -> None:
        if self._session.gate.closed and self._session.snapshot is not None:
            self._bar.show_notice(notices.slow())

    def _try_again(self) -> None:
        project = self._session.project
        if self._session.halts.present is not None:
            self._session.in_turn(self._session.halts.retry)
        elif self._unopened is not None:
            self.open_anew(self._unopened)
        elif project is not None and project.read_only:
            self._reopen()
        else:
            self._session.told.emit("Nothing has failed: there is nothing to try again")

    def _reopen(self) -> None:
        self._session.in_turn(lambda: self._session.reopen(lambda path: path, lambda _: None))

    # --- opening ----------------------------------------------------------------------------------------------------

    def _on_opened(self, opened: Opened) -> None:
        self._bar.drop(*(topic for topic in Topic if topic is not Topic.CRASHED))
        self._unopened = None
        project = opened.project
        if project.read_only and opened.held is None:
            self._bar.show_notice(notices.read_only(project.read_only))
        if opened.worry and not self._memory.accepts_place(project.path):
            self._bar.show_notice(notices.risky(opened.worry))

    def _on_not_opened(self, path: Path, error: UserError) -> None:
        self._unopened = path

        def look() -> bool:
            from workspace.keeping.care import backups_of

            return isinstance(error, ProjectError) and bool(backups_of(path))

        def say(backups: bool) -> None:
            if self._session.project is None:
                self.stuck.emit(error.trouble, backups)
            elif self._unopened == path:
                self._bar.show_notice(notices.not_opened(path, error.trouble, backups=backups))

        self._worker.pool(look, say, self._session.failed.emit)

    # --- where it lies ----------------------------------------------------------------------------------------------

    def _accept_place(self) -> None:
        if (project := self._session.project) is not None:
            self._memory.accept_place(project.path)
            self._bar.drop(Topic.PLACE)

    def _ask_local_copy(self) -> None:
        if (project := self._session.project) is None:
            self._session.failed.emit(no_project())
            return
        original = project.path
        copy = files.local_copy_to_write(self._window, original)
        if copy is not None:
            self._session.in_turn(lambda: self._session.go_on_in(copy, lambda: self._on_copied(copy, original)))

    def _on_copied(self, copy: Path, original: Path) -> None:
        self._memory.keep_origin(copy, original)
        self._bar.show_notice(notices.copied(copy, original))

    def _put_back(self) -> None:
        """A copy of the local copy goes to where that came from, under a name of its own."""
        project = self._session.project
        origin = None if project is None else self._memory.origin(project.path)
        if origin is None:
            self._session.told.emit("This project is no local copy of another")
            return
        path = files.copy_to_write(self._window, origin)
        if path is not None:
            told = self._session.told.emit
            self._session.run(lambda project: project.store.backup(path), lambda _: told(f"A copy is in {path}"))
