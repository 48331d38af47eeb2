"""Bugs: whatever is not a UserError becomes a report that the user can copy and send; nothing is lost or hidden."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType

from PySide6 import __version__ as pyside_version

Show = Callable[[str], None]
_log = logging.getLogger(__name__)


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What the makers need to know: versions and the stack. Holds no words of an article but those in the error."""
    stack = "".join(traceback.format_exception(kind, error, trace))
    python = sys.version.split()[0]
    return f"Inquit {_version()}, Python {python}, PySide6 {pyside_version}, {platform.platform()}\n\n{stack}"


def install(show: Show) -> Callable[[], None]:
    """Shows every uncaught exception from now on; the returned function ends that."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        _log.error("a bug", exc_info=(kind, error, trace))
        show(report_of(kind, error, trace))

    sys.excepthook = hook

    def uninstall() -> None:
        if sys.excepthook is hook:
            sys.excepthook = before

    return uninstall


def _version() -> str:
    try:
        return version("inquit")
    except PackageNotFoundError:
        return "(from its source folder)"
