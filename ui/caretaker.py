"""Has an opened project checked and backed up beside the work, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from models.errors import UserError
from ui.session import Opened, Session
from ui.sheet import Sheet
from ui.worker import Worker

if TYPE_CHECKING:
    from workspace.keeping.care import Findings

_MOST = 40  # problems that the sheet lists
_LATER = 1500  # milliseconds: the window, the list and the first article come first


class Caretaker(QObject):
    """One look at a project at a time; a newly opened one ends that at the one before."""

    def __init__(self, session: Session, worker: Worker, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker
        self._sheet = sheet
        self._stop = Event()
        session.opened.connect(self._on_opened)
        session.closed.connect(self.stop)

    def stop(self) -> None:
        """Ends the look at the project that is being closed."""
        self._stop.set()

    def _on_opened(self, opened: Opened) -> None:
        self.stop()
        stop = self._stop = Event()
        project = opened.project

        def look() -> Findings:
            from workspace.keeping.care import look_after

            return look_after(project, stop.is_set)

        QTimer.singleShot(_LATER, self, lambda: None if stop.is_set() else self._start(look, stop))

    def _start(self, look: Callable[[], Findings], stop: Event) -> None:
        self._worker.pool(
            look,
            lambda findings: None if stop.is_set() else self._on_findings(findings),
            lambda error: None if stop.is_set() else self._on_failed(error),
        )

    def _on_findings(self, findings: Findings) -> None:
        if findings.problems:
            shown = findings.problems[:_MOST]
            lines = [f"{problem.kind}: {problem.message}" for problem in shown]
            lines += [f"… and {len(findings.problems) - _MOST} more"] if len(findings.problems) > _MOST else []
            advice = "Work on is possible, but first save a copy (Ctrl+Shift+S), and run `inquit check --repair`."
            self._sheet.show_words("This project is damaged", "\n".join([advice, "", *lines]))
        elif findings.worry:
            self._session.told.emit(findings.worry)

    def _on_failed(self, error: UserError) -> None:
        self._session.told.emit(f"No backup was made: {error}")
