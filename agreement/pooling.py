"""Statistics that add up over articles, and figures with intervals from them.

A figure is a formula on sums, never a mean of figures of articles. Its interval comes from adding the articles up
again in other ways: 2,000 seeded draws of as many articles (percentile bootstrap over articles), or leaving out one
at a time where fewer than 20 carry the figure (jackknife). Knows nothing of what is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from agreement.coding import Array
from models.figures import Figure

FEW_ARTICLES = 20
TOO_FEW_ARTICLES = 3
NO_INTERVAL = "fewer than 3 articles: no interval"

Family = tuple[str, ...]
Items = Mapping[Hashable, Array]
Formula = Callable[[Items], Array]


class Statistics(defaultdict[Family, dict[Hashable, float]]):
    """Sums of one article: by family (what a figure looks at), then by item."""

    def __init__(self) -> None:
        super().__init__(dict)

    def add(self, family: Family, item: Hashable, amount: float) -> None:
        """Adds to one sum; nothing is kept for 0."""
        if amount:
            items = self[family]
            items[item] = items.get(item, 0.0) + amount


class Nothing(dict[Hashable, Array]):
    """Items of a family; whatever was never counted is 0."""

    def __missing__(self, item: Hashable) -> Array:
        return np.zeros(1)


@dataclass(frozen=True)
class Pool:
    """The statistics of all articles, in a fixed order. draws, seed: of the bootstrap."""

    parts: Sequence[Mapping[Family, Mapping[Hashable, float]]]
    draws: int = 2000
    seed: int = 1
    _drawn: dict[Family, Items] = field(default_factory=dict)

    @cached_property
    def families(self) -> Mapping[Family, Mapping[Hashable, tuple[list[int], list[float]]]]:
        """By family and item: the articles that have it, and how much."""
        found: dict[Family, dict[Hashable, tuple[list[int], list[float]]]] = {}
        for place, part in enumerate(self.parts):
            for family, items in part.items():
                columns = found.setdefault(family, {})
                for item, amount in items.items():
                    if (column := columns.get(item)) is None:
                        column = columns[item] = ([], [])
                    column[0].append(place)
                    column[1].append(amount)
        return found

    def sums(self, family: Family) -> Items:
        """The items of a family added up over all articles; each an array of one number."""
        columns = self.families.get(family, {})
        return Nothing({item: np.array([sum(amounts)]) for item, (_, amounts) in columns.items()})

    def total(self, family: Family, item: Hashable) -> float:
        """One item added up over all articles."""
        return float(self.sums(family)[item][0])

    def figure(self, family: Family, formula: Formula, n: float, *, why: str, coverage: float | None = None) -> Figure:
        """The formula's value with its 95 % interval. n: units; why: what to say where the value is undefined."""
        found = self.figures(family, lambda items: formula(items)[..., None], n, why=why)[0]
        return replace(found, coverage=coverage)

    def figures(self, family: Family, formula: Formula, n: float, *, why: str) -> list[Figure]:
        """The same for a formula that gives several values at once, on its last axis."""
        values = formula(self.sums(family))[0]
        support = self._support(family)
        if len(support) < TOO_FEW_ARTICLES:
            return [_point(value, n, why) for value in values.tolist()]
        few = len(support) < FEW_ARTICLES
        again = formula(self._left_out(family, support) if few else self._draws_of(family))
        return [
            (_jackknifed if few else _drawn)(value, column, n, why)
            for value, column in zip(values.tolist(), np.moveaxis(again, -1, 0), strict=True)
        ]

    def _support(self, family: Family) -> list[int]:
        columns = self.families.get(family, {})
        return sorted({place for places, _ in columns.values() for place in places})

    def _left_out(self, family: Family, support: Sequence[int]) -> Items:
        """Sums with one of the articles left out at a time."""
        row = {place: index for index, place in enumerate(support)}
        found = Nothing()
        for item, (places, amounts) in self.families[family].items():
            column = np.full(len(support), sum(amounts))
            column[[row[place] for place in places]] -= amounts
            found[item] = column
        return found

    def _draws_of(self, family: Family) -> Items:
        """Sums of each draw."""
        if family not in self._drawn:
            columns = self.families[family]
            matrix = np.zeros((len(self.parts), len(columns)))
            for index, (places, amounts) in enumerate(columns.values()):
                matrix[places, index] = amounts
            sums = self._weights @ matrix
            self._drawn[family] = Nothing({item: sums[:, index] for index, item in enumerate(columns)})
        return self._drawn[family]

    @cached_property
    def _weights(self) -> Array:
        """Draws x articles: how often the draw holds the article."""
        size = len(self.parts)
        chosen = np.random.default_rng(self.seed).integers(0, size, (self.draws, size))
        chosen += size * np.arange(self.draws)[:, None]
        counts = np.bincount(chosen.ravel(), minlength=self.draws * size)
        return counts.reshape(self.draws, size).astype(float)


def _point(value: float, n: float, why: str) -> Figure:
    if not np.isfinite(value):
        return Figure(None, round(n), why=why)
    return Figure(value, round(n), why=NO_INTERVAL)


def _jackknifed(value: float, without: Array, n: float, why: str) -> Figure:
    return Figure(value, round(n), *jackknife(value, without)) if np.isfinite(value) else _point(value, n, why)


def _drawn(value: float, draws: Array, n: float, why: str) -> Figure:
    return Figure(value, round(n), *percentiles(draws)) if np.isfinite(value) else _point(value, n, why)


def percentiles(values: Array) -> tuple[float, float]:
    """The middle 95 % of the draws; draws in which the figure is undefined say nothing."""
    defined = values[np.isfinite(values)]
    low, high = np.percentile(defined, (2.5, 97.5))
    return float(low), float(high)


def jackknife(value: float, without: Array) -> tuple[float, float]:
    """value -+ t x standard error, from the values without each article in turn (Efron; t with n - 1 degrees).

    Never above 1, which no figure here can exceed.
    """
    defined = without[np.isfinite(without)]
    size = len(defined)
    if size < 2:
        return value, value
    from scipy.special import stdtrit

    error = np.sqrt((size - 1) / size * ((defined - defined.mean()) ** 2).sum())
    reach = float(stdtrit(size - 1, 0.975)) * float(error)
    return value - reach, min(1.0, value + reach)


def stacked(items: Items, names: Sequence[Hashable]) -> Array:
    """The items side by side on a last axis."""
    return np.stack(np.broadcast_arrays(*(items[name] for name in names)), axis=-1)
