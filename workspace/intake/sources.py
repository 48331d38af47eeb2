"""What an import is given, as sources that are each stored whole or not at all, and the reading of one.

Small files that only our own plain code reads are read here, all others in a process of their own (`worker`), which
reads the next one while this one is being stored.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from formats import registry
from formats.archives import is_litter
from formats.folders import SubFolder
from formats.interface import ReadOptions
from formats.limits import DELIVERY
from formats.previews import preview, preview_folder
from models.errors import UserError
from models.ids import IdMaker
from models.previews import NO_CHOICES, Choices, Preview
from models.records import Intake
from workspace.disk_folder import DiskFolder
from workspace.intake.arriving import Arrival, Receiver
from workspace.intake.worker import IntakeWorker, Limits, unreadable

AUTO = "auto"
_DIVIDED = "press-database"  # the format of a file that a person says is several articles

_LARGE = 1_000_000  # bytes of a plain file for which another process is worth its start
_AHEAD = 2  # sources that are begun, the one in hand included
_LISTED = re.compile("[^/]+")  # a name in a listing
_SLOW = frozenset(suffix for item in registry.FORMATS if item.reads and not item.plain for suffix in item.suffixes)


@dataclass(frozen=True, slots=True)
class Source:
    """One unit of an import. path: what reports call it; format: AUTO to tell by name and content.

    root, names: the folder and its files that belong together, for a format of several files; choices: a person's.
    """

    path: Path
    format: str = AUTO
    root: Path | None = None
    names: tuple[str, ...] = ()
    trouble: UserError | None = None
    choices: Choices = NO_CHOICES


def sources(paths: Sequence[Path], format_name: str = AUTO, options: ReadOptions | None = None) -> Iterator[Source]:
    """Every file; of a folder each file that a reader knows or, for a format of several files, each of its parts.

    A path where there is nothing to read is a source with its trouble.
    """
    for path in paths:
        if not path.is_dir():
            yield Source(path, format_name)
        else:
            found = _inside(path, format_name, options or ReadOptions())
            yield next(found, Source(path, trouble=_nothing_in(path).at(str(path))))
            yield from found


def chosen_format(choices: Choices) -> str:
    """The format that a person chose, "" where it is to be found out."""
    return _DIVIDED if choices.divided else choices.format


def _nothing_in(folder: Path) -> UserError:
    if not os.access(folder, os.R_OK | os.X_OK):
        return UserError("the folder cannot be read", remedy="ask for the right to look into it")
    return UserError("the folder holds no article", remedy="choose a folder with articles in it")


def _inside(path: Path, format_name: str, options: ReadOptions) -> Iterator[Source]:
    known = registry.BY_NAME.get(format_name)
    if known is None or not known.folder:
        found = files_in(path, registry.suffixes(), path.resolve())
        yield from (Source(file, format_name) for file, is_read in found if is_read)
        return
    try:
        parts = registry.folder_parts(format_name)(DiskFolder(path), options)
    except UserError as error:
        yield Source(path, trouble=error.at(str(path)))
        return
    for part in parts:
        yield Source(path / part.name, format_name, path, tuple(part.folder.names()))


def files_in(folder: Path, suffixes: Collection[str], root: Path) -> Iterator[tuple[Path, bool]]:
    """The files in a folder and in its folders, in the order of their paths, and whether each is to be read.

    Hidden files are left out. Not to be read are those of other suffixes, what is no file, what a link leads to out of
    `root`, links to folders, and a folder that may not be looked into.
    """
    try:
        listing, others = _listed(folder)
    except OSError:
        yield folder, False
        return
    for found in _LISTED.finditer(listing):
        name = found[0]
        path, is_plain = folder / name, name not in others
        if not is_plain and path.is_dir() and not path.is_symlink():
            yield from files_in(path, suffixes, root)
        elif not is_litter(name):
            is_known = path.suffix.lower() in suffixes
            yield path, is_known and (is_plain or (path.is_file() and path.resolve().is_relative_to(root)))


def _listed(folder: Path) -> tuple[str, frozenset[str]]:
    """The names in a folder but hidden ones, sorted, with a slash between them; and which are not of plain files.

    One text: a hundred thousand names by themselves would be several megabytes, for as long as the import takes.
    """
    with os.scandir(folder) as entries:
        found = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries if entry.name[0] != "."}
    return "/".join(sorted(found)), frozenset(name for name, is_plain in found.items() if not is_plain)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A source whose reading has begun."""

    source: Source
    items: Iterator[Arrival | UserError]


