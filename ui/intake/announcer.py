"""Says what came of an import: in the status line, on the tab, and by going to its page where nobody is at work."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QObject, Signal

from ui.intake.arrivals import Arrivals
from ui.intake.inbox import Stage
from ui.intake.words import headline
from ui.keyboard import shown
from ui.keys import command
from ui.session import Session


class Announcer(QObject):
    """Signals: wanted(), the page of the import is to be shown; titled(what its tab is called), "" for no tab."""

    wanted = Signal()
    titled = Signal(str)

    def __init__(self, arrivals: Arrivals, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrivals = arrivals
        self._session = session
        self._is_at_work = False
        self._was_empty = False  # there was no article to work at when the import began
        arrivals.changed.connect(self._on_changed)
        arrivals.running_changed.connect(self._on_running)
        arrivals.progressed.connect(self._on_progress)
        arrivals.finished.connect(self._on_finished)

    def notice(self, *_: object) -> None:
        """A sign that somebody is at work: they are not taken to another page then."""
        self._is_at_work = self._arrivals.running and not self._was_empty

    def _on_running(self, running: bool) -> None:
        if running:
            self._is_at_work, self._was_empty = False, self._session.snapshot is None

    def _on_changed(self) -> None:
        counts = self._arrivals.inbox.counts
        number = counts[Stage.IN_DOUBT] + counts[Stage.FAILED]
        self.titled.emit(f"Import · {number:,}" if number else "Import" if self._arrivals.inbox.items else "")

    def _on_progress(self, done: int, of: int, path: str) -> None:
        if done < of:
            self._session.told.emit(f"Importing {done + 1:,} of {of:,}: {PurePath(path).name}")

    def _on_finished(self, cancelled: bool) -> None:
        counts = self._arrivals.inbox.counts
        needs_a_look = bool(counts[Stage.IN_DOUBT] or counts[Stage.FAILED])
        said = "The import was cancelled; what came in before stays" if cancelled else headline(self._arrivals.inbox)
        is_there_more = needs_a_look or bool(self._arrivals.inbox.passed_over)
        self._session.told.emit(f"{said}: {shown(command('page import').key)} shows it" if is_there_more else said)
        if needs_a_look and not self._is_at_work and not cancelled:
            self.wanted.emit()
