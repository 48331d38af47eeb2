"""Finding words in a text as a reader means them: case, accents and the form of quotation marks make no difference.

Offsets are code points of the text as it is; what is compared are folded copies of text and words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final

from models.spans import Fragment

MOST: Final = 10_000  # places that are looked for in one text
_ALIKE: Final = str.maketrans(
    dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛‹›′ʼ", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


def find(text: str, words: str, *, exactly: bool = False, most: int = MOST) -> list[Fragment]:
    """The first `most` places of `words` in `text`, none overlapping another; none for empty words.

    exactly: character by character; else as `Folded` compares them.
    """
    if exactly:
        return list(islice((Fragment(at, at + len(words)) for at in _places(text, words)), most))
    return Folded(text).find(words, most)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


class Folded:
    """A text without case, accents and what cannot be seen, its dashes, spaces and quotation marks of one form each.

    Decomposed by NFKD, so that "ﬁ" is found by "fi" and a letter with its accent by the plain one.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        table: dict[str, str] = {character: _folded(character) for character in set(text)}
        self.words = text.translate({ord(character): folded for character, folded in table.items()})
        odd = "".join(character for character, folded in table.items() if len(folded) != 1)
        self._next: list[int] = []  # behind each character that is not folded into one: its offset in the text
        self._ends: list[int] = []  # and in the folded one
        moved = 0
        for found in re.finditer(f"[{re.escape(odd)}]", text) if odd else ():
            moved += len(table[found.group()]) - 1
            self._next.append(found.end())
            self._ends.append(found.end() + moved)

    def find(self, words: str, most: int = MOST) -> list[Fragment]:
        """The first places where the text means these words."""
        wanted = Folded(words).words if words.strip() else ""
        return [self._fragment(at, at + len(wanted)) for at in islice(_places(self.words, wanted), most)]

    def _fragment(self, start: int, end: int) -> Fragment:
        """The characters that were folded into `[start, end)`, with the marks that stand on the last one."""
        stop = self._offset(end - 1) + 1
        while stop < len(self._text) and unicodedata.combining(self._text[stop]):
            stop += 1
        return Fragment(self._offset(start), stop)

    def _offset(self, at: int) -> int:
        """Where the character stands that was folded into what stands at `at`."""
        before = bisect_right(self._ends, at)
        offset = at + (self._next[before - 1] - self._ends[before - 1] if before else 0)
        return min(offset, self._next[before] - 1) if before < len(self._next) else offset


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    plain = "".join(
        part
        for part in unicodedata.normalize("NFKD", character.translate(_ALIKE)).casefold()
        if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
    )
    return unicodedata.normalize("NFC", plain) if len(plain) > 1 else plain
