"""Small records of one length: the newest in memory, the others in a temporary file. Knows nothing of their meaning."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO

from storage.files import troubles_named

_IN_MEMORY = 500_000  # bytes


class Shelf:
    """Records of `size` bytes each, by the numbers in which they came; has a file once they are many, until closed."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._file: IO[bytes] | None = None
        self._filed = 0  # bytes that are in the file
        self._newest = bytearray()

    def __len__(self) -> int:
        return (self._filed + len(self._newest)) // self._size

    def append(self, record: bytes) -> None:
        """Puts a record behind the others; raises ProjectError where the disk takes no more."""
        self._newest += record
        if len(self._newest) >= _IN_MEMORY:
            self._file_newest()

    def __getitem__(self, number: int) -> bytes:
        return self.run(number, number + 1)

    def run(self, first: int, end: int) -> bytes:
        """The records from one number up to another, one behind the other."""
        start, stop = first * self._size, end * self._size
        newest = bytes(self._newest[max(0, start - self._filed) : max(0, stop - self._filed)])
        if self._file is None or start >= self._filed:
            return newest
        self._file.seek(start)
        return self._file.read(min(stop, self._filed) - start) + newest

    def clear(self) -> None:
        """Begins anew with no record."""
        self._filed = 0  # what is in the file is written over
        self._newest.clear()

    def close(self) -> None:
        """Gives the file back."""
        if self._file is not None:
            self._file.close()

    def _file_newest(self) -> None:
        with troubles_named(Path(gettempdir())):
            if self._file is None:
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115  closed by `close`
            self._file.seek(self._filed)
            rest = bytes(self._newest)
            while rest:  # a disk that is nearly full takes some of it
                rest = rest[self._file.write(rest) :]
        self._filed += len(self._newest)
        self._newest.clear()
