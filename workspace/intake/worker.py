"""Reads files of unknown origin in a process of its own that can be killed, with limits on time and memory.

A hostile file thus costs one clear line: the process ends, the next file gets a new one. It is a guard against files
that hang or fill the memory, not against one that takes the process over. Started by command line and not by
`multiprocessing`, which would run the caller's own script again in the new process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import IO

from formats import registry
from formats.folders import Folder, SubFolder
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.previews import preview, preview_folder
from models.errors import UserError
from models.ids import IdMaker
from models.previews import Preview
from models.records import Intake
from suggest.near_duplicates import Sketcher
from workspace.disk_folder import DiskFolder
from workspace.garbage import look_for_garbage_seldom
from workspace.intake.arriving import Arrival, Receiver
from workspace.intake.confinement import confine, limit_memory
from workspace.intake.messages import Answer, Item, Limits, Task
from workspace.lines import line_decoder, line_reader, next_line, write_line

__all__ = ["FLAG", "IntakeWorker", "Limits", "ReaderFailure", "serve", "unreadable"]

FLAG = "--intake-worker"  # the argument by which a bundled program becomes this process
_WAITING = 4  # messages that may wait to be heard
_MOST_RECORDS = 50  # of one message
_MOST_TEXT = 1_000_000  # code points of text in one message, unless one record has more
_BUFFER = 65_536  # bytes, as many as Linux keeps in a pipe
_LONGEST_WAIT = 0.05  # seconds that a record waits for others to be sent with it
_PATIENCE = 5.0  # seconds that an ending process is given


class ReaderFailure(RuntimeError):
    """A bug in a reader; holds its traceback."""


class IntakeWorker:
    """Reads one file at a time in a process that is started when first needed and again after it had to be killed."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: _Process | None = None
        self.busy = False  # with a file that is not read to its end

    def read(
        self, path: Path, format_name: str, options: ReadOptions, names: tuple[str, ...] = ()
    ) -> Iterator[Arrival | UserError]:
        """What the reader of a format makes of a file or folder, which begins at once.

        names: of the files in a folder that are meant, none for all. Ending the iteration early, or asking for
        another file, kills the process. Raises UserError for what ends the reading, a limit included, and
        ReaderFailure for a bug.
        """
        items = self._items(Task(path, format_name, options, names))
        return (found for item in items if (found := item.arrival or item.fault))

    def preview(self, path: Path, format_name: str, options: ReadOptions, names: tuple[str, ...] = ()) -> Preview:
        """What reading a file or folder would bring; raises as `read` does."""
        task = Task(path, format_name, options, names, preview=True)
        (found,) = (item.preview for item in self._items(task))
        if found is None:
            raise ReaderFailure(f"no preview of {path.name}")
        return found

    def _items(self, task: Task) -> Iterator[Item]:
        """Asks the process at once; what it says of the task, one item after the other."""
        if self.busy or self._process is None or not self._process.alive:
            self.close()
            self._process = _Process(self._limits)
        self.busy = True
        self._process.ask(task)
        return self._heard(self._process, task)

    def _heard(self, process: _Process, task: Task) -> Iterator[Item]:
        finished = False
        try:
            while not (answer := self._received(process, task.path)).ended:
                yield from answer.items
            finished = True
        finally:
            if self._process is process:  # else nobody waits for it any more
                self.busy = False
                if not finished:
                    self.close()
        if answer.bug:
            raise ReaderFailure(answer.bug)
        if answer.raised is not None:
            raise answer.raised

    def close(self) -> None:
        """Ends the process, if there is one."""
        self.busy = False
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _received(self, process: _Process, path: Path) -> Answer:
        try:
            received = process.answer(self._limits.seconds)
        except Empty as error:
            raise UserError(
                f"reading took longer than {self._limits.seconds:g} seconds",
                remedy="split it, or save its text as plain text",
                file=path.name,
            ) from error
        if received is None:
            raise _broken_down(path.name)
        return received


