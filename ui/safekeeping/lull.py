"""Whether the annotator is at work just now, so that what is done beside the work can wait for a pause.

Python runs one thread at a time: a check of thousands of spans would hold up a key press by what it takes itself.
"""

from __future__ import annotations

from threading import Event
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.session import Session

_PAUSE: Final = 1000  # milliseconds without a gesture that are taken for a pause


class Lull(QObject):
    """Signal: came(), when the annotator has paused."""

    came = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._quiet = Event()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._on_pause)
        for lively in (session.opened, session.article_opened, session.changed):
            lively.connect(self._on_work)
        session.closed.connect(self.end)

    def wait(self) -> None:
        """Waits for a pause; for other threads than the window's."""
        self._quiet.wait()

    def end(self) -> None:
        """Nobody waits any longer: the project is being closed."""
        self._pause.stop()
        self._quiet.set()

    def _on_work(self) -> None:
        self._quiet.clear()
        self._pause.start()

    def _on_pause(self) -> None:
        self._quiet.set()
        self.came.emit()
