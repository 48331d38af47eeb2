"""How far two annotators mark the same spans: F1, which for spans is positive specific agreement.

Never kappa: what nobody marked cannot be counted (Hripcsak & Rothschild 2005: kappa tends to F1 as it grows).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from agreement.alignment import matched
from agreement.coding import Array, ratio
from agreement.model import QUOTE, Comparison, Pair, Settings, Side
from agreement.pooling import Items, Statistics
from agreement.unitizing import Continuum
from models.spans import Fragment, Span, fragments_of
from models.text.marks import mark_state

ALL = "*"  # all labels, all pairs
EVERYBODY: Pair = (ALL, ALL)
UNEQUAL_VERSIONS = "different"

Marks = Iterable[tuple[str, Sequence[tuple[int, int]]]]


def f1(shared: float, sizes: float) -> float | None:
    """2 x shared / (|A| + |B|); None where neither has anything."""
    return 2 * shared / sizes if sizes else None


def exact(items: Items) -> Array:
    """Same label and fragments."""
    return ratio(2 * items["exact"], items["sizes"])


def overlap(items: Items) -> Array:
    """Same label, matched one to one, a character in common."""
    return ratio(2 * items["overlap"], items["sizes"])


def weighted(items: Items) -> Array:
    """The same pairs, each counting by its intersection over union: 2 x sum IoU / (|A| + |B|)."""
    return ratio(2 * items["iou"], items["sizes"])


def characters(items: Items) -> Array:
    """Characters of the label, one under two spans counting twice."""
    return ratio(2 * items["chars"], items["char_sizes"])


FORMULAS = {"f1_exact": exact, "f1_overlap": overlap, "f1_iou": weighted, "f1_chars": characters}


@dataclass(frozen=True, slots=True)
class Matching:
    """The spans of one label of two annotators, and which of them are the same, with their IoU."""

    one: Sequence[Span]
    other: Sequence[Span]
    pairs: Mapping[tuple[int, int], float]

    @staticmethod
    def of(one: Sequence[Span], other: Sequence[Span], min_iou: float = 0.0) -> Matching:
        """Matches equal spans first, then so that the sum of IoU is greatest."""
        return Matching(one, other, matched(one, other, min_iou))

    @property
    def shared(self) -> dict[str, float]:
        """How much is shared, by name."""
        shares = self.pairs.values()
        return {"exact": sum(s == 1.0 for s in shares), "overlap": len(self.pairs), "iou": sum(shares)}


def add_matchings(into: Statistics, case: Comparison, settings: Settings) -> None:
    """F1 of every label and pair of annotators, and of quotes by what they are said to be."""
    marks = _Marks(case.article.text)
    for label in case.labels:
        for place in case.pairs:
            one, other = (case.sides[index] for index in place)
            matching = Matching.of(one.by_label[label], other.by_label[label], settings.min_iou)
            _add(into, label, case.pair(*place), matching)
            if label == QUOTE:
                _add_breakdowns(into, matching, one, other, settings, marks)
        n = sum(len(side.by_label[label]) for side in case.sides)
        for name in (label, ALL):
            into.add(("f1", name, *EVERYBODY), "n", n)


def _add(into: Statistics, label: str, pair: Pair, matching: Matching) -> None:
    sizes = len(matching.one) + len(matching.other)
    if sizes:
        amounts = {**matching.shared, "sizes": sizes}
        for name in (label, ALL):
            for who in (pair, EVERYBODY):
                for item, amount in amounts.items():
                    into.add(("f1", name, *who), item, amount)
            into.add(("f1", name, *pair), "n", sizes)


def add_characters(into: Statistics, case: Comparison, whole: Continuum) -> None:
    """F1 by characters. whole: of the labels compared, in their order."""
    by_side = whole.depth @ whole.lengths  # labels x annotators
    for one, other in case.pairs:
        both = np.minimum(whole.depth[:, one], whole.depth[:, other]) @ whole.lengths
        sizes = by_side[:, one] + by_side[:, other]
        for place, label in enumerate(case.labels):
            for name in (label, ALL):
                for who in (case.pair(one, other), EVERYBODY):
                    into.add(("f1", name, *who), "chars", float(both[place]))
                    into.add(("f1", name, *who), "char_sizes", float(sizes[place]))


# --- quotes by what they are said to be: a pair of quotes counts under a value if either says so ------------------


def _add_breakdowns(
    into: Statistics, matching: Matching, one: Side, other: Side, settings: Settings, marks: _Marks
) -> None:
    values = [
        [_values(span, side, settings, marks) for span in spans]
        for side, spans in ((one, matching.one), (other, matching.other))
    ]
    version = _version(one, other)
    groups: dict[tuple[str, str], dict[Hashable, float]] = defaultdict(lambda: defaultdict(float))
    for (left, right), share in matching.pairs.items():
        for group in {*values[0][left], *values[1][right], *version}:
            groups[group]["exact"] += share == 1.0
            groups[group]["overlap"] += 1
            groups[group]["iou"] += share
            groups[group]["sizes"] += 2
    for side, taken in enumerate(zip(*matching.pairs, strict=True) if matching.pairs else ((), ())):
        for index in set(range(len(values[side]))).difference(taken):
            for group in {*values[side][index], *version}:
                groups[group]["sizes"] += 1
    for (dimension, value), items in groups.items():
        for item, amount in items.items():
            into.add(("by", dimension, value), item, amount)


def _values(span: Span, side: Side, settings: Settings, marks: _Marks) -> set[tuple[str, str]]:
    found = {("language", side.record.article.meta.language), ("marks", marks.of(span))}
    for name in ("type", "status"):
        found.add((name, span.attributes.get(name) or settings.default(QUOTE, name) or ""))
    return {(dimension, value) for dimension, value in found if value}


class _Marks:
    """How the quotation marks of quotes of one article stand; equal quotes are looked at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[Fragment, ...], str] = {}

    def of(self, span: Span) -> str:
        """The state of the quote's marks."""
        if span.fragments not in self._known:
            self._known[span.fragments] = str(mark_state(self._text, span.fragments))
        return self._known[span.fragments]


