"""The words of a disagreement as one line: the passage with a little around it, and where each version stands in it.

What is too long is cut where nobody's version begins or ends. Knows no Qt; offsets are code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.figures import Disagreement
from models.spans import Fragment
from ui.text.display_text import display_text
from ui.visible import dotted

CUT = "…"
_BEFORE, _AFTER = 28, 60  # code points of context
_LEAST = 8  # code points left at either side of a cut


@dataclass(frozen=True, slots=True)
class Line:
    """text: as shown; lanes: for each version of the disagreement its parts in that text, start and end."""

    text: str
    lanes: tuple[tuple[tuple[int, int], ...], ...]


def line(item: Disagreement, text: str, room: int) -> Line:
    """The passage in about `room` code points."""
    start, end = max(0, item.start), min(len(text), item.end)
    first, last = _context(text, start, end, max(0, room - (end - start)))
    kept = _kept(text, (first, last), _borders(item, start, end), room)
    shown, starts = "", []
    for place, (begin, stop) in enumerate(kept):
        opened = place == 0 and not text[:begin].rpartition("\n")[2].strip()
        shown += "" if opened else CUT if place == 0 else f" {CUT} "
        starts.append(len(shown))
        shown += text[begin:stop]
    if kept and kept[-1][1] < len(text) and text[kept[-1][1]] != "\n":
        shown += CUT
    lanes = tuple(_placed(version.fragments, kept, starts) for version in item.versions)
    return Line(display_text(dotted(shown.replace("\n", " "))), lanes)


def _context(text: str, start: int, end: int, spare: int) -> tuple[int, int]:
    """Where the line begins and ends: within the paragraph, at the borders of words."""
    before = min(_BEFORE, spare // 2)
    after = min(_AFTER, spare - before)
    paragraph = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    first = max(paragraph, start - before)
    last = min(len(text) if stop < 0 else stop, end + after)
    if first > paragraph:
        first = min(start, text.find(" ", first, start) + 1 or start)
    while first < start and text[first].isspace():
        first += 1
    if last < len(text) and text[last : last + 1] not in ("", "\n", " "):
        last = max(end, text.rfind(" ", end, last))
    return first, last


def _borders(item: Disagreement, start: int, end: int) -> list[int]:
    """Where anybody's version begins or ends, within the passage."""
    ends = {offset for version in item.versions for part in version.fragments for offset in part}
    return sorted({start, end, *(offset for offset in ends if start < offset < end)})


def _kept(text: str, whole: tuple[int, int], borders: Sequence[int], room: int) -> list[tuple[int, int]]:
    """The stretches that are shown: all, or without the middle of the long ones between borders."""
    first, last = whole
    excess = last - first - room
    if excess <= 0:
        return [(first, last)]
    inner = list(pairwise(borders))
    cap = _cap([end - start for start, end in inner], excess + len(CUT) + 3)
    kept, begin = [], first
    for start, end in inner:
        if end - start > cap:
            stop, next_ = start + (cap + 1) // 2, end - cap // 2
            stop = max(text.rfind(" ", start + _LEAST, stop), start + _LEAST)
            kept.append((begin, begin + len(text[begin:stop].rstrip())))
            found = text.find(" ", next_, end - _LEAST)
            begin = next_ if found < 0 else found + 1
    return [*kept, (begin, last)]


def _cap(lengths: Sequence[int], excess: int) -> int:
    """The greatest length such that cutting the longer ones to it saves `excess`."""
    for cap in range(max(lengths, default=0), 2 * _LEAST, -1):
        if sum(max(0, length - cap) for length in lengths) >= excess:
            return cap
    return 2 * _LEAST


def _placed(
    fragments: Sequence[Fragment], kept: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """The fragments in the offsets of what is shown; one that is cut runs on over the cut."""
    placed: list[tuple[int, int]] = []
    for fragment in fragments:
        parts = [
            (max(fragment.start, begin) - begin + at, min(fragment.end, stop) - begin + at)
            for (begin, stop), at in zip(kept, starts, strict=True)
            if fragment.start < stop and begin < fragment.end
        ]
        if parts:
            placed.append((parts[0][0], parts[-1][1]))
    return tuple(placed)
