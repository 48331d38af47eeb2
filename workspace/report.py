"""What is left when something goes wrong: a report that can be copied, a log, and the stacks of a crash in C code.

Nothing of an article or a name gets into any of them: of an error's message only what Python itself says is kept.
Knows neither the window nor the command line; both install it.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from platformdirs import user_log_path

from models.errors import UserError, escaped

_PACKAGES = ("inquit", "PySide6-Essentials", "SQLAlchemy", "alembic")
_MOST_REPORTS = 20
_LOG_BYTES, _LOG_FILES = 1_000_000, 5
_LONGEST_MESSAGE = 200
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
# Errors whose messages are Python's own words about the code, with names of the code in quotes.
_ABOUT_CODE = (AttributeError, ImportError, NameError, TypeError, ZeroDivisionError, RecursionError, MemoryError)

_log = logging.getLogger(__name__)


def default_folder() -> Path:
    """Where logs and reports lie."""
    return user_log_path("inquit", appauthor=False)


# --- the report -----------------------------------------------------------------------------------------------------


def report_of(error: BaseException, doing: str = "") -> str:
    """The report of a bug: versions and the stack with its lines of code. doing: the action that led to it."""
    lines = [*_versions(), *([f"While: {doing}"] if doing else []), "", *_stack(error)]
    return "\n".join(lines) + "\n"


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()}, {platform.platform()}"
    from storage.sqlite import LIBRARY_VERSION  # the database's library is no part of the program's start

    yield f"SQLite {LIBRARY_VERSION}"
    yield from (f"{package} {version_of(package)}" for package in _PACKAGES)


def version_of(package: str = "inquit") -> str:
    """The installed version of a package, or that it runs without being installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow, and the start of the window needs it not

    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed as a package)"


def _stack(error: BaseException) -> Iterator[str]:
    for cause, why in _chain(error):
        yield from (line.rstrip("\n") for line in traceback.format_tb(cause.__traceback__))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}: {message_of(cause)}"
        if why:
            yield f"\n{why}\n"


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The errors that led to this one, first to last, as Python shows them, each once."""
    found: list[tuple[BaseException, str]] = [(error, "")]
    while True:
        last = found[-1][0]
        cause, why = last.__cause__, "which was the cause of:"
        if cause is None and not last.__suppress_context__:
            cause, why = last.__context__, "and while that was handled:"
        if cause is None or any(cause is known for known, _ in found):
            return (yield from reversed(found))
        found.append((cause, why))


def message_of(error: BaseException) -> str:
    """An error's message without anything that may come from an article or a name."""
    if isinstance(error, OSError):
        return f"{error.errno} {error.strerror}"
    if isinstance(error, UserError):
        return error.trouble.what
    message = str(error)
    if not isinstance(error, _ABOUT_CODE):
        message = _QUOTED.sub("'…'", message)
        message = " ".join(word if word.isascii() else "…" for word in message.split())
        message = (
            message if type(error).__module__ == "sqlite3" or len(message) <= 60 else f"({len(message)} characters)"
        )
    return escaped(message[:_LONGEST_MESSAGE])


def write_report(text: str, folder: Path | None = None) -> Path:
    """Writes a report to a file of its own, which is on disk when this returns; the oldest ones are removed."""
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    known = sorted(folder.glob("report-*.txt"), key=_number)
    for old in known[: max(0, len(known) - _MOST_REPORTS + 1)]:
        old.unlink(missing_ok=True)
    number = _number(known[-1]) + 1 if known else 1
    while True:
        path = folder / f"report-{number}.txt"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                return path
        except FileExistsError:  # another window wrote one at the same moment
            number += 1


def _number(path: Path) -> int:
    digits = path.stem.removeprefix("report-")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


# --- the log --------------------------------------------------------------------------------------------------------


class _Lines(logging.Formatter):
    """One line a record, control characters escaped, errors told as in a report."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler made of the error may say more than we do
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_stack(error)) if isinstance(error, BaseException) else ""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        record.message = escaped(record.message)
        return super().formatMessage(record)


def start_log(folder: Path | None = None, most_bytes: int = _LOG_BYTES) -> logging.Handler:
    """Sends the program's log to a file, rotated at `most_bytes`; returns the handler, to be closed at the end."""
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "inquit.log", maxBytes=most_bytes, backupCount=_LOG_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


# --- crashes --------------------------------------------------------------------------------------------------------


def watch_crashes(folder: Path | None = None) -> tuple[TextIO, str]:
    """Has a crash in C code leave the stacks of all threads in a file.

    Returns the file, which must stay open as long as the program runs, and what the last run left in it.
    """
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "crash.txt"
    last = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    file = path.open("w", encoding="utf-8")
    faulthandler.enable(file, all_threads=True)
    return file, last


def report_bugs(show: Callable[[str, Path], None], folder: Path | None = None) -> None:
    """From now on, every exception that nobody handles is logged, written to a report, and shown.

    show: gets the report's text and its file, on the thread on which the exception was raised.
    """

    def handle(kind: type[BaseException], error: BaseException | None, stack: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error if error is not None else kind(), stack)
            return
        _log.error("unhandled error", exc_info=error)
        text = report_of(error)
        show(text, write_report(text, folder))

    sys.excepthook = handle
    threading.excepthook = lambda args: handle(args.exc_type, args.exc_value, args.exc_traceback)


def exit_on_sigterm() -> None:
    """Has SIGTERM end the program through its `finally` blocks, so that projects are closed and locks given back."""

    def leave(_number: int, _frame: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, leave)
