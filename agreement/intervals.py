"""Arithmetic of fragments: lengths, shared characters, runs. Offsets are code points, half-open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Place = Sequence[tuple[int, int]]


def length(place: Place) -> int:
    """Characters under ascending, disjoint fragments."""
    if len(place) == 1:  # by far the most frequent case, as below
        return place[0][1] - place[0][0]
    return sum(end - start for start, end in place)


def shared(one: Place, other: Place) -> int:
    """Characters under both."""
    if len(one) == 1 and len(other) == 1:
        (start, end), (begin, stop) = one[0], other[0]
        return max(0, min(end, stop) - max(start, begin)) if start < stop and begin < end else 0
    total = left = right = 0
    while left < len(one) and right < len(other):
        (start, end), (begin, stop) = one[left], other[right]
        total += max(0, min(end, stop) - max(start, begin))
        if end <= stop:
            left += 1
        else:
            right += 1
    return total


def iou(one: Place, other: Place) -> float:
    """Shared characters divided by all (Jaccard), 0 to 1."""
    if len(one) == 1 and len(other) == 1:
        (start, end), (begin, stop) = one[0], other[0]
        both = min(end, stop) - max(start, begin)
        return both / (end - start + stop - begin - both) if both > 0 else 0.0
    both = shared(one, other)
    return both / (length(one) + length(other) - both) if both else 0.0


def union(places: Iterable[Place]) -> list[tuple[int, int]]:
    """The characters under any of them, as ascending runs that do not touch."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(fragment for place in places for fragment in place):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def touching_pairs(places: Sequence[Place]) -> list[tuple[int, int]]:
    """The indices of every two places whose outer bounds overlap, in ascending order; a sweep over their starts."""
    found: list[tuple[int, int]] = []
    open_now: list[int] = []
    for index in sorted(range(len(places)), key=lambda i: places[i][0][0]):
        start = places[index][0][0]
        open_now = [other for other in open_now if places[other][-1][1] > start]
        found += [(other, index) if other < index else (index, other) for other in open_now]
        open_now.append(index)
    return sorted(found)
