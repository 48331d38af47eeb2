"""Coefficients on given units: every annotator gives each unit one value, or none.

Owns the formulas; knows nothing of spans or articles. Items are rows with one value an annotator, None where there is
none. A coefficient is None where it is undefined. The functions ending in `_of` work on sufficient statistics, also
on many sets of them at once (leading axes), which is what intervals are computed with.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Rows = Sequence[Sequence[Hashable]]
Distance = Callable[[Hashable, Hashable], float]
Level = Literal["nominal", "ordinal", "interval"]


def number(value: ArrayLike) -> float | None:
    """A plain number, or None for one that is undefined."""
    plain = float(np.asarray(value))
    return plain if np.isfinite(plain) else None


def ratio(part: ArrayLike, whole: ArrayLike) -> Array:
    """part / whole, not a number where whole is 0."""
    top, bottom = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = top / bottom
    return np.where(bottom == 0, np.nan, shares)


def categories_of(rows: Rows) -> list[Hashable]:
    """The values in use, in their own order where they have one."""
    return ordered({value for row in rows for value in row if value is not None})


def ordered(values: Iterable[Hashable]) -> list[Hashable]:
    """Numbers by size, everything else by what it looks like."""
    return sorted(values, key=lambda v: (0, v, "") if isinstance(v, int | float) else (1, 0, repr(v)))


# --- two annotators: contingency tables ---------------------------------------------------------------------------


def contingency(rows: Rows, categories: Sequence[Hashable] | None = None) -> Array:
    """How often the first of two annotators chose the one and the second the other; items with a gap are left out."""
    names = list(categories) if categories is not None else categories_of(rows)
    place = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(names), len(names)))
    for first, second in rows:
        if first is not None and second is not None:
            table[place[first], place[second]] += 1
    return table


def cohen_kappa(table: ArrayLike) -> float | None:
    """(P_o - P_e) / (1 - P_e), chance from each annotator's own shares (Cohen 1960)."""
    cells = np.asarray(table, float)
    return weighted_kappa(cells, 1 - np.eye(len(cells)))


def weighted_kappa(table: ArrayLike, weights: ArrayLike | Literal["linear", "quadratic"]) -> float | None:
    """1 - sum(w O) / sum(w E), over all declared levels (Cohen 1968). weights: disagreement of row and column."""
    cells = np.asarray(table, float)
    cost = kappa_weights(len(cells), weights) if isinstance(weights, str) else np.asarray(weights, float)
    expected = np.outer(cells.sum(1), cells.sum(0)) / max(cells.sum(), 1.0)
    return number(1 - ratio((cost * cells).sum(), (cost * expected).sum()))


def kappa_weights(levels: int, scheme: str) -> Array:
    """|i - j| (linear) or its square (quadratic)."""
    distance = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))).astype(float)
    return distance if scheme == "linear" else distance**2


def scott_pi(table: ArrayLike) -> float | None:
    """As Cohen's kappa, with chance from the shares of both annotators together (Scott 1955)."""
    cells = np.asarray(table, float)
    total = max(cells.sum(), 1.0)
    shares = (cells.sum(0) + cells.sum(1)) / (2 * total)
    expected = (shares**2).sum()
    return number(ratio(np.trace(cells) / total - expected, 1 - expected)) if cells.sum() else None


# --- any number of annotators ------------------------------------------------------------------------------------


def counts_of(rows: Rows, categories: Sequence[Hashable] | None = None) -> Array:
    """Items x categories: how many annotators gave the item the value."""
    names = list(categories) if categories is not None else categories_of(rows)
    place = {name: index for index, name in enumerate(names)}
    counts = np.zeros((len(rows), len(names)))
    for item, row in enumerate(rows):
        for value in row:
            if value is not None:
                counts[item, place[value]] += 1
    return counts


def fleiss_kappa(counts: ArrayLike) -> float | None:
    """Fleiss 1971. counts: items x categories; every item needs the same number of values, two or more."""
    cells = np.asarray(counts, float)
    raters = cells.sum(1)
    if not len(cells) or raters[0] < 2 or (raters != raters[0]).any():
        return None
    agreement = ((cells * (cells - 1)).sum(1) / (raters * (raters - 1))).mean()
    expected = ((cells.sum(0) / cells.sum()) ** 2).sum()
    return number(ratio(agreement - expected, 1 - expected))


def bennett_s(counts: ArrayLike) -> float | None:
    """(P_o - 1/q) / (1 - 1/q), q declared categories; with more than two annotators Randolph's free-marginal kappa."""
    cells = np.asarray(counts, float)
    chance = 1 / max(cells.shape[1], 1)
    return number(ratio(_mean_agreement(cells) - chance, 1 - chance))


