"""Work off the window's thread: one thread for the database, a few for the rest; answers come back to the window.

Plain data go in, one answer comes out. Knows nothing of projects.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from time import sleep
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models.errors import UserError

T = TypeVar("T")
Failed = Callable[[UserError], None]
_POOL: Final = 2
_BREATH: Final = 0.002  # seconds for which the window's thread lets others run Python
_SELDOM: Final = 20  # milliseconds from breath to breath while only the pool works


def _nothing() -> None:
    """Nobody waits for this."""


class Worker(QObject):
    """Runs jobs in the order they are given; `waiting_changed` says how many are not answered yet.

    A UserError goes to the job's `failed`; any other exception is a bug, and raised on the window's thread.
    """

    waiting_changed = Signal(int)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(1, "database")
        self._pool = ThreadPoolExecutor(_POOL, "pool")
        self._waiting = 0
        self._beside = 0  # pool jobs that are not answered yet
        self._closed = False
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        # Qt's own event loop lets other threads run Python, but calls such as QTest.qWait do not: whoever drives the
        # window by them would wait for a database, or for figures, that never get their turn.
        self._breathing = QTimer(self, interval=0)
        self._breathing.timeout.connect(lambda: sleep(_BREATH))

    @property
    def waiting(self) -> int:
        """How many database jobs are not answered yet."""
        return self._waiting

    def database(
        self, job: Callable[[], T], then: Callable[[T], None], failed: Failed, broke: Callable[[], None] = _nothing
    ) -> None:
        """Runs `job` on the database's thread, then one of the others on the window's; broke: a bug ended it."""
        self._count(1)
        counted = partial(self._counted, then), partial(self._counted, failed)
        self._start(self._database, job, *counted, lambda: self._counted(lambda _: broke(), None))

    def pool(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Runs `job` beside everything else; of the project it may only read, on a connection of its own."""
        self._breathe(beside=1)
        self._start(self._pool, job, partial(self._ended, then), partial(self._ended, failed), self._breathe_less)

    def close(self) -> None:
        """Ends the threads once what was given has been done; no more answers come."""
        self._closed = True
        self._waiting = 0
        self._database.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(
        self,
        executor: Executor,
        job: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed,
        broke: Callable[[], None],
    ) -> None:
        future = executor.submit(job)
        future.add_done_callback(lambda done: self._answered.emit((done, then, failed, broke)))

    def _answer(self, answer: tuple["Future[T]", Callable[[T], None], Failed, Callable[[], None]]) -> None:
        future, then, failed, broke = answer
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if error is None:
            then(future.result())
        elif isinstance(error, UserError):
            failed(error)
        else:
            broke()
            raise error

    def _counted(self, then: Callable[[T], None], value: T) -> None:
        """What was asked counts as waiting no longer before its answer is shown, so that the answer may ask again."""
        self._count(-1, tell=False)
        try:
            then(value)
        finally:
            self.waiting_changed.emit(self._waiting)

    def _count(self, change: int, *, tell: bool = True) -> None:
        self._waiting += change
        self._breathe()
        if tell:
            self.waiting_changed.emit(self._waiting)

    def _ended(self, then: Callable[[T], None], value: T) -> None:
        self._breathe_less()
        then(value)

    def _breathe_less(self) -> None:
        self._breathe(beside=-1)

    def _breathe(self, *, beside: int = 0) -> None:
        """As often as may be for the database, now and then for what is computed beside the work."""
        self._beside += beside
        if not self._waiting and not self._beside:
            self._breathing.stop()
        elif not self._breathing.isActive() or self._breathing.interval() != self._interval:
            self._breathing.start(self._interval)

    @property
    def _interval(self) -> int:
        return 0 if self._waiting else _SELDOM
