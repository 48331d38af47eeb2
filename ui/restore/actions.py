"""What File > Restore a backup does: lists, looks into one after the other beside the work, restores, goes on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.commands import Commands
from ui.palettes import Palette
from ui.restore.sheet import RestoreSheet
from ui.safekeeping import notices
from ui.safekeeping.notice_bar import NoticeBar
from ui.safekeeping.safety import Safety
from ui.session import Session, no_project
from ui.worker import Worker

if TYPE_CHECKING:
    from workspace.keeping.backups import Backup
    from workspace.keeping.restoring import Contents, Prospect
    from workspace.project import Project


class RestoreActions(QObject):
    """The sheet is made when it is first wanted."""

    def __init__(
        self, window: QWidget, session: Session, worker: Worker, bar: NoticeBar, safety: Safety, palette: Palette
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._worker = worker
        self._bar = bar
        self._safety = safety
        self._palette = palette
        self._sheet: RestoreSheet | None = None
        self._path = Path()
        self._project: Project | None = None  # the open one, None where it cannot be opened
        self._now: Contents | None = None

    @property
    def sheet(self) -> RestoreSheet:
        """The window, made when it is first asked for."""
        if self._sheet is None:
            self._sheet = RestoreSheet(self._palette, self._window)
            self._sheet.looked_at.connect(self._look_into)
            self._sheet.wanted.connect(self._restore)
        return self._sheet

    def handle(self, commands: Commands) -> None:
        """Takes on the commands."""
        commands.handle({"restore": self._show, "restore unopened": self._show_unopened})

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._palette = palette
        if self._sheet is not None:
            self._sheet.comparison.colours = palette
            self._sheet.comparison.update()

    # --- listing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if (project := self._session.project) is not None:
            self._list(project.path, project)
        else:
            self._show_unopened()

    def _show_unopened(self) -> None:
        path = self._safety.unopened
        if path is None:
            self._session.failed.emit(no_project())
        else:
            self._list(path, None)

    def _list(self, path: Path, project: Project | None) -> None:
        self._path, self._project = path, project

        def look() -> tuple[list[Backup], Contents | None]:
            from workspace.keeping.care import backups_of
            from workspace.keeping.restoring import contents_of

            now = None if project is None else contents_of(project.store)
            return backups_of(path, None if project is None else project.store), now

        self._worker.pool(look, self._on_listed, self._session.failed.emit)

    def _on_listed(self, found: tuple[list[Backup], Contents | None]) -> None:
        backups, self._now = found
        self.sheet.show_backups(self._path.name, backups, None if self._now is None else self._now.changes)

    def _look_into(self, backup: Backup) -> None:
        project, path = self._project, self._path

        def look() -> tuple[Prospect, str]:
            from workspace.keeping.restoring import kept_name, prospect

            return prospect(backup, None if project is None else project.store), kept_name(path).name

        def show(found: tuple[Prospect, str]) -> None:
            self.sheet.show_prospect(found[0], self._now, found[1])

        self._worker.pool(look, show, self._session.failed.emit)

    # --- restoring --------------------------------------------------------------------------------------------------

    def _restore(self, backup: Backup) -> None:
        path = self._path
        if self._project is not None:
            put = partial(_put_in_place, backup.path)
            self._session.in_turn(lambda: self._session.reopen(put, self._on_restored))
        else:
            self._worker.pool(lambda: _put_in_place(backup.path, path), self._on_put, self._session.failed.emit)

    def _on_put(self, kept: Path | None) -> None:
        """The project could not be opened: it can now."""
        self._safety.open_anew(self._path, lambda: self._on_restored(kept))

    def _on_restored(self, kept: Path | None) -> None:
        self._bar.show_notice(notices.restored(kept))


def _put_in_place(backup: Path, path: Path) -> Path | None:
    from workspace.keeping.restoring import restore

    return restore(backup, path)
