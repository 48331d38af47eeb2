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
from models.spans import Fragment, Span, fragments_of
from models.text.characters import MARK
from models.text.marks import mark_state
from models.text.pairing import MarkState

ALL = "*"  # all labels, all pairs
EVERYBODY: Pair = (ALL, ALL)
UNEQUAL_VERSIONS = "different"

Marks = Iterable[tuple[str, Sequence[tuple[int, int]]]]


def f1(shared: float, sizes: float) -> float | None:
    """2 x shared / (|A| + |B|); None where neither has anything."""
    return 2 * shared / sizes if sizes else None


EXACT, OVERLAP, IOU, CHARS, SIZES, CHAR_SIZES, N = range(7)  # places in a block's last axis
MEASURES = ("f1_exact", "f1_overlap", "f1_iou", "f1_chars")


def f1_of(block: Array) -> Array:
    """The measures of blocks ... x 7: same label and fragments; a character in common, matched one to one; the best
    pairs by their intersection over union; characters, one under two spans counting twice.
    """
    sizes = block[..., [SIZES, SIZES, SIZES, CHAR_SIZES]]
    return ratio(2 * block[..., [EXACT, OVERLAP, IOU, CHARS]], sizes)


BREAKDOWN = ("f1_exact", "f1_overlap", "f1_iou")


def breakdown_of(items: Items) -> Array:
    """The measures of BREAKDOWN from counts."""
    return np.stack([ratio(2 * items[name], items["sizes"]) for name in ("exact", "overlap", "iou")], axis=-1)


@dataclass(frozen=True, slots=True)
class Matching:
    """The spans of one label of two annotators, and which of them are the same, with their IoU.

    overlapping: as many pairs as there can be, which may be more than those of the greatest sum of IoU.
    """

    one: Sequence[Span]
    other: Sequence[Span]
    pairs: Mapping[tuple[int, int], float]
    overlapping: int

    @staticmethod
    def of(one: Sequence[Span], other: Sequence[Span], min_iou: float = 0.0) -> Matching:
        """Matches equal spans first, then so that the sum of IoU is greatest."""
        return Matching(one, other, *matched(one, other, min_iou))

    def is_exact(self, left: int, right: int) -> bool:
        """Whether a pair has the same fragments; fragments that touch have the characters of one, and are not it."""
        return self.one[left].fragments == self.other[right].fragments

    @property
    def counts(self) -> tuple[float, ...]:
        """A row of a block, without characters."""
        sizes = len(self.one) + len(self.other)
        if not self.pairs:
            return 0.0, 0.0, 0.0, 0.0, sizes, 0.0, sizes
        exact = sum([share == 1.0 and self.is_exact(*pair) for pair, share in self.pairs.items()])
        return exact, self.overlapping, sum(self.pairs.values()), 0.0, sizes, 0.0, sizes

    @property
    def shared(self) -> dict[str, float]:
        """How much is shared, by name."""
        exact, overlap, iou, *_ = self.counts
        return {"exact": exact, "overlap": overlap, "iou": iou}


def add(into: Statistics, case: Comparison, shared: Array, sizes: Array, settings: Settings) -> None:
    """F1 of every label, all of them, and every pair of annotators; of quotes also by what they are said to be.

    shared, sizes: characters, pairs x labels. Blocks are labels (all last) x what is counted.
    """
    values = _values(case, settings)
    rows: list[list[tuple[float, ...]]] = []
    for places in case.pairs:
        one, other = (case.sides[place] for place in places)
        rows.append([])
        for label in case.labels:
            matching = Matching.of(one.by_label.get(label, ()), other.by_label.get(label, ()), settings.min_iou)
            rows[-1].append(matching.counts)
            if label == QUOTE:
                _add_breakdowns(into, matching, one, other, [values[place] for place in places])
    blocks = np.zeros((len(case.pairs), len(case.labels) + 1, 7))
    blocks[:, :-1] = rows
    blocks[:, :-1, CHARS] = shared
    blocks[:, :-1, CHAR_SIZES] = sizes
    blocks[:, -1] = blocks.sum(1)
    into.blocks.update({("f1", *case.pair(*pair)): block for pair, block in zip(case.pairs, blocks, strict=True)})
    every = blocks.sum(0)
    every[:-1, N] = [sum(len(side.by_label.get(label, ())) for side in case.sides) for label in case.labels]
    every[-1, N] = every[:-1, N].sum()
    into.blocks["f1", *EVERYBODY] = every


# --- quotes by what they are said to be: a pair of quotes counts under a value if either says so ------------------


Group = tuple[str, str]  # dimension, value


def _add_breakdowns(
    into: Statistics, matching: Matching, one: Side, other: Side, values: Sequence[Sequence[set[Group]]]
) -> None:
    version = _version(one, other)
    groups: dict[Group, dict[Hashable, float]] = defaultdict(lambda: defaultdict(float))
    for (left, right), share in matching.pairs.items():
        exact = matching.is_exact(left, right)
        for group in {*values[0][left], *values[1][right], *version}:
            groups[group]["exact"] += exact
            groups[group]["overlap"] += 1
            groups[group]["iou"] += share
            groups[group]["sizes"] += 2
    for side, taken in enumerate(zip(*matching.pairs, strict=True) if matching.pairs else ((), ())):
        for index in set(range(len(values[side]))).difference(taken):
            for group in {*values[side][index], *version}:
                groups[group]["sizes"] += 1
    for (dimension, value), items in groups.items():
        into.add_all(("by", dimension, value), items)


def _values(case: Comparison, settings: Settings) -> list[list[set[Group]]]:
    """What each annotator's quotes are said to be."""
    known: dict[tuple[Fragment, ...], str] = {}
    marked = MARK.search(case.article.text) is not None
    defaults = {name: settings.default(QUOTE, name) for name in ("type", "status")}
    language = case.article.meta.language
    found: list[list[set[Group]]] = []
    for side in case.sides:
        quotes = side.by_label.get(QUOTE, ()) if QUOTE in case.labels else ()
        found.append([])
        for span in quotes:
            if span.fragments not in known:
                marks = mark_state(case.article.text, span.fragments) if marked else MarkState.NONE
                known[span.fragments] = str(marks)
            named = ((name, span.attributes.get(name) or default) for name, default in defaults.items())
            groups = {(name, value) for name, value in named if value} | {("marks", known[span.fragments])}
            found[-1].append(groups | ({("language", language)} if language else set()))
    return found


def _version(one: Side, other: Side) -> set[Group]:
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