class SourceReader:
    """Reads sources one after the other; has the processes that it starts for some of them until it is closed.

    ids: of the readings it brings, and of all in them; confirmed: whether a person has seen and confirmed what readers
    joined (PDF); without that it is an error; asks: whether it is one too where a file may be several articles.
    """

    def __init__(
        self,
        options: ReadOptions | None = None,
        *,
        ids: IdMaker | None = None,
        confirmed: bool = False,
        asks: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self._options = options or ReadOptions()
        self._guessing = replace(self._options, splits=True)  # for files of which nothing was chosen
        self._receiver = Receiver(ids or IdMaker())
        self._confirmed = confirmed
        self._asks = asks
        self._limits = limits
        self._workers: list[IntakeWorker] = []
        self._begun: list[_Begun] = []

    def close(self) -> None:
        """Ends the reading processes, if there are any."""
        for worker in self._workers:
            worker.close()
        self._begun.clear()

    def expect(self, sources: Iterable[Source]) -> None:
        """Begins to read what will be asked for next, where another process does that."""
        for source in sources:
            if source.path.suffix.lower() not in _SLOW or len(self._begun) == _AHEAD:
                continue
            if not any(begun.source is source for begun in self._begun):
                try:
                    self._begun.append(_Begun(source, self._begin(source)))
                except UserError:
                    continue  # it is raised again when the source is read

    def read(self, source: Source) -> Iterator[Arrival | UserError]:
        """What the source holds; raises UserError for its trouble and for whatever ends the reading."""
        if source.trouble is not None:
            raise source.trouble
        confirmed = self._confirmed or source.choices.confirmed
        begun = next((one for one in self._begun if one.source is source), None)
        if begun is not None:
            self._begun.remove(begun)
        for item in begun.items if begun is not None else self._begin(source):
            if isinstance(item, Arrival) and item.intake.before is not None and not confirmed:
                yield _unconfirmed(item.intake).at(source.path.name)
            elif isinstance(item, Arrival) and self._is_doubtful(source, item.intake):
                remedy = "say on the page Import whether it is one article"
                yield UserError("it may be a delivery of several articles", remedy=remedy, file=source.path.name)
            else:
                yield item

    def _is_doubtful(self, source: Source, intake: Intake) -> bool:
        """Whether a person is to say if a file is one article or several."""
        asks = self._asks and source.format == AUTO and source.choices.divided is None
        return asks and DELIVERY in intake.warnings

    def preview(self, source: Source) -> Preview:
        """What reading the source would bring; raises UserError where it cannot be begun or goes past a limit."""
        if source.trouble is not None:
            raise source.trouble
        options = self._options_for(source)
        if source.root is not None:
            if not registry.BY_NAME[source.format].plain:
                return self._worker().preview(source.root, source.format, options, source.names)
            return preview_folder(source.format, SubFolder(DiskFolder(source.root), source.names), options)
        name, data = _looked_at(source, options)
        if not registry.BY_NAME[name].plain:
            return self._worker().preview(source.path, name, options)
        with _opened(source.path) if data is None else io.BytesIO(data) as file:
            return preview(name, file, source.path.name, options)

    def _begin(self, source: Source) -> Iterator[Arrival | UserError]:
        """Begins to read, where another process does, at once; raises UserError where that cannot be begun."""
        if source.trouble is not None:
            raise source.trouble
        options = self._options_for(source)
        if source.root is not None:
            return self._folder(source, source.root, options)
        name, data = _looked_at(source, options)
        if data is not None:
            return self._receiver.received(registry.reader(name)(io.BytesIO(data), source.path.name, options))
        return self._worker().read(source.path, name, options)

    def _options_for(self, source: Source) -> ReadOptions:
        """The options with what a person chose for one file in their place; who names a format gets that."""
        choices = source.choices
        if choices == NO_CHOICES:
            return self._guessing if source.format == AUTO else self._options
        options = self._options
        return replace(
            options,
            profile=choices.profile or options.profile,
            encoding=choices.encoding or options.encoding,
            block=choices.block or options.block,
            columns={**options.columns, **choices.columns},
            labels={**options.labels, **choices.labels},
            roles={**options.roles, **choices.roles},
            splits=source.format == AUTO and choices.divided is None,
        )

    def _folder(self, source: Source, root: Path, options: ReadOptions) -> Iterator[Arrival | UserError]:
        if registry.BY_NAME[source.format].plain:
            folder = SubFolder(DiskFolder(root), source.names)
            items = self._receiver.received(registry.folder_reader(source.format)(folder, options))
        else:
            items = self._worker().read(root, source.format, options, source.names)
        return (_below(item, root) if isinstance(item, UserError) else item for item in items)

    def _worker(self) -> IntakeWorker:
        """One that is free, made where there is none."""
        free = next((worker for worker in self._workers if not worker.busy), None)
        if free is None:
            free = IntakeWorker(self._limits)
            self._workers.append(free)
        return free


def _opened(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UserError("not a file", remedy="choose a file or a folder of files")  # a pipe would never end
        return path.open("rb")
    except OSError as error:
        raise unreadable(error) from error


def _looked_at(source: Source, options: ReadOptions) -> tuple[str, bytes | None]:
    """The format of a source, and its bytes where it is small and plain."""
    try:
        with _opened(source.path) as file:
            head = file.read(registry.HEAD)
            name = _format_of(source, head, options)
            if not registry.BY_NAME[name].plain:
                return name, None
            if len(head) < registry.HEAD:  # it is all there is
                return name, head
            return name, None if os.fstat(file.fileno()).st_size >= _LARGE else head + file.read(_LARGE)
    except OSError as error:  # it fails under the hand, or is a folder
        raise unreadable(error) from error


def _format_of(source: Source, head: bytes, options: ReadOptions) -> str:
    if source.format == AUTO:
        return registry.sniff(source.path.name, head, has_columns=bool(options.columns))
    registry.reader(source.format)  # raises UserError for an unknown one
    return source.format


def _below(error: UserError, root: Path) -> UserError:
    """The error of a file in a folder with the path that the user knows."""
    trouble = error.trouble
    place = str(root / trouble.file)
    return UserError(trouble.what, value=trouble.value, remedy=trouble.remedy, file=place, line=trouble.line)


def _unconfirmed(intake: Intake) -> UserError:
    counts = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in intake.changes.items())
    return UserError(
        "its lines were joined to paragraphs, which must be confirmed",
        value=counts,
        remedy="look at the text in the window, or import it with --yes",
    )
