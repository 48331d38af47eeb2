"""What annotators differ in on stances: whether there is one, on which quote, whose, towards what, and its fields.

Who has a stance where is known from `stance`; what belongs to a quote that one lacks is no disagreement of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agreement.aligned import Aligned, differing, passage, version
from agreement.stance import FIELDS, NO_STANCE, POINTING, Held, Key, polarity
from models.figures import Disagreement, Version
from models.spans import Span
from models.stances import Stance

_WEIGHTS = {"missing": 0.6, "holder": 0.7, "target": 0.7, "quote": 0.6}
_FIELD_WEIGHT = 0.2


def disagreements(aligned: Aligned, sides: Sequence[Held]) -> Iterator[Disagreement]:
    """Stances that those who have the quote differ in; a missing quote is no missing stance as well."""
    lacked: dict[Key, list[_Quote]] = defaultdict(list)
    for quote in _quotes(aligned, sides):
        for keys in quote.bundles:
            if len(keys) > 1:
                yield quote.replaced(keys)
            elif len(quote.holders(keys)) < len(quote.who):
                lacked[keys[0]].append(quote)
            yield from quote.fields(keys)
    for key, quotes in lacked.items():
        if _is_moved(key, quotes):
            yield _moved(key, quotes)
        else:
            yield from (quote.missing(key) for quote in quotes)


def _quotes(aligned: Aligned, sides: Sequence[Held]) -> Iterator[_Quote]:
    """The places where somebody has a stance that somebody else has not, or has otherwise."""
    places: dict[int | None, set[Key]] = defaultdict(set)
    for side in sides:
        for row, holder, target in side.units:
            places[row].add((holder, target))
    everybody = tuple(range(len(sides)))
    for row in sorted(places, key=lambda row: (row is None, row or 0)):
        groups = [everybody] if row is None else [tuple(side for side, _ in who) for who in aligned.peers(row)]
        for who in groups:
            if len({sides[side].summary(row) for side in who}) > 1:
                yield _Quote(aligned, sides, row, who, tuple(sorted(places[row])))


def _is_moved(key: Key, quotes: Sequence[_Quote]) -> bool:
    """Whether it is one stance, the same in all else, which the same annotators rest on another quote each."""
    holders = [side for quote in quotes for side in quote.holders([key])]
    said = {
        (one.polarity, one.basis, one.hedged, one.strength) for quote in quotes for one in quote.of(quote.who, [key])
    }
    once = len(holders) == len({*holders}) and len({quote.who for quote in quotes}) == 1
    return len(quotes) > 1 and once and len(said) == 1


def _moved(key: Key, quotes: Sequence[_Quote]) -> Disagreement:
    """Told at the first of the quotes."""
    first = quotes[0]
    home = {side: quote for quote in quotes for side in quote.holders([key])}
    versions = [home.get(side, first).resting(side, key) for side in first.who]
    weight = _WEIGHTS["quote"] * differing([version.value for version in versions])
    return first.told("quote", [key], versions, weight)


@dataclass(frozen=True)
class _Quote:
    """The stances that rest on one row of quotes, or on none, of all annotators who have the quote.

    keys: the holders and targets that anybody has there.
    """

    aligned: Aligned
    sides: Sequence[Held]
    row: int | None
    who: tuple[int, ...]
    keys: tuple[Key, ...]

    def of(self, sides: Iterable[int], keys: Iterable[Key]) -> tuple[Stance, ...]:
        """The stances of some annotators under some keys."""
        units = [(self.row, *key) for key in keys]
        return tuple(stance for side in sides for unit in units for stance in self.sides[side].units.get(unit, ()))

    def holders(self, keys: Iterable[Key]) -> tuple[int, ...]:
        """Who has a stance under one of the keys."""
        units = [(self.row, *key) for key in keys]
        return tuple(side for side in self.who if any(unit in self.sides[side].units for unit in units))

    @cached_property
    def bundles(self) -> Sequence[Sequence[Key]]:
        """The keys, those together that are one stance with another holder or target, of different annotators."""
        bundles: list[list[Key]] = []
        for key in self.keys:
            if holders := self.holders([key]):
                partial = len(holders) < len(self.who)
                home = next((one for one in bundles if partial and self._is_other(key, one)), None)
                if home is None:
                    bundles.append([key])
                else:
                    home.append(key)
        return bundles

    def _is_other(self, key: Key, keys: Sequence[Key]) -> bool:
        apart = {*self.holders([key])}.isdisjoint(self.holders(keys))
        return apart and (all(key[0] == one[0] for one in keys) or all(key[1] == one[1] for one in keys))

    def replaced(self, keys: Sequence[Key]) -> Disagreement:
        """One stance with several holders or targets."""
        sub_kind = "holder" if len({target for _, target in keys}) == 1 else "target"
        return self._made(sub_kind, keys, [self._shown(side, keys, sub_kind) for side in self.who])

    def missing(self, key: Key) -> Disagreement:
        """A stance that some lack."""
        return self._made("missing", [key], [self._shown(side, [key], "missing") for side in self.who])

    def fields(self, keys: Sequence[Key]) -> Iterator[Disagreement]:
        """One for every field in which those differ who have the stance."""
        held = {side: self.of([side], keys) for side in self.holders(keys)}
        values = [polarity(stances) for stances in held.values()]
        if len(set(values)) > 1:
            yield self.told("polarity", keys, self._versions([*held], keys, values), differing(values, _distance))
        for name in FIELDS:
            asked = {side: stances for side, stances in held.items() if name in self.sides[side].fields}
            given, share = (self._pointed if name in POINTING else self._plain)(name, asked)
            if share:
                yield self.told(name, keys, self._versions([*asked], keys, given), _FIELD_WEIGHT * share)

    def _plain(self, name: str, held: Mapping[int, Sequence[Stance]]) -> tuple[list[str], float]:
        """What each has in a field, as words, and the share of pairs that differ."""
        given = [", ".join(sorted({_plain(getattr(one, name)) for one in stances})) for stances in held.values()]
        return given, differing(given)

    def _pointed(self, name: str, held: Mapping[int, Sequence[Stance]]) -> tuple[list[str], float]:
        """The same of a field that holds spans."""
        pointing = [_Pointing.of(self.aligned, side, stances, name, self.row) for side, stances in held.items()]
        given = [" + ".join(map(self._words, sorted(one.shown))) for one in pointing]
        return given, differing(pointing, lambda one, other: float(one.differs(other, self.aligned)))

    def _words(self, row: int) -> str:
        spans = self.aligned.rows[row].present  # the row, not the annotator's own bounds
        start, end = passage(spans)
        return f"[{start}, {end}) {self.aligned.words(spans[0])}"

    def _made(self, sub_kind: str, keys: Sequence[Key], values: Sequence[str]) -> Disagreement:
        return self.told(sub_kind, keys, self._versions(self.who, keys, values), _WEIGHTS[sub_kind] * differing(values))

    def told(self, sub_kind: str, keys: Sequence[Key], versions: Sequence[Version], weight: float) -> Disagreement:
        """A disagreement at this place."""
        place, subject = self._place(keys), self._subject(keys)
        return self.aligned.disagreement("stance", sub_kind, "stance", place, versions, weight, "T", subject)

    def _shown(self, side: int, keys: Sequence[Key], sub_kind: str) -> str:
        for key in keys:
            stances = self.of([side], [key])
            if stances:
                name = {"holder": self._name(key[0]), "target": self._name(key[1])}.get(sub_kind)
                return polarity(stances) if name is None else name
        return ""

    def resting(self, side: int, key: Key) -> Version:
        """The quote as the version of one whose stance rests on it."""
        rests = bool(self.of([side], [key]))
        words = "no quote" if self.row is None else self._words(self.row)
        (found,) = self._versions([side], [key], [words if rests else ""])
        return found

    def _versions(self, who: Sequence[int], keys: Sequence[Key], values: Sequence[str]) -> list[Version]:
        found: list[Version] = []
        for side, value in zip(who, values, strict=True):
            stances = self.of([side], keys)
            id = stances[0].id if stances else None
            found.append(version(self.aligned.sides[side], value, self._span(side, stances), id))
        return found

    def _span(self, side: int, stances: Sequence[Stance]) -> Span | None:
        if self.row is not None:
            return self.aligned.rows[self.row].spans[side]
        rows = (self.aligned.row(side, span) for stance in stances for span in stance.evidence)
        return next((self.aligned.rows[row].spans[side] for row in rows if row is not None), None)

    def _place(self, keys: Sequence[Key]) -> tuple[int, int]:
        if self.row is not None:
            return passage(self.aligned.rows[self.row].present)
        spans = [self._span(side, self.of([side], keys)) for side in self.who]
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


@dataclass(frozen=True)
class _Pointing:
    """The rows that one annotator's stances point to. instead: what it means to point to none."""

    side: int
    rows: frozenset[int | None]
    instead: frozenset[int]

    @staticmethod
    def of(aligned: Aligned, side: int, stances: Sequence[Stance], name: str, quote: int | None) -> _Pointing:
        """Without evidence the quote is the evidence."""
        spans = [_spans(stance, name) for stance in stances]
        own = {quote} if name == "evidence" and quote is not None and () in spans else ()
        return _Pointing(side, frozenset(aligned.row(side, span) for one in spans for span in one), frozenset(own))

    @property
    def shown(self) -> frozenset[int]:
        """The rows that are compared."""
        return frozenset(row for row in self.rows if row is not None) | self.instead

    def differs(self, other: _Pointing, aligned: Aligned) -> bool:
        """Whether they point to other things; what one of the two has no span for says nothing."""
        who = self.side, other.side
        mine, theirs = (
            frozenset(row for row in one.rows if row is not None and aligned.comparable(row, who))
            for one in (self, other)
        )
        if (mine, theirs) == (self.rows, other.rows):
            mine, theirs = mine | self.instead, theirs | other.instead
        return mine != theirs


def _spans(stance: Stance, name: str) -> tuple[str | None, ...]:
    return stance.evidence if name == "evidence" else (stance.according_to,) if stance.according_to else ()


def _plain(value: object) -> str:
    return "" if value is None else str(value).lower()


def _distance(one: Hashable, other: Hashable) -> float:
    """Favor against against is worse than either against neutral."""
    if one == other:
        return 0.0
    return 1.0 if Counter((one, other)) == Counter(("favor", "against")) else 0.6
