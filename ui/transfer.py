"""Datasets out, as the window does it: off its thread, with a report at the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.readings import State
from ui.session import Session

if TYPE_CHECKING:
    from workspace.exporting import ExportReport
    from workspace.project import Project


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written. annotator: None for everyone; done: only readings that are done."""

    path: Path
    annotator: str | None
    done: bool


class Transfer(QObject):
    """Signal: exported(report)."""

    exported = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def export(self, wanted: Export) -> None:
        """Writes a dataset in the native format; one can go on annotating meanwhile."""

        def job(project: Project) -> ExportReport:
            from workspace.exporting import ExportOptions, export_file

            states = (State.DONE,) if wanted.done else tuple(State)
            options = ExportOptions(annotator=wanted.annotator, everyone=wanted.annotator is None, states=states)
            return export_file(project, wanted.path, options)

        self._session.beside(job, self.exported.emit)
