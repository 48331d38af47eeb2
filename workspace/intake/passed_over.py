"""What lies in a folder that is imported and is not read, so that nobody takes it for read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from formats import registry
from formats.interface import ReadOptions
from models.errors import UserError
from workspace.disk_folder import DiskFolder
from workspace.intake.sources import AUTO, files_in

_NAMED = 5


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Files of a folder that no reader knows, links that lead out of it, what is no file.

    count: of all; names: of the first, as paths in the folder.
    """

    folder: Path
    count: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        files = "1 file" if self.count == 1 else f"{self.count:,} files"
        more = f" and {self.count - len(self.names):,} more" if self.count > len(self.names) else ""
        return f"{self.folder}: {files} of no known kind passed over: {', '.join(self.names)}{more}"


def passed_over(
    paths: Sequence[Path], formats: Collection[str] = (AUTO,), profile: str | None = None
) -> Iterator[PassedOver]:
    """What no one of the formats reads in each folder, where there is anything; hidden files are not counted."""
    for path in paths:
        if path.is_dir():
            left = _left_out(path, formats, profile)
            names = tuple(registry.storable(name) for name in islice(left, _NAMED))
            if count := len(names) + sum(1 for _ in left):
                yield PassedOver(path, count, names)


def names_read(folder: Path, format_name: str, profile: str | None = None) -> set[str]:
    """The files in a folder that a format of several files reads, as paths in it; raises UserError as that does."""
    parts = registry.folder_parts(format_name)(DiskFolder(folder), ReadOptions(profile=profile))
    return {name for part in parts for name in part.folder.names()}


def _left_out(path: Path, formats: Collection[str], profile: str | None) -> Iterator[str]:
    together = [name for name in formats if name in registry.BY_NAME and registry.BY_NAME[name].folder]
    try:
        read = {name for format_name in together for name in names_read(path, format_name, profile)}
    except UserError:  # which the import says
        return
    for file, is_known in files_in(path, registry.suffixes(), path.resolve()):
        if is_known and len(together) < len(formats):
            continue
        name = file.relative_to(path).as_posix()
        if file != path and name not in read:
            yield name
