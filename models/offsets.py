"""Maps between the offset units of one text: code points (ours), UTF-16 units (Qt, JavaScript), UTF-8 bytes."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from itertools import accumulate

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NON_ASCII = re.compile("[^\x00-\x7f]")


class OffsetUnit(StrEnum):
    """What an offset counts."""

    CODE_POINT = "code_point"
    UTF16 = "utf16"
    BYTE = "byte"


class OffsetMap:
    """Translates offsets of one text from code points to another unit and back.

    Only the characters that are wider than one unit are kept, so a text without any costs nothing.
    """

    def __init__(self, text: str, unit: OffsetUnit = OffsetUnit.UTF16) -> None:
        self._length = len(text)
        self._wide: list[int] = []  # code point offsets of the wider characters
        self._extra: list[int] = [0]  # units beyond one a character, summed up before wide[i]
        if unit is not OffsetUnit.CODE_POINT and not text.isascii():
            self._index(text, unit)
        self._ends = [at + extra for at, extra in zip(self._wide, self._extra, strict=False)]

    def _index(self, text: str, unit: OffsetUnit) -> None:
        pattern = _ASTRAL if unit is OffsetUnit.UTF16 else _NON_ASCII
        found = list(pattern.finditer(text))
        self._wide = [match.start() for match in found]
        widths = (1 if unit is OffsetUnit.UTF16 else len(match.group().encode()) - 1 for match in found)
        self._extra = list(accumulate(widths, initial=0))

    def from_code_point(self, offset: int) -> int:
        """The offset in the other unit; offset: code points, 0 to the text's length."""
        return offset + self._extra[bisect_left(self._wide, offset)]

    def to_code_point(self, offset: int) -> int | None:
        """The code point offset, or None where `offset` is outside the text or inside a character."""
        index = bisect_left(self._ends, offset)
        code_point = offset - self._extra[index]
        inside = 0 <= code_point <= self._length and self.from_code_point(code_point) == offset
        return code_point if inside else None

    def nearest_code_point(self, offset: int) -> int:
        """The code point offset at or just before `offset`, kept within the text."""
        for candidate in range(offset, offset - 4, -1):  # a character is at most 4 units wide
            if (code_point := self.to_code_point(candidate)) is not None:
                return code_point
        return self._length if offset > 0 else 0
