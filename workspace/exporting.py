"""Writing datasets: which readings go out, streamed through a writer into a file that replaces the target whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from formats import registry
from formats.interface import WriteOptions, Written
from models.errors import UsageError, UserError
from models.offsets import OffsetUnit
from models.readings import Reading, State
from models.records import Record
from models.suggested import counted
from storage import queries
from storage.store import Transaction
from workspace.disk_folder import DiskFolder
from workspace.project import NATIVE, Project, shared_of
from workspace.recording import record_of
from workspace.uniting import Utterances


class Cancelled(Exception):  # not an error: the user asked for it
    """The user ended the export; nothing was written."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Whose readings: of the named annotator, or all; with neither gold if there is any, else the only annotator's.

    states: which readings; None: done ones, with everyone every state.
    """

    format: str = NATIVE
    annotator: str | None = None
    everyone: bool = False
    states: tuple[State, ...] | None = None
    offsets: OffsetUnit = OffsetUnit.CODE_POINT
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written; sha256: of the file's bytes; losses: what the format cannot hold, by kind."""

    path: str
    records: int
    spans: int
    sha256: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    losses: Mapping[str, int] = field(default_factory=dict)


def _silent(_written: int) -> None:
    """Nobody watches."""


def export_file(
    project: Project,
    path: Path,
    options: ExportOptions | None = None,
    progress: Callable[[int], None] = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Writes a dataset to `path`, which is replaced only once all of it is written and verified.

    What is stored when it begins goes out; gestures may be stored by another thread meanwhile. A format of several
    files makes a folder, which must be new or empty, unless `path` ends in .zip. Raises UserError where it is not clear
    whose readings are meant, where a record is not true to its text, or where the dataset cannot be written; Cancelled
    where `cancelled` says so between two records. progress: told how many records were read so far.
    """
    options = options or ExportOptions()
    draft = path.with_name(f".{path.name}.part")
    known = registry.BY_NAME.get(options.format)
    write = _write_folder if known is not None and known.folder and path.suffix.lower() != ".zip" else _write_file
    try:
        written = write(project, draft, options, lambda records: _watched(records, progress, cancelled))
        os.replace(draft, path)
    except OSError as error:
        raise UserError("the dataset cannot be written", value=error.strerror or "", file=str(path)) from error
    finally:
        _remove(draft)
    left_out = {**written.left_out, **_left_out(project, options)}
    return ExportReport(str(path), written.records, written.spans, written.sha256, left_out, written.losses)


_Through = Callable[[Iterator[Record]], Iterator[Record]]


def _watched(
    records: Iterator[Record], progress: Callable[[int], None], cancelled: Callable[[], bool]
) -> Iterator[Record]:
    """The same records; says how many there were, and ends where it is to."""
    for number, record in enumerate(records, start=1):
        if cancelled():
            raise Cancelled
        yield record
        progress(number)


def _write_file(project: Project, draft: Path, options: ExportOptions, through: _Through) -> Written:
    write = registry.writer(options.format)
    with draft.open("wb") as out, _as_it_is(project) as view:
        records = through(_records(view, project, options))
        written = write(records, out, WriteOptions(options.offsets, options.profile))
        out.flush()
        os.fsync(out.fileno())
    return written


def _write_folder(project: Project, draft: Path, options: ExportOptions, through: _Through) -> Written:
    write = registry.folder_writer(options.format)
    _remove(draft)  # of an export that was cut off
    draft.mkdir()
    with _as_it_is(project) as view:
        records = through(_records(view, project, options))
        return write(records, DiskFolder(draft), WriteOptions(options.offsets, options.profile))


def _remove(draft: Path) -> None:
    if draft.is_dir():
        shutil.rmtree(draft)
    else:
        draft.unlink(missing_ok=True)


def records(project: Project, options: ExportOptions) -> Generator[Record, None, None]:
    """The records that an export would write, one after the other."""
    with _as_it_is(project) as view:
        yield from _records(view, project, options)


@contextmanager
def _as_it_is(project: Project) -> Iterator[Transaction]:
    """A view of what is stored now, on a copy: however long it is read, gestures are stored meanwhile."""
    with TemporaryDirectory(prefix="inquit-") as folder, project.store.snapshot(Path(folder)) as view:
        yield view


def _records(view: Transaction, project: Project, options: ExportOptions) -> Iterator[Record]:
    shared = shared_of(view)
    utterances = Utterances(shared.utterances.values())
    stream = queries.stream(
        view, annotators=_chosen(project, options), states=_states(options), bare_articles=options.everyone
    )
    for found in stream:
        reading = found.reading and _of_hands(found.reading, options)
        united = utterances.of(reading) if reading else ()
        yield record_of(found.article, found.annotator, reading, shared, united)


def _of_hands(reading: Reading, options: ExportOptions) -> Reading:
    """The reading without mere suggestions, unless the format is the one that says what is only suggested."""
    return reading if options.format == NATIVE else counted(reading)


def _states(options: ExportOptions) -> tuple[State, ...]:
    if options.states is not None:
        return options.states
    return tuple(State) if options.everyone else (State.DONE,)


def _chosen(project: Project, options: ExportOptions) -> Sequence[str] | None:
    """The ids of the annotators whose readings go out, None for everyone's."""
    if options.everyone:
        return None
    if options.annotator is not None:
        return [project.annotator(options.annotator, make=False).id]
    known = project.annotators()
    chosen = [annotator for annotator in known if annotator.kind == "gold"] or known
    if len(chosen) != 1:
        names = ", ".join(annotator.name for annotator in known) or "(nobody)"
        raise UsageError(
            "it is not clear whose readings to export", value=names, remedy="choose --annotator NAME, --gold or --all"
        )
    return [chosen[0].id]


def _left_out(project: Project, options: ExportOptions) -> dict[str, int]:
    """How many readings of the chosen annotators are not in a chosen state, by state."""
    if options.everyone and options.states is None:
        return {}
    chosen = _chosen(project, options)
    names = {annotator.name for annotator in project.annotators() if chosen is None or annotator.id in chosen}
    of_theirs = [progress for progress in project.progress() if progress.name in names]
    counts = {state: sum(getattr(progress, state.value) for progress in of_theirs) for state in State}
    return {state.value: count for state, count in counts.items() if count and state not in _states(options)}
