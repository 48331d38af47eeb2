"""Bringing files in: articles and readings, with a report of what came of each file.

One file is one unit: where anything in it is bad, nothing of it is stored and all its bad places are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from time import monotonic

from formats.interface import ReadOptions
from formats.registry import storable
from models.edits import Edit
from models.errors import BadInput, ProjectError, UsageError, UserError
from models.events import ArticlesImported
from models.previews import NO_CHOICES, Choices
from storage import bulk, log
from storage.log import Entry
from storage.store import NothingNew, Transaction
from workspace.intake.gathering import Cancelled, Incoming, enough
from workspace.intake.options import ImportOptions
from workspace.intake.placing import Part, Placement, Register
from workspace.intake.sources import Source, SourceReader, chosen_format, sources
from workspace.near_duplicates import NearArticles, Newcomers
from workspace.project import Project

_LONGEST_WAIT = 0.25  # seconds from one commit to the next, unless one file takes longer


__all__ = ["Cancelled", "FileReport", "ImportOptions", "Progress", "Report", "import_files", "import_in_steps"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """status: imported, unchanged, failed; changed_characters: what normalising changed, by kind.

    noted: what of another tool's annotations was changed or not stored, by kind; the warnings say which.
    """

    path: str
    status: str
    articles: int = 0
    readings: int = 0
    spans: int = 0
    changed_characters: Mapping[str, int] = field(default_factory=dict)
    matched: Mapping[str, int] = field(default_factory=dict)
    created: Mapping[str, int] = field(default_factory=dict)
    noted: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    errors: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: files done of files in all, and records read of the file in hand."""

    done: int
    of: int
    path: str
    records: int = 0


Report = Callable[[Progress], None]


def _silent(_progress: Progress) -> None:
    """Nobody watches."""


