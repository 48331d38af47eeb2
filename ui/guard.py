"""Keeps a Python exception from leaving an override of a Qt virtual.

On Python 3.11 an exception that C code raised (`[][0]`, `len(5)`, `1 / 0`) and that leaves such an override
while Python is inside a Qt call is a segmentation fault, and the annotator's session is lost. So every
override of a Qt method in `ui` carries `@guarded(...)`; a test walks the classes and fails on one without it.
"""

import logging
import sys
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

GUARD_MARK: Final = "__guarded__"

_log = logging.getLogger(__name__)


def guarded(default: R) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wrap an override of a Qt virtual: an exception is logged and reported, and Qt gets `default`.

    The report goes to `sys.excepthook`, where the application shows every bug (and pytest-qt fails the test).
    `default` must be what Qt can live with, e.g. `None` for a paint event, `False` for an event filter,
    `QSize()` for a size hint. KeyboardInterrupt and SystemExit pass.
    """

    def decorate(override: Callable[P, R]) -> Callable[P, R]:
        @wraps(override)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return override(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the border to C++: nothing may pass it
                _report(override, error)
                return default

        setattr(call, GUARD_MARK, True)
        return call

    return decorate


def _report(override: Callable[..., object], error: Exception) -> None:
    """Log the failure and hand it to the hook for bugs; what the hook itself raises stays here as well."""
    _log.error("%s failed", override.__qualname__, exc_info=error)
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except Exception:  # noqa: BLE001 - still the border
        _log.exception("the hook for bugs failed")
