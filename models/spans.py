"""Fragments, spans and the links between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from models.errors import UserError
from models.light import light

EMPTY: Mapping[str, object] = {}


class Fragment(NamedTuple):
    """`[start, end)` in code points of the article's text."""

    start: int
    end: int

    def overlaps(self, other: Fragment) -> bool:
        """Whether both share a character; touching is not overlapping."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Fragment) -> bool:
        """Whether every character of `other` lies in this fragment."""
        return self.start <= other.start and other.end <= self.end


def _start(fragment: Fragment) -> int:
    return fragment.start


def fragments_of(pairs: Iterable[tuple[int, int]]) -> tuple[Fragment, ...]:
    """Fragments from (start, end) pairs, checked: not empty, ascending, disjoint (they may touch).

    Raises UserError naming the offending pair.
    """
    fragments = tuple([Fragment(start, end) for start, end in pairs])
    if not fragments:
        raise UserError("a span needs at least one fragment", remedy="give its start and end")
    if not well_formed(fragments):
        raise _ill_formed(fragments)
    return fragments


def well_formed(fragments: Iterable[Fragment]) -> bool:
    """Whether the fragments are not empty, ascend and do not overlap; they may touch."""
    free = 0
    for start, end in fragments:
        if not free <= start < end:
            return False
        free = end
    return True


def _ill_formed(fragments: tuple[Fragment, ...]) -> UserError:
    for start, end in fragments:
        if start < 0 or start >= end:
            what = "a fragment must start at 0 or later and before its end"
            return UserError(what, value=[start, end], remedy="mend its offsets, or remove it")
    first = next(pair for pair in pairwise(fragments) if pair[1].start < pair[0].end)
    return UserError(
        "fragments must ascend and not overlap", value=[list(one) for one in first], remedy="sort and merge them"
    )


@light
@dataclass(frozen=True, slots=True)
class Span:
    """A label on one or more fragments, made by one annotator.

    attributes: names and values of the scheme; entity: id of who a speaker, source, addressee (or a quote without a
    speaker) is; origin: human, suggested, imported, adjudicated; key: the id its file gave; extra: unknown fields.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    entity: str | None = None
    origin: str = "human"
    note: str = ""
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """First code point."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Behind the last code point."""
        return self.fragments[-1].end

    def words(self, text: str) -> tuple[str, ...]:
        """The slice of `text` under each fragment."""
        return tuple([text[start:end] for start, end in self.fragments])

    def covers(self, other: Span) -> bool:
        """Whether every fragment of `other` lies in a fragment of this span."""
        if other.fragments[0].start < self.fragments[0].start or other.fragments[-1].end > self.fragments[-1].end:
            return False  # nearly always, and much cheaper
        last = (self.fragments[bisect_right(self.fragments, one.start, key=_start) - 1] for one in other.fragments)
        return all(mine.contains(theirs) for mine, theirs in zip(last, other.fragments, strict=True))


@light
@dataclass(frozen=True, slots=True)
class Link:
    """A typed relation from one span to another; `order` is 0-based and dense per (from_span, role)."""

    id: str
    role: str
    from_span: str
    to_span: str
    order: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)


def reading_order(span: Span) -> tuple[int, int, str, str]:
    """Sort key of spans in records and lists: start, end descending, label, key."""
    fragments = span.fragments
    return (fragments[0][0], -fragments[-1][1], span.label, span.key or span.id)
