"""SIGTERM and SIGHUP, as at log-out: the window closes as if by hand, so that the project is closed and unlocked.

Qt's event loop runs no Python while nothing happens, so the signal wakes it through a socket.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

from workspace.ending import SIGNALS


class Termination(QObject):
    """Calls `close` on the window's thread when the program is asked to end; `release` gives the signal back."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)
        self._before = {number: signal.signal(number, lambda _number, _frame: None) for number in SIGNALS}
        self._wakeup_before = signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_: self._on_signal(close))

    def _on_signal(self, close: Callable[[], object]) -> None:
        if set(SIGNALS) & set(self._woken.recv(64)):
            close()

    def release(self) -> None:
        """Leaves signals as they were."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._wake.close()
        self._woken.close()
