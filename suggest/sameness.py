"""Quotes that report the same words: equal ones, and such as share a good part of them. Pure; compares words alone.

Case, accents, punctuation, marks and English articles do not count. Any script will do: of one without spaces between
words each character is a word. What was translated twice shares too few words to be found with certainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple
from unicodedata import combining, normalize

from models.text.words import words
from suggest.names import ARTICLES

VERBATIM, PARTIAL = "verbatim", "partial"
_RUN = 4  # words in a row that two quotes must share, unless the shorter one has fewer
_FEWEST = 2  # words; fewer are no statement
_SHARE = 0.5  # of the shorter quote that must be in the other, in runs of two words and more


class Passage(NamedTuple):
    """A quote somewhere in the project. heading: of its article; words: of each of its fragments."""

    quote: str
    article: str
    heading: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """A passage with the same words. variant: verbatim or partial; shared: how much of the shorter one, 0 to 1;

    is_shorter: whether the passage has fewer words than the quote it was looked up for.
    """

    passage: Passage
    variant: str
    shared: float
    is_shorter: bool


def same_words(quote: Sequence[str], others: Iterable[Passage]) -> tuple[Same, ...]:
    """The passages that report the words of a quote, equal ones first, then by how much they share."""
    mine = _key(quote)
    rare = set(mine)
    found = []
    for other in others:
        theirs = _key(other.words)
        if len(rare.intersection(theirs)) >= min(_FEWEST, len(mine)) and (same := _compared(mine, theirs, other)):
            found.append(same)
    return tuple(sorted(found, key=lambda same: (same.variant != VERBATIM, -same.shared)))


def _compared(mine: Sequence[str], theirs: Sequence[str], other: Passage) -> Same | None:
    shorter = min(len(mine), len(theirs))
    if shorter < _FEWEST:
        return None
    if mine == theirs:
        return Same(other, VERBATIM, 1.0, is_shorter=False)
    runs = [block.size for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()]
    shared = sum(size for size in runs if size >= _FEWEST) / shorter
    if max(runs) < min(_RUN, shorter) or shared < _SHARE:
        return None
    return Same(other, PARTIAL, shared, is_shorter=len(theirs) < len(mine))


def _key(parts: Iterable[str]) -> list[str]:
    """The words without case, accents and signs."""
    found: list[str] = []
    for part in parts:
        folded = "".join(char for char in normalize("NFKD", part.casefold()) if not combining(char))
        tidy = folded.replace("’", "'")
        found += (tidy[word.start : word.end] for word in words(tidy))
    return [word for word in found if word not in ARTICLES]
