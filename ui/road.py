"""The one road of the window to the database's thread: what is asked goes in the order of asking, answers come back.

While an answer is awaited the gate holds what the user does; where the project's file fails, `Halts` keeps what was
not done. Knows neither projects nor widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from models.errors import UserError
from ui.gate import Gate
from ui.halts import Deed, Halts, Reach
from ui.worker import Worker

T = TypeVar("T")
Failed = Callable[[UserError], None]


class Road(QObject):
    """Signals: failed(UserError); rested(), when nothing that was asked is left to do."""

    failed = Signal(object)
    rested = Signal()

    def __init__(self, worker: Worker, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self.gate = gate
        self.halts = Halts(gate, self)
        self._in_flight = 0

    def in_turn(self, action: Callable[[], None]) -> None:
        """Does something of the user's now, or when everything asked before it has been answered."""
        if self.gate.closed:
            self.gate.hold(action)
        else:
            action()

    def ask(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None) -> None:
        """Asks for something whose answer may change what the next key means."""
        failed = failed or self.failed.emit
        self.gate.close()
        self._in_flight += 1
        self._worker.database(
            job,
            lambda value: self._settle(lambda: then(value)),
            lambda error: self._settle(lambda: failed(error)),
            lambda: self._settle(lambda: None),
        )

    def do(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        what: str = "",
        reach: Callable[[T], Reach] = lambda _: Reach.NOWHERE,
    ) -> None:
        """Asks for a deed of the user's, which is kept where the file fails. reach: how far into the file it got."""
        deed = Deed(what, partial(self.do, job, then, what, reach))

        def done(value: T) -> None:
            self.halts.passed(reach(value))
            then(value)

        self.ask(job, done, partial(self._on_undone, deed))

    def leave(self, job: Callable[[], object], what: str) -> None:
        """Has something stored that nobody waits for."""
        deed = Deed(what, partial(self.leave, job, what))
        self._worker.database(job, lambda _: None, partial(self._on_undone, deed))

    def _on_undone(self, deed: Deed, error: UserError) -> None:
        if not self.halts.takes(deed, error):
            self.failed.emit(error)

    def _settle(self, then: Callable[[], None]) -> None:
        """What an answer asks for in its turn comes before anything that was held."""
        try:
            then()
        finally:
            self._in_flight -= 1
            if not self._in_flight:
                self.gate.open()
            if not self.gate.closed:
                self.rested.emit()
