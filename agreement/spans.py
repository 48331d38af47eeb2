"""How far two annotators mark the same spans: F1, which for spans is positive specific agreement.

Never kappa: what nobody marked cannot be counted (Hripcsak & Rothschild 2005: kappa tends to F1 as it grows).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

import numpy as np

from agreement.aligned import Aligned
from agreement.coding import Array, ratio
from agreement.model import QUOTE, Pair, Side
from agreement.nodes import Matching, Nodes
from agreement.pooling import Items, Statistics
from models.spans import Span, fragments_of
from models.text.characters import FAMILIES
from models.text.marks import mark_state
from models.text.pairing import MarkState

ALL = "*"  # all labels, all pairs
EVERYBODY: Pair = (ALL, ALL)
UNEQUAL_VERSIONS = "different"

Marks = Iterable[tuple[str, Sequence[tuple[int, int]]]]


def f1(shared: float, sizes: float) -> float | None:
    """2 x shared / (|A| + |B|); None where neither has anything."""
    return 2 * shared / sizes if sizes else None


EXACT, OVERLAP, IOU, SIZES, N, CHARS, CHAR_SIZES = range(7)  # places in a block's last axis
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


def add(into: Statistics, aligned: Aligned, shared: Array, sizes: Array) -> None:
    """F1 of every label, all of them, and every pair of annotators; of quotes also by what they are said to be.

    shared, sizes: characters, pairs x labels. Blocks are labels (all last) x what is counted.
    """
    case, min_iou = aligned.case, aligned.settings.min_iou
    matchings = [aligned.nodes.matching(*places, min_iou) for places in case.pairs]
    blocks = np.empty((len(case.pairs) + 1, len(case.labels) + 1, 7))
    blocks[:-1, :-1, :CHARS] = _counted(aligned, matchings)
    blocks[:-1, :-1, CHARS] = shared
    blocks[:-1, :-1, CHAR_SIZES] = sizes
    blocks[:-1, -1] = blocks[:-1, :-1].sum(1)
    blocks[-1] = blocks[:-1].sum(0)
    blocks[-1, :, N] /= len(case.sides) - 1  # every annotator is in so many pairs
    for pair, block in zip((*(case.pair(*places) for places in case.pairs), EVERYBODY), blocks, strict=True):
        into.blocks["f1", *pair] = block
    if QUOTE in case.labels:
        _add_breakdowns(into, aligned, matchings)


def _counted(aligned: Aligned, matchings: Sequence[Matching]) -> list[list[list[float]]]:
    """Pairs x labels x (exact, overlapping, sum of IoU, spans of both, n)."""
    labels, nodes = aligned.case.labels, aligned.nodes.all
    sizes = [[len(side.by_label.get(label, ())) for label in labels] for side in aligned.sides]
    found: list[list[list[float]]] = []
    for (one, other), matching in zip(aligned.case.pairs, matchings, strict=True):
        cells = {
            label: [0.0, matching.overlapping.get(label, 0), 0.0, mine + theirs, mine + theirs]
            for label, mine, theirs in zip(labels, sizes[one], sizes[other], strict=True)
        }
        for left, right, iou in matching.pairs:
            if cell := cells.get(nodes[left].label):
                cell[EXACT] += left == right
                cell[IOU] += iou
        found.append([*cells.values()])
    return found


# --- quotes by what they are said to be: a pair of quotes counts under a value if either says so ------------------


Groups = frozenset[tuple[str, str]]  # dimensions with their values


def _add_breakdowns(into: Statistics, aligned: Aligned, matchings: Sequence[Matching]) -> None:
    said = _said(aligned)
    counts: defaultdict[Groups, defaultdict[Hashable, float]] = defaultdict(lambda: defaultdict(float))
    for (one, other), matching in zip(aligned.case.pairs, matchings, strict=True):
        version = _version(aligned.sides[one], aligned.sides[other])
        mine, theirs = dict(said[one]), dict(said[other])
        for match in matching.pairs:
            if match.one in mine:
                count = counts[mine.pop(match.one) | theirs.pop(match.other) | version]
                count["exact"] += match.exact
                count["overlap"] += 1
                count["iou"] += match.iou
                count["sizes"] += 2
        for groups in (*mine.values(), *theirs.values()):
            counts[groups | version]["sizes"] += 1
    for groups, count in counts.items():
        for dimension, value in groups:
            into.add_all(("by", dimension, value), count)


def _said(aligned: Aligned) -> list[dict[int, Groups]]:
    """What each annotator's quotes are said to be, by the numbers of their nodes."""
    article = aligned.case.article
    marked = any(mark in article.text for mark in FAMILIES)
    language = {("language", article.meta.language)} if article.meta.language else set()
    defaults = {name: aligned.settings.default(QUOTE, name) for name in ("type", "status")}
    found: list[dict[int, Groups]] = [{} for _ in aligned.sides]
    for number, node in enumerate(aligned.nodes.all):
        if node.label == QUOTE:
            marks = str(mark_state(article.text, node.fragments) if marked else MarkState.NONE)
            for side, span in node.spans.items():
                named = [(name, span.attributes.get(name) or default) for name, default in defaults.items()]
                given = [(name, value) for name, value in named if value]
                found[side][number] = frozenset((*given, ("marks", marks), *language))
    return found


def _version(one: Side, other: Side) -> Groups:
    first, second = one.record.scheme_version, other.record.scheme_version
    if first is None and second is None:
        return frozenset()
    return frozenset([("guideline", str(first) if first == second else UNEQUAL_VERSIONS)])


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
    pairs, overlapping = Nodes.of(sides).matching(0, 1)
    shared = {
        "exact": sum(match.exact for match in pairs),
        "overlap": sum(overlapping.values()),
        "iou": sum(match.iou for match in pairs),
    }
    sizes = len(sides[0]) + len(sides[1])
    return {f"f1_{name}": f1(amount, sizes) for name, amount in shared.items()}


def mean_pairwise_f1(sets: Sequence[frozenset[Hashable]]) -> float | None:
    """The mean over pairs of annotators of exact F1; pairs in which neither has anything are left out."""
    values = [f1(len(one & other), len(one) + len(other)) for one, other in combinations(sets, 2)]
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None
