"""Identifiers that the program makes itself: UUID version 7 (RFC 9562), ordered by time, never by a wrong clock."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock

_COUNTER_BITS = 12


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


class IdMaker:
    """Makes UUIDv7 texts that ascend even when the clock jumps back.

    clock: milliseconds since 1970; noise: random bytes. Both can be replaced to make ids repeatable.
    """

    def __init__(self, clock: Callable[[], int] = _milliseconds, noise: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._noise = noise
        self._last = 0
        self._lock = Lock()

    def __call__(self) -> str:
        """A new id in the canonical form of 36 characters."""
        digits = f"{self._number():032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def _number(self) -> int:
        tail = int.from_bytes(self._noise(8), "big")
        with self._lock:  # time and counter together are one number that only grows
            self._last = max(self._last + 1, self._clock() << _COUNTER_BITS)
            stamp = self._last
        milliseconds, counter = stamp >> _COUNTER_BITS, stamp & ((1 << _COUNTER_BITS) - 1)
        return (milliseconds << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | (tail & ((1 << 62) - 1))
