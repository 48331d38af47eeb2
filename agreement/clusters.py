"""Who is the same as whom: agreement on clusters of mentions.

Each metric is the recall and precision of one side's clusters against the other's, with their sums kept apart, so that
articles can be added up. F1 does not depend on which side is called key. Sources: MUC (Vilain et al. 1995), B3 (Bagga
& Baldwin 1998), CEAF (Luo 2005), BLANC (Luo et al. 2014), LEA (Moosavi & Strube 2016).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]


class Sums(NamedTuple):
    """Of recall and of precision: what was found, of how much."""

    found: float
    of: float
    right: float
    given: float

    @property
    def scores(self) -> tuple[float | None, float | None, float | None]:
        """Recall, precision and F1; None where undefined."""
        recall = self.found / self.of if self.of else None
        precision = self.right / self.given if self.given else None
        if recall is None or precision is None:
            return recall, precision, None
        return recall, precision, 2 * recall * precision / (recall + precision) if recall + precision else 0.0


Metric = Callable[[Clusters, Clusters], Sums]
Parts = Sequence[tuple[int, Sequence[tuple[int, int]]]]
Formula = Callable[[Parts], tuple[float, float]]


def clusters(groups: Iterable[Iterable[Hashable]]) -> list[Cluster]:
    """Plain lists of mentions as clusters; empty ones are dropped."""
    return [frozenset(group) for group in groups if group]


def parts(these: Clusters, those: Clusters) -> Parts:
    """Of each cluster its size, and of every cluster of the other side: the mentions shared, if any, and its size."""
    return [(len(one), [(n, len(other)) for other in those if (n := len(one & other))]) for one in these]


def muc(key: Clusters, response: Clusters) -> Sums:
    """Links needed to join what belongs together."""
    return Sums(*muc_of(parts(key, response)), *muc_of(parts(response, key)))


def muc_of(these: Parts) -> tuple[float, float]:
    """What was found, of how much: mentions that the other side has nowhere are in a part each."""
    found = sum([sum([n for n, _ in shared]) - len(shared) for _, shared in these])
    return found, sum([size - 1 for size, _ in these])


def b_cubed(key: Clusters, response: Clusters) -> Sums:
    """For each mention the share of its cluster that the other side has with it."""
    return Sums(*b_cubed_of(parts(key, response)), *b_cubed_of(parts(response, key)))


def b_cubed_of(these: Parts) -> tuple[float, float]:
    """What was found, of how much."""
    return sum([n**2 / size for size, shared in these for n, _ in shared]), sum([size for size, _ in these])


def lea(key: Clusters, response: Clusters) -> Sums:
    """The share of each cluster's links that the other side has, weighted by the cluster's size."""
    return Sums(*lea_of(parts(key, response)), *lea_of(parts(response, key)))


def lea_of(these: Parts) -> tuple[float, float]:
    """What was found, of how much; a mention alone has a link to itself, which the other has if it is alone there."""
    found = 0.0
    for size, shared in these:
        if size == 1:
            found += (1, 1) in shared
        else:
            found += size * sum([_links(n) for n, _ in shared]) / _links(size)
    return found, sum([size for size, _ in these])


def _links(size: int) -> float:
    return size * (size - 1) / 2


def ceaf_entity(key: Clusters, response: Clusters) -> Sums:
    """Clusters matched one to one by 2 x shared / (size + size)."""
    best = _best(key, response, lambda one, other: 2 * len(one & other) / (len(one) + len(other)))
    return Sums(best, len(key), best, len(response))


def ceaf_mention(key: Clusters, response: Clusters) -> Sums:
    """Clusters matched one to one by mentions shared."""
    best = _best(key, response, lambda one, other: len(one & other))
    return Sums(best, sum(map(len, key)), best, sum(map(len, response)))


def _best(key: Clusters, response: Clusters, similarity: Callable[[Cluster, Cluster], float]) -> float:
    from scipy.optimize import linear_sum_assignment

    matrix = np.array([[similarity(one, other) for other in response] for one in key], float)
    if not matrix.size:
        return 0.0
    return float(matrix[linear_sum_assignment(matrix, maximize=True)].sum())


def blanc(key: Clusters, response: Clusters) -> tuple[float | None, float | None, float | None]:
    """Recall, precision and F1, each the mean over pairs of mentions in one cluster and in two."""
    kinds = [
        Sums(len(one & other), len(one), len(one & other), len(other))
        for one, other in zip(_pairs(key), _pairs(response), strict=True)
        if one or other
    ]
    scores = [[value or 0.0 for value in sums.scores] for sums in kinds]
    if not scores:
        return None, None, None
    recall, precision, f1 = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    return recall, precision, f1


def _pairs(groups: Clusters) -> tuple[set[Cluster], set[Cluster]]:
    together = {frozenset(pair) for cluster in groups for pair in combinations(cluster, 2)}
    mentions = {mention for cluster in groups for mention in cluster}
    return together, {frozenset(pair) for pair in combinations(mentions, 2)} - together