def _version(one: Side, other: Side) -> set[tuple[str, str]]:
    first, second = one.record.scheme_version, other.record.scheme_version
    if first is None and second is None:
        return set()
    return {("guideline", str(first) if first == second else UNEQUAL_VERSIONS)}


# --- plain lists, for worked cases and scripts --------------------------------------------------------------------


def spans_of(marks: Marks) -> list[Span]:
    """Spans of (label, fragments), doubles removed."""
    places = {(label, tuple(tuple(f) for f in fragments)): None for label, fragments in marks}
    return [
        Span(str(index), label, fragments_of((f[0], f[1]) for f in fragments))
        for index, (label, fragments) in enumerate(places)
    ]


def span_f1(one: Marks, other: Marks, *, labels: bool = True) -> dict[str, float | None]:
    """f1_exact, f1_overlap and f1_iou of two lists. labels: whether spans must have the same label."""
    sides = [spans_of(marks) if labels else spans_of((ALL, place) for _, place in marks) for marks in (one, other)]
    shared: dict[str, float] = defaultdict(float)
    for label in sorted({span.label for spans in sides for span in spans}):
        left, right = ([span for span in spans if span.label == label] for spans in sides)
        for name, amount in Matching.of(left, right).shared.items():
            shared[name] += amount
    sizes = len(sides[0]) + len(sides[1])
    return {f"f1_{name}": f1(shared[name], sizes) for name in ("exact", "overlap", "iou")}


def mean_pairwise_f1(sets: Sequence[frozenset[Hashable]]) -> float | None:
    """The mean over pairs of annotators of exact F1; pairs in which neither has anything are left out."""
    values = [f1(len(one & other), len(one) + len(other)) for one, other in combinations(sets, 2)]
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None
