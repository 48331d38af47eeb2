"""`python -m ui.demo FOLDER`: a project of the sample articles, one annotated as in the window, all exported.

With --window it opens the window on that project instead, which then stays from one time to the next.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from models.errors import UserError
from models.readings import State
from models.spans import Fragment
from ui.application import application, open_window, run
from ui.main_window import MainWindow
from ui.transfer import Export
from workspace.annotating.gestures import Gesture

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
ANNOTATOR = "ana"
SIZE = (1440, 900)


@dataclass(frozen=True, slots=True)
class Step:
    """A gesture on words of the article. within: a longer stretch in which the words stand only once."""

    action: str
    words: str = ""
    within: str = ""
    argument: str = ""


STEPS = (
    Step("quote", "Crews on the Sorrel Strait ferries will decide next week whether to sail at night again"),
    Step("speaker", "their union"),
    Step("cue", "said", "their union said on Wednesday"),
    Step("quote", "“We have asked for lights on the piles, not for the moon,”"),
    Step("add_fragment", "“One of the two we can do without.”"),
    Step("cue", "said", "said the union’s secretary"),
    Step("speaker", "the union’s secretary, Oona Pell"),
    Step("polarity", argument="favor/new:Lights on the piles"),
    Step("speaker", "The operator, Strait Lines"),
    Step("cue", "said", "said that every pile"),
    Step("quote", "that every pile had been lit since Monday and that the crews had been shown the photographs"),
    Step("speaker", "Pell", "Pell dismissed"),
    Step("cue", "dismissed"),
    Step("quote", "the photographs as “taken at noon.”"),
    Step("polarity", argument="against/new:The operator’s assurances"),
    Step("relay_cue", "According to"),
    Step("source", "the website Lindhaven Live"),
    Step("quote", "the captains are on the side of the crews"),
    Step("speaker", "They"),
    Step("cue", "say", "They say"),
    Step("quote", "the reflectors “face the wrong shore.”"),
)
PICTURED = 1  # the place of the quote that is active in the picture


def main(arguments: Sequence[str]) -> int:
    """Runs the demonstration and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui.demo")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--window", action="store_true", help="open the window on the sample project")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    try:
        if chosen.window:
            return run([sample_project(chosen.folder / "sample.inquit")], ANNOTATOR)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # this job needs no display
        for path in demonstrate(chosen.folder):
            print(path)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def sample_project(path: Path) -> Path:
    """The project of the sample articles and their annotations; made where it is not there yet."""
    from workspace.intake.importing import import_files
    from workspace.project import Project

    if not path.exists():
        project = Project.create(path)
        reports = import_files(project, [SAMPLE / "articles", SAMPLE / "annotations.jsonl"])
        project.close()
        for error in (error for report in reports for error in report.errors):
            raise error
    return path


def demonstrate(folder: Path) -> tuple[Path, Path]:
    """The whole job, by the same gestures as in the window; returns the picture and the dataset."""
    project, picture, dataset = folder / "demo.inquit", folder / "inquit.png", folder / "dataset.jsonl"
    for path in (project, picture, dataset):
        path.unlink(missing_ok=True)
    application()
    window = open_window(sample_project(project), ANNOTATOR, {})
    window.resize(*SIZE)
    _settle(window)
    _annotate(window)
    _take_picture(window, picture)
    window.projects.transfer.export(Export(dataset, None))
    _settle(window)
    window.close()
    return picture, dataset


def _annotate(window: MainWindow) -> None:
    entries = window.annotate.pane.list.articles.entries
    window.session.open_article(entries[-1].id)
    _settle(window)
    for step in STEPS:
        window.session.perform(_gesture(step, _text(window)))
        _settle(window)
    window.session.finish(State.DOING, lambda: None)
    _settle(window)


def _gesture(step: Step, text: str) -> Gesture:
    if not step.words:
        return Gesture(step.action, argument=step.argument)
    around = step.within or step.words
    start = text.index(around) + around.index(step.words)
    selection = Fragment(start, start + len(step.words))
    return Gesture(step.action, selection, selection.end, step.argument)


def _text(window: MainWindow) -> str:
    snapshot = window.session.snapshot
    if snapshot is None:
        raise UserError("the sample project has no articles", remedy="check the folder `sample`")
    return snapshot.article.text


def _take_picture(window: MainWindow, picture: Path) -> None:
    snapshot = window.session.snapshot
    if snapshot is not None:
        window.session.activate(snapshot.reading.quotes[PICTURED].id)
    _settle(window)
    window.grab().save(str(picture))


def _settle(window: MainWindow) -> None:
    """Lets the window work until everything that was asked has been answered and painted."""
    for _ in range(3):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
        while window.worker.waiting:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
