"""Links between aligned spans, also of spans that overlap or are discontinuous: ends are rows, not positions.

Only links whose two ends are compared count. Chains are the ordered roles: their sequences are compared too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agreement.aligned import Aligned, differing, passage, version
from agreement.coding import Array, ratio
from agreement.pooling import Items, Statistics
from models.figures import Disagreement, Version

Ends = tuple[int, int]  # rows: from, to

TOPICS = {
    "speaker": "S",
    "cue": "C",
    "via": "O",
    "relay_cue": "O",
    "nested_in": "N",
    "addressee": "D",
}
_WEIGHTS = {"direction": 0.6, "type": 0.6, "target": 0.6, "missing": 0.5, "order": 0.4}
_ATTRIBUTE_WEIGHT = 0.2


@dataclass(frozen=True)
class Drawn:
    """One annotator's links between rows. roles: of each pair of ends; targets: by (row, role), in order."""

    roles: Mapping[Ends, frozenset[str]]
    targets: Mapping[tuple[int, str], tuple[int, ...]]
    attributes: Mapping[tuple[int, str, int], Mapping[str, str]]

    @cached_property
    def by_role(self) -> Mapping[str, set[Ends]]:
        """The ends of the links of each role."""
        found: dict[str, set[Ends]] = defaultdict(set)
        for (start, role), ends in self.targets.items():
            found[role].update((start, end) for end in ends)
        return found


def drawn(aligned: Aligned, side: int) -> Drawn:
    """The links of one annotator."""
    defaults = aligned.settings.link_defaults
    roles: dict[Ends, set[str]] = defaultdict(set)
    targets: dict[tuple[int, str], list[int]] = defaultdict(list)
    attributes: dict[tuple[int, str, int], Mapping[str, str]] = {}
    for link in sorted(aligned.sides[side].links, key=lambda link: (link.role, link.order)):
        start, end = aligned.row(side, link.from_span), aligned.row(side, link.to_span)
        if start is not None and end is not None and link.role not in roles[start, end]:
            roles[start, end].add(link.role)
            targets[start, link.role].append(end)
            attributes[start, link.role, end] = {**defaults.get(link.role, {}), **link.attributes}
    return Drawn(
        {ends: frozenset(names) for ends, names in roles.items() if names},
        {place: tuple(rows) for place, rows in targets.items()},
        attributes,
    )


# --- figures ------------------------------------------------------------------------------------------------------


def add(into: Statistics, aligned: Aligned, sides: Sequence[Drawn]) -> None:
    """Everything that figures on links need."""
    for one, other in aligned.case.pairs:
        roles = {role for side in (sides[one], sides[other]) for _, role in side.targets}
        for role in roles:
            _add_pair(into, aligned, role, (one, other), (sides[one], sides[other]))
    for side in sides:
        for (_, role), targets in side.targets.items():
            into.add(("link", role), "n", len(targets))


def _add_pair(into: Statistics, aligned: Aligned, role: str, who: tuple[int, int], sides: tuple[Drawn, Drawn]) -> None:
    family = ("link", role)
    mine, theirs = (side.by_role.get(role, set()) for side in sides)
    sequences = [{place: to for place, to in side.targets.items() if place[1] == role} for side in sides]
    amounts: dict[Hashable, float] = {
        "strict": len(mine & theirs),
        "sizes": len(mine) + len(theirs),
        "endpoints": len(mine & sides[1].roles.keys()) + len(theirs & sides[0].roles.keys()),
        "given_sizes": _possible(aligned, mine, who[1]) + _possible(aligned, theirs, who[0]),
        "reversed": sum([ends[::-1] in theirs for ends in mine - theirs]),
        "sequences": len(sequences[0].items() & sequences[1].items()),
        "sequence_sizes": len(sequences[0]) + len(sequences[1]),
    }
    into.add_all(family, amounts)


def _possible(aligned: Aligned, links: set[Ends], side: int) -> int:
    """How many of the links the annotator could have made, having both spans."""
    return sum([aligned.has(side, start) and aligned.has(side, end) for start, end in links])


def strict(items: Items) -> Array:
    """F1 of links of the same role between the same rows."""
    return ratio(2 * items["strict"], items["sizes"])


def endpoints(items: Items) -> Array:
    """F1 of links between the same rows, whatever the other's role."""
    return ratio(items["endpoints"], items["sizes"])


def given_both(items: Items) -> Array:
    """Strict F1 of the links that the other could have made, having both spans."""
    return ratio(2 * items["strict"], items["given_sizes"])


def ordered(items: Items) -> Array:
    """F1 of whole sequences: the same rows in the same order."""
    return ratio(2 * items["sequences"], items["sequence_sizes"])


FORMULAS = {"strict": strict, "endpoints": endpoints, "given_both": given_both}


# --- disagreements ------------------------------------------------------------------------------------------------