class _Process:
    """The process as its parent sees it; a thread waits for its messages, since pipes know no timeout everywhere."""

    def __init__(self, limits: Limits) -> None:
        self._popen = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=_BUFFER,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would show a console
        )
        self._lines: Queue[bytes] = Queue(_WAITING)  # of answers; b"": the process is gone
        self._answer_of = line_decoder(Answer)
        self._killed = Event()
        self._options: ReadOptions | None = None  # that it was sent last
        Thread(target=self._listen, name="intake", daemon=True).start()
        self._send(limits)

    @property
    def alive(self) -> bool:
        return not self._killed.is_set() and self._popen.poll() is None

    def ask(self, task: Task) -> None:
        known = task.options == self._options
        self._send(replace(task, options=None) if known else task)
        self._options = task.options

    def answer(self, seconds: float) -> Answer | None:
        """The next answer, None where the process is gone; raises queue.Empty where none comes in time."""
        try:
            return self._answer_of(self._lines.get(timeout=seconds))  # here: the thread would keep others waiting
        except EOFError:
            return None

    def kill(self) -> None:
        self._killed.set()
        self._popen.kill()
        self._popen.wait(_PATIENCE)
        for stream in (self._popen.stdin, self._popen.stdout):
            _close(stream)

    def _send(self, message: object) -> None:
        stream = self._popen.stdin
        try:
            if stream is not None:
                write_line(stream, message)
        except OSError:  # the process is gone; whoever waits for its answer learns it
            self._put(b"")

    def _listen(self) -> None:
        stream = self._popen.stdout
        if stream is None:
            return
        while not self._killed.is_set():
            try:
                line = next_line(stream)
            except (OSError, ValueError):
                line = b""
            self._put(line)
            if not line:
                return

    def _put(self, line: bytes) -> None:
        while not self._killed.is_set():
            try:
                self._lines.put(line, timeout=0.2)
            except Full:
                continue
            return


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:  # what was not sent yet cannot be sent any more
        return


def _command() -> list[str]:
    """How to start the process: the bundled program with a flag, else this Python with the same search path."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    start = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve()"
    return [sys.executable, "-c", start]


def unreadable(error: OSError) -> UserError:
    """What to say of a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return UserError("there is no such file", remedy="check its name")
    remedy = "look whether you may read it, and whether its disk is there"
    return UserError("the file cannot be read", value=error.strerror or "", remedy=remedy)


def _broken_down(name: str) -> UserError:
    return UserError(
        "reading the file needs too much memory, or breaks the reader",
        remedy="split it, or save its text as plain text",
        file=name,
    )


# --- in the process -----------------------------------------------------------------------------------------------


def serve() -> None:
    """Reads what comes in on stdin, one task after the other, and writes the records to stdout until stdin ends."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that a library that prints spoils no answer
    limit_memory(line_reader(tasks, Limits)().memory)
    confine()
    look_for_garbage_seldom()
    arrivals, options, next_task = Receiver(IdMaker(), Sketcher()), READ_DEFAULTS, line_reader(tasks, Task)
    while True:
        try:
            task = next_task()
        except EOFError:
            return
        options = task.options or options
        write_line(answers, _read(answers, task, options, arrivals))


def _read(answers: IO[bytes], task: Task, options: ReadOptions, arrivals: Receiver) -> Answer:
    try:
        found: Iterator[Arrival | UserError | Preview] = arrivals.received(_brought(task, options))
        for items in _together(map(_item, found)):
            write_line(answers, Answer(items))
    except UserError as error:
        return Answer(ended=True, raised=error)
    except MemoryError:
        return Answer(ended=True, raised=_broken_down(task.path.name))
    except Exception:  # noqa: BLE001  the border of the process: the traceback goes to the one who asked
        return Answer(ended=True, bug=traceback.format_exc())
    return Answer(ended=True)


def _item(found: Arrival | UserError | Preview) -> Item:
    match found:
        case Arrival():
            return Item(arrival=found)
        case UserError():
            return Item(fault=found)
        case Preview():
            return Item(preview=found)


def _together(items: Iterator[Item]) -> Iterator[list[Item]]:
    """The items in lists; what was read before the reading fails comes too."""
    found: list[Item] = []
    size, begun = 0, monotonic()
    try:
        for item in items:
            found.append(item)
            size += len(item.arrival.intake.record.article.text) if item.arrival else 0
            if len(found) == _MOST_RECORDS or size > _MOST_TEXT or monotonic() > begun + _LONGEST_WAIT:
                yield found
                found, size, begun = [], 0, monotonic()
    except UserError:
        yield found
        raise
    yield found


def _brought(task: Task, options: ReadOptions) -> Iterator[Intake | UserError | Preview]:
    if task.path.is_dir():
        whole: Folder = DiskFolder(task.path)
        folder = SubFolder(whole, task.names) if task.names else whole
        if task.preview:
            yield preview_folder(task.format, folder, options)
        else:
            yield from registry.folder_reader(task.format)(folder, options)
        return
    try:
        file = task.path.open("rb")
    except OSError as error:
        raise unreadable(error).at(task.path.name) from error
    with file:
        if task.preview:
            yield preview(task.format, file, task.path.name, options)
            return
        yield from registry.reader(task.format)(file, task.path.name, options)
