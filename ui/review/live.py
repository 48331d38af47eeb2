"""Figures that follow the project: computed beside the window, again after each change, gamma last.

One computation at a time; a newer question stops the one under way, and what that has found so far is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event as Flag
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import UserError
from ui.session import Session
from ui.worker import Worker

if TYPE_CHECKING:  # at run time these come with numpy, which the start does not wait for
    from workspace.project import Project
    from workspace.reviewing import Review, Reviewer

_Progress = Callable[[int, int], None]
_PAUSE: Final = 30  # milliseconds in which changes that follow one another become one


@dataclass(frozen=True, slots=True)
class Answer:
    """seconds: how long computing it took; stopped: whether the user stopped before γ was there."""

    review: Review
    seconds: float
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown. annotators: None for all but gold and machines; with_suggested: whether spans that began as
    suggestions count; repeats: who is whose blind repeat.
    """

    annotators: tuple[str, ...] | None = None
    with_suggested: bool = True
    repeats: Mapping[str, str] = field(default_factory=dict)


class LiveReview(QObject):
    """Signals: reviewed(Answer), first without gamma, then with it; progressed(done, of); rested(), when nothing is
    under way any more; failed(UserError).
    """

    reviewed = Signal(object)
    progressed = Signal(int, int)
    rested = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._worker = session, worker
        self.wanted = Wanted()
        self._desk: _Desk | None = None
        self._stop: Flag | None = None  # of the computation under way
        self._stale = True
        self._awake = False
        self._stopped = False  # by the user: nothing begins by itself
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._begin)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.committed.connect(self._on_changed)

    @property
    def computing(self) -> bool:
        """Whether something is under way."""
        return self._stop is not None or self._pause.isActive()

    def want(self, wanted: Wanted) -> None:
        """Asks for something else."""
        self.wanted = wanted
        self._on_changed()

    def wake(self) -> None:
        """The figures are looked at: computes what has changed meanwhile."""
        self._awake = True
        if self._stale:
            self._pause.start(0)

    def sleep(self) -> None:
        """Nobody looks: stops, so that annotating has the processor to itself."""
        self._awake = False
        self._pause.stop()
        if self._stop is not None:
            self._stale = True
            self._stop.set()

    def stop(self) -> None:
        """Stops computing; the figures stay as they are until something changes or they are looked at anew."""
        self._pause.stop()
        if self._stop is not None:
            self._stopped = True
            self._stop.set()

    def _on_opened(self) -> None:
        self._desk = None
        self.wanted = Wanted()
        self._on_changed()

    def _on_closed(self) -> None:
        self.stop()
        self._desk = None

    def _on_changed(self) -> None:
        self._stale, self._stopped = True, False
        if self._awake:
            self._pause.start()

    # --- computing --------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._stop is not None:
            self._stop.set()  # its answer begins the next one
        elif self._awake and (project := self._session.project) is not None:
            self._desk = self._desk or _Desk(project)
            self._stale = False
            self._run(self._desk, gamma=False)

    def _run(self, desk: _Desk, *, gamma: bool) -> None:
        stop = self._stop = Flag()
        wanted = self.wanted

        def job() -> Answer | None:
            return desk.answer(wanted, stop, self.progressed.emit, gamma=gamma)

        self._worker.pool(
            job,
            lambda answer: self._on_answer(desk, answer, gamma=gamma),
            lambda error: self._on_failed(desk, error),
        )

    def _on_answer(self, desk: _Desk, answer: Answer | None, *, gamma: bool) -> None:
        self._stop = None
        if desk is self._desk and answer is not None and not self._stale:
            self.reviewed.emit(answer)
            if not gamma and answer.review.report.articles:
                self._run(desk, gamma=True)
                return
        self._go_on()

    def _on_failed(self, desk: _Desk, error: UserError) -> None:
        self._stop = None
        if desk is self._desk:
            self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._stopped:
            self._stale, self._stopped = True, False
            self.rested.emit()
        elif self._stale and self._awake:
            self._pause.start(0)
        else:
            self.rested.emit()


class _Desk:
    """A reviewer, made on the thread that uses it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._reviewer: Reviewer | None = None

    def answer(self, wanted: Wanted, stop: Flag, progressed: _Progress, *, gamma: bool) -> Answer | None:
        """None if it was stopped."""
        from workspace.reviewing import Cancelled, Reviewer, ReviewOptions

        self._reviewer = self._reviewer or Reviewer(self._project)
        options = ReviewOptions(
            annotators=wanted.annotators,
            with_suggested=wanted.with_suggested,
            repeats=wanted.repeats,
            gamma=gamma,
            competence=False,  # not shown here
        )
        begun = perf_counter()
        try:
            review = self._reviewer.review(options, progressed, stop.is_set)
        except Cancelled:
            return None
        return Answer(review, perf_counter() - begun)
