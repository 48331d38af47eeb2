"""SIGTERM, as at log-out or shutdown: the window closes as if by hand, so that the project is closed and unlocked.

Qt's event loop runs no Python while nothing happens, so the signal wakes it through a socket.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Termination(QObject):
    """Calls `close` on the window's thread when the program is asked to end; `release` gives the signal back."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)
        self._before = signal.signal(signal.SIGTERM, lambda _number, _frame: None)
        self._wakeup_before = signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_: self._on_signal(close))

    def _on_signal(self, close: Callable[[], object]) -> None:
        numbers = self._woken.recv(64)
        if signal.SIGTERM in numbers:
            close()

    def release(self) -> None:
        """Leaves signals as they were."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        signal.signal(signal.SIGTERM, self._before)
        self._wake.close()
        self._woken.close()
