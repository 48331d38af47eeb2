"""Files in and out, as the window does it: off its thread, with progress and cancel, and a report at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.errors import UserError
from models.readings import State
from ui.session import Session

if TYPE_CHECKING:
    from workspace.exporting import ExportReport
    from workspace.intake.importing import FileReport
    from workspace.project import Project


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written. annotator: None for everyone; done: only readings that are done."""

    path: Path
    annotator: str | None
    done: bool


class Transfer(QObject):
    """Signals: progressed(done, of, path) while files come in; imported(reports); exported(report); cancelled();
    running_changed(whether an import is under way).
    """

    progressed = Signal(int, int, str)
    imported = Signal(object)
    exported = Signal(object)
    cancelled = Signal()
    running_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stop = Flag()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Brings files and folders into the project; readings that name nobody are the annotator's."""
        self._stop.clear()
        annotator = self._session.annotator.name if self._session.annotator else None

        def job(project: Project) -> list[FileReport] | None:
            from workspace.intake.importing import Cancelled, ImportOptions, import_files

            try:
                return import_files(
                    project,
                    paths,
                    ImportOptions(annotator=annotator),
                    lambda at: self.progressed.emit(at.done, at.of, at.path),
                    self._stop.is_set,
                )
            except Cancelled:
                return None

        self.running_changed.emit(True)
        self._session.run(job, self._on_imported, self._on_failed)

    def cancel(self) -> None:
        """Ends an import after the file in hand."""
        self._stop.set()

    def _on_failed(self, error: UserError) -> None:
        self.running_changed.emit(False)
        self._session.failed.emit(error)

    def _on_imported(self, reports: list[FileReport] | None) -> None:
        self.running_changed.emit(False)
        if reports is None:
            self.cancelled.emit()
            self._session.reload_entries()
        else:
            self.imported.emit(reports)

    def export(self, wanted: Export) -> None:
        """Writes a dataset in the native format; one can go on annotating meanwhile."""

        def job(project: Project) -> ExportReport:
            from workspace.exporting import ExportOptions, export_file

            states = (State.DONE,) if wanted.done else tuple(State)
            options = ExportOptions(annotator=wanted.annotator, everyone=wanted.annotator is None, states=states)
            return export_file(project, wanted.path, options)

        self._session.beside(job, self.exported.emit)


def summary(reports: Sequence[FileReport]) -> str:
    """What came in, in one line."""
    articles, readings = sum(r.articles for r in reports), sum(r.readings for r in reports)
    failed = sum(report.status == "failed" for report in reports)
    unchanged = sum(report.status == "unchanged" for report in reports)
    told = [
        _counted(articles, "article") + " and " + _counted(readings, "reading") + " came in",
        f"{_counted(unchanged, 'file')} unchanged" if unchanged else "",
        f"{_counted(failed, 'file')} failed" if failed else "",
    ]
    return ", ".join(part for part in told if part)


def details(reports: Sequence[FileReport]) -> str:
    """Everything the user should look at, a line each; "" where all went well."""
    lines: list[str] = []
    for report in reports:
        lines += [str(error) for error in report.errors]
        lines += [f"{report.path}: {warning}" for warning in report.warnings]
        if report.changed_characters:
            changed = ", ".join(f"{count:,} {kind}" for kind, count in report.changed_characters.items())
            lines.append(f"{report.path}: characters changed: {changed}")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
