"""Being asked to end from outside: SIGTERM at log-out, shutdown or by a batch system, SIGHUP as a terminal closes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = tuple(signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """While it lasts, a request to end runs the `finally` blocks, so that projects are closed and locks given back.

    The exit code is then 128 and the signal's number, as a shell tells it. Only the main thread may ask for this.
    """
    heeded = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]  # nohup ignores SIGHUP

    def leave(number: int, _frame: object) -> None:
        for other in heeded:
            signal.signal(other, signal.SIG_IGN)  # a second one must not cut the closing short
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
