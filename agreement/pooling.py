"""Statistics that add up over articles, and estimates with intervals from them.

A figure is a formula on sums, never a mean of figures of articles. Its interval comes from adding the articles up
again in other ways: 2,000 seeded draws of as many articles (percentile bootstrap over articles), or leaving out one
at a time where fewer than 20 carry the figure (jackknife). Knows nothing of what is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agreement.coding import Array

FEW_ARTICLES = 20
TOO_FEW_ARTICLES = 3
NO_INTERVAL = "fewer than 3 articles: no interval"

Family = tuple[str, ...]
Items = Mapping[Hashable, Array]
Formula = Callable[[Items], Array]
BlockFormula = Callable[[Array], Array]

_MANY_CHANGES = 50  # articles; for more it costs less to draw anew


class Statistics:
    """Sums of one article by family (what a figure looks at): items counted by name, or a block of numbers."""

    def __init__(self) -> None:
        self.counts: defaultdict[Family, dict[Hashable, float]] = defaultdict(dict)
        self.blocks: dict[Family, Array] = {}

    def add(self, family: Family, item: Hashable, amount: float) -> None:
        """Adds to one count; nothing is kept for 0."""
        if amount:
            items = self.counts[family]
            items[item] = items.get(item, 0.0) + amount

    def add_all(self, family: Family, amounts: Mapping[Hashable, float]) -> None:
        """Adds to several counts of one family."""
        items = self.counts[family]
        for item, amount in amounts.items():
            if amount:
                items[item] = items.get(item, 0.0) + amount


class Estimate(NamedTuple):
    """A value with its interval; None where undefined. why: the reason for a missing interval."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    def as_share(self) -> Estimate:
        """The same of a value that cannot be below 0, where a jackknife of few articles may reach below."""
        return self if self.low is None else self._replace(low=max(0.0, self.low))


class _Counts(dict[Hashable, Array]):
    """Items of a family; whatever was never counted is 0."""

    def __missing__(self, item: Hashable) -> Array:
        return np.zeros(1)


class Pool:
    """The statistics of all articles as one matrix, articles x sums, which changes with the articles."""

    def __init__(self, draws: int = 2000, seed: int = 1) -> None:
        self._draws, self._seed = draws, seed
        self._begin(0)

    def _begin(self, articles: int) -> None:
        self._parts = [Statistics()] * articles
        self._columns: dict[Family, dict[Hashable, int]] = {}
        self._blocks: dict[Family, tuple[slice, tuple[int, ...]]] = {}
        self._width = 0
        self._matrix: Array = np.zeros((articles, 0))
        self._whole: Array = np.zeros((1, 0))
        self._weights: Array = _weights(self._draws, articles, self._seed)
        self._drawn: Array | None = None

    def fill(self, parts: Sequence[Statistics]) -> None:
        """Takes the articles' statistics; those that stand where they stood before cost nothing."""
        if len(parts) != len(self._parts):
            self._begin(len(parts))
        changed = [place for place, part in enumerate(parts) if part is not self._parts[place]]
        if len(changed) > _MANY_CHANGES:
            self._drawn = None
        for place in changed:
            self._reserve(parts[place])
        self._grow(len(parts))
        for place in changed:
            self._put(place, parts[place])
        self._whole = self._matrix.sum(0, keepdims=True)

    def _reserve(self, part: Statistics) -> None:
        for family, block in part.blocks.items():
            if family not in self._blocks:
                self._blocks[family] = slice(self._width, self._width + block.size), block.shape
                self._width += block.size
        for family, items in part.counts.items():
            columns = self._columns.setdefault(family, {})
            for item in items:
                if item not in columns:
                    columns[item] = self._width
                    self._width += 1

    def _grow(self, rows: int) -> None:
        if self._matrix.shape != (rows, self._width):
            old = self._matrix
            self._matrix = np.zeros((rows, self._width))
            self._matrix[: len(old), : old.shape[1]] = old
            self._drawn = None

    def _put(self, place: int, part: Statistics) -> None:
        row = np.zeros(self._width)
        for family, block in part.blocks.items():
            row[self._blocks[family][0]] = block.ravel()
        for family, items in part.counts.items():
            columns = self._columns[family]
            for item, amount in items.items():
                row[columns[item]] = amount
        if self._drawn is not None:
            self._drawn += np.outer(self._weights[:, place], row - self._matrix[place])
        self._matrix[place] = row
        self._parts[place] = part

    def _sums_of_draws(self) -> Array:
        if self._drawn is None:
            self._drawn = np.zeros((self._width, self._draws)).T  # formulas take one sum of all draws at a time
            used = self._matrix.any(axis=0)
            self._drawn[:, used] = self._weights @ self._matrix[:, used]
        return self._drawn

    # --- what there is ---------------------------------------------------------------------------------------------

    @property
    def families(self) -> list[Family]:
        """The families that are counted by name, in order."""
        return sorted(
            family for family, columns in self._columns.items() if self._matrix[:, list(columns.values())].any()
        )

    def sums(self, family: Family) -> Items:
        """The items of a family added up over all articles; each an array of one number."""
        return self._items(family, self._whole)

    def total(self, family: Family, item: Hashable) -> float:
        """One item added up over all articles."""
        column = self._columns.get(family, {}).get(item)
        return 0.0 if column is None else float(self._whole[0, column])

    def block(self, family: Family) -> Array | None:
        """A block added up over all articles."""
        if family not in self._blocks:
            return None
        where, shape = self._blocks[family]
        return self._whole[0, where].reshape(shape)

    def _items(self, family: Family, sums: Array) -> Items:
        columns = self._columns.get(family, {})
        return _Counts({item: sums[:, column] for item, column in columns.items() if sums[:, column].any()})

    # --- estimates -------------------------------------------------------------------------------------------------

    def estimates(self, family: Family, formula: Formula) -> list[Estimate]:
        """What a formula of counted items says. formula: ... -> ways of adding up x values."""
        columns = list(self._columns.get(family, {}).values())
        carried = (self._matrix[:, columns] != 0).any(axis=1, keepdims=True)
        return self._estimates(lambda sums: formula(self._items(family, sums)), carried)

    def estimate(self, family: Family, formula: Formula) -> Estimate:
        """The same of a formula of one value."""
        return self.estimates(family, lambda items: formula(items)[:, None])[0]

    def block_estimates(
        self, family: Family, formula: BlockFormula, carries: Callable[[Array], NDArray[np.bool_]]
    ) -> list[Estimate]:
        """What a formula of a block says. carries: from articles x block, which article carries which value."""
        where, shape = self._blocks[family]
        carried = carries(_shaped(self._matrix[:, where], shape))
        return self._estimates(lambda sums: formula(_shaped(sums[:, where], shape)), carried)

    def _estimates(self, formula: BlockFormula, carried: NDArray[np.bool_]) -> list[Estimate]:
        """formula: from ways of adding up x all sums; carried: articles x values, or x 1 for all of them."""
        values = formula(self._whole)[0]
        support = np.broadcast_to(carried.sum(0), values.shape)
        low, high = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
        many = support >= FEW_ARTICLES
        if many.any():
            low, high = percentiles(formula(self._sums_of_draws()))
        if ((support >= TOO_FEW_ARTICLES) & ~many).any():
            size = len(self._parts), len(values)
            without = np.broadcast_to(formula(self._whole - self._matrix), size)
            carriers = np.broadcast_to(carried, size)
            for place in np.flatnonzero(~many):
                low[place], high[place] = jackknife(values[place], without[carriers[:, place], place])
        return [
            _estimate(value, below, above, few=n < TOO_FEW_ARTICLES)
            for value, below, above, n in zip(
                values.tolist(), low.tolist(), high.tolist(), support.tolist(), strict=True
            )
        ]


