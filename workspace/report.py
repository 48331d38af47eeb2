"""What is left when something goes wrong: a report that can be copied, a log, and the stacks of a crash in C code.

Nothing of an article or a name gets into any of them: of an error's message only what Python or the code itself says
is kept. Knows neither the window nor the command line; both install it.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
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
# Errors whose messages are Python's own words about the code, with names of the code in quotes.
_ABOUT_CODE = (
    ArithmeticError,
    AttributeError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    RecursionError,
    TypeError,
)

Show = Callable[[str, Path | None], None]
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
    if isinstance(error, UnicodeDecodeError | UnicodeEncodeError):
        return f"{error.encoding}: {error.reason}"
    message = str(error)
    if isinstance(error, _ABOUT_CODE) or type(error).__module__ == "sqlite3" or message in _written_at(error):
        return escaped(message[:_LONGEST_MESSAGE])
    return f"({len(message)} characters)"


def _written_at(error: BaseException) -> tuple[object, ...]:
    """The literals of the function that raised the error: a message among them comes from no article."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_consts if trace is not None else ()


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

    Returns the file, which must stay open as long as the program runs, and what earlier runs left in it.
    """
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "crash.txt"
    last = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    file = path.open("a", encoding="utf-8")  # another window may be watched by the same file
    if last:
        file.truncate(0)
    faulthandler.enable(file, all_threads=True)
    return file, last


def written_down(error: BaseException, doing: str = "", folder: Path | None = None) -> tuple[str, Path | None]:
    """Logs a bug and writes its report; returns the report and its file, None where the disk does not take it."""
    _log.error("a bug", exc_info=error)
    text = report_of(error, doing)
    return text, _file_of(text, folder)


def _file_of(text: str, folder: Path | None) -> Path | None:
    with suppress(OSError):  # the disk may be what the trouble is about
        return write_report(text, folder)
    return None


def report_bugs(show: Show, folder: Path | None = None) -> Callable[[], None]:
    """From now on, every exception that nobody handles is logged, written to a report, and shown; the same one once.

    show: gets the report and its file, on the thread on which the exception was raised. Returns what ends it.
    """
    before = sys.excepthook, threading.excepthook
    known: set[str] = set()

    def handle(kind: type[BaseException], error: BaseException | None, stack: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            before[0](kind, error if error is not None else kind(), stack)
            return
        text = report_of(error)
        if text not in known:  # what fails while painting fails at every repaint
            known.add(text)
            show(*written_down(error, folder=folder))

    def stop() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook = handle
    threading.excepthook = lambda args: handle(args.exc_type, args.exc_value, args.exc_traceback)
    return stop


@contextmanager
def watched(show: Show, ended: Show | None = None, folder: Path | None = None) -> Iterator[None]:
    """Everything above for as long as a window runs. ended: shows the report of a crash that ended the last run.

    Where the folder cannot be written, the window runs without a log.
    """
    with ExitStack() as stack:
        stack.callback(report_bugs(show, folder))
        with suppress(OSError):
            handler = start_log(folder)
            stack.callback(_end_log, handler)
            crashes, last = watch_crashes(folder)
            stack.callback(crashes.close)
            stack.callback(faulthandler.disable)
            if last:
                (ended or show)(last, _file_of(last, folder))
        yield


def _end_log(handler: logging.Handler) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()
