"""What lies in a folder that is imported and is not read, so that nobody takes it for read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from formats import registry
from formats.archives import is_litter
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


def passed_over(paths: Sequence[Path], format_name: str = AUTO, profile: str | None = None) -> Iterator[PassedOver]:
    """What `sources` leaves out of each folder, where it leaves out anything; hidden files are not counted."""
    for path in paths:
        if path.is_dir():
            left = _left_out(path, format_name, ReadOptions(profile=profile))
            names = tuple(registry.storable(name) for name in islice(left, _NAMED))
            if count := len(names) + sum(1 for _ in left):
                yield PassedOver(path, count, names)


def _left_out(path: Path, format_name: str, options: ReadOptions) -> Iterator[str]:
    known = registry.BY_NAME.get(format_name)
    if known is None or not known.folder:
        found = files_in(path, registry.suffixes(), path.resolve())
        yield from (file.relative_to(path).as_posix() for file, is_read in found if not is_read)
        return
    folder = DiskFolder(path)
    try:
        parts = registry.folder_parts(format_name)(folder, options)
    except UserError:  # which the import says
        return
    read = {name for part in parts for name in part.folder.names()}
    yield from (name for name in folder.names() if name not in read and not is_litter(name))
