"""Stances: who is said to hold which position towards what, on aligned quotes and over whole articles.

A unit is a quote (its row, or none), a holder and a target. An annotator with several records in one unit has one
value there: both, if they favour and oppose; else the strongest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property

from agreement.aligned import Aligned
from agreement.coding import Array, ratio
from agreement.model import Pair
from agreement.pooling import Items, Statistics
from agreement.spans import EVERYBODY
from agreement.units import Row, add_rows
from models.stances import Stance

NO_STANCE = "none"
BOTH = "both"
POINTING = ("according_to", "evidence")  # fields that hold spans
FIELDS = ("basis", "hedged", "strength", *POINTING)

Key = tuple[str, str]  # holder, target; "" for none
Unit = tuple[int | None, str, str]  # row of the quote, holder, target

_STRONGEST_FIRST = ("favor", "against", "neutral", "unclear")


def polarity(stances: Iterable[Stance]) -> str:
    """One value for all of them: none, favor, against, neutral, unclear or both."""
    found = {stance.polarity for stance in stances}
    if len(found) == 1:
        return found.pop()
    if {"favor", "against"} <= found:
        return BOTH
    return next((name for name in _STRONGEST_FIRST if name in found), NO_STANCE)


@dataclass(frozen=True)
class Held:
    """One annotator's stances by unit, where their quotes are compared."""

    units: Mapping[Unit, tuple[Stance, ...]]

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that the annotator fills in at all; hedged is always either true or false.

        Whoever fills in any says by pointing to no span that there is none to point to.
        """
        stances = [stance for held in self.units.values() for stance in held]
        used = {name for name in FIELDS if any(getattr(stance, name) not in (None, (), False) for stance in stances)}
        return frozenset(("hedged", *used, *(POINTING if used else ())))

    @cached_property
    def _summaries(self) -> Mapping[int | None, frozenset[Hashable]]:
        found: dict[int | None, set[Hashable]] = defaultdict(set)
        for (row, holder, target), stances in self.units.items():
            found[row].update((holder, target, _summary(stance, id(self))) for stance in stances)
        return {row: frozenset(said) for row, said in found.items()}

    def summary(self, row: int | None) -> frozenset[Hashable]:
        """Equal for annotators whose stances on a quote cannot differ."""
        return self._summaries.get(row, frozenset())

    @cached_property
    def by_article(self) -> Mapping[Key, tuple[Stance, ...]]:
        """The same by holder and target alone."""
        found: dict[Key, tuple[Stance, ...]] = defaultdict(tuple)
        for (_, holder, target), stances in self.units.items():
            found[holder, target] += stances
        return found


def _summary(stance: Stance, whose: Hashable) -> Hashable:
    """Ids say nothing, so whoever points to spans is unlike all others."""
    pointing = whose if stance.evidence or stance.according_to else None
    return stance.polarity, stance.basis, stance.hedged, stance.strength, pointing


def held(aligned: Aligned, side: int) -> Held:
    """The stances of one annotator."""
    found: dict[Unit, tuple[Stance, ...]] = defaultdict(tuple)
    mine = aligned.sides[side]
    for stance in mine.stances:
        row = aligned.row(side, stance.quote)
        if stance.quote is None or row is not None:
            unit = row, mine.entity(stance.holder) or "", mine.target(stance.target) or ""
            found[unit] += (stance,)
    return Held(found)


# --- figures ------------------------------------------------------------------------------------------------------


def add(into: Statistics, aligned: Aligned, sides: Sequence[Held]) -> None:
    """Everything that figures on stances need."""
    given = [{unit: polarity(stances) for unit, stances in side.units.items()} for side in sides]
    units = {unit for values in given for unit in values}
    into.add(("stance", "items"), "units", len(units))
    rows: Counter[Row] = Counter([tuple([values.get(unit) for values in given]) for unit in units])
    _add_polarity(into, EVERYBODY, rows, given)
    for one, other in aligned.case.pairs:
        both: Counter[Row] = Counter()
        for row, times in rows.items():
            both[row[one], row[other]] += times
        _add_polarity(into, aligned.case.pair(one, other), both, (given[one], given[other]))
        into.add(("stance", "holder_target"), "shared", len(given[one].keys() & given[other].keys()))
        into.add(("stance", "holder_target"), "sizes", len(given[one]) + len(given[other]))
    keys = {key for side in sides for key in side.by_article}
    whole: Counter[Row] = Counter([tuple([polarity(side.by_article.get(key, ())) for side in sides]) for key in keys])
    add_rows(into, ("stance", "article"), whole)
    into.add(("stance", "article"), "values", len(keys) * len(sides))


def _add_polarity(into: Statistics, pair: Pair, rows: Mapping[Row, int], given: Sequence[Sized]) -> None:
    family = ("stance", "polarity", *pair)
    add_rows(into, family, rows)
    into.add(family, "values", sum(map(len, given)))


def holder_target_f1(items: Items) -> Array:
    """F1 of (quote, holder, target), whatever the polarity."""
    return ratio(2 * items["shared"], items["sizes"])
