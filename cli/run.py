"""Runs one command and turns what happens into an exit code."""

from __future__ import annotations

import faulthandler
import logging
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cli import output
from cli.arguments import parser
from cli.commands import RUN
from models.errors import ProjectError, UsageError, UserError
from workspace.ending import ended_cleanly
from workspace.garbage import look_for_garbage_seldom
from workspace.report import report_bugs, version_of, written_down

FAILED, USAGE, INTERNAL, INTERRUPTED = 1, 2, 3, 130


def run(arguments: Sequence[str]) -> int:
    """The exit code: 0 done, 1 an input failed, 2 usage or an unusable project, 3 internal error, 130 interrupted.

    Asked to end by a signal, it closes what is open and raises SystemExit with 128 and the signal's number.
    """
    chosen = parser(version_of()).parse_args(arguments)
    look_for_garbage_seldom()
    with ended_cleanly(), _watched():
        return _outcome(chosen)


@contextmanager
def _watched() -> Iterator[None]:
    """Bugs of other threads become reports too; a crash in C code leaves its stacks on stderr."""
    stop = report_bugs(_tell)
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)  # else logging would print what goes wrong a second time, with the words of the error
    was_enabled = faulthandler.is_enabled()
    with suppress(OSError, ValueError):  # where stderr is closed or no file
        faulthandler.enable()
    try:
        yield
    finally:
        stop()
        root.removeHandler(silent)
        if not was_enabled:
            faulthandler.disable()


def _outcome(chosen: Namespace) -> int:
    try:
        return RUN[chosen.command](chosen)
    except (ProjectError, UsageError) as error:
        output.failure(error)
        return USAGE
    except UserError as error:
        output.failure(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; Python would complain once more at exit
        return FAILED
    except Exception as error:  # noqa: BLE001  # the border: whatever else happens is a bug and becomes a report
        _tell(*written_down(error, doing=f"inquit {chosen.command}"))
        return INTERNAL


def _tell(report: str, file: Path | None) -> None:
    """The report itself where it could not be written to a file."""
    where = str(file) if file is not None else f"the disk does not take the report: {report}"
    output.note(f"internal error: {where}: please send this report to the makers of Inquit")
