"""What articles add to agreement on characters, of every two annotators and of everybody.

Many articles are counted at once, laid end to end; what comes out is each article's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agreement.coding import Array
from agreement.model import Comparison
from agreement.pooling import Statistics
from agreement.spans import EVERYBODY
from agreement.unitizing import Continuum, continuum, overlaps, together


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of one article, by pairs of its annotators in their order.

    shared, sizes: pairs x labels: those that both have, and that either has, one under two spans counting twice;
    layers: pairs, everybody last, x (gap, labels) x (the same, s, si), where labels hide one another; covers: pairs,
    everybody last, x labels x what `_covers` counts.
    """

    shared: Array
    sizes: Array
    layers: Array
    covers: Array

    def add(self, into: Statistics, case: Comparison) -> None:
        """Adds what alphas need."""
        pairs = (*(case.pair(*places) for places in case.pairs), EVERYBODY)
        for pair, layers, covers in zip(pairs, self.layers, self.covers, strict=True):
            into.blocks["layers", *pair] = layers
            into.blocks["cover", *pair] = covers


def characters(cases: Sequence[Comparison]) -> list[Characters]:
    """The characters of each article."""
    alike: defaultdict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        alike[len(case.sides), case.labels].append(place)
    found: dict[int, Characters] = {}
    for (_, labels), places in alike.items():
        some = [cases[place] for place in places]
        whole = continuum(
            [[side.spans for side in case.sides] for case in some], labels, [len(case.article.text) for case in some]
        )
        found.update(zip(places, _of_each(whole), strict=True))
    return [found[place] for place in range(len(cases))]


def _of_each(whole: Continuum) -> list[Characters]:
    annotators = whole.depth.shape[1]
    one, other = np.triu_indices(annotators, 1)
    own = whole.by_article(whole.depth)
    pairs = overlaps(whole)
    covers = _covers(whole)
    arrays = (
        whole.by_article(np.minimum(whole.depth[:, one], whole.depth[:, other])).transpose(2, 1, 0),
        (own[:, one] + own[:, other]).transpose(2, 1, 0),
        np.concatenate((pairs.block, together(pairs, annotators).block[None])).swapaxes(0, 1),
        np.concatenate((covers, covers.sum(0, keepdims=True) / (annotators - 1))).swapaxes(0, 1),
    )
    return [Characters(*each) for each in zip(*arrays, strict=True)]


def _covers(whole: Continuum) -> Array:
    """Of pairs x articles, labels x (length that both gave the label, that one gave it, all, squared lengths of runs).

    All are counted as in ell: what both gave and all twice, for either order of the two.
    """
    covered, squares = whole.covered, whole.squares_of_runs()
    one, other = np.triu_indices(covered.shape[1], 1)
    both, own = whole.by_article(covered[:, one] & covered[:, other]), whole.by_article(covered)
    length = np.broadcast_to(2 * whole.by_article(np.ones(len(whole.lengths), np.bool_)), both.shape)
    found = (2 * both, own[:, one] + own[:, other] - 2 * both, length, squares[:, one] + squares[:, other])
    return np.stack(found, axis=-1).transpose(1, 2, 0, 3)
