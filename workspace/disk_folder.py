"""A folder on a disk as the formats of several files see it: relative POSIX paths and bytes."""

from __future__ import annotations

from pathlib import Path

from models.errors import UserError

LARGEST_FILE = 200_000_000  # bytes


class DiskFolder:
    """Reads and writes below one folder and nowhere else; hidden files and links that lead out are passed over."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def names(self) -> list[str]:
        """The paths of all files, sorted."""
        found = (path for path in self._root.rglob("*") if path.is_file() and path.resolve().is_relative_to(self._root))
        names = (path.relative_to(self._root) for path in found)
        return sorted(name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts))

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises UserError where it cannot be read or is larger than LARGEST_FILE."""
        try:
            with self._path(name).open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise UserError("the file cannot be read", value=error.strerror or "", file=name) from error
        if len(data) > LARGEST_FILE:
            raise UserError(f"the file is larger than {LARGEST_FILE:,} bytes", file=name)
        return data

    def put(self, name: str, data: bytes) -> None:
        """Writes a new file; raises UserError where it exists or cannot be written."""
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
        except OSError as error:
            raise UserError("the file cannot be written", value=error.strerror or "", file=name) from error

    def _path(self, name: str) -> Path:
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root):
            raise UserError("a name that leads out of the folder", value=name)
        return path
