"""An annotator at an open project, as the window sees it: asks the desk on the database's thread, tells what came.

Everything that could change what the next key means goes through the gate, so the order of pressing is the order of
doing. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from models.errors import Refused, UserError
from models.events import ArticlesImported, Event
from models.readings import Annotator, State
from ui.door import Door, Opened
from ui.gate import Gate, Place
from ui.halts import Reach
from ui.keys import named
from ui.road import Road
from ui.visible import shortened
from ui.worker import Worker
from workspace.annotating.gestures import Gesture
from workspace.annotating.offers import next_stop
from workspace.passes import Pass

if TYPE_CHECKING:  # at run time these come with SQLAlchemy, which the first paint does not wait for
    from workspace.annotating.desk import Desk, Result, Snapshot
    from workspace.project import Project

T = TypeVar("T")
_OPENING: Final = tuple("“‘\"'„‚«»‹›")  # marks, of which there need be no second pair


class Session(QObject):
    """Signals: opened(Opened); not_opened(Path, UserError); closed(); entries_changed(entries); article_opened(
    Snapshot); changed(Snapshot, caret or None, where the gesture was made); asked(Ask, Gesture); told(words);
    failed(UserError); committed(Event); rested(), when nothing that was asked is left to do.
    """

    opened = Signal(object)
    closed = Signal()
    not_opened = Signal(object, object)
    entries_changed = Signal(object)
    article_opened = Signal(object, object)
    changed = Signal(object, object, object)
    asked = Signal(object, object)
    told = Signal(str)
    failed = Signal(object)
    committed = Signal(object)
    rested = Signal()

    def __init__(
        self,
        worker: Worker,
        place: Callable[[], Place],
        go: Callable[[Place], None],
        listeners: Sequence[Callable[[Event], None]] = (),
        parent: QObject | None = None,
    ) -> None:
        """place, go: ask and set where the user is; listeners: hear of each commit on the database's thread."""
        super().__init__(parent)
        self._worker = worker
        self._place = place
        self._door = Door((*listeners, self.committed.emit))
        self._road = Road(worker, Gate(place, go), self)
        self._road.failed.connect(self.failed)
        self._road.rested.connect(self.rested)
        self.gate, self.halts, self.in_turn = self._road.gate, self._road.halts, self._road.in_turn
        self._open: Opened | None = None
        self._snapshot: Snapshot | None = None
        self.committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)

    # --- what is open -----------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project | None:
        """The open project; to be used on the database's thread only."""
        return self._open.project if self._open else None

    @property
    def annotator(self) -> Annotator | None:
        """Whose annotations are made."""
        return self._open.desk.annotator if self._open else None

    @property
    def annotators(self) -> tuple[Annotator, ...]:
        """All annotators of the project, as it was opened."""
        return self._open.annotators if self._open else ()

    @property
    def snapshot(self) -> Snapshot | None:
        """The article on the desk, None while there is none."""
        return self._snapshot

    def open_project(
        self, project: Path | Project, annotator: str, *, make: bool = False, then: Callable[[], None] | None = None
    ) -> None:
        """Opens a project, or makes it; the one before is closed once that has worked. then: goes on with that."""
        before = self._open

        def done(opened: Opened) -> None:
            self._on_opened(opened)
            if then is not None:
                then()

        path = project if isinstance(project, Path) and not make else None
        failed = None if path is None else partial(self.not_opened.emit, path)
        self._road.ask(lambda: self._door.open(project, annotator, before, make=make), done, failed)

    def _on_opened(self, opened: Opened) -> None:
        self._open, self._snapshot = opened, None
        self.halts.end()
        self.opened.emit(opened)

    def close(self) -> None:
        """Closes the project; what was asked before is done first."""
        self._worker.database(self._door.close, _ignore, _ignore)
        if self._open is not None:
            self._open = self._snapshot = None
            self.closed.emit()

    def reopen(self, between: Callable[[Path], T], then: Callable[[T], None]) -> None:
        """Closes the project, does something with its file, opens it anew, and goes on with what came of that.

        Where `between` fails the project is opened as it was; where it cannot be opened, none is.
        """
        if (open_ := self._open) is None:
            return
        self.closed.emit()

        def done(answer: tuple[Opened, T | UserError]) -> None:
            opened, made = answer
            self._on_opened(opened)
            if isinstance(made, UserError):
                self.failed.emit(made)
            else:
                then(made)

        self._road.ask(lambda: self._door.open_anew(open_, between), done, partial(self._on_lost, open_.project.path))

    def _on_lost(self, path: Path, error: UserError) -> None:
        self._open = self._snapshot = None
        self.halts.end()
        self.not_opened.emit(path, error)

    def go_on_in(self, copy: Path, then: Callable[[], None]) -> None:
        """Makes a checked copy of the project and goes on in that; the original is closed, as it is."""
        if (open_ := self._open) is None:
            return

        def done(opened: Opened) -> None:
            self.closed.emit()
            self._on_opened(opened)
            then()

        self._road.ask(lambda: self._door.open_copy(open_, copy), done)

    def reload_entries(self) -> None:
        """Reads the list of articles again."""
        if (open_ := self._open) is not None:
            self._worker.database(
                lambda: tuple(open_.project.articles(open_.desk.annotator)), self.entries_changed.emit, self.failed.emit
            )

    # --- annotating -------------------------------------------------------------------------------------------------

    def open_article(self, article: str) -> None:
        """Puts an article on the desk, as it was left."""
        self._on_desk(lambda desk: desk.open(article), self._on_article, reach=lambda _: Reach.READ)

    def activate(self, span: str | None, *, go: bool = False) -> None:
        """Makes a span the selected one, and its quote the active one. go: the caret goes there too."""

        self._on_desk(lambda desk: desk.activate(span), lambda shown: self._show_at(shown, span if go else None))

    def step(self, direction: int) -> None:
        """Goes on to the next quote or suggestion in reading order, or back to the one before."""
        caret = self._place().caret

        def job(desk: Desk) -> Snapshot:
            snapshot = desk.snapshot
            return desk.activate(next_stop(snapshot.reading, snapshot.state, caret, direction, snapshot.step))

        self._on_desk(job, lambda shown: self._show_at(shown, shown.state.selected or shown.state.active))

    def perform(self, gesture: Gesture) -> None:
        """Runs a gesture once those before it have been done."""
        made_at = self._place()

        def done(result: Result) -> None:
            self._on_result(result, made_at, gesture)

        if gesture.action == "escape":
            self._on_desk(lambda desk: desk.perform(gesture), done)
        else:
            self._change(lambda desk: desk.perform(gesture), done, _called(gesture, self._snapshot))

    def finish(self, state: State, then: Callable[[], None]) -> None:
        """Sets the state of the reading, and goes on with `then`."""

        def done(result: Result) -> None:
            self._show(result.snapshot, None, None)
            then()

        self._change(lambda desk: desk.finish(state), done, f"marking the article as {state.value}")

    def choose_pass(self, step: Pass) -> None:
        """What the project works on from now on."""

        def job(desk: Desk) -> Snapshot:
            desk.project.choose_pass(step)
            return desk.snapshot

        words = "everything" if step is Pass.ALL else step.value
        self._change(job, lambda snapshot: self._show(snapshot, None, None, f"Working on {words}"), "the pass")

    def spend(self, article: str, seconds: float) -> None:
        """Adds to the time spent on an article; nobody waits for it."""
        if (open_ := self._open) is not None and not open_.project.read_only:
            self._road.leave(lambda: open_.desk.spend(article, seconds), "the time spent on the article")

    def undo(self) -> None:
        """Takes back the last change; its article is brought into view."""
        self._change(lambda desk: desk.undo(), self._on_taken_back, "undo")

    def redo(self) -> None:
        """Takes back the last undo."""
        self._change(lambda desk: desk.redo(), self._on_taken_back, "redo")

    def _on_article(self, snapshot: Snapshot, caret: int | None = None) -> None:
        self._snapshot = snapshot
        self.article_opened.emit(snapshot, caret)

    def _on_result(self, result: Result, made_at: Place, gesture: Gesture) -> None:
        self._show(result.snapshot, result.outcome.caret, made_at, result.outcome.message)
        if result.outcome.ask is not None:
            self.asked.emit(result.outcome.ask, gesture)

    def _on_taken_back(self, result: Result) -> None:
        if result.moved:
            self._on_article(result.snapshot, result.outcome.caret)
        else:
            self._show(result.snapshot, result.outcome.caret, None)

    def _show_at(self, snapshot: Snapshot, span: str | None) -> None:
        """Shows how things stand, with the caret before a span if there is one."""
        found = snapshot.reading.spans.get(span or "")
        self._show(snapshot, found.start if found else None, None)

    def _show(self, snapshot: Snapshot, caret: int | None, made_at: Place | None, message: str = "") -> None:
        self._snapshot = snapshot
        self.told.emit(message)
        self.changed.emit(snapshot, caret, made_at)

    # --- the one road to the database's thread ----------------------------------------------------------------------

    def aside(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Computes something from values, beside everything else; it must not touch the project."""
        self._worker.pool(job, then, self.failed.emit)

    def run(
        self,
        job: Callable[[Project], T],
        then: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Does something long with the project on the database's thread; gestures queue behind it."""
        failed = failed or self.failed.emit
        if (open_ := self._open) is None:
            failed(no_project())
        else:
            self._worker.database(lambda: job(open_.project), then, failed)

    def beside(self, job: Callable[[Project], T], then: Callable[[T], None]) -> None:
        """Does something long that only reads, on connections of its own; later gestures do not wait for it."""
        self.run(
            lambda project: project,  # once it is asked, everything before has been stored
            lambda project: self._worker.pool(lambda: job(project), then, self.failed.emit),
        )

    def _change(self, job: Callable[[Desk], T], then: Callable[[T], None], what: str) -> None:
        """Asks the desk for something that would change the project."""
        if self._open is not None and (why := self._open.project.read_only):
            self.failed.emit(Refused("nothing can be changed", value=why))
        else:
            self._on_desk(job, then, what, _written)

    def _on_desk(
        self,
        job: Callable[[Desk], T],
        then: Callable[[T], None],
        what: str = "",
        reach: Callable[[T], Reach] = lambda _: Reach.NOWHERE,
    ) -> None:
        if (open_ := self._open) is None:
            self.failed.emit(no_project())
        else:
            self._road.do(lambda: job(open_.desk), then, what, reach)

    def _on_committed(self, event: Event) -> None:
        if isinstance(event, ArticlesImported):
            self.reload_entries()


def _called(gesture: Gesture, snapshot: Snapshot | None) -> str:
    """What a gesture is called, with the words that it is made on."""
    what, selection = named(gesture.action, gesture.argument), gesture.selection
    if selection is None or snapshot is None:
        return what
    words = shortened(snapshot.article.text[selection.start : selection.end])
    return f"{what} {words}" if words[:1] in _OPENING else f"{what} “{words}”"


def no_project() -> UserError:
    """What is said to whoever asks for something of a project while there is none."""
    return UserError("no project is open", remedy="open one with Ctrl+O")


def _written(value: object) -> Reach:
    """Whether a gesture was stored; one that changed nothing did not touch the file."""
    from workspace.annotating.desk import Result

    return Reach.NOWHERE if isinstance(value, Result) and value.done is None else Reach.WRITTEN


def _ignore(_: object) -> None:
    """Nothing is to be done with the answer."""
