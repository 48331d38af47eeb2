"""One article with its annotators' spans in rows: what attributes, links, stances and disagreements are read from.

Also says, for any object of an annotator, which row it belongs to, and whether an annotator was asked for a field.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from agreement.alignment import Alignment, Row, align
from agreement.model import QUOTE, Comparison, Settings, Side
from agreement.nodes import Nodes
from agreement.splits import splits
from models.figures import Disagreement, Version
from models.spans import Span

T = TypeVar("T")
Members = list[tuple[int, Span]]  # annotators by place, and their spans

NAMED = ("speaker", "source", "addressee", "quote")  # labels whose spans may say who they are


@dataclass(frozen=True)
class Aligned:
    """A comparison with its different spans, and its rows."""

    case: Comparison
    settings: Settings
    nodes: Nodes
    alignment: Alignment

    @staticmethod
    def of(case: Comparison, settings: Settings) -> Aligned:
        """Aligns the spans of all sides."""
        nodes = Nodes.of([side.spans for side in case.sides])
        return Aligned(case, settings, nodes, align(nodes, settings.min_iou))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The annotators' sides."""
        return self.case.sides

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order of the text."""
        return self.alignment.rows

    @cached_property
    def reported(self) -> tuple[tuple[int, Row], ...]:
        """Rows, with their numbers, that hold a span of the labels asked for."""
        if QUOTE in self.case.labels:  # then nothing else is compared
            return tuple(enumerate(self.rows))
        return tuple((i, row) for i, row in enumerate(self.rows) if any(s.label != QUOTE for s in row.present))

    @cached_property
    def row_of(self) -> tuple[Mapping[str, int], ...]:
        """Of each annotator, the number of the row in which a span stands, or the one that it doubles."""
        found: tuple[dict[str, int], ...] = tuple({} for _ in self.sides)
        for number, row in enumerate(self.rows):
            for place, span in zip(row.members, row.present, strict=True):
                found[place][span.id] = number
        for mine, side in zip(found, self.sides, strict=True):
            mine.update({double: mine[kept] for double, kept in side.doubles.items()})
        return found

    def row(self, side: int, span: str | None) -> int | None:
        """The number of the row in which an annotator has the span; None for no span or one not compared."""
        return None if span is None else self.row_of[side].get(span)

    @cached_property
    def patterns(self) -> Mapping[tuple[str, ...], int]:
        """How many rows have these labels, "" where an annotator has nothing."""
        return Counter(
            tuple([span.label if span is not None else "" for span in row.spans]) for _, row in self.reported
        )

    def has(self, side: int, row: int) -> bool:
        """Whether an annotator has a span in the row."""
        return self.rows[row].spans[side] is not None

    @cached_property
    def groups(self) -> tuple[tuple[str, Members], ...]:
        """Labels asked for that two annotators or more gave in one row, with their spans, row by row."""
        wanted = set(self.case.labels)
        rows = [row for _, row in self.reported if len(row.members) > 1]
        found = [group for row in rows for group in _by_label(row).items()]
        return tuple([(label, members) for label, members in found if len(members) > 1 and label in wanted])

    @cached_property
    def splits(self) -> Mapping[int, set[int]]:
        """Rows that hold one span of some annotators in the pieces of others, by the row of the whole."""
        return splits(self.nodes, self.alignment, {number for number, _ in self.reported})

    @cached_property
    def _pieces(self) -> Mapping[int, Sequence[int]]:
        """By the number of a row: the rows of everything it was split into."""
        found: dict[int, set[int]] = defaultdict(set)
        for rows in self.splits.values():
            for row in rows:
                found[row].update(rows)
        return {row: sorted(rows) for row, rows in found.items()}

    def peers(self, row: int) -> tuple[Members, ...]:
        """Who in a row can differ in what belongs to their spans: those with one label, and with the same pieces.

        Others differ in the span itself, and that is disagreement enough. Those alone are left out.
        """
        place = self.rows[row]
        if place.alike and row not in self._pieces:
            return (list(zip(place.members, place.present, strict=True)),) if len(place.members) > 1 else ()
        found: dict[Hashable, Members] = {}
        pieces = self._pieces.get(row, ())
        for side, span in zip(place.members, place.present, strict=True):
            kind = span.label, tuple([self.has(side, piece) for piece in pieces])
            found.setdefault(kind, []).append((side, span))
        return tuple(members for members in found.values() if len(members) > 1)

    def comparable(self, row: int, sides: Sequence[int]) -> bool:
        """Whether these annotators are all peers in the row."""
        place = self.rows[row]
        if place.alike and row not in self._pieces:
            return all(place.spans[side] is not None for side in sides)
        return any({*sides} <= {side for side, _ in members} for members in self.peers(row))

    def words(self, span: Span) -> str:
        """What the span covers, fragments joined."""
        return " … ".join(span.words(self.case.article.text))

    def disagreement(
        self,
        kind: str,
        sub_kind: str,
        label: str,
        place: tuple[int, int],
        versions: Sequence[Version],
        weight: float,
        topic: str,
        subject: str = "",
    ) -> Disagreement:
        """A disagreement of this article."""
        article = self.case.article.id
        return Disagreement(kind, sub_kind, label, article, *place, tuple(versions), round(weight, 6), topic, subject)


def _by_label(row: Row) -> dict[str, Members]:
    if row.alike:
        return {row.present[0].label: list(zip(row.members, row.present, strict=True))}
    found: dict[str, Members] = {}
    for place, span in zip(row.members, row.present, strict=True):
        found.setdefault(span.label, []).append((place, span))
    return found


def passage(spans: Sequence[Span]) -> tuple[int, int]:
    """From the first to behind the last character of the spans."""
    places = [span.fragments for span in spans]
    return min([place[0][0] for place in places]), max([place[-1][1] for place in places])


def version(side: Side, value: str, span: Span | None = None, stance: str | None = None) -> Version:
    """What an annotator has: a value, and where."""
    if span is None:
        return Version(side.annotator, value, stance=stance)
    return Version(side.annotator, value, span.fragments, span.id, stance)


def differing(values: Sequence[T], differ: Callable[[T, T], float] | None = None) -> float:
    """The share (0 to 1) of pairs of annotators that differ, or their mean distance."""
    pairs = list(combinations(values, 2))
    if not pairs:
        return 0.0
    if differ is None:
        return sum([one != other for one, other in pairs]) / len(pairs)
    return sum([differ(one, other) for one, other in pairs]) / len(pairs)
