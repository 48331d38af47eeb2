"""How long somebody worked, without idle time: a counter that is told of each sign of life. Pure; knows no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

IDLE = 60.0  # seconds without a sign of life that do not count


@dataclass(frozen=True, slots=True)
class Spent:
    """seconds: counted so far; last: when the last sign of life was, None before the first one."""

    seconds: float = 0.0
    last: float | None = None

    def at(self, now: float) -> Spent:
        """After a sign of life at `now` (seconds of any clock that only grows)."""
        gap = 0.0 if self.last is None else max(0.0, now - self.last)
        return Spent(self.seconds + (gap if gap <= IDLE else 0.0), now)

    def emptied(self) -> Spent:
        """The same moment with nothing counted, after what was counted has been stored."""
        return replace(self, seconds=0.0)


def in_words(seconds: float) -> str:
    """A time as the status line says it: "8 min", "1 h 05 min"; empty below a minute."""
    minutes = int(seconds) // 60
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return ""
    return f"{hours} h {rest:02} min" if hours else f"{minutes} min"
