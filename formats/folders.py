"""Folders of files as readers and writers of several files see them, wherever they lie.

A folder on a disk is the caller's: it has the same methods. `formats.archives` has those in a ZIP.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from formats.interface import ReadOptions, WriteOptions, Written
from models.errors import UserError
from models.records import Intake, Record


class Folder(Protocol):
    """A tree of files: relative POSIX paths, and the bytes under each."""

    def names(self) -> Iterable[str]:
        """The paths of all files, in an order that is always the same."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of one of them; raises UserError where it cannot be read."""
        ...


class Sink(Protocol):
    """Where a writer of several files puts them."""

    def put(self, name: str, data: bytes) -> None:
        """Keeps `data` under a relative POSIX path that has not been used before."""
        ...


class SubFolder:
    """A few files of a folder."""

    def __init__(self, folder: Folder, names: Iterable[str]) -> None:
        self._folder = folder
        self._names = sorted(names)

    def names(self) -> list[str]:
        """The paths, sorted."""
        return self._names

    def read(self, name: str) -> bytes:
        """The bytes under `name`."""
        return self._folder.read(name)


class Part(NamedTuple):
    """The files of a folder that belong together and are imported together. name: what reports call them."""

    name: str
    folder: Folder


class FolderParts(Protocol):
    """Divides a folder into parts, each of which the format's FolderReader reads."""

    def __call__(self, folder: Folder, options: ReadOptions = ..., /) -> list[Part]:
        """The parts, in the order of their names."""
        ...


class FolderReader(Protocol):
    """Reads a folder lazily, as `formats.interface.Reader` reads a file; an error names the file by its path in it."""

    def __call__(self, folder: Folder, options: ReadOptions = ..., /) -> Iterator[Intake | UserError]:
        """The items, in the order of the paths."""
        ...


class FolderWriter(Protocol):
    """Writes records to a folder, as `formats.interface.Writer` writes them to a file."""

    def __call__(self, records: Iterable[Record], sink: Sink, options: WriteOptions = ..., /) -> Written:
        """Takes one record at a time and reports what it wrote."""
        ...
