"""Runs one command and turns what happens into an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cli import output
from cli.arguments import parser
from cli.commands import RUN
from models.errors import ProjectError, UsageError, UserError
from workspace.report import report_of, version_of, write_report

FAILED, USAGE, INTERNAL, INTERRUPTED = 1, 2, 3, 130


def run(arguments: Sequence[str]) -> int:
    """The exit code: 0 done, 1 an input failed, 2 usage or an unusable project, 3 internal error, 130 interrupted."""
    chosen = parser(version_of()).parse_args(arguments)
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
        return _internal_error(error, chosen.command)


def _internal_error(error: Exception, command: str) -> int:
    path = write_report(report_of(error, doing=f"inquit {command}"))
    output.note(f"internal error: {path}: please send this report to the makers of Inquit")
    return INTERNAL
