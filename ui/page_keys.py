"""The keys of a page outside the text: those of its context, and what the window's own mean while it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from ui.guard import guarded
from ui.keyboard import pressed
from ui.keys import Command, by_key


class PageKeys(QObject):
    """To be installed on the page's parts. actions: of commands, by id; each is bound to the command's keys."""

    def __init__(
        self, commands: Mapping[str, Command], actions: Mapping[str, Callable[[], None]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._keys = by_key(commands.values())
        self._actions = actions

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        found = pressed(event, self._keys)
        if found is None:
            return False
        event.accept()  # so that the window's shortcuts leave the key to us
        if event.type() == QEvent.Type.KeyPress:
            self._actions[found.id]()
        return True
