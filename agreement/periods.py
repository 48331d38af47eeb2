"""Figures over time: articles by the day on which the last of their readings was finished.

Owns how days are gathered, so that there are few enough to be looked at. Knows parts and dates, nothing of clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, MutableMapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from agreement import spans, unitizing
from agreement.coding import Array
from agreement.model import Settings
from agreement.parts import Part
from agreement.pooling import Estimate, Pool, Statistics
from agreement.spans import EVERYBODY
from models.figures import Figure, Period

MOST = 16  # periods; days become weeks, weeks months and so on
_F1, _LAYERS = ("f1", *EVERYBODY), ("layers", *EVERYBODY)
_UNITS: Sequence[Callable[[date], Hashable]] = (
    lambda day: day,
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
    lambda day: (day.year, day.month > 6),
    lambda day: day.year,
)

Dated = tuple[str, Part]  # ISO date, and an article's share
Kept = MutableMapping[Hashable, object]


def periods(
    dated: Sequence[Dated], guidelines: Mapping[str, str], settings: Settings, cache: Kept
) -> tuple[Period, ...]:
    """Figures of each period; none if all articles are of one. guidelines: version by the ISO date of its coming."""
    groups = _gathered([(day, part) for day, part in dated if day])
    if len(groups) < 2:
        return ()
    found: list[Period] = []
    known = _in_force(guidelines, groups[0][-1][0])
    for group in groups:
        now = _in_force(guidelines, group[-1][0])
        parts = [part for _, part in group]
        figures = _kept(parts, settings, cache)
        found.append(Period(group[0][0], group[-1][0], len(group), figures, now if now != known else ""))
        known = now
    return tuple(found)


def _gathered(dated: Sequence[Dated]) -> list[list[Dated]]:
    """By the shortest unit of time that makes few enough periods."""
    ordered = sorted(dated, key=lambda item: (item[0], item[1].article))
    groups: dict[Hashable, list[Dated]] = {}
    for unit in _UNITS:
        groups = {}
        for item in ordered:
            groups.setdefault(unit(date.fromisoformat(item[0])), []).append(item)
        if len(groups) <= MOST:
            break
    return list(groups.values())


def _in_force(guidelines: Mapping[str, str], day: str) -> str:
    return next((guidelines[start] for start in sorted(guidelines, reverse=True) if start <= day), "")


def _kept(parts: Sequence[Part], settings: Settings, cache: Kept) -> Mapping[str, Figure]:
    """A period whose articles are the same ones is not computed again."""
    key = ("period", parts[0].article, settings.key, settings.draws)
    kept = cache.get(key)
    if not isinstance(kept, _Figures) or len(kept.parts) != len(parts) or any(map(_other, kept.parts, parts)):
        kept = cache[key] = _Figures(parts, settings)
    return kept.figures


def _other(one: Part, other: Part) -> bool:
    return one is not other


class _Figures:
    """Figures over all labels of some articles."""

    def __init__(self, parts: Sequence[Part], settings: Settings) -> None:
        self.parts = tuple(parts)
        pool = Pool(settings.draws, settings.seed)
        pool.fill([_share(part) for part in parts])
        n = sum(float(part.statistics.blocks[_F1][-1, spans.N]) for part in parts)
        shares = pool.block_estimates(_F1, lambda block: spans.f1_of(block[:, -1]), _marked)
        found = dict(zip(spans.MEASURES, (share.as_share() for share in shares), strict=True))
        found["char_alpha"] = pool.block_estimates(_LAYERS, _alpha, _all)[0]
        self.figures = {name: _figure(estimate, round(n)) for name, estimate in found.items()}


def _share(part: Part) -> Statistics:
    share = Statistics()
    share.blocks = {_F1: part.statistics.blocks[_F1][-1:], _LAYERS: part.statistics.blocks[_LAYERS]}
    return share


def _marked(block: Array) -> NDArray[np.bool_]:
    return block[:, -1, [spans.SIZES] * len(spans.MEASURES)] > 0


def _all(block: Array) -> NDArray[np.bool_]:
    return np.ones((len(block), 1), np.bool_)


def _alpha(block: Array) -> Array:
    return unitizing.char_alpha_of(block[..., :-2])[:, None]


def _figure(estimate: Estimate, n: int) -> Figure:
    why = estimate.why or ("" if estimate.value is not None else "no variation")
    return Figure(estimate.value, n, estimate.low, estimate.high, why)
