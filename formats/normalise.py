"""The one normalisation that every text goes through at intake, and how offsets move through it.

Knows nothing of files and encodings: a decoded text in, a clean text out. Whatever is not listed here stays
as it is: no-break spaces, soft hyphens, curly quotes, combining marks, leading spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

BOM = "\ufeff"
REPLACEMENT = "\ufffd"

_LINE_ENDS = {
    "\r\n": "crlf",
    "\r": "carriage_return",
    "\u2028": "line_separator",
    "\u2029": "paragraph_separator",
    "\x85": "next_line",
    "\f": "form_feed",
}
_PLANES = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
_KEPT = "\x01-\x0b\x0e-\x84\x86-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd" + _PLANES
# What is kept, negated: `re` skips clean text seven times faster than when it is told what to change.
_CHANGED = re.compile(f"[^{_KEPT}](?:(?<=\r)\n|(?<=[\ud800-\udbff])[\udc00-\udfff])?")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text. changes: how often each kind of change was made.

    lost: offsets in the old text, in code points, of a BOM and of each pair that became one.
    """

    text: str
    changes: Mapping[str, int]
    lost: tuple[int, ...] = ()

    def offset(self, old: int) -> int:
        """Where an offset of the old text is now, in code points; one inside a joined pair: before it."""
        return old - bisect_left(self.lost, old)

    def fragment(self, start: int, end: int) -> tuple[int, int]:
        """Where a fragment of the old text is now; one that ended inside a joined pair covers all of it."""
        index = bisect_left(self.lost, end)
        halves = index > 0 and self.lost[index - 1] == end - 1 and not (end == 1 and "bom" in self.changes)
        return self.offset(start), end - index + halves


def normalise(text: str) -> Normalised:
    """`text` with one kind of line end and without characters that no store, window or JSON can hold.

    The kinds of change are "bom", "crlf", "carriage_return", "line_separator", "paragraph_separator",
    "next_line", "form_feed" (all to a line feed, the BOM to nothing), "surrogate_pair" (joined), "nul",
    "noncharacter" and "lone_surrogate" (to U+FFFD).
    """
    bom = text.startswith(BOM)
    known, lost = ({"bom": 1}, [0]) if bom else ({}, [])
    if _CHANGED.search(text) is None:
        return Normalised(text[bom:], known, tuple(lost))
    changes = Counter(known)

    def replaced(match: re.Match[str]) -> str:
        found = match.group()
        if len(found) == 2:
            lost.append(match.start())
        changes[_kind(found)] += 1
        return _replacement(found)

    clean = _CHANGED.sub(replaced, text)
    return Normalised(clean[bom:], dict(changes), tuple(lost))


def normalised_slice(words: str) -> str:
    """`words`, cut out of a text, as normalising that text leaves them; a U+FEFF at their start is no BOM."""
    return _CHANGED.sub(lambda match: _replacement(match.group()), words)


def _kind(found: str) -> str:
    if found in _LINE_ENDS:
        return _LINE_ENDS[found]
    if "\ud800" <= found[0] <= "\udfff":
        return "surrogate_pair" if len(found) == 2 else "lone_surrogate"
    return "nul" if found == "\0" else "noncharacter"


def _replacement(found: str) -> str:
    if found in _LINE_ENDS:
        return "\n"
    if len(found) == 2:
        return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return REPLACEMENT
