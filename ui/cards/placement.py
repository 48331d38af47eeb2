"""Where cards stand: each as near to its line as it can without touching another. Knows no Qt.

The places minimise the squared distances to the lines under the condition that cards keep their order and do not
overlap: an isotonic regression, solved by pooling adjacent violators (Ayer et al. 1955).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_HEAVY: Final = 1e6  # so that the active card stands at its line and the others make room


@dataclass(frozen=True, slots=True)
class Slot:
    """A card to be placed. wanted: the y of its line; height: in pixels; heavy: others make room for it."""

    wanted: int
    height: int
    heavy: bool = False


@dataclass(slots=True)
class _Pool:
    """Cards that touch one another and move as one."""

    weight: float
    mean: float
    count: int


def places(slots: Sequence[Slot], gap: int, top: int) -> list[int]:
    """The y of each card, in the order of `slots`; none stands above `top`."""
    heights = list(accumulate((slot.height + gap for slot in slots[:-1]), initial=0)) if slots else []
    pools: list[_Pool] = []
    for slot, above in zip(slots, heights, strict=True):
        pools.append(_Pool(_HEAVY if slot.heavy else 1.0, float(slot.wanted - above), 1))
        while len(pools) > 1 and pools[-2].mean > pools[-1].mean:
            _join(pools)
    means = [pool.mean for pool in pools for _ in range(pool.count)]
    return [round(max(mean, top)) + above for mean, above in zip(means, heights, strict=True)]


def _join(pools: list[_Pool]) -> None:
    last, before = pools.pop(), pools[-1]
    weight = before.weight + last.weight
    before.mean = (before.mean * before.weight + last.mean * last.weight) / weight
    before.weight = weight
    before.count += last.count
