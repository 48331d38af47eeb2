"""Units with a value, or none, from each annotator, as sums that add up over articles: what nominal figures need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from agreement.coding import Array, ac1_of, nominal_alpha_of, ratio
from agreement.pooling import Family, Items, Statistics, stacked


def add_units(into: Statistics, family: Family, units: Iterable[Sequence[Hashable]]) -> None:
    """Adds units given as the values there are, missing ones left out."""
    counted = Counter(tuple(sorted(unit, key=str)) if len(unit) > 1 else tuple(unit) for unit in units if unit)
    for unit, times in counted.items():
        size, values = len(unit), Counter(unit)
        into.add(family, "rated", times)
        for value, amount in values.items():
            into.add(family, ("share", value), times * amount / size)
        if size > 1:
            agreeing = sum(n * (n - 1) for n in values.values()) / (size - 1)
            into.add(family, "same", times * agreeing)
            into.add(family, "agreement", times * agreeing / size)
            into.add(family, "units", times)
            into.add(family, "paired", times * size)
            for value, amount in values.items():
                into.add(family, ("total", value), times * amount)


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
