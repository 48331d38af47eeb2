"""A folder without a disk, for the readers and writers of formats of several files."""

from collections.abc import Mapping


class MemoryFolder:
    """A folder of a few files that are in memory already; can be written to."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self._files = dict(files or {})

    def names(self) -> list[str]:
        """The paths, sorted."""
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        """The bytes under `name`."""
        return self._files[name]

    def put(self, name: str, data: bytes) -> None:
        """Keeps `data` under `name`."""
        self._files[name] = data
