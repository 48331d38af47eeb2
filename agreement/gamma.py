"""Gamma (Mathet, Widlöcher & Métivier 2015) and gamma-cat (Mathet 2017): alignment, position and label in one figure.

gamma = 1 - observed disorder / disorder expected of random continua. Of discontinuous spans the positional
dissimilarity also counts the characters that only one of both has; for plain ones that changes nothing.
Best alignments are exact: Hungarian for two annotators, an integer programme for more; beyond that they are merged
annotator by annotator, and said to be approximate.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from agreement.coding import Array, ratio
from agreement.intervals import Place, length, shared
from agreement.partition import Group, best_groups
from agreement.pooling import Items

_ROUNDING = 1e-9  # disorder that is nothing but rounding
_MOST_GROUPS, _GROUPS_A_UNIT = 10_000, 20  # beyond the greater, alignments are merged


@dataclass(frozen=True, slots=True)
class Weights:
    """alpha: of position; beta: of the label; empty: what a unit without a partner costs."""

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0


@dataclass(frozen=True, slots=True)
class Units:
    """One annotator's units. broken: the fragments of the discontinuous ones, by place."""

    starts: Array
    ends: Array
    sizes: Array
    labels: NDArray[np.intp]
    broken: tuple[tuple[int, Place], ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    @staticmethod
    def of(places: Sequence[Place], labels: Sequence[int]) -> Units:
        """From fragments and label numbers, in the order of the text."""
        order = sorted(range(len(places)), key=lambda i: (places[i][0][0], places[i][-1][1], labels[i]))
        places = [places[i] for i in order]
        return Units(
            np.array([place[0][0] for place in places], float),
            np.array([place[-1][1] for place in places], float),
            np.array([length(place) for place in places], float),
            np.array([labels[i] for i in order], np.intp),
            tuple((index, place) for index, place in enumerate(places) if len(place) > 1),
        )

    @property
    def checksum(self) -> int:
        """The same for the same units."""
        return crc32(np.concatenate((self.starts, self.ends, self.sizes, self.labels)).tobytes())

    def place(self, index: int) -> Place:
        """The fragments of one unit."""
        return dict(self.broken).get(index, ((self.starts[index], self.ends[index]),))


def positional(one: Units, other: Units) -> Array:
    """((|start - start| + |end - end|) / (length + length)) squared, for every two units (sporadic dissimilarity)."""
    apart = np.abs(one.starts[:, None] - other.starts) + np.abs(one.ends[:, None] - other.ends)
    for index, place in one.broken:
        apart[index] = np.maximum(apart[index], [_unshared(place, other.place(j)) for j in range(len(other))])
    for index, place in other.broken:
        apart[:, index] = np.maximum(apart[:, index], [_unshared(place, one.place(i)) for i in range(len(one))])
    result: Array = (apart / (one.sizes[:, None] + other.sizes)) ** 2
    return result


def _unshared(one: Place, other: Place) -> int:
    return length(one) + length(other) - 2 * shared(one, other)


@dataclass(frozen=True)
class Continuum:
    """The units of every annotator, and their dissimilarities, by pairs of annotators."""

    units: tuple[Units, ...]
    weights: Weights
    position: dict[tuple[int, int], Array]
    label: dict[tuple[int, int], Array]

    @staticmethod
    def of(units: Sequence[Units], weights: Weights) -> Continuum:
        """Computes all dissimilarities."""
        pairs = list(combinations(range(len(units)), 2))
        return Continuum(
            tuple(units),
            weights,
            {(i, j): positional(units[i], units[j]) for i, j in pairs},
            {(i, j): (units[i].labels[:, None] != units[j].labels).astype(float) for i, j in pairs},
        )

    @property
    def size(self) -> int:
        """How many units there are."""
        return sum(len(units) for units in self.units)

    def distance(self, pair: tuple[int, int]) -> Array:
        """alpha x position + beta x label, times the cost of an empty unit."""
        weights = self.weights
        return weights.empty * (weights.alpha * self.position[pair] + weights.beta * self.label[pair])


Unitary = tuple[tuple[int, int], ...]  # (annotator, unit) of those that have one


@dataclass(frozen=True, slots=True)
class Best:
    """The alignment of least disorder; cost: its sum; exact: whether there is certainly no better one."""

    unitary: tuple[Unitary, ...]
    cost: float
    exact: bool = True


def best_alignment(continuum: Continuum) -> Best:
    """Every unit in one unitary alignment; only those of two units or more are returned."""
    if len(continuum.units) == 2:
        return _best_of_two(continuum)
    flat = [(who, index) for who, units in enumerate(continuum.units) for index in range(len(units))]
    gains = _gains(continuum)
    if gains is None:
        return _merged(continuum)
    groups = best_groups(gains)
    unitary = tuple(tuple(flat[node] for node in group) for group in groups)
    return Best(unitary, continuum.weights.empty * len(flat) - sum(gains[group] for group in groups))


def _best_of_two(continuum: Continuum) -> Best:
    from scipy.optimize import linear_sum_assignment

    gain = np.maximum(2 * continuum.weights.empty - continuum.distance((0, 1)), 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    chosen = gain[rows, columns] > 0
    pairs = zip(rows[chosen].tolist(), columns[chosen].tolist(), strict=True)
    cost = continuum.weights.empty * continuum.size - float(gain[rows, columns].sum())
    return Best(tuple(((0, i), (1, j)) for i, j in pairs), cost)


def _gains(continuum: Continuum) -> dict[Group, float] | None:
    """What each group of units saves against leaving its units alone; None if there are too many of them.

    A group is left out where splitting off one unit saves as much or more: it is in no best alignment.
    """
    annotators, empty = len(continuum.units), continuum.weights.empty
    chances = comb(annotators, 2)
    saving = _savings(continuum, chances)
    found: dict[Group, float] = {}
    layer: dict[Group, float] = {pair: empty + gain for pair, gain in saving.items()}
    after: dict[int, list[int]] = {}
    for one, other in saving:
        after.setdefault(one, []).append(other)
    while layer:
        found.update({group: gain for group, gain in layer.items() if _holds(group, saving, empty)})
        layer = {
            (*group, node): gain + empty + sum(saving[member, node] for member in group)
            for group, gain in layer.items()
            for node in after.get(group[-1], ())
            if all((member, node) in saving for member in group)
        }
        if len(layer) > max(_MOST_GROUPS, _GROUPS_A_UNIT * continuum.size):
            return None
    return found


def _savings(continuum: Continuum, chances: int) -> dict[tuple[int, int], float]:
    """(empty - distance) / pairs of annotators, for every two units near enough to meet in a useful group."""
    starts = np.concatenate(([0], np.cumsum([len(units) for units in continuum.units])))
    empty = continuum.weights.empty
    limit = empty * (chances + len(continuum.units) - 1)
    found: dict[tuple[int, int], float] = {}
    for one, other in combinations(range(len(continuum.units)), 2):
        distance = continuum.distance((one, other))
        rows, columns = np.nonzero(distance < limit)
        gains = (empty - distance[rows, columns]) / chances
        keys = zip((rows + starts[one]).tolist(), (columns + starts[other]).tolist(), strict=True)
        found.update(zip(keys, gains.tolist(), strict=True))
    return found


def _holds(group: Group, saving: dict[tuple[int, int], float], empty: float) -> bool:
    return all(
        empty + sum(saving[min(node, other), max(node, other)] for other in group if other != node) > 0
        for node in group
    )


def _merged(continuum: Continuum) -> Best:
    """Annotator by annotator, each put best to what is there already."""
    from scipy.optimize import linear_sum_assignment

    empty, chances = continuum.weights.empty, comb(len(continuum.units), 2)
    groups: list[list[tuple[int, int]]] = []
    saved = 0.0
    for who, units in enumerate(continuum.units):
        gain = np.zeros((len(groups), len(units)))
        for row, group in enumerate(groups):
            near = sum(
                (empty - continuum.distance((other, who))[index] for other, index in group), np.zeros(len(units))
            )
            gain[row] = np.maximum(empty + near / chances, 0)
        rows, columns = linear_sum_assignment(gain, maximize=True)
        taken = {int(c): int(r) for r, c in zip(rows, columns, strict=True) if gain[r, c] > 0}
        saved += float(gain[rows, columns].sum())
        for index in range(len(units)):
            if index in taken:
                groups[taken[index]].append((who, index))
            else:
                groups.append([(who, index)])
    unitary = tuple(tuple(group) for group in groups if len(group) > 1)
    return Best(unitary, empty * continuum.size - saved, exact=False)


def disorder(continuum: Continuum) -> float:
    """The disorder of the best alignment: its cost by the mean number of units an annotator; needs a unit."""
    return best_alignment(continuum).cost * len(continuum.units) / continuum.size


# --- chance -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sampler:
    """Draws random continua like a given one: as many units, as long, as far apart, with its shares of labels."""

    annotators: int
    counts: tuple[float, float]  # mean and standard deviation, as the next two
    gaps: tuple[float, float]
    sizes: tuple[float, float]
    labels: NDArray[np.intp]

    @staticmethod
    def of(units: Sequence[Units]) -> Sampler:
        """Takes the figures from the units of all annotators."""
        some = [one for one in units if len(one)]
        gaps = [np.array([0.0]), *(one.starts[1:] - one.ends[:-1] for one in some)]
        first = np.array([one.starts[0] for one in some if one.starts[0] > 0])
        return Sampler(
            len(units),
            _spread(np.array([len(one) for one in units], float)),
            _spread(np.concatenate([*gaps, first])),
            _spread(np.concatenate([one.ends - one.starts for one in some])),
            np.sort(np.concatenate([one.labels for one in some])),
        )

    def draw(self, random: np.random.Generator) -> list[Units]:
        """A random continuum with at least one unit: counts, gaps and lengths are normal, labels by their shares."""
        while True:
            drawn = random.normal(*self.counts, self.annotators)
            counts = np.abs(np.trunc(drawn)).astype(int)
            if counts.any():
                return [self._side(int(count), random) for count in counts]

    def _side(self, count: int, random: np.random.Generator) -> Units:
        gaps = random.normal(*self.gaps, count)
        sizes = np.maximum(np.abs(random.normal(*self.sizes, count)), 1e-6)
        ends = np.cumsum(gaps + sizes)
        starts = ends - sizes
        order = np.argsort(starts, kind="stable")
        labels = random.choice(self.labels, count)
        return Units(starts[order], ends[order], sizes[order], labels[order])


def _spread(values: Array) -> tuple[float, float]:
    return float(values.mean()), float(values.std())


# --- the figures --------------------------------------------------------------------------------------------------


def statistics(
    units: Sequence[Units], weights: Weights, samples: int, random: np.random.Generator
) -> dict[Hashable, float]:
    """What one article adds to gamma and gamma-cat; nothing if it has no unit at all."""
    size = sum(len(one) for one in units)
    if not size:
        return {}
    found = _measured(Continuum.of(units, weights))
    sampler = Sampler.of(units)
    chance = [_measured(Continuum.of(sampler.draw(random), weights)) for _ in range(samples)]
    expected = np.array([one["disorder"] for one in chance])
    return {
        "units": size,
        "observed": found["disorder"] * size,
        "expected": float(expected.mean()) * size,
        "variance": float(expected.var(ddof=1)) / samples * size**2 if samples > 1 else 0.0,
        "cat_observed": found["differ"],
        "cat_weight": found["weight"],
        "cat_expected": sum(one["differ"] for one in chance) / samples,
        "cat_expected_weight": sum(one["weight"] for one in chance) / samples,
        "approximate": max(one["approximate"] for one in (found, *chance)),
    }


def _measured(continuum: Continuum) -> dict[str, float]:
    best = best_alignment(continuum)
    differ = weight = 0.0
    for group in best.unitary:
        for (one, i), (other, j) in combinations(group, 2):
            sureness = max(0.0, 1 - continuum.position[one, other][i, j]) / (len(group) - 1)
            weight += sureness
            differ += sureness * continuum.label[one, other][i, j]
    disorder = best.cost * len(continuum.units) / continuum.size
    if disorder < _ROUNDING:
        disorder = 0.0
    return {"disorder": disorder, "differ": differ, "weight": weight, "approximate": float(not best.exact)}


def gamma_of(items: Items) -> Array:
    """1 - sum observed / sum expected; articles count by their units."""
    return 1 - ratio(items["observed"], items["expected"])


def gamma_cat_of(items: Items) -> Array:
    """The same of labels only, on aligned units, weighted by how well they are placed."""
    observed = ratio(items["cat_observed"], items["cat_weight"])
    return 1 - ratio(observed, ratio(items["cat_expected"], items["cat_expected_weight"]))


def sampling_error_of(items: Items) -> Array:
    """The standard error of gamma that comes from drawing a finite number of random continua."""
    expected = items["expected"]
    return ratio(items["observed"] * np.sqrt(items["variance"]), expected**2)
