"""The different spans of an article: each once, with who has it, and how much they overlap.

What aligns spans, and what compares every two annotators, both begin here. Knows nothing of what they make of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agreement.intervals import iou, touching_pairs
from agreement.partition import best_pairs
from models.spans import Fragment, Span


class Node(NamedTuple):
    """A label and fragments, and by the place of an annotator the span that is exactly this."""

    label: str
    fragments: tuple[Fragment, ...]
    spans: Mapping[int, Span]


class Match(NamedTuple):
    """The numbers of the nodes that are the same for two annotators, and their intersection over union."""

    one: int
    other: int
    iou: float

    @property
    def exact(self) -> bool:
        """Whether the fragments are the same; those that touch have the characters of one, and are not it."""
        return self.one == self.other


class Matching(NamedTuple):
    """Pairs of nodes, one to one. overlapping: by label, how many there could be at most, whatever the sum of IoU."""

    pairs: Sequence[Match]
    overlapping: Mapping[str, int]


@dataclass(frozen=True)
class Nodes:
    """all: in the order of their fragments and labels; sides: how many annotators there are.

    shares: the intersection over union, above 0, of every two that may be the same thing: neither is everybody's, and
    they have one label, or no annotator in common. By their numbers, the lower first.
    """

    all: Sequence[Node]
    sides: int
    shares: Mapping[tuple[int, ...], float]

    @staticmethod
    def of(sides: Sequence[Sequence[Span]]) -> Nodes:
        """sides: each annotator's spans without doubles."""
        found: dict[tuple[tuple[Fragment, ...], str], dict[int, Span]] = {}
        for place, spans in enumerate(sides):
            for span in spans:
                found.setdefault((span.fragments, span.label), {})[place] = span
        nodes = [Node(key[1], key[0], found[key]) for key in sorted(found)]
        return Nodes(nodes, len(sides), dict(_shares(nodes, len(sides))))

    def matching(self, one: int, other: int, min_iou: float = 0.0) -> Matching:
        """Matches spans that overlap and have one label: equal ones, then so that the sum of IoU is greatest.

        one, other: the places of two annotators.
        """
        equal = [i for i, node in enumerate(self.all) if one in node.spans and other in node.spans]
        pairs = [Match(number, number, 1.0) for number in equal]
        overlapping = Counter([self.all[number].label for number in equal])
        for label, gains in self._loose(one, other, min_iou).items():
            chosen = best_pairs(gains)
            pairs += [Match(*pair, gains[pair]) for pair in chosen]
            overlapping[label] += _most(gains, len(chosen))
        return Matching(pairs, overlapping)

    def _loose(self, one: int, other: int, min_iou: float) -> Mapping[str, dict[tuple[int, int], float]]:
        """By label, the IoU of nodes that one of two annotators has and the other has not, the first one's first."""
        found: dict[str, dict[tuple[int, int], float]] = defaultdict(dict)
        for (low, high), share in self.shares.items():
            first, second = self.all[low], self.all[high]
            if first.label == second.label and share >= min_iou:
                has = one in first.spans, other in first.spans, one in second.spans, other in second.spans
                if has == (True, False, False, True):
                    found[first.label][low, high] = share
                elif has == (False, True, True, False):
                    found[first.label][high, low] = share
        return found


def _most(gains: Mapping[tuple[int, int], float], chosen: int) -> int:
    """How many pairs there are at most, where the sum of gains is greatest with so many."""
    if chosen == min(len({row for row, _ in gains}), len({column for _, column in gains})):
        return chosen
    return len(best_pairs({pair: gain + len(gains) for pair, gain in gains.items()}))  # then number comes before gain


def _shares(nodes: Sequence[Node], sides: int) -> Iterator[tuple[tuple[int, int], float]]:
    loose = [number for number, node in enumerate(nodes) if len(node.spans) < sides]
    for low, high in touching_pairs([nodes[number].fragments for number in loose]):
        one, other = nodes[loose[low]], nodes[loose[high]]
        if one.label == other.label or one.spans.keys().isdisjoint(other.spans):
            share = iou(one.fragments, other.fragments)
            if share > 0:
                yield (loose[low], loose[high]), share
