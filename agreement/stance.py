"""Stances: who is said to hold which position towards what, on aligned quotes and over whole articles.

A unit is a quote (its row, or none), a holder and a target. An annotator with several records in one unit has one
value there: both, if they favour and oppose; else the strongest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agreement.aligned import Aligned, differing, passage, version
from agreement.coding import Array, ratio
from agreement.model import Pair
from agreement.pooling import Items, Statistics
from agreement.spans import EVERYBODY
from agreement.units import add_units
from models.figures import Disagreement, Version
from models.spans import Span
from models.stances import Stance

NO_STANCE = "none"
BOTH = "both"
POINTING = ("according_to", "evidence")  # fields that hold spans
FIELDS = ("basis", "hedged", "strength", *POINTING)

Key = tuple[str, str]  # holder, target; "" for none
Unit = tuple[int | None, str, str]  # row of the quote, holder, target

_STRONGEST_FIRST = ("favor", "against", "neutral", "unclear")
_WEIGHTS = {"missing": 0.6, "holder": 0.7, "target": 0.7}
_FIELD_WEIGHT = 0.2


def polarity(stances: Iterable[Stance]) -> str:
    """One value for all of them: none, favor, against, neutral, unclear or both."""
    found = {stance.polarity for stance in stances}
    if {"favor", "against"} <= found:
        return BOTH
    return next((name for name in _STRONGEST_FIRST if name in found), NO_STANCE)


@dataclass(frozen=True)
class Held:
    """One annotator's stances by unit, where their quotes are compared."""

    units: Mapping[Unit, tuple[Stance, ...]]

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that the annotator fills in at all; hedged is always either true or false."""
        stances = [stance for held in self.units.values() for stance in held]
        used = (name for name in FIELDS if any(getattr(stance, name) not in (None, ()) for stance in stances))
        return frozenset(("hedged", *used))

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
    _add_polarity(into, EVERYBODY, given)
    for one, other in aligned.case.pairs:
        _add_polarity(into, aligned.case.pair(one, other), (given[one], given[other]))
        into.add(("stance", "holder_target"), "shared", len(given[one].keys() & given[other].keys()))
        into.add(("stance", "holder_target"), "sizes", len(given[one]) + len(given[other]))
    keys = {key for side in sides for key in side.by_article}
    whole = [[polarity(side.by_article.get(key, ())) for side in sides] for key in keys]
    add_units(into, ("stance", "article"), whole)
    into.add(("stance", "article"), "values", len(keys) * len(sides))


def _add_polarity(into: Statistics, pair: Pair, given: Sequence[Mapping[Unit, str]]) -> None:
    family = ("stance", "polarity", *pair)
    units = {unit for values in given for unit in values}
    add_units(into, family, [[values[unit] for values in given if unit in values] for unit in units])
    into.add(family, "values", sum(map(len, given)))


def holder_target_f1(items: Items) -> Array:
    """F1 of (quote, holder, target), whatever the polarity."""
    return ratio(2 * items["shared"], items["sizes"])


# --- disagreements ------------------------------------------------------------------------------------------------


def disagreements(aligned: Aligned, sides: Sequence[Held]) -> Iterator[Disagreement]:
    """Stances that those who have the quote differ in; a missing quote is no missing stance as well."""
    places: dict[int | None, set[Key]] = defaultdict(set)
    for side in sides:
        for row, holder, target in side.units:
            places[row].add((holder, target))
    everybody = tuple(range(len(sides)))
    for row in sorted(places, key=lambda row: (row is None, row or 0)):
        groups = [everybody] if row is None else [tuple(side for side, _ in who) for who in aligned.peers(row)]
        for who in groups:
            if len({sides[side].summary(row) for side in who}) > 1:
                yield from _Quote(aligned, sides, row, who).disagreements(sorted(places[row]))


@dataclass(frozen=True)
class _Quote:
    """The stances that rest on one row of quotes, or on none, of all annotators who have the quote."""

    aligned: Aligned
    sides: Sequence[Held]
    row: int | None
    who: tuple[int, ...]

    def _of(self, side: int, keys: Iterable[Key]) -> tuple[Stance, ...]:
        return tuple(stance for key in keys for stance in self.sides[side].units.get((self.row, *key), ()))

    def _holders(self, key: Key) -> set[int]:
        return {side for side in self.who if (self.row, *key) in self.sides[side].units}

    def disagreements(self, keys: Sequence[Key]) -> Iterator[Disagreement]:
        """One for every unit that some lack, one for every field that differs where two or more have it."""
        partial = [key for key in keys if 0 < len(self._holders(key)) < len(self.who)]
        for group in self._groups(partial):
            yield self._made(_sub_kind(group), group, self.who, _WEIGHTS[_sub_kind(group)])
        for key in keys:
            who = tuple(sorted(self._holders(key)))
            if len(who) > 1:
                yield from self._fields(key, who)

    def _groups(self, keys: Sequence[Key]) -> list[list[Key]]:
        """Units that are one stance with another holder or another target, of different annotators."""
        groups: list[list[Key]] = []
        for key in keys:
            for group in groups:
                apart = all(self._holders(key).isdisjoint(self._holders(other)) for other in group)
                if apart and (all(key[0] == o[0] for o in group) or all(key[1] == o[1] for o in group)):
                    group.append(key)
                    break
            else:
                groups.append([key])
        return groups

    def _fields(self, key: Key, who: tuple[int, ...]) -> Iterator[Disagreement]:
        values = [polarity(self._of(side, [key])) for side in who]
        if len(set(values)) > 1:
            yield self._made("polarity", [key], who, differing(values, _distance))
        for name in FIELDS:
            asked = tuple(side for side in who if name in self.sides[side].fields)
            given = self._given(key, name, asked)
            if len(set(given)) > 1:
                yield self._made(name, [key], asked, _FIELD_WEIGHT * differing(given), given)

    def _given(self, key: Key, name: str, who: Sequence[int]) -> list[str]:
        """What each has in a field, as words; of spans only those that all have."""
        held = [self._of(side, [key]) for side in who]
        if name not in POINTING:
            return [", ".join(sorted({_plain(getattr(one, name)) for one in stances})) for stances in held]
        pointed = [
            {self.aligned.row(side, span) for one in stances for span in _spans(one, name)}
            for side, stances in zip(who, held, strict=True)
        ]
        known = [{row for row in rows if row is not None and self.aligned.comparable(row, who)} for rows in pointed]
        if name == "evidence" and self.row is not None and known == pointed:
            for rows, stances in zip(known, held, strict=True):
                rows.update(self.row for one in stances if not one.evidence)  # then the quote is the evidence
        return [" + ".join(self._words(row) for row in sorted(rows)) for rows in known]

    def _words(self, row: int) -> str:
        spans = self.aligned.rows[row].present  # the row, not the annotator's own bounds
        start, end = passage(spans)
        return f"[{start}, {end}) {self.aligned.words(spans[0])}"

    def _made(
        self, sub_kind: str, keys: Sequence[Key], who: Sequence[int], weight: float, values: Sequence[str] = ()
    ) -> Disagreement:
        shown = values or [self._shown(side, keys, sub_kind) for side in who]
        versions = [self._version(side, keys, value) for side, value in zip(who, shown, strict=True)]
        share = weight if sub_kind == "polarity" or values else weight * differing(list(shown))
        place, subject = self._place(keys), self._subject(keys)
        return self.aligned.disagreement("stance", sub_kind, "stance", place, versions, share, "T", subject)

    def _shown(self, side: int, keys: Sequence[Key], sub_kind: str) -> str:
        for key in keys:
            stances = self._of(side, [key])
            if stances:
                name = {"holder": self._name(key[0]), "target": self._name(key[1])}.get(sub_kind)
                return polarity(stances) if name is None else name
        return ""

    def _version(self, side: int, keys: Sequence[Key], value: str) -> Version:
        stances = self._of(side, keys)
        span = self._span(side, stances)
        return version(self.aligned.sides[side], value, span, stances[0].id if stances else None)

    def _span(self, side: int, stances: Sequence[Stance]) -> Span | None:
        if self.row is not None:
            return self.aligned.rows[self.row].spans[side]
        rows = (self.aligned.row(side, span) for stance in stances for span in stance.evidence)
        return next((self.aligned.rows[row].spans[side] for row in rows if row is not None), None)

    def _place(self, keys: Sequence[Key]) -> tuple[int, int]:
        if self.row is not None:
            return passage(self.aligned.rows[self.row].present)
        spans = [self._span(side, self._of(side, keys)) for side in self.who]
        known = [span for span in spans if span is not None]
        return passage(known) if known else (0, 0)

    def _subject(self, keys: Sequence[Key]) -> str:
        return " / ".join(f"{self._name(holder)} → {self._name(target)}" for holder, target in keys)

    def _name(self, name: str) -> str:
        for side in self.aligned.sides:
            if name in side.entities:
                return side.entities[name].name
            for target in side.record.targets:
                if target.id == name:
                    return target.name
        return name or NO_STANCE


def _sub_kind(keys: Sequence[Key]) -> str:
    if len(keys) == 1:
        return "missing"
    return "holder" if len({target for _, target in keys}) == 1 else "target"


def _spans(stance: Stance, name: str) -> tuple[str | None, ...]:
    return stance.evidence if name == "evidence" else (stance.according_to,) if stance.according_to else ()


def _plain(value: object) -> str:
    return "" if value is None else str(value).lower()


def _distance(one: Hashable, other: Hashable) -> float:
    """Favor against against is worse than either against neutral."""
    if one == other:
        return 0.0
    return 1.0 if Counter((one, other)) == Counter(("favor", "against")) else 0.6
