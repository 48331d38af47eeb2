"""Finds articles that are nearly the same text, as wire copy is in several outlets; pure, quick, the same at every run.

A text is its set of runs of five words, whatever their case and the marks between them. Of an eighth of the runs,
chosen by their first word, the smallest hashes are kept: a bottom-k sketch (A. Broder, On the resemblance and
containment of documents, 1997), from which the share of common runs of two texts (Jaccard) is estimated.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import lru_cache
from struct import Struct
from typing import Protocol
from zlib import crc32

KEPT = 24  # hashes in a sketch
ALIKE = 0.4  # the estimated share of common runs from which on two texts are nearly the same
_INDEXED = 8  # smallest hashes by which candidates are found: two alike texts share one but in one of sixty pairs
_FEWEST = 5  # hashes of a text that is compared at all: some fifty words
_COMMON = 20  # articles of one hash that are looked at, the oldest first: a longer list is of boilerplate
_AT_HAND = 1000  # sketches, a kilobyte each: the oldest articles of a common hash are looked at again and again
_LISTS = 1024  # that the index is cut into, so that each is short enough to insert into
_NUMBERS = Struct(f"<{KEPT}I")
PACKED = _NUMBERS.size  # bytes of a packed sketch
_MARKS = re.compile(r"[\W_]+")
_SPREAD = 0x9E3779B97F4A7C15  # spreads 32 bits over 60
_BITS = (1 << 60) - 1
_HASH = (1 << 32) - 1
_CHOOSING = 7 << 40  # bits of the first word by which a run is chosen: an eighth has none of them
_MOST_WORDS = 20_000  # in the table, some 4 MB
_LONGEST_WORD = 40  # code points of one in the table: what has no spaces (Chinese, encoded data) is a line or more

Sketch = tuple[int, ...]  # ascending hashes of 32 bits, at most KEPT; empty for a text too short to be compared


class _Hashes(dict[str, int]):
    """The hash of each word as it stands between spaces, 0 for one of marks alone; kept but of very long ones."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        word = token.casefold()
        if not word.isalnum():
            word = _MARKS.sub("", word)
        found = crc32(word.encode()) * _SPREAD & _BITS
        if len(token) <= _LONGEST_WORD:
            self[token] = found
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


def packed(sketch: Sketch) -> bytes:
    """A sketch as PACKED bytes."""
    return _NUMBERS.pack(*sketch, *(0,) * (KEPT - len(sketch)))


def unpacked(data: bytes) -> Sketch:
    """The sketch again."""
    return tuple(filter(None, _NUMBERS.unpack(data)))


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of runs that two texts have in common, estimated from their sketches: 0 to 1."""
    smallest = sorted({*one, *other})[:KEPT]
    if not smallest or not one or not other:
        return 0.0
    common = {*one} & {*other}
    return len(common.intersection(smallest)) / len(smallest)


class Kept(Protocol):
    """What holds packed sketches by their numbers, as a list does."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> bytes: ...

    def append(self, packed: bytes, /) -> None:
        """Puts one behind the others."""
        ...


class NearDuplicates:
    """The sketches of many articles, by the numbers in which they were added; some 70 bytes of memory an article.

    kept: holds the sketches, of which few are looked at again.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept: Kept = [] if kept is None else kept
        self._index = [array("Q") for _ in range(_LISTS)]  # hash and number, ascending; by the last bits of the hash
        self.sketch = lru_cache(maxsize=_AT_HAND)(self._sketch)  # that was added under a number

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, sketch: Sketch) -> int:
        """Takes in a sketch and returns its number."""
        number = len(self._kept)
        self._kept.append(packed(sketch))
        for value in sketch[:_INDEXED]:
            insort(self._index[value % _LISTS], value << 32 | number)
        return number

    def _sketch(self, number: int) -> Sketch:
        return unpacked(self._kept[number])

    def alike(self, sketch: Sketch) -> list[tuple[int, float]]:
        """The numbers of the texts that are nearly the same, with their likeness, the likest and oldest first."""
        mine, least = frozenset(sketch), ALIKE * len(sketch)
        found = []
        for number in self._candidates(sketch):
            other = self.sketch(number)
            if len(mine.intersection(other)) >= least:  # else they are not alike, whatever the union of both is
                found.append((number, likeness(sketch, other)))
        return sorted((pair for pair in found if pair[1] >= ALIKE), key=lambda pair: (-pair[1], pair[0]))

    def _candidates(self, sketch: Sketch) -> set[int]:
        """The articles that share one of its smallest hashes; of each hash the oldest, at most _COMMON."""
        found: set[int] = set()
        for value in sketch[:_INDEXED]:
            packed, least = self._index[value % _LISTS], value << 32
            start = bisect_left(packed, least)
            for one in packed[start : start + _COMMON]:
                if one - least > _HASH:  # it is of another hash
                    break
                found.add(one - least)
        return found
