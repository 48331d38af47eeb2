"""What the offsets of a file count, where its tool does not say: code points or UTF-16 units.

Tools disagree, and some changed their mind. Where the file gives the words of a span, they decide; else the unit under
which the spans of the whole file begin and end with words does, since a file comes from one tool.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from formats.json_records import Item, json_records
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit

UNITS = (OffsetUnit.CODE_POINT, OffsetUnit.UTF16)  # in doubt the first
_WIDE = re.compile(rb"[\xf0-\xf4]|\\u[dD][89abAB]")  # the bytes of JSON in which the units differ
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as a file has it. pairs: in its unit; words: what it says they cover; keyed: whether `key` is its id."""

    key: str
    label: str
    pairs: tuple[tuple[int, int], ...]
    words: str | None = None
    keyed: bool = True


Marked = tuple[str, Sequence[Mark]]  # a text with its spans


def unit_of_file(data: BinaryIO, name: str, marked: Callable[[Item], Iterable[Marked]]) -> OffsetUnit | None:
    """The unit under which the spans of a JSON file fit best; None where they fit alike.

    marked: the texts and spans of a record; one that it refuses is left out here. Leaves `data` at its beginning.
    """
    wide = _has_wide(data)
    data.seek(0)
    total: Counter[OffsetUnit] = Counter()
    try:
        for item in json_records(data, name) if wide else ():
            total.update(_misfits_of_record(item, marked) if isinstance(item, Item) else {})
    except UserError:  # which the reading says
        total.clear()
    data.seek(0)
    best = [unit for unit in UNITS if total[unit] == min(total[one] for one in UNITS)]
    return best[0] if len(best) == 1 else None


def _has_wide(data: BinaryIO) -> bool:
    tail = b""
    while chunk := data.read(_CHUNK):
        if _WIDE.search(tail + chunk):
            return True
        tail = chunk[-8:]  # an escape may stand on the border
    return False


def _misfits_of_record(item: Item, marked: Callable[[Item], Iterable[Marked]]) -> Counter[OffsetUnit]:
    found: Counter[OffsetUnit] = Counter()
    try:
        for text, marks in marked(item):
            for unit in UNITS:
                found[unit] += misfits(text, marks, unit)
    except UserError:  # which the reading says
        return Counter()
    return found


def unit_of(text: str, marks: Sequence[Mark], likely: OffsetUnit | None) -> tuple[OffsetUnit, bool]:
    """The unit of a text's spans, and whether another would do as well; likely: that of the whole file.

    Where words are given they decide; else the likely unit does, unless an offset is impossible in it.
    """
    if not marks or text.isascii() or not _differ(text, marks):
        return UNITS[0], False
    first = likely or UNITS[0]
    other = next(unit for unit in UNITS if unit is not first)
    known = likely is not None and all(mark.words is None for mark in marks) and _possible(text, marks, first)
    counts = {unit: misfits(text, marks, unit) for unit in (first, other)}
    if known or counts[first] <= counts[other]:
        return first, likely is None and counts[first] == counts[other]
    return other, False


def _differ(text: str, marks: Iterable[Mark]) -> bool:
    """Whether some offset is behind a character that is wider in UTF-16."""
    last = max((end for mark in marks for pair in mark.pairs for end in pair), default=0)
    return any(char > "\uffff" for char in text[: max(last, 0)])


def _possible(text: str, marks: Iterable[Mark], unit: OffsetUnit) -> bool:
    offsets = OffsetMap(text, unit)
    return all(offsets.to_code_point(end) is not None for mark in marks for pair in mark.pairs for end in pair)


def misfits(text: str, marks: Iterable[Mark], unit: OffsetUnit) -> int:
    """How badly the spans fit: other words than the file says count most, then ends within words or at spaces."""
    offsets = OffsetMap(text, unit)
    return sum(_misfit(text, mark, offsets) for mark in marks)


def _misfit(text: str, mark: Mark, offsets: OffsetMap) -> int:
    places = [(offsets.to_code_point(start), offsets.to_code_point(end)) for start, end in mark.pairs]
    pairs = [(start, end) for start, end in places if start is not None and end is not None]
    if len(pairs) < len(places):
        return 4
    if mark.words is None:
        return sum(_is_odd(text, start) + _is_odd(text, end) + _has_space(text[start:end]) for start, end in pairs)
    found = " ".join(text[start:end] for start, end in pairs)
    return 0 if found == mark.words else 1 if found.split() == mark.words.split() else 4


def _is_odd(text: str, offset: int) -> bool:
    """Whether an offset is within a word."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _has_space(words: str) -> bool:
    """Whether words begin or end with a space, as people rarely mark them."""
    return words != words.strip()
