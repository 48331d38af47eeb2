"""The composition root: makes the program's parts and joins them. Libraries for the database come after first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from models.events import Event
from ui.main_window import MainWindow
from ui.memory import memory
from ui.termination import Termination
from workspace.garbage import look_for_garbage_seldom
from workspace.report import watched

if TYPE_CHECKING:
    from workspace.project import Project

Listener = Callable[[Event], None]
Settings = QSettings | Mapping[str, object] | None


def open_window(
    project: Path | str | Project | None,
    annotator: str = "",
    settings: Settings = None,
    listeners: Sequence[Listener] = (),
) -> MainWindow:
    """Opens the window on a project (a path, or one that is open already); it is read after the first paint.

    settings: where the session is remembered, by default the user's own. Makes a QApplication where there is none.
    """
    application()
    window = MainWindow(memory(settings), listeners)
    _open_when_painted(window, Path(project) if isinstance(project, str) else project, annotator)
    window.show()
    return window


def run(paths: Sequence[Path], annotator: str | None = None, ack: Path | None = None) -> int:
    """Runs the window until it is closed, and returns the exit code.

    paths: a project and articles to bring in, in any order; without a project the last one is opened. ack: a file to
    which the number of every stored change is appended.
    """
    app = application()
    remembered = memory(None)
    window = MainWindow(remembered, [acknowledging(ack)] if ack is not None else [])
    termination = Termination(window.close, window)
    app.commitDataRequest.connect(lambda _: window.store_everything(), Qt.ConnectionType.DirectConnection)
    app.aboutToQuit.connect(window.end)
    projects = [path for path in paths if path.suffix.lower() == ".inquit"]
    articles = [path for path in paths if path not in projects]
    project = projects[0] if projects else remembered.project
    _open_when_painted(window, project, annotator or remembered.annotator, articles)
    window.show()
    try:
        with watched(window.safeguards.bugs.tell, window.safeguards.bugs.tell_end):
            return app.exec()
    finally:
        termination.release()


def application() -> QApplication:
    """The one QApplication, made where there is none."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    look_for_garbage_seldom()
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Inquit")
    made.setStyle("Fusion")
    return made


def _open_when_painted(
    window: MainWindow, project: Path | Project | None, annotator: str, articles: Sequence[Path] = ()
) -> None:
    def begin() -> None:
        if project is not None:
            window.projects.open(project, annotator, articles)
        elif articles:
            window.projects.take(articles)

    window.painted.connect(begin)


def acknowledging(path: Path) -> Listener:
    """Appends the number of each change to a file, and has it written before the next one begins."""

    def append(event: Event) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{event.seq}\n")
            file.flush()
            os.fsync(file.fileno())

    return append
