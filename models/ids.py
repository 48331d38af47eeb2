"""Identifiers that the program makes itself: UUID version 7 (RFC 9562), ordered by time, never by a wrong clock."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from struct import pack
from threading import Lock
from time import time_ns

_COUNTS = 1 << 12  # ids of one millisecond
_VERSION = 0x7000
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))  # a digit of noise with its first two bits set to 10


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

    clock: milliseconds since 1970; noise: so many random bytes. Both can be replaced to make ids repeatable.
    """

    def __init__(self, clock: Callable[[], int] = _milliseconds, noise: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._noise = noise
        self._last = 0
        self._lock = Lock()

    def __call__(self) -> str:
        """A new id in the canonical form of 36 characters."""
        return self.many(1)[0]

    def many(self, count: int) -> list[str]:
        """So many new ids, ascending; cheaper than one by one."""
        return [id for start in range(0, count, _COUNTS) for id in self._run(min(_COUNTS, count - start))]

    def _run(self, count: int) -> list[str]:
        """Ids of one millisecond, which are told apart by a counter."""
        with self._lock:  # time and counter together are one number that only grows
            first = max(self._last + 1, self._clock() * _COUNTS)
            if first % _COUNTS + count > _COUNTS:
                first += -first % _COUNTS
            self._last = first + count - 1
        time, version_and_counter = f"{first // _COUNTS:012x}", _VERSION + first % _COUNTS
        head = f"{time[:8]}-{time[8:]}"
        counters = pack(f">{count}H", *range(version_and_counter, version_and_counter + count)).hex("-", 2).split("-")
        tails = self._noise(8 * count).hex("-", 8).split("-")
        return [
            f"{head}-{counter}-{_VARIANT[tail[0]]}{tail[1:4]}-{tail[4:]}"
            for counter, tail in zip(counters, tails, strict=True)
        ]
