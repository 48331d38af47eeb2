"""W3C selectors of a part of a plain text, and the part that they mean: by position, by words, by RFC 5147 characters.

Knows neither annotations nor files. Raises UserError for what names no one place in a plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from formats.foreign.marks import maybe, number
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit

_CHARACTERS = re.compile(r"#?char=(\d{1,10}),(\d{1,10})")
_DEEPEST = 8  # selectors refined by one another
_SPACES = 100  # characters of white space that may be more in the text than in a prefix or suffix
_LONGEST_CONTEXT = 1000  # characters of a prefix or suffix that are compared, those beside the words


class Place(NamedTuple):
    """A part of a text in code points, and the words that stand there where the selector says so."""

    start: int
    end: int
    words: str | None = None


class CountedText:
    """A text whose positions are counted in a unit."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self.text, self.unit = text, unit
        self._offsets = OffsetMap(text, unit)

    def part(self, place: Place) -> CountedText:
        """The text of a place, whose positions begin anew."""
        return CountedText(self.text[place.start : place.end], self.unit)

    def between(self, start: int, end: int) -> Place:
        """The place of two positions."""
        first, last = self._offsets.to_code_point(start), self._offsets.to_code_point(end)
        if first is None or last is None:
            raise UserError(
                "a position lies outside the text or inside a character",
                value=f"{start} to {end}",
                remedy="use the text that was annotated",
            )
        return Place(first, last)


def place_of(selectors: list[Mapping[str, object]], text: CountedText, depth: int = _DEEPEST) -> Place:
    """What selectors mean that say the same in several ways.

    A position goes first; the words of a quote are given back to be compared. Where a selector is refined by another,
    that one is looked for within what it means.
    """
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), None)
    words = None if quote is None else maybe(quote, "exact")
    for selector in sorted(selectors, key=lambda one: one is quote):
        found, inner = _place(selector, text), selector.get("refinedBy")
        if found is not None and isinstance(inner, dict) and depth:
            within = place_of([inner], text.part(found), depth - 1)
            return Place(found.start + within.start, found.start + within.end, within.words)
        if found is not None:
            return Place(found.start, found.end, words)
    kinds = ", ".join(str(one.get("type")) for one in selectors) or "none"
    remedy = "export TextPositionSelector or TextQuoteSelector"
    raise UserError("no selector of a part of a plain text", value=kinds, remedy=remedy)


def _place(selector: Mapping[str, object], text: CountedText) -> Place | None:
    """What one selector means, without what refines it; None where it is not for plain texts."""
    match selector.get("type"):
        case "TextPositionSelector":
            return text.between(number(selector, "start"), number(selector, "end"))
        case "TextQuoteSelector":
            return _quoted(selector, text.text)
        case "FragmentSelector" if found := _CHARACTERS.match(maybe(selector, "value") or ""):
            return text.between(int(found[1]), int(found[2]))
    return None


def _quoted(selector: Mapping[str, object], text: str) -> Place:
    """The one place where the words stand between their prefix and suffix, white space aside."""
    exact, prefix, suffix = (maybe(selector, name) or "" for name in ("exact", "prefix", "suffix"))
    prefix, suffix = prefix[-_LONGEST_CONTEXT:], suffix[:_LONGEST_CONTEXT]
    if not exact.strip():
        raise UserError("a quote needs its words", value=f"exact: {exact!r}", remedy="give them, or a position")
    words = re.compile(r"\s+".join(map(re.escape, exact.split())))
    found: Place | None = None
    at = 0
    while match := words.search(text, at):
        at = match.start() + 1
        if _ends(text, match.start(), prefix) and _begins(text, match.end(), suffix):
            if found is not None:
                remedy = "give a position, or a longer prefix and suffix"
                raise UserError("these words stand there several times", value=exact, remedy=remedy)
            found = Place(match.start(), match.end(), exact)
    if found is None:
        value = " … ".join(filter(None, (prefix, exact, suffix)))
        raise UserError("these words are not in the text", value=value, remedy="use the text that was annotated")
    return found


def _ends(text: str, end: int, prefix: str) -> bool:
    """Whether the prefix stands before `end`, white space aside."""
    before = text[max(0, end - 2 * len(prefix) - _SPACES) : end]
    return "".join(before.split()).endswith("".join(prefix.split()))


def _begins(text: str, start: int, suffix: str) -> bool:
    after = text[start : start + 2 * len(suffix) + _SPACES]
    return "".join(after.split()).startswith("".join(suffix.split()))
