"""Datasets out, as the window does it: off its thread, with progress and cancel, and a report at the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from models.errors import UserError
from models.offsets import OffsetUnit
from models.readings import State
from ui.session import Session, no_project

if TYPE_CHECKING:
    from workspace.exporting import ExportReport
    from workspace.project import Project


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written. annotator: None for everyone; states: of the readings."""

    path: Path
    annotator: str | None
    states: tuple[State, ...] = tuple(State)
    format: str = "inquit-jsonl"
    offsets: OffsetUnit = OffsetUnit.CODE_POINT
    profile: str | None = None


class Transfer(QObject):
    """Signals: progressed(records); exported(report); failed(UserError); running_changed(whether one is written)."""

    progressed = Signal(int)
    exported = Signal(object)
    failed = Signal(object)
    running_changed = Signal(bool)
    _ended = Signal()  # however it ended

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stop = Flag()
        self.running = False
        self._ended.connect(lambda: self._set_running(running=False), Qt.ConnectionType.QueuedConnection)

    def export(self, wanted: Export) -> None:
        """Writes a dataset; one can go on annotating meanwhile. One at a time: another is refused."""
        if self._session.project is None:
            self._session.failed.emit(no_project())
            return
        if self.running:
            self._session.failed.emit(UserError("a dataset is being written", remedy="wait for its end, or cancel it"))
            return
        self._stop = stop = Flag()

        def job(project: Project) -> ExportReport | UserError | None:
            from workspace.exporting import Cancelled, ExportOptions, export_file

            whose = wanted.annotator
            options = ExportOptions(wanted.format, whose, whose is None, wanted.states, wanted.offsets, wanted.profile)
            try:
                return export_file(project, wanted.path, options, self.progressed.emit, stop.is_set)
            except Cancelled:
                return None
            except UserError as error:
                return error
            finally:
                self._ended.emit()

        self._set_running(running=True)
        self._session.beside(job, self._on_written)

    def cancel(self) -> None:
        """Ends what is written; the file that was there stays."""
        self._stop.set()

    def _on_written(self, found: ExportReport | UserError | None) -> None:
        if found is None:
            self._session.told.emit("The export was cancelled; nothing was written")
        elif isinstance(found, UserError):
            self.failed.emit(found)
            self._session.failed.emit(found)
        else:
            self.exported.emit(found)
            self._session.told.emit(f"{found.records:,} records with {found.spans:,} spans are in {found.path}")

    def _set_running(self, *, running: bool) -> None:
        self.running = running
        self.running_changed.emit(running)
