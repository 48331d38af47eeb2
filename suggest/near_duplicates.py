"""Finds articles that are nearly the same text, as wire copy is in several outlets; pure, quick, the same at every run.

A text is its set of runs of five words, whatever their case and the marks between them. Of an eighth of the runs,
chosen by their first word, the smallest hashes are kept: a bottom-k sketch (A. Broder, On the resemblance and
containment of documents, 1997), from which the share of common runs of two texts (Jaccard) is estimated.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from zlib import crc32

KEPT = 24  # hashes in a sketch
ALIKE = 0.4  # the estimated share of common runs from which on two texts are nearly the same
_INDEXED = 8  # smallest hashes by which candidates are found: two alike texts share one but in one of sixty pairs
_FEWEST = 5  # hashes of a text that is compared at all: some fifty words
_COMMON = 20  # articles of one hash that are looked at, the oldest first: a longer list is of boilerplate
_FRESH = 4096  # articles whose hashes wait to be sorted in among the others
_MARKS = re.compile(r"[\W_]+")
_SPREAD = 0x9E3779B97F4A7C15  # spreads 32 bits over 60
_BITS = (1 << 60) - 1
_HASH = (1 << 32) - 1
_CHOOSING = 7 << 40  # bits of the first word by which a run is chosen: an eighth has none of them
_MOST_WORDS = 500_000  # in the table, so that its memory is bounded

Sketch = tuple[int, ...]  # ascending hashes of 32 bits, at most KEPT; empty for a text too short to be compared


class _Hashes(dict[str, int]):
    """The hash of each word as it stands between spaces, found once; 0 for one of marks alone."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        word = _MARKS.sub("", token.casefold())
        found = self[token] = crc32(word.encode()) * _SPREAD & _BITS
        return found


class Sketcher:
    """Makes sketches; remembers the words it has met."""

    def __init__(self) -> None:
        self._hashes = _Hashes()

    def sketch(self, text: str) -> Sketch:
        """The sketch of a text."""
        words = list(filter(None, map(self._hashes.__getitem__, text.split())))
        found = {
            first + 3 * words[at + 1] + 5 * words[at + 2] + 7 * words[at + 3] + 11 * words[at + 4] >> 26 & _HASH
            for at, first in enumerate(words[:-4])
            if not first & _CHOOSING
        }
        return tuple(sorted(found)[:KEPT]) if len(found) >= _FEWEST else ()


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of runs that two texts have in common, estimated from their sketches: 0 to 1."""
    smallest = sorted({*one, *other})[:KEPT]
    if not smallest or not one or not other:
        return 0.0
    common = {*one} & {*other}
    return len(common.intersection(smallest)) / len(smallest)


class NearDuplicates:
    """The sketches of many articles, by the numbers in which they were added; some 200 bytes an article."""

    def __init__(self) -> None:
        self._sketches = array("I")  # KEPT a sketch, the rest zero
        self._sorted = array("Q")  # hash and number, ascending
        self._fresh: dict[int, list[int]] = {}  # numbers by hash, of the newest
        self._sorted_in = 0  # numbers that are in `_sorted`

    def __len__(self) -> int:
        return len(self._sketches) // KEPT

    def add(self, sketch: Sketch) -> int:
        """Takes in a sketch and returns its number."""
        number = len(self)
        self._sketches.extend((*sketch, *(0,) * (KEPT - len(sketch))))
        for value in sketch[:_INDEXED]:
            self._fresh.setdefault(value, []).append(number)
        if number - self._sorted_in >= _FRESH:
            fresh = (value << 32 | one for value, numbers in self._fresh.items() for one in numbers)
            self._sorted = array("Q", sorted([*self._sorted, *fresh]))
            self._fresh, self._sorted_in = {}, number + 1
        return number

    def sketch(self, number: int) -> Sketch:
        """The sketch that was added under a number."""
        return tuple(filter(None, self._sketches[number * KEPT : (number + 1) * KEPT]))

    def alike(self, sketch: Sketch) -> list[tuple[int, float]]:
        """The numbers of the texts that are nearly the same, with their likeness, the likest and oldest first."""
        counts: Counter[int] = Counter()
        for value in sketch[:_INDEXED]:
            counts.update(self._with(value))
        found = ((number, likeness(sketch, self.sketch(number))) for number in counts)
        return sorted((pair for pair in found if pair[1] >= ALIKE), key=lambda pair: (-pair[1], pair[0]))

    def _with(self, value: int) -> Iterable[int]:
        start = bisect_left(self._sorted, value << 32)
        end = bisect_left(self._sorted, value + 1 << 32, start)
        sorted_in = self._sorted[start : min(end, start + _COMMON)]
        return [*(packed & _HASH for packed in sorted_in), *self._fresh.get(value, ())][:_COMMON]