def _shaped(sums: Array, shape: tuple[int, ...]) -> Array:
    """Ways of adding up x sums as ways x a block of that shape, not moved in memory where draws stand together."""
    return np.moveaxis(sums.T.reshape(*shape, len(sums)), -1, 0)


def _estimate(value: float, low: float, high: float, *, few: bool) -> Estimate:
    if not np.isfinite(value):
        return Estimate(None)
    return Estimate(value, why=NO_INTERVAL) if few or not np.isfinite(low) else Estimate(value, low, high)


def _weights(draws: int, articles: int, seed: int) -> Array:
    """Draws x articles: how often the draw holds the article."""
    if not articles:
        return np.zeros((draws, 0))
    chosen = np.random.default_rng(seed).integers(0, articles, (draws, articles))
    chosen += articles * np.arange(draws)[:, None]
    return np.bincount(chosen.ravel(), minlength=draws * articles).reshape(draws, articles).astype(float)


def percentiles(values: Array) -> tuple[Array, Array]:
    """The middle 95 % of each column; draws in which a figure is undefined say nothing."""
    ascending = np.sort(values, axis=0)  # what is undefined comes last
    last = np.maximum(np.isfinite(values).sum(0) - 1, 0)
    return _at(ascending, 0.025 * last), _at(ascending, 0.975 * last)


def _at(ascending: Array, place: Array) -> Array:
    """The values at fractional places of sorted columns."""
    below = np.floor(place).astype(int)
    columns = np.arange(ascending.shape[1])
    low, high = ascending[below, columns], ascending[np.ceil(place).astype(int), columns]
    result: Array = low + (place - below) * (high - low)
    return result


def jackknife(value: float, without: Array) -> tuple[float, float]:
    """value -+ t x standard error, from the values without each article in turn (Efron; t with n - 1 degrees).

    Never above 1, which no figure here can exceed; not a number if there are too few values.
    """
    defined = without[np.isfinite(without)]
    size = len(defined)
    if size < TOO_FEW_ARTICLES:
        return float("nan"), float("nan")
    from scipy.special import stdtrit

    error = np.sqrt((size - 1) / size * ((defined - defined.mean()) ** 2).sum())
    reach = float(stdtrit(size - 1, 0.975)) * float(error)
    return value - reach, min(1.0, value + reach)


def stacked(items: Items, names: Sequence[Hashable]) -> Array:
    """The items side by side on a last axis."""
    return np.stack(np.broadcast_arrays(*(items[name] for name in names)), axis=-1)
