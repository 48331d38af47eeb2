"""Identifiers that the program makes itself: UUID version 7 (RFC 9562), ordered by time, never by a wrong clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from struct import iter_unpack
from threading import Lock
from time import time_ns

_COUNTER_BITS = 12
_VARIANT, _RANDOM = 0b10 << 62, (1 << 62) - 1
_NOISE = 4096  # bytes of randomness fetched at once


def _milliseconds() -> int:
    return time_ns() // 1_000_000


def made_on(id: str) -> str:
    """The day (ISO, UTC) on which an id was made; "" for one that does not say."""
    try:
        milliseconds = int(id[:8] + id[9:13], 16)
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


class IdMaker:
    """Makes UUIDv7 texts that ascend even when the clock jumps back.

    clock: milliseconds since 1970; noise: so many random bytes, or fewer if a multiple of eight. Both can be replaced
    to make ids repeatable.
    """

    def __init__(self, clock: Callable[[], int] = _milliseconds, noise: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._noise = noise
        self._tails: Iterator[tuple[int]] = iter(())  # one call of the system for many ids
        self._last = 0
        self._lock = Lock()

    def __call__(self) -> str:
        """A new id in the canonical form of 36 characters."""
        with self._lock:  # time and counter together are one number that only grows
            self._last = stamp = max(self._last + 1, self._clock() << _COUNTER_BITS)
            (tail,) = next(self._tails, None) or self._more_tails()
        time, random = f"{stamp:015x}", f"{_VARIANT | tail & _RANDOM:x}"
        return f"{time[:8]}-{time[8:12]}-7{time[12:]}-{random[:4]}-{random[4:]}"

    def _more_tails(self) -> tuple[int]:
        self._tails = iter_unpack(">Q", self._noise(_NOISE))
        return next(self._tails)