def gwet_ac1(counts: ArrayLike) -> float | None:
    """Gwet 2008: chance from sum pi (1 - pi) / (q - 1), q declared categories; items may have gaps."""
    cells = np.asarray(counts, float)
    rated = cells.sum(1) > 0
    shares = ratio(cells, cells.sum(1, keepdims=True))[rated].sum(0)
    pairable = cells[cells.sum(1) > 1]
    agreement = _item_agreement(pairable).sum()
    return number(ac1_of(agreement, len(pairable), shares, rated.sum(), cells.shape[1]))


def ac1_of(agreement: ArrayLike, pairable: ArrayLike, shares: Array, rated: ArrayLike, categories: int) -> Array:
    """AC1 from sums over items: of P_i, of items with two values, of shares by category (last axis), of rated items."""
    if categories < 2:
        return np.full(np.shape(agreement), np.nan)
    pi = ratio(shares, np.asarray(rated, float)[..., None])
    expected = (pi * (1 - pi)).sum(-1) / (categories - 1)
    return ratio(ratio(agreement, pairable) - expected, 1 - expected)


def _item_agreement(cells: Array) -> Array:
    raters = cells.sum(1)
    return ratio((cells * (cells - 1)).sum(1), raters * (raters - 1))


def _mean_agreement(cells: Array) -> float:
    values = _item_agreement(cells[cells.sum(1) > 1])
    return float(values.mean()) if len(values) else float("nan")


# --- Krippendorff -------------------------------------------------------------------------------------------------


def coincidences(counts: ArrayLike) -> Array:
    """o_ck = sum over items n_c (n_k - [c = k]) / (m - 1), of the items with m > 1 values (Krippendorff 2011)."""
    cells = np.asarray(counts, float)
    cells = cells[cells.sum(1) > 1]
    weighted = cells / (cells.sum(1, keepdims=True) - 1)
    matrix: Array = weighted.T @ cells
    return matrix - np.diag(weighted.sum(0))


def percent(rows: Rows) -> float | None:
    """Raw agreement weighted as Krippendorff does, 1 - D_o: an item counts by the values it has."""
    matrix = coincidences(counts_of(rows))
    return number(ratio(np.trace(matrix), matrix.sum()))


def alpha(
    rows: Rows, level: Level | Distance = "nominal", categories: Sequence[Hashable] | None = None
) -> float | None:
    """1 - D_o / D_e (Krippendorff). level: a level of measurement, or a squared distance of two values."""
    names = list(categories) if categories is not None else categories_of(rows)
    matrix = coincidences(counts_of(rows, names))
    if level == "nominal":
        return number(nominal_alpha_of(np.trace(matrix), matrix.sum(0)))
    return number(alpha_of(matrix, distances(names, level, matrix.sum(0))))


def nominal_alpha_of(same: ArrayLike, totals: ArrayLike) -> Array:
    """Nominal alpha from the coincidences on the diagonal and the totals by category (last axis)."""
    margins = np.asarray(totals, float)
    pairable = margins.sum(-1)
    expected = pairable**2 - (margins**2).sum(-1)
    return 1 - ratio((pairable - 1) * (pairable - np.asarray(same, float)), _unless_rounding(expected, pairable))


def _unless_rounding(expected: Array, pairable: Array) -> Array:
    return np.where(expected > 1e-12 * pairable**2, expected, 0.0)


def alpha_of(matrix: Array, distance: Array) -> Array:
    """Alpha from a coincidence matrix (last two axes) and squared distances."""
    margins = matrix.sum(-1)
    pairable = margins.sum(-1)
    expected = np.einsum("...c,...k,ck->...", margins, margins, distance)
    observed = (matrix * distance).sum((-1, -2))
    return 1 - ratio((pairable - 1) * observed, expected)


def distances(names: Sequence[Hashable], level: Level | Distance, totals: Array) -> Array:
    """Squared distances of every two values; ordinal ones depend on how often each value was used."""
    if callable(level):
        return np.array([[level(one, other) for other in names] for one in names], float)
    if level == "interval":
        values = np.array([float(str(name)) for name in names])
        apart: Array = np.subtract.outer(values, values) ** 2
        return apart
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        steps: Array = np.subtract.outer(middle, middle) ** 2
        return steps
    return 1 - np.eye(len(names))


def jaccard(one: Hashable, other: Hashable) -> float:
    """Distance of two sets: 1 - shared / all; 0 for two empty ones."""
    first, second = _set(one), _set(other)
    union = first | second
    return 1 - len(first & second) / len(union) if union else 0.0


def masi(one: Hashable, other: Hashable) -> float:
    """Distance of two sets by Passonneau 2006: 1 - Jaccard x monotonicity (1, 2/3, 1/3 or 0)."""
    first, second = _set(one), _set(other)
    if first == second:
        return 0.0
    within = first <= second or second <= first
    monotonicity = 2 / 3 if within else 1 / 3 if first & second else 0.0
    return 1 - (1 - jaccard(one, other)) * monotonicity


def _set(value: Hashable) -> frozenset[Hashable]:
    if not isinstance(value, frozenset):
        raise TypeError("the distance of sets needs frozen sets")
    return value
