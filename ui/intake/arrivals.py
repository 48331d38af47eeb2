"""Files on their way into the project: looked at where there may be something to choose, stored, looked at again.

Reading for a preview runs beside everything else; storing takes the database's thread for a moment at a time, so that
whoever annotates goes on meanwhile. Knows no widget.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event as Flag
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from models.errors import UserError
from models.previews import Choices, Preview
from ui.intake.doubts import Doubt
from ui.intake.inbox import Inbox, Item, Stage, looked_at
from ui.intake.looker import Looker
from ui.session import Session
from ui.worker import Worker

if TYPE_CHECKING:
    from models.scheme import Scheme
    from workspace.intake.importing import FileReport
    from workspace.intake.looking import Brought
    from workspace.intake.passed_over import PassedOver
    from workspace.near_duplicates import NearGroup
    from workspace.project import Project

_OFTEN: Final = 0.1  # seconds from word to word on how far an import is
_MOST_LOOKED_AT: Final = 200  # files that failed
_CURABLE: Final = frozenset(Doubt) - {Doubt.BLOCK, Doubt.LABELS}  # doubts that make a file fail


@dataclass(slots=True)
class _Run:
    """One import. items: to be stored; stop: it is to end; steps: what is being stored, a moment at a time."""

    items: list[Item] = field(default_factory=list)
    stop: Flag = field(default_factory=Flag)
    steps: Iterator[list[FileReport]] | None = None


class Arrivals(QObject):
    """Signals: changed(), the inbox; progressed(done, of, name) while files are read or stored; running_changed(whether
    anything is under way); finished(whether it was cancelled).
    """

    changed = Signal()
    progressed = Signal(int, int, str)
    running_changed = Signal(bool)
    finished = Signal(bool)
    _broke = Signal(object)

    def __init__(self, session: Session, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker
        self._run: _Run | None = None
        self._looks: dict[Path, Choices] = {}  # under way
        self._tells_at = 0.0
        self._looker = Looker()
        self._groups: Mapping[str, str] | None = None  # of nearly the same texts, as they were before
        self._waiting: deque[Callable[[_Run], None]] = deque()
        self.inbox = Inbox()
        self._project: Project | None = None
        self._broke.connect(self._on_broken, Qt.ConnectionType.QueuedConnection)
        session.opened.connect(lambda opened: self._on_project(opened.project))
        session.closed.connect(lambda: self._on_project(None))

    # --- what is asked for ------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether files are being read or stored."""
        return self._run is not None

    @property
    def looking(self) -> bool:
        """Whether a file is being read to be looked at."""
        return bool(self._looks)

    def take(self, paths: Sequence[Path]) -> None:
        """Brings files and folders in; readings that name nobody are the annotator's."""
        self._ask(lambda run: self._survey(run, paths))

    def confirm(self, items: Sequence[Item]) -> None:
        """Stores these under the choices they have."""
        for item in items:
            self.inbox.put(replace(item, stage=Stage.WAITING))
        self.changed.emit()
        self._ask(lambda run: self._secure(run, list(items)))

    def skip(self, item: Item) -> None:
        """Leaves a file out."""
        self.inbox.put(replace(item, stage=Stage.SKIPPED))
        self.changed.emit()

    def look(self, item: Item) -> None:
        """Reads a file under its present choices, to be looked at; an answer that is outrun by another is dropped."""
        self.inbox.put(item)
        if self._looks.get(item.path) == item.choices:
            return
        self._looks[item.path] = item.choices
        scheme = self._scheme

        def shown(preview: Preview) -> None:
            if self._looks.get(item.path) == item.choices:
                del self._looks[item.path]
            present = self.inbox.item(item.path)
            if present is not None and present.choices == item.choices:
                self.inbox.put(looked_at(present, preview))
                self.changed.emit()

        self._worker.pool(lambda: self._looker.look(item, scheme), shown, self._session.failed.emit)

    def cancel(self) -> None:
        """Ends what is under way after the file in hand; what came in before stays."""
        self._waiting.clear()
        if self._run is not None:
            self._run.stop.set()

    # --- one thing after the other ----------------------------------------------------------------------------------

    def _ask(self, begin: Callable[[_Run], None]) -> None:
        self._waiting.append(begin)
        if self._run is None:
            self.running_changed.emit(True)
            self._next()

    def _next(self) -> None:
        """Begins what was asked for next, or ends."""
        if self._waiting:
            self._run = _Run()
            self._waiting.popleft()(self._run)
            return
        cancelled = self._run is not None and self._run.stop.is_set()
        self._run = None
        if not self.inbox.counts[Stage.IN_DOUBT]:
            self._looker.close()
        self.running_changed.emit(False)
        self.changed.emit()
        self.finished.emit(cancelled)

    def _on_project(self, project: Project | None) -> None:
        """Another one, or none: what was under way belongs to the one before."""
        if project is self._project:
            return
        self._project = project
        self.cancel()
        self._looker.close()
        if self._run is not None:
            self._run = None
            self.running_changed.emit(False)
        self.inbox = Inbox()
        self.changed.emit()

    def _failed(self, run: _Run, error: UserError) -> None:
        if run is self._run:
            self._session.failed.emit(error)
            self._on_broken(run)

    def _on_broken(self, run: _Run) -> None:
        """It cannot go on: what was not read yet is named so."""
        if run is self._run:
            self.inbox.cancel()
            self._next()

    @contextmanager
    def _guard(self, run: _Run) -> Iterator[None]:
        """Around what is done for a run on another thread: a bug there ends the run, and is reported as ever."""
        try:
            yield
        except UserError:
            raise
        except BaseException:
            self._broke.emit(run)
            raise

    @property
    def _scheme(self) -> Scheme | None:
        return self._session.project.scheme if self._session.project is not None else None

    def _tell(self, done: int, of: int, path: str) -> None:
        """How far it is, from any thread; now and then, since a window that paints each file keeps them waiting."""
        now = monotonic()
        if now >= self._tells_at:
            self._tells_at = now + _OFTEN
            self.progressed.emit(done, of, path)

    def _looked_at(self, items: Sequence[Item], scheme: Scheme | None, stop: Flag) -> dict[Path, Preview]:
        """A look at each file, until it is to stop; for the pool."""
        found: dict[Path, Preview] = {}
        for item in items:
            if stop.is_set():
                break
            self._tell(len(found), len(items), item.path.name)
            found[item.path] = self._looker.look(item, scheme)
        return found

    # --- a look before ----------------------------------------------------------------------------------------------

    def _survey(self, run: _Run, paths: Sequence[Path]) -> None:
        scheme = self._scheme

        def job() -> tuple[list[Item], list[PassedOver], Mapping[Path, Preview]]:
            from workspace.intake.looking import brought, unread, wants_a_look

            with self._guard(run):
                found = list(brought(paths))
                first = [_item(one) for one in found if wants_a_look(one)]
                return [_item(one) for one in found], unread(paths, found), self._looked_at(first, scheme, run.stop)

        self._worker.pool(job, lambda found: self._on_surveyed(run, *found), partial(self._failed, run))

    def _on_surveyed(
        self, run: _Run, items: list[Item], left: Sequence[PassedOver], previews: Mapping[Path, Preview]
    ) -> None:
        if run is not self._run:
            return
        self.inbox.begin(items, left)
        self._groups = None
        for path, preview in previews.items():
            if (item := self.inbox.item(path)) is not None:
                self._take_look(item, preview)
        self.changed.emit()
        self._secure(run, self.inbox.of(Stage.WAITING))

    def _take_look(self, item: Item, preview: Preview, reasons: frozenset[Doubt] = frozenset(Doubt)) -> None:
        """Holds a file back where its preview leaves something to choose."""
        seen = looked_at(item, preview)
        self.inbox.put(replace(seen, stage=Stage.IN_DOUBT) if seen.doubts & reasons else item)

    # --- storing ----------------------------------------------------------------------------------------------------

    def _secure(self, run: _Run, items: list[Item]) -> None:
        """A backup first, since no undo takes an import back; it is made beside the gestures."""
        project = self._project

        def job() -> None:
            from workspace.keeping.care import before_import

            if project is not None and items:
                before_import(project)

        self._worker.pool(job, lambda _: self._secured(run, items), partial(self._failed, run))

    def _secured(self, run: _Run, items: list[Item]) -> None:
        if run is self._run:
            self._store(run, items)

    def _store(self, run: _Run, items: list[Item]) -> None:
        """Stores files of one format and profile at a time."""
        if run.stop.is_set():
            self._end(run)
            return
        if not items:
            self._look_again(run)
            return
        first = items[0]
        alike = [item for item in items if item.profile == first.profile]
        run.items = [item for item in items if item.profile != first.profile]
        annotator = self._session.annotator.name if self._session.annotator else None

        def begin(project: Project) -> list[FileReport] | None:
            from workspace.intake.importing import ImportOptions, import_in_steps

            if self._groups is None:
                self._groups = project.near_groups()
            options = ImportOptions(
                annotator=annotator,
                profile=first.profile or None,
                files={item.path: _choices(item) for item in alike},
                asks=True,
            )
            paths = [item.path for item in alike]
            run.steps = import_in_steps(
                project, paths, options, lambda at: self._tell(at.done, at.of, at.path), run.stop.is_set
            )
            return self._step(run)

        self._session.run(begin, lambda reports: self._on_stored(run, reports), partial(self._failed, run))

    def _on_stored(self, run: _Run, reports: list[FileReport] | None) -> None:
        if run is not self._run:
            return
        if reports is None:
            self._drop_folders(run)
            self._store(run, run.items)
            return
        for report in reports:
            self.inbox.take_report(report)
        self.changed.emit()
        self._session.run(
            lambda _: self._step(run), lambda more: self._on_stored(run, more), partial(self._failed, run)
        )

    def _drop_folders(self, run: _Run) -> None:
        """What was stored part by part is named by its parts."""
        for item in [] if run.stop.is_set() else self.inbox.of(Stage.WAITING):
            if item.choices.format and item not in run.items:
                self.inbox.drop(item.path)

    def _step(self, run: _Run) -> list[FileReport] | None:
        """The next files, on the database's thread; None when there are no more, or when it was to stop."""
        from workspace.intake.importing import Cancelled

        with self._guard(run):
            try:
                return next(run.steps, None) if run.steps is not None else None
            except Cancelled:
                return None

    # --- a look behind ----------------------------------------------------------------------------------------------

    def _look_again(self, run: _Run) -> None:
        """Whether a choice would help what failed."""
        failed = [item for item in self.inbox.of(Stage.FAILED) if item.preview is None and not item.is_part][
            :_MOST_LOOKED_AT
        ]
        scheme = self._scheme

        def job() -> Mapping[Path, Preview]:
            with self._guard(run):
                return self._looked_at(failed, scheme, run.stop)

        self._worker.pool(
            job,
            lambda previews: self._on_looked_again(run, previews),
            partial(self._failed, run),
        )

    def _on_looked_again(self, run: _Run, previews: Mapping[Path, Preview]) -> None:
        if run is not self._run:
            return
        for path, preview in previews.items():
            if (item := self.inbox.item(path)) is not None:
                self._take_look(item, preview, _CURABLE)
        self._end(run)

    def _end(self, run: _Run) -> None:
        if run.stop.is_set():
            self.inbox.cancel()
            self._session.reload_entries()
        if (before := self._groups) is None:
            self._next()
        else:
            self._session.run(
                lambda project: project.near_groups_since(before),
                lambda groups: self._on_grouped(run, groups),
                partial(self._failed, run),
            )

    def _on_grouped(self, run: _Run, groups: Sequence[NearGroup]) -> None:
        if run is self._run:
            self.inbox.near = groups
            self._next()


def _item(one: Brought) -> Item:
    return Item(one.path, choices=Choices(format=one.format), profile=one.profile)


def _choices(item: Item) -> Choices:
    """What the import is told; whoever confirms has seen joined lines."""
    return replace(item.choices, confirmed=Doubt.JOINS in item.doubts)
