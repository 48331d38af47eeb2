"""Writes what the review page shows to a file: the whole report as a page, or its disagreements as a table.

A report that is asked for while figures are still computed is written once they are there.
"""

from __future__ import annotations

from pathlib import Path

from ui.review.live import Answer
from ui.review.names import blinded
from ui.review.questions import names_of
from ui.session import Session
from ui.worker import Worker


class ReportWriter:
    """Writes beside everything else; the session tells where the file is."""

    def __init__(self, session: Session, worker: Worker) -> None:
        self._session = session
        self._worker = worker
        self._waiting: Path | None = None

    def forget(self) -> None:
        """Another project: what was asked for belongs to the one before."""
        self._waiting = None

    def wait(self, path: Path) -> None:
        """Keeps a file in mind until all figures are there."""
        self._waiting = path
        self._session.told.emit("The report is written as soon as all figures are there")

    def write_waiting(self, answer: Answer, *, blind: bool) -> None:
        """All figures are there: writes what was asked for meanwhile, if anything was."""
        path, self._waiting = self._waiting, None
        if path is not None:
            self.write(path, answer, blind=blind)

    def write(self, path: Path, answer: Answer, *, blind: bool) -> None:
        """Writes the page, or the table where the name ends in .csv. blind: names nobody."""
        project = self._session.project
        if project is None:
            return
        review, name = answer.review, project.path.stem
        report = blinded(review.report, names_of(review, blind=True)) if blind else review.report

        def job() -> Path:
            from workspace.publishing import write_page, write_table

            if path.suffix.lower() == ".csv":
                write_table(path, report, review.headings)
            else:
                write_page(path, report, name)
            return path

        self._worker.pool(
            job, lambda written: self._session.told.emit(f"The report is in {written}"), self._session.failed.emit
        )
