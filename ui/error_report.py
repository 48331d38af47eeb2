"""Bugs: whatever is not a UserError becomes a report that the user can copy and send; nothing is lost or hidden."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from workspace.report import report_of, write_report

Show = Callable[[str], None]
_log = logging.getLogger(__name__)


def install(show: Show) -> Callable[[], None]:
    """Logs, writes down and shows every uncaught exception from now on; the returned function ends that."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        _log.error("a bug", exc_info=(kind, error, trace))
        text = report_of(error)
        write_report(text)
        show(text)

    sys.excepthook = hook

    def uninstall() -> None:
        if sys.excepthook is hook:
            sys.excepthook = before

    return uninstall
