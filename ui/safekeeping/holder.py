"""Who else has the project open: says so, asks that window to come to the front, and comes itself when asked.

Requests are files that only windows of the same user on this machine see (`workspace.keeping.summons`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import ProjectError
from ui.commands import Commands
from ui.door import Opened
from ui.safekeeping import notices
from ui.safekeeping.notice_bar import NoticeBar
from ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from workspace.keeping.care import Holding


class Holder(QObject):
    """window: what comes to the front."""

    def __init__(self, window: QWidget, session: Session, bar: NoticeBar) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._bar = bar
        self._held: Holding | None = None
        self._watcher: QFileSystemWatcher | None = None
        session.opened.connect(self._on_opened)

    def handle(self, commands: Commands) -> None:
        """Takes on the command."""
        commands.handle({"show holder": self._show})

    def _on_opened(self, opened: Opened) -> None:
        self._held = opened.held
        self._watch()
        if opened.held is not None:
            self._say(opened.held, opened.project.path)

    def _show(self) -> None:
        if self._held is None or self._session.project is None:
            self._session.told.emit("Nobody else has this project open")
        else:
            self._say(self._held, self._session.project.path)

    def _say(self, held: Holding, path: Path) -> None:
        asked = held.process is not None and self._summon(held.process, path)
        self._bar.show_notice(notices.held(held.who, clock(held.since), can_show=held.process is not None, asked=asked))

    def _summon(self, process: int, path: Path) -> bool:
        from workspace.keeping.summons import summon

        try:
            summon(process, path)
        except ProjectError as error:
            self._session.failed.emit(error)
            return False
        return True

    def _watch(self) -> None:
        if self._watcher is not None:
            return
        from workspace.keeping.summons import ready

        try:
            self._watcher = QFileSystemWatcher([str(ready())], self)
        except ProjectError as error:  # nobody can call this window then; everything else works
            self._session.failed.emit(error)
            return
        self._watcher.directoryChanged.connect(self._on_request)

    def _on_request(self, _: str) -> None:
        from workspace.keeping.summons import is_summoned

        project = self._session.project
        if project is not None and not project.read_only and is_summoned(project.path):
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            if QGuiApplication.platformName() != "offscreen":  # which has no windows to lie behind
                self._window.raise_()
            self._window.activateWindow()
            QApplication.alert(self._window)  # where the desktop does not let a window come forward by itself


def clock(iso: str) -> str:
    """A moment in UTC (ISO 8601) by the clock on this desk, with its day if that is not today; "" for none."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    is_today = moment.date() == datetime.now().astimezone().date()
    return f"{moment:%H:%M}" if is_today else f"{moment:%d %B %Y, %H:%M}"
