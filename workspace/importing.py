"""Bringing files in: articles and readings, one transaction a file, with a report of what came of each.

One file is one unit: where anything in it is bad, nothing of it is stored and all its bad places are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from formats import registry
from formats.interface import ReadOptions
from models.errors import BadInput, ProjectError, UserError
from models.events import ArticlesImported
from models.records import Intake
from storage import log
from storage.log import Entry
from storage.store import Transaction
from workspace.matching import Directory
from workspace.placing import Placement, Tally
from workspace.project import Project

AUTO = "auto"


class Cancelled(Exception):  # not an error: the user asked for it
    """The user ended the import; the file in hand was not stored."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """annotator: whose the readings are that name nobody; replace: swap readings that differ for those of the file."""

    annotator: str | None = None
    format: str = AUTO
    profile: str | None = None
    replace: bool = False
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileReport:
    """status: imported, unchanged, partly, failed; changed_characters: what normalising changed, by kind."""

    path: str
    status: str
    articles: int = 0
    readings: int = 0
    spans: int = 0
    changed_characters: Mapping[str, int] = field(default_factory=dict)
    matched: Mapping[str, int] = field(default_factory=dict)
    created: Mapping[str, int] = field(default_factory=dict)
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

    Raises Cancelled between two files or within one; what was imported before stays.
    """
    files = list(_files(paths))
    run = _Run(project, options or ImportOptions(), cancelled)
    reports: list[FileReport] = []
    for number, (path, trouble) in enumerate(files):
        if cancelled():
            raise Cancelled
        progress(Progress(number, len(files), str(path)))
        reports.append(run.file(path, trouble))
    progress(Progress(len(files), len(files), ""))
    _publish(project, reports)
    return reports


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, UserError | None]]:
    """Each file, or the path with the reason why there is nothing to read."""
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and _known(file))
            if not inside:
                yield path, UserError("the folder holds no article", remedy="choose a folder with articles in it")
            yield from ((file, None) for file in inside)
        else:
            yield path, None


def _known(file: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.parts)
    return not hidden and file.suffix.lower() in registry.suffixes()


class _Run:
    """One import of several files; what is known of entities is carried from file to file."""

    def __init__(self, project: Project, options: ImportOptions, cancelled: Callable[[], bool]) -> None:
        self._project = project
        self._options = options
        self._cancelled = cancelled
        self._directory = self._fresh_directory()

    def _fresh_directory(self) -> Directory:
        shared = self._project.shared
        return Directory(shared.entities.values(), shared.targets.values())

    def file(self, path: Path, trouble: UserError | None) -> FileReport:
        """Imports one file, or reports why it was not."""
        try:
            if trouble is not None:
                raise trouble
            return self._store(path)
        except ProjectError:
            raise
        except UserError as error:
            self._directory = self._fresh_directory()  # it may know what was rolled back
            bad = error.troubles if isinstance(error, BadInput) else (error,)
            return FileReport(str(path), "failed", errors=tuple(_placed(item, path) for item in bad))

    def _store(self, path: Path) -> FileReport:
        project = self._project
        with _opened(path) as file, project.store.writing() as connection:
            placement = self._placement(connection)
            _place_all(placement, _intakes(file, path, project, self._options), self._cancelled)
            tally = placement.tally
            changed = bool(tally.articles or tally.readings or placement.edits)
            if changed:
                log.append(connection, _entry(project, path, placement))
        project.learnt((*placement.edits, *placement.shared_edits))
        return _file_report(path, tally, changed=changed)

    def _placement(self, connection: Transaction) -> Placement:
        return Placement(
            connection,
            self._project.scheme,
            self._project.shared,
            self._directory,
            self._project.ids,
            annotator=self._options.annotator,
            replace_readings=self._options.replace,
        )


def _placed(error: UserError, path: Path) -> UserError:
    """The error with the path that the user gave; readers know only its last part."""
    trouble = error.trouble
    if trouble.file not in ("", path.name):
        return error
    return UserError(trouble.what, value=trouble.value, remedy=trouble.remedy, file=str(path), line=trouble.line)


def _entry(project: Project, path: Path, placement: Placement) -> Entry:
    """An import is one row of the log; what it adds is in the tables, what it changes stands in the row."""
    command = f"import {path.name}"
    return Entry(project.ids(), command, tuple(placement.edits), undoable=False)


def _file_report(path: Path, tally: Tally, *, changed: bool) -> FileReport:
    return FileReport(
        str(path),
        "imported" if changed else "unchanged",
        tally.articles,
        tally.readings,
        tally.spans,
        dict(tally.changes),
        dict(tally.matched),
        dict(tally.created),
        tuple(tally.warnings),
    )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise UserError("there is no such file", remedy="check its name") from error
    except OSError as error:
        raise UserError("the file cannot be read", value=error.strerror or "") from error


def _intakes(file: BinaryIO, path: Path, project: Project, options: ImportOptions) -> Iterator[Intake | UserError]:
    head = file.read(registry.HEAD)
    file.seek(0)
    name = registry.sniff(path.name, head) if options.format == AUTO else options.format
    read_options = ReadOptions(options.encoding, project.scheme, options.profile, options.columns)
    return registry.reader(name)(file, path.name, read_options)


def _place_all(placement: Placement, intakes: Iterator[Intake | UserError], cancelled: Callable[[], bool]) -> None:
    """Places every record; raises BadInput with all the faults where there is any, so that nothing is stored."""
    faults: list[UserError] = []
    for intake in intakes:
        if cancelled():
            raise Cancelled
        if isinstance(intake, UserError):
            faults.append(intake)
        elif not faults:
            try:
                placement.place(intake)
            except ProjectError:
                raise
            except UserError as error:
                faults.append(error.at("", intake.line))
    if faults:
        raise BadInput(tuple(faults))


def _publish(project: Project, reports: Sequence[FileReport]) -> None:
    articles, readings = sum(r.articles for r in reports), sum(r.readings for r in reports)
    if any(report.status == "imported" for report in reports):
        project.bus.publish(ArticlesImported(project.newest(), articles, readings))
