"""Units with a value, or none, from each annotator, as sums that add up over articles: what nominal figures need."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

from agreement.coding import Array, ac1_of, nominal_alpha_of, ratio
from agreement.pooling import Family, Items, Statistics, stacked

Row = tuple[Hashable | None, ...]


def add_units(into: Statistics, family: Family, units: Iterable[Sequence[Hashable]]) -> None:
    """Adds units given as the values there are, missing ones left out."""
    add_counted(into, family, Counter(_sorted(unit) for unit in units if unit))


def _sorted(unit: Sequence[Hashable]) -> tuple[Hashable, ...]:
    alike = unit.count(unit[0]) == len(unit)
    return tuple(unit) if alike else tuple(sorted(unit, key=str))


def add_rows(into: Statistics, family: Family, rows: Mapping[Row, int]) -> None:
    """The same of rows with a value, or None, of each annotator, of which it is known how often each occurs."""
    counted: defaultdict[tuple[Hashable, ...], int] = defaultdict(int)
    for row, times in rows.items():
        if unit := [value for value in row if value is not None]:
            counted[_sorted(unit)] += times
    add_counted(into, family, counted)


def add_counted(into: Statistics, family: Family, counted: Mapping[tuple[Hashable, ...], int]) -> None:
    """The same of units of which it is known how often each occurs; none of them empty."""
    found: defaultdict[Hashable, float] = defaultdict(float)
    for unit, times in counted.items():
        size = len(unit)
        values = {unit[0]: size} if unit.count(unit[0]) == size else Counter(unit)
        found["rated"] += times
        for value, amount in values.items():
            found["share", value] += times * amount / size
        if size > 1:
            agreeing = sum(n * (n - 1) for n in values.values()) / (size - 1)
            found["same"] += times * agreeing
            found["agreement"] += times * agreeing / size
            found["units"] += times
            found["paired"] += times * size
            for value, amount in values.items():
                found["total", value] += times * amount
    into.add_all(family, found)


def alpha(items: Items) -> Array:
    """Krippendorff's nominal alpha."""
    totals = _named(items, "total")
    return nominal_alpha_of(items["same"], stacked(items, totals)) if totals else np.full(1, np.nan)


def percent(items: Items) -> Array:
    """Raw agreement weighted as Krippendorff does."""
    return ratio(items["same"], items["paired"])


def ac1(items: Items, categories: int) -> Array:
    """Gwet's AC1 of so many declared values."""
    shares = _named(items, "share")
    if not shares:
        return np.full(1, np.nan)
    several = max(categories, len(shares))
    return ac1_of(items["agreement"], items["units"], stacked(items, shares), items["rated"], several)


def _named(items: Items, name: str) -> list[Hashable]:
    return [item for item in items if isinstance(item, tuple) and item[0] == name]
