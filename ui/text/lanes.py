"""Which lane below the text a mark's line runs in, so that no line covers another. No Qt here."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Lane:
    """Disjoint extents in one lane, ascending."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def take(self, start: int, end: int) -> bool:
        """Put an extent in if nothing overlaps it; whether that was so."""
        index = bisect_right(self.ends, start)
        if index < len(self.starts) and self.starts[index] < end:
            return False
        self.starts.insert(index, start)
        self.ends.insert(index, end)
        return True


def assign_lanes(extents: Sequence[tuple[int, int]]) -> list[int]:
    """A lane for each (start, end), 0 nearest to the text; extents that only touch may share one.

    The shortest come first, so that an extent within another one is always drawn nearer to the text.
    """
    lanes: list[_Lane] = []
    assigned = [0] * len(extents)
    order = sorted(range(len(extents)), key=lambda i: (extents[i][1] - extents[i][0], extents[i][0], i))
    for i in order:
        assigned[i] = _first_free(lanes, *extents[i])
    return assigned


def _first_free(lanes: list[_Lane], start: int, end: int) -> int:
    for number, lane in enumerate(lanes):
        if lane.take(start, end):
            return number
    lanes.append(_Lane([start], [end]))
    return len(lanes) - 1


def overlapping(extents: Sequence[tuple[int, int]]) -> list[bool]:
    """For each (start, end) whether any other one shares a character with it."""
    shared = [False] * len(extents)
    furthest = -1  # the extent that reaches furthest to the right so far
    for i in sorted(range(len(extents)), key=lambda i: extents[i]):
        if furthest >= 0 and extents[i][0] < extents[furthest][1]:
            shared[i] = shared[furthest] = True
        if furthest < 0 or extents[i][1] > extents[furthest][1]:
            furthest = i
    return shared
