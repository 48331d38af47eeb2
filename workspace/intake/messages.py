"""What the program and the process that reads its files say to one another, by `workspace.lines`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formats.interface import ReadOptions
from models.errors import UserError
from models.previews import Preview
from workspace.intake.arriving import Arrival


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: between two records of a file; memory: bytes of the process (on Linux; elsewhere only time counts)."""

    seconds: float = 20.0
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """What the process is asked to read. path: a file, or a folder with the names of the files that are meant.

    options: None for those of the task before, since they hold the whole scheme; preview: whether only to show what
    reading would bring.
    """

    path: Path
    format: str
    options: ReadOptions | None
    names: tuple[str, ...] = ()
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What reading brings: one of a record, a fault of one, or what a file would bring."""

    arrival: Arrival | None = None
    fault: UserError | None = None
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process says of a task: its next items, or that it has ended.

    raised: why the reading ended, if it did not end well; bug: the traceback of another failure.
    """

    items: Sequence[Item] = ()
    ended: bool = False
    raised: UserError | None = None
    bug: str = ""
