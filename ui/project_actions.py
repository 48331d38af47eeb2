"""Projects and files as the user asks for them: opening, making, importing, exporting, changing the annotator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from models.errors import Refused
from ui import files
from ui.commands import Commands
from ui.door import Opened
from ui.intake.arrivals import Arrivals
from ui.session import Session, no_project
from ui.transfer import Transfer
from workspace.annotating.gestures import NEW, Ask, Option

if TYPE_CHECKING:
    from workspace.project import Project

_SUFFIX: Final = ".inquit"
AskInPlace = Callable[[Ask, Callable[[str], None]], None]


class ProjectActions:
    """What the File menu does, and what happens to files that are dropped."""

    def __init__(self, window: QWidget, session: Session, arrivals: Arrivals, ask: AskInPlace) -> None:
        self._window = window
        self._session = session
        self._arrivals = arrivals
        self._ask = ask
        self._annotator = ""
        self._waiting: list[Path] = []
        self.transfer = Transfer(session, window)
        session.opened.connect(self._on_opened)
        session.not_opened.connect(lambda *_: self._waiting.clear())  # they were meant for that one

    def handle(self, commands: Commands) -> None:
        """Takes on the commands."""
        commands.handle(
            {
                "open": lambda: self.take(files.files_to_open(self._window)),
                "open folder": self._open_folder,
                "new project": self._new_project,
                "save copy": self._save_copy,
                "annotator": self._ask_annotator,
                "cancel import": self._arrivals.cancel,
                "cancel export": self.transfer.cancel,
            }
        )

    def open(self, project: Path | Project, annotator: str = "", bringing: Sequence[Path] = ()) -> None:
        """Opens a project as this annotator, else as the one of before, and then brings files in."""
        self._annotator = annotator or self._annotator
        self._waiting += bringing
        self._session.open_project(project, self._annotator)

    def take(self, paths: Sequence[Path]) -> None:
        """Opens a project, or brings files in; without a project one is made for them."""
        projects = [path for path in paths if path.suffix.lower() == _SUFFIX]
        self._waiting += [path for path in paths if path not in projects]
        if projects:
            self.open(projects[0])
        elif self._waiting and self._session.project is None:
            self._new_project()
        else:
            self._import_waiting()

    def _new_project(self) -> None:
        path = files.new_project(self._window)
        if path is not None:
            self._session.open_project(path, self._annotator, make=True)

    def _open_folder(self) -> None:
        folder = files.folder_to_open(self._window)
        self.take([folder] if folder is not None else [])

    def _on_opened(self, opened: Opened) -> None:
        self._annotator = opened.desk.annotator.name
        self._import_waiting()

    def _import_waiting(self) -> None:
        paths, self._waiting = self._waiting, []
        project = self._session.project
        if paths and project is not None and project.read_only:
            self._session.failed.emit(Refused("nothing can be brought in", value=project.read_only))
        elif paths:
            self._arrivals.take(paths)

    # --- questions --------------------------------------------------------------------------------------------------

    def _save_copy(self) -> None:
        """A copy of all that is stored, also when the project's own file was moved, replaced or cannot be written."""
        if self._session.project is None:
            self._session.failed.emit(no_project())
            return
        path = files.copy_to_write(self._window, self._session.project.path)
        if path is not None:
            told = self._session.told.emit
            self._session.run(lambda project: project.store.rescue(path), lambda _: told(f"A copy is in {path}"))

    def _ask_annotator(self) -> None:
        options = tuple(Option(annotator.name, annotator.name) for annotator in self._session.annotators)
        self._ask(Ask("Whose annotations are these?", options, "annotator", makes=True), self._work_as)

    def _work_as(self, name: str) -> None:
        if (project := self._session.project) is not None:
            self._session.open_project(project, name.removeprefix(NEW))