def disagreements(aligned: Aligned, sides: Sequence[Drawn]) -> Iterator[Disagreement]:
    """Links that one drew otherwise than another who has the spans; a missing span is no missing link as well."""
    explained: set[tuple[int, str, int]] = set()
    drawn = Counter(place for side in sides for place in side.targets)
    for start, role in sorted(drawn, key=lambda place: (place[0], -drawn[place], place[1])):
        for members in aligned.peers(start):
            who = tuple([side for side, _ in members])
            if _all_alike(sides, start, role, who):
                continue
            group = _Group(aligned, sides, start, role, who)
            if sub_kind := group.sub_kind(explained):
                yield group.disagreement(sub_kind)
            yield from group.attributes()


def _all_alike(sides: Sequence[Drawn], start: int, role: str, who: Sequence[int]) -> bool:
    """Whether nobody can differ, which is nearly always so and costs little to see."""
    first = sides[who[0]].targets.get((start, role), ())
    if any(sides[side].targets.get((start, role), ()) != first for side in who[1:]):
        return False
    return not any(sides[side].attributes[start, role, row] for side in who for row in first)


@dataclass(frozen=True)
class _Group:
    """The links of one role from one row, of annotators whose spans there are of one kind."""

    aligned: Aligned
    sides: Sequence[Drawn]
    start: int
    role: str
    who: tuple[int, ...]

    @cached_property
    def targets(self) -> Mapping[int, tuple[int, ...]]:
        """The rows that each annotator's links go to, in order."""
        return {side: self.sides[side].targets.get((self.start, self.role), ()) for side in self.who}

    @cached_property
    def shared(self) -> set[int]:
        """The rows that everybody's links go to."""
        return set.intersection(*(set(rows) for rows in self.targets.values()))

    def _lacking(self, explained: set[tuple[int, str, int]]) -> list[tuple[int, int]]:
        """(annotator, row): a link that the annotator has the spans for, and did not draw."""
        rows = sorted({row for targets in self.targets.values() for row in targets} - self.shared)
        return [
            (side, row)
            for row in rows
            for side in self.who
            if row not in self.targets[side]
            and (self.start, self.role, row) not in explained
            and any(self.aligned.comparable(row, (side, other)) for other in self._linking(row))
        ]

    def _linking(self, row: int) -> list[int]:
        return [side for side in self.who if row in self.targets[side]]

    def sub_kind(self, explained: set[tuple[int, str, int]]) -> str:
        """What is the matter, "" for nothing. explained: links that another disagreement is about already."""
        lacking = self._lacking(explained)
        for side, row in lacking:
            if self.start in self.sides[side].targets.get((row, self.role), ()):
                explained.add((row, self.role, self.start))
                return "direction"
            if others := self._other_roles(side, row):
                explained.update((self.start, role, row) for role in others)
                return "type"
        if any(self._replaced(side, row) for side, row in lacking):
            return "target"
        if lacking:
            return "missing"
        orders = {tuple(row for row in rows if row in self.shared) for rows in self.targets.values()}
        return "order" if len(orders) > 1 else ""

    def _other_roles(self, side: int, row: int) -> frozenset[str]:
        ends = self.start, row
        known = (self.sides[other].roles.get(ends, frozenset()) for other in self._linking(row))
        return self.sides[side].roles.get(ends, frozenset()).difference(*known)

    def _replaced(self, side: int, row: int) -> bool:
        """Whether the annotator has another target in its place, which somebody with the link has not."""
        mine = set(self.targets[side])
        return any(mine.difference(rows) for rows in self.targets.values() if row in rows)

    def disagreement(self, sub_kind: str) -> Disagreement:
        """The links of all as versions."""
        weight = _WEIGHTS[sub_kind] * differing(list(self.targets.values()))
        versions = [self._version(side, self._words(side)) for side in self.who]
        return self._made("link", sub_kind, versions, weight)

    def attributes(self) -> Iterator[Disagreement]:
        """Links that all have, with different values of an attribute that all give."""
        for row in sorted(self.shared):
            for members in self.aligned.peers(row):
                yield from self._attributes(row, [side for side, _ in members if side in self.who])

    def _attributes(self, row: int, who: Sequence[int]) -> Iterator[Disagreement]:
        given = [self.sides[side].attributes[self.start, self.role, row] for side in who]
        for name in sorted(set.intersection(*(set(values) for values in given))) if given else ():
            values = [attributes[name] for attributes in given]
            if len(set(values)) > 1:
                versions = [self._version(side, value) for side, value in zip(who, values, strict=True)]
                yield self._made("attribute", name, versions, _ATTRIBUTE_WEIGHT * differing(values))

    def _made(self, kind: str, sub_kind: str, versions: Sequence[Version], weight: float) -> Disagreement:
        place = passage(self.aligned.rows[self.start].present)
        topic = TOPICS.get(self.role, "")
        return self.aligned.disagreement(kind, sub_kind, self.role, place, versions, weight, topic)

    def _version(self, side: int, value: str) -> Version:
        return version(self.aligned.sides[side], value, self.aligned.rows[self.start].spans[side])

    def _words(self, side: int) -> str:
        spans = (self.aligned.rows[row].spans[side] for row in self.targets[side])
        return " > ".join(self.aligned.words(span) for span in spans if span is not None)
