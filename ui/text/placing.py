"""The marks of one paragraph in its own UTF-16 units: their parts, lanes and raised signs. No Qt here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from ui.text.lanes import assign_lanes, overlapping
from ui.text.marks import Look, Mark

MAX_LANES: Final = 6  # deeper lines are counted ("+2") instead of drawn
UNSURE: Final = "?"


class Part(NamedTuple):
    """What of a mark's fragment lies in the paragraph, and whether the fragment itself begins or ends here."""

    fragment: int  # which of the mark's
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark in one paragraph; lane: of its line below the text, None where it needs none."""

    mark: Mark
    parts: tuple[Part, ...]
    lane: int | None


class Sign(NamedTuple):
    """Small raised text at a position: before the character there, or behind the one that ends there."""

    position: int
    text: str
    before: bool


def place(marks: Sequence[Mark], start: int, end: int, local: Callable[[int], int]) -> list[PlacedMark]:
    """The marks as they lie in the paragraph `[start, end)` (code points).

    local: from code points of the text to UTF-16 units of the paragraph.
    """
    parts = [tuple(_parts(mark, start, end, local)) for mark in marks]
    drawn = [(mark, found) for mark, found in zip(marks, parts, strict=True) if found]
    lanes = _lanes(drawn)
    return [PlacedMark(mark, found, lane) for (mark, found), lane in zip(drawn, lanes, strict=True)]


def signs(placed: Iterable[PlacedMark]) -> list[Sign]:
    """Numbers before the quotes and question marks behind what is not sure; several at one place are joined."""
    numbers: dict[int, list[str]] = {}
    unsure: set[int] = set()
    for each in placed:
        for position, number in _numbers(each):
            numbers.setdefault(position, []).append(number)
        if (each.mark.unconfirmed or each.mark.look is Look.SUGGESTED) and _ends_here(each):
            unsure.add(each.parts[-1].end)
    before = [Sign(position, "·".join(texts), before=True) for position, texts in sorted(numbers.items())]
    return before + [Sign(position, UNSURE, before=False) for position in sorted(unsure)]


def gaps(placed: PlacedMark, length: int) -> Iterator[tuple[int, int]]:
    """What of a paragraph of `length` units stands between the fragments of a mark."""
    first, last = placed.parts[0], placed.parts[-1]
    if first.opens and first.fragment > 0:
        yield 0, first.start
    for before, after in pairwise(placed.parts):
        yield before.end, after.start
    if last.closes and last.fragment < len(placed.mark.fragments) - 1:
        yield last.end, length


def _parts(mark: Mark, start: int, end: int, local: Callable[[int], int]) -> Iterable[Part]:
    for number, (first, last) in enumerate(mark.fragments):
        inner, outer = max(first, start), min(last, end)
        if inner < outer:
            yield Part(number, local(inner), local(outer), opens=first >= start, closes=last <= end)


def _lanes(drawn: Sequence[tuple[Mark, tuple[Part, ...]]]) -> list[int | None]:
    """A quote is a filled background and needs a line of its own only where it overlaps another quote."""
    extents = [(parts[0].start, parts[-1].end) for _, parts in drawn]
    quotes = [i for i, (mark, _) in enumerate(drawn) if mark.label == "quote"]
    shared = overlapping([extents[i] for i in quotes])
    alone = {i for i, is_shared in zip(quotes, shared, strict=True) if not is_shared}
    lined = [i for i in range(len(drawn)) if i not in alone]
    lanes: list[int | None] = [None] * len(drawn)
    for i, lane in zip(lined, assign_lanes([extents[i] for i in lined]), strict=True):
        lanes[i] = lane
    return lanes


def _numbers(placed: PlacedMark) -> Iterable[tuple[int, str]]:
    if not placed.mark.number:
        return
    for part in placed.parts:
        if part.opens:
            yield part.start, placed.mark.number_of(part.fragment)


def _ends_here(placed: PlacedMark) -> bool:
    return placed.parts[-1].closes and placed.parts[-1].fragment == len(placed.mark.fragments) - 1
