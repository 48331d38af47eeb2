"""Reads files of unknown origin in a process of its own that can be killed, with limits on time and memory.

A hostile file thus costs one clear line: the process ends, the next file gets a new one. What is read comes back as
values; nothing else crosses the border.
"""

from __future__ import annotations

import multiprocessing
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from formats import registry
from formats.interface import ReadOptions
from models.errors import UserError
from models.records import Intake
from workspace.disk_folder import DiskFolder

_PATIENCE = 5.0  # seconds that an ending process is given


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: between two records of a file; memory: bytes of the process (not on Windows, where only time counts)."""

    seconds: float = 20.0
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class _Task:
    """What the process is asked to read; path: a file, or a folder for a format of several files."""

    path: Path
    format: str
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class _End:
    """What the process says last of a task. raised: why the reading ended; bug: the traceback of another failure."""

    raised: UserError | None = None
    bug: str = ""


class ReaderFailure(RuntimeError):
    """A bug in a reader; holds its traceback."""


class IntakeWorker:
    """Reads one file at a time in a process that is started when first needed and again after it had to be killed."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, format_name: str, options: ReadOptions) -> Iterator[Intake | UserError]:
        """What the reader of a format makes of a file or folder; ending the iteration early kills the process.

        Raises UserError for what ends the reading, a limit included, and ReaderFailure for a bug.
        """
        connection = self._started()
        finished = False
        try:
            connection.send(_Task(path, format_name, options))
            while not isinstance(item := self._received(connection, path), _End):
                yield item
            finished = True
        finally:
            if not finished:
                self.close()
        if item.bug:
            raise ReaderFailure(item.bug)
        if item.raised is not None:
            raise item.raised

    def close(self) -> None:
        """Ends the process, if there is one."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join(_PATIENCE)

    def _received(self, connection: Connection, path: Path) -> Intake | UserError | _End:
        try:
            if not connection.poll(self._limits.seconds):
                raise UserError(
                    f"reading took longer than {self._limits.seconds:g} seconds",
                    remedy="save the text of the file as plain text",
                    file=path.name,
                )
            received: Intake | UserError | _End = connection.recv()
        except (EOFError, ConnectionError) as error:
            raise _broken_down(path.name) from error
        return received

    def _started(self) -> Connection:
        if self._process is not None and self._connection is not None and self._process.is_alive():
            return self._connection
        self.close()
        context = multiprocessing.get_context("spawn")  # a fork would copy locks, threads and Qt
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        self._connection = ours
        return ours


def _broken_down(name: str) -> UserError:
    return UserError(
        "reading the file needs too much memory, or breaks the reader",
        remedy="split it, or save its text as plain text",
        file=name,
    )


# --- in the process -----------------------------------------------------------------------------------------------


def _serve(connection: Connection, limits: Limits) -> None:
    """Reads what it is asked to until the pipe is closed."""
    _limit_memory(limits.memory)
    while True:
        try:
            task: _Task = connection.recv()
        except EOFError:
            return
        connection.send(_read(connection, task))


def _read(connection: Connection, task: _Task) -> _End:
    try:
        for item in _items(task):
            connection.send(item)
    except UserError as error:
        return _End(raised=error)
    except MemoryError:
        return _End(raised=_broken_down(task.path.name))
    except Exception:  # noqa: BLE001  the border of the process: the traceback goes to the one who asked
        return _End(bug=traceback.format_exc())
    return _End()


def _items(task: _Task) -> Iterator[Intake | UserError]:
    if task.path.is_dir():
        yield from registry.folder_reader(task.format)(DiskFolder(task.path), task.options)
        return
    try:
        file = task.path.open("rb")
    except OSError as error:
        raise UserError("the file cannot be read", value=error.strerror or "", file=task.path.name) from error
    with file:
        yield from registry.reader(task.format)(file, task.path.name, task.options)


def _limit_memory(most: int) -> None:
    """Sets the limit where the system has one that holds; on Windows and macOS time alone limits."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