def import_files(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Report = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[FileReport]:
    """Imports files and, from folders, every file that a reader knows; each file is stored whole or not at all.

    Raises Cancelled between two files or within one, and ProjectError; what was imported before stays.
    """
    steps = import_in_steps(project, paths, options, progress, cancelled)
    return [report for some in steps for report in some]


def import_in_steps(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Report = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[list[FileReport]]:
    """The same a moment at a time, with the reports of each commit; between two, others may use the project.

    Whoever does not go on to the end closes the iterator, on the project's own thread.
    """
    options = options or ImportOptions()
    read_options = options.reading(project.scheme)

    def found() -> Iterator[Source]:
        return (source for path in paths for source in _sources(path, options, read_options))

    confirmed, asks = options.confirmed, options.asks
    with closing(SourceReader(read_options, ids=project.ids, confirmed=confirmed, asks=asks)) as reader:
        count = sum(1 for _ in found())  # and found again one by one: a list of many would be large
        run = _Run(project, found(), count, reader, options, progress, cancelled)
        try:
            yield from run.steps()
        finally:
            run.end()


@dataclass(slots=True)
class _Group:
    """What one transaction did so far; told once it is committed.

    seq: the newest row of the log; is_new: whether there is anything to be committed.
    """

    reports: list[FileReport] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    seq: int = 0
    is_new: bool = False


class _Queue:
    """Files one after the other. next: the one that comes next, None behind the last; taken: how many came."""

    def __init__(self, files: Iterator[Source]) -> None:
        self._files = files
        self.next = next(files, None)
        self.taken = 0

    def take(self) -> Source:
        """The next file; raises StopIteration behind the last."""
        if self.next is None:
            raise StopIteration
        found, self.next = self.next, next(self._files, None)
        self.taken += 1
        return found


class _Run:
    """One import of `count` files.

    Files share a transaction for a while, since each commit waits for the disk; a savepoint keeps each a unit.
    """

    def __init__(
        self,
        project: Project,
        files: Iterator[Source],
        count: int,
        reader: SourceReader,
        options: ImportOptions,
        progress: Report,
        cancelled: Callable[[], bool],
    ) -> None:
        self._project = project
        self._files = _Queue(files)
        self._count = count
        self._articles = self._readings = 0  # that are committed
        self._reader = reader
        self._options = options
        self._progress = progress
        self._cancelled = cancelled
        self._register: Register | None = None
        self._near: NearArticles | None = None
        self._shared = project.shared  # as it was behind the last commit
        self._seq = 0

    def steps(self) -> Iterator[list[FileReport]]:
        """Imports every file; yields the reports of each commit, and raises Cancelled behind the last one."""
        while self._files.next is not None:
            group = _Group()
            cancelled = self._transaction(group)
            yield group.reports
            if cancelled is not None:
                raise cancelled
        self._progress(Progress(self._count, self._count, ""))

    def end(self) -> None:
        """Tells what came in, and gives back what it holds."""
        if self._near is not None:
            self._near.close()
        if self._seq:
            self._project.bus.publish(ArticlesImported(self._seq, self._articles, self._readings))

    def _transaction(self, group: _Group) -> Cancelled | None:
        """Imports the next files, at least one, and commits them; returns why it has to end, if it has."""
        cancelled = None
        if self._project.shared is not self._shared:
            self._register = None  # somebody has used the project since
        with self._project.store.writing() as connection:
            if self._register is not None:
                self._register.meet(connection)
            end = monotonic() + _LONGEST_WAIT
            try:
                while self._files.next is not None and monotonic() < end:
                    self._next_files(connection, group, end)
            except Cancelled as error:
                cancelled = error  # raised once the files before it are committed
            if self._near is not None:
                self._near.write(connection)
            if not group.is_new:
                raise NothingNew
        self._articles += sum(report.articles for report in group.reports)
        self._readings += sum(report.readings for report in group.reports)
        self._seq = max(self._seq, group.seq)
        self._project.learnt(tuple(group.edits))
        self._shared = self._project.shared
        return cancelled

    def _next_files(self, connection: Transaction, group: _Group, end: float) -> None:
        """Reads files until there is enough to be stored or time is over, and stores them."""
        files: list[Incoming] = []
        cancelled = None
        records = size = 0
        try:
            while self._files.next is not None and not enough(records, size) and (not files or monotonic() < end):
                file = self._read(self._files.take())
                files.append(file)
                records, size = records + len(file.first), size + file.size
                if not file.whole:
                    break
        except Cancelled as error:
            cancelled = error
        for sound, some in groupby(files, key=lambda file: file.sound):
            for together in [list(some)] if sound else [[file] for file in some]:
                self._store(connection, group, together)
        if cancelled is not None:
            raise cancelled

    def _read(self, source: Source) -> Incoming:
        self._watch(source.path)
        self._reader.expect(filter(None, (source, self._files.next)))
        return Incoming(source, self._reader, self._cancelled)

    def _store(self, connection: Transaction, group: _Group, files: list[Incoming]) -> None:
        """Stores files, or reports why that cannot be; where several do not fit together, each by itself."""
        if self._register is None:
            self._register = Register(connection, self._project.shared.edited(tuple(group.edits)))
        if self._near is None:
            self._near = NearArticles(connection)
        newcomers = self._near.newcomers
        newcomers.clear()  # of those that were rolled back
        try:
            with bulk.one_unit(connection):
                parts = self._placed(connection, self._register, newcomers, files)
                changed = [(file.path, part) for file, part in zip(files, parts, strict=True) if part.changed]
                ids = self._project.ids.many(len(changed))
                entries = [_entry(id, *one) for id, one in zip(ids, changed, strict=True)]
                group.seq = log.append_all(connection, entries) or group.seq
        except (ProjectError, UsageError):
            raise
        except UserError as error:
            self._register = None  # it may know what was rolled back
            if len(files) == 1:
                group.reports.append(_failed(files[0].path, error))
                return
            for file in files:
                self._store(connection, group, [file])
            return
        for number, warning in self._near.meet(connection):
            parts[number].tally.warn([warning])
        for file, part in zip(files, parts, strict=True):
            group.edits += (*part.edits, *part.replaced)
            group.is_new = group.is_new or part.changed or part.brings_bytes
            group.reports.append(_file_report(file, part))

    def _placed(
        self, connection: Transaction, register: Register, newcomers: Newcomers, files: list[Incoming]
    ) -> list[Part]:
        """What the files bring to the project; raises BadInput with all that is wrong in them."""
        project, options = self._project, self._options
        placement = Placement(
            connection,
            project.scheme,
            register,
            project.ids,
            newcomers,
            annotator=options.annotator,
            replace_readings=options.replace,
        )
        parts = [Part(number) for number in range(len(files))]
        placement.place([(part, file.first) for part, file in zip(parts, files, strict=True)])
        for part, file in zip(parts, files, strict=True):
            read = len(file.first)
            for chunk in file.rest():
                placement.place([(part, chunk)])
                read += len(chunk)
                self._watch(file.path, read)
            if file.failure is not None:
                raise BadInput((*file.faults, file.failure))
            part.tally.warn(file.unmapped.warnings())
        faults = [fault for part, file in zip(parts, files, strict=True) for fault in (*file.faults, *part.faults)]
        if faults:
            raise BadInput(tuple(sorted(faults, key=lambda fault: fault.trouble.line or 0)))
        return parts

    def _watch(self, path: Path, records: int = 0) -> None:
        """Says how far the import is; raises Cancelled where it is to end."""
        if self._cancelled():
            raise Cancelled
        self._progress(Progress(self._files.taken - 1, self._count, str(path), records))


def _failed(path: Path, error: UserError) -> FileReport:
    bad = error.troubles if isinstance(error, BadInput) else (error,)
    return FileReport(str(path), "failed", errors=tuple(_located(item, path) for item in bad))


def _located(error: UserError, path: Path) -> UserError:
    """The error with the path that the user gave; readers know only its last part."""
    trouble, name = error.trouble, storable(path.name)
    member = trouble.file.removeprefix(name) if trouble.file.startswith(f"{name}/") else ""
    if trouble.file not in ("", path.name, name, f"{name}{member}"):
        return error
    place = f"{path}{member}"
    return UserError(trouble.what, value=trouble.value, remedy=trouble.remedy, file=place, line=trouble.line)


def _entry(id: str, path: Path, part: Part) -> Entry:
    """An import is one row of the log; what it adds is in the tables, what it changes stands in the row."""
    return Entry(id, f"import {storable(path.name)}", tuple(part.edits), undoable=False)


def _file_report(file: Incoming, part: Part) -> FileReport:
    tally = part.tally
    return FileReport(
        str(file.path),
        "imported" if part.changed else "unchanged",
        tally.articles,
        tally.readings,
        tally.spans,
        dict(tally.changes),
        dict(tally.matched),
        dict(tally.created),
        dict(file.noted),
        tally.said,
    )


def _sources(path: Path, options: ImportOptions, read_options: ReadOptions) -> Iterator[Source]:
    """The sources at a path, each with what was chosen for it."""
    given = options.files.get(path, NO_CHOICES)
    folder_options = read_options if given.profile is None else replace(read_options, profile=given.profile)
    found = sources([path], chosen_format(given) or options.format, folder_options)
    return (_chosen(source, options.files.get(source.path, given)) for source in found) if options.files else found


def _chosen(source: Source, choices: Choices) -> Source:
    """The source with what was chosen for it."""
    if choices == source.choices:
        return source
    return replace(source, format=chosen_format(choices) or source.format, choices=choices)
