"""One alignment of all annotators of an article: rows of spans that stand for the same thing.

The rows feed everything: what is adjudicated, typed disagreements, attributes, links, stances, competence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import NamedTuple

from agreement.intervals import iou, touching_pairs
from agreement.partition import Group, best_groups, best_pairs, components
from models.spans import Fragment, Span

LABEL_BONUS = 0.25
OTHER_LABEL_IOU = 0.5  # spans of two labels stand for the same passage only if they share this much of it
_MOST_GROUPS = 20_000
_FEW_PAIRS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """What the annotators have for one thing.

    spans: in the order of the annotators, None where one has nothing; members: the places of those who have a span;
    present: their spans; alike: whether these have one label and the same fragments.
    """

    spans: tuple[Span | None, ...]
    members: tuple[int, ...]
    present: tuple[Span, ...]
    alike: bool

    @property
    def whole(self) -> bool:
        """Whether everybody has a span."""
        return len(self.members) == len(self.spans)


@dataclass(frozen=True)
class Alignment:
    """Rows in the order of the text. exact: False where so many spans overlap that rows were merged in pairs."""

    rows: tuple[Row, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class _Node:
    """A label and fragments, and who has exactly these."""

    label: str
    fragments: tuple[Fragment, ...]
    spans: Mapping[int, Span]


def align(sides: Sequence[Sequence[Span]], min_iou: float = 0.0) -> Alignment:
    """Rows of the spans of each annotator, no span in two of them.

    Equal spans come first (a pair of them is never broken for two halves); what is left is put together, per
    connected component of overlapping spans, so that the sum over a row's pairs of IoU + 0.25 for the same label is
    greatest. sides: each annotator's spans without doubles; min_iou: 0 to 1, spans that share less are kept apart.
    """
    nodes = _nodes(sides)
    loose = [node for node in nodes if len(node.spans) < len(sides)]
    gains = _gains(loose, min_iou)
    groups, exact = _groups(loose, gains, len(sides))
    grouped = {index for group in groups for index in group}
    shared = [[loose[index] for index in group] for group in groups]
    alone = [[node] for index, node in enumerate(loose) if index not in grouped]
    whole = [[node] for node in nodes if len(node.spans) == len(sides)]
    found = sorted([*shared, *alone, *whole], key=_reading_order)
    return Alignment(tuple(_row(row, len(sides)) for row in found), exact)


def _nodes(sides: Sequence[Sequence[Span]]) -> list[_Node]:
    found: dict[tuple[tuple[Fragment, ...], str], dict[int, Span]] = defaultdict(dict)
    for place, spans in enumerate(sides):
        for span in spans:
            found[span.fragments, span.label][place] = span
    return [_Node(label, fragments, found[fragments, label]) for fragments, label in sorted(found)]


def _gains(nodes: Sequence[_Node], min_iou: float) -> dict[tuple[int, int], float]:
    """For every two nodes that can stand in one row: what it is worth, over all pairs of their annotators."""
    found: dict[tuple[int, int], float] = {}
    for one, other in touching_pairs([node.fragments for node in nodes]):
        first, second = nodes[one], nodes[other]
        same = first.label == second.label
        if first.spans.keys().isdisjoint(second.spans):
            share = iou(first.fragments, second.fragments)
            if share > 0 and share >= (min_iou if same else max(min_iou, OTHER_LABEL_IOU)):
                found[one, other] = (share + LABEL_BONUS * same) * len(first.spans) * len(second.spans)
    return found


def _groups(nodes: Sequence[_Node], gains: Mapping[tuple[int, int], float], sides: int) -> tuple[list[Group], bool]:
    if sides == 2:
        first = {index for index, node in enumerate(nodes) if 0 in node.spans}
        turned = {pair if pair[0] in first else pair[::-1]: gain for pair, gain in gains.items()}
        return [_ascending(pair) for pair in best_pairs(turned)], True
    found: list[Group] = []
    exact = True
    for part in components(gains):
        own = {(one, other): gains[one, other] for one, other in part}
        candidates = _candidates(own)
        exact = exact and candidates is not None
        found += _merged(own) if candidates is None else best_groups(candidates)
    return found, exact


def _ascending(group: Group) -> Group:
    return tuple(sorted(group))


def _candidates(gains: Mapping[tuple[int, int], float]) -> dict[Group, float] | None:
    """Every set of nodes that overlap one another and have no annotator in common; None if there are too many."""
    found: dict[Group, float] = {pair: gain for pair, gain in gains.items()}  # noqa: C416 - pairs are groups too
    layer = found.copy()
    after: dict[int, list[int]] = defaultdict(list)
    for one, other in gains:
        after[one].append(other)
    while layer:
        layer = {
            (*group, node): gain + sum(gains[member, node] for member in group)
            for group, gain in layer.items()
            for node in after[group[-1]]
            if all((member, node) in gains for member in group)
        }
        found.update(layer)
        if len(found) > _MOST_GROUPS:
            return None
    return found


def _merged(gains: Mapping[tuple[int, int], float]) -> list[Group]:
    """Groups by merging the two that gain most, over and over: not always the best."""
    home = {node: node for pair in gains for node in pair}
    groups: dict[int, Group] = {node: (node,) for node in home}
    for one, other in sorted(gains, key=lambda pair: (-gains[pair], pair)):
        first, second = home[one], home[other]
        union = tuple(sorted({*groups[first], *groups[second]}))
        if first != second and all(pair in gains for pair in combinations(union, 2) if _apart(pair, groups[first])):
            groups[first] = union
            for node in groups.pop(second):
                home[node] = first
    return sorted(group for group in groups.values() if len(group) > 1)


def _apart(pair: tuple[int, ...], group: Group) -> bool:
    return (pair[0] in group) != (pair[1] in group)


def _row(nodes: Sequence[_Node], sides: int) -> Row:
    alike = len(nodes) == 1  # nodes differ in label or fragments
    if alike and len(nodes[0].spans) == sides:
        whole = tuple(nodes[0].spans.values())
        return Row(whole, tuple(range(sides)), whole, alike)
    found = {place: span for node in nodes for place, span in node.spans.items()}
    members = tuple(sorted(found))
    spans = tuple(found.get(place) for place in range(sides))
    return Row(spans, members, tuple(found[place] for place in members), alike)


def _reading_order(row: Sequence[_Node]) -> tuple[object, ...]:
    return min((node.fragments[0].start, -node.fragments[-1].end, node.label, node.fragments) for node in row)


class Matched(NamedTuple):
    """Pairs of places one to one, each with its IoU; overlapping: how many pairs there could be at most."""

    pairs: dict[tuple[int, int], float]
    overlapping: int


def matched(one: Sequence[Span], other: Sequence[Span], min_iou: float = 0.0) -> Matched:
    """One-to-one pairs of the places of overlapping spans: equal ones, then those of the greatest sum of IoU.

    Both lists hold spans of one label without doubles.
    """
    loose = {span.fragments: index for index, span in enumerate(other)}
    found: dict[tuple[int, int], float] = {}
    left: list[int] = []
    for index, span in enumerate(one):
        partner = loose.pop(span.fragments, None)
        if partner is None:
            left.append(index)
        else:
            found[index, partner] = 1.0
    if not left or not loose:
        return Matched(found, len(found))
    gains = _loose_gains(one, other, left, list(loose.values()), min_iou)
    equal, chosen = len(found), best_pairs(gains)
    found.update({pair: gains[pair] for pair in chosen})
    return Matched(found, equal + _most(gains, len(chosen)))


def _most(gains: Mapping[tuple[int, int], float], chosen: int) -> int:
    """How many pairs there are at most, where the sum of gains is greatest with so many."""
    if chosen == min(len({row for row, _ in gains}), len({column for _, column in gains})):
        return chosen
    return len(best_pairs({pair: gain + len(gains) for pair, gain in gains.items()}))  # then number comes before gain


def _loose_gains(
    one: Sequence[Span], other: Sequence[Span], left: Sequence[int], right: Sequence[int], min_iou: float
) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for i, j in _near(one, other, left, right):
        share = iou(one[i].fragments, other[j].fragments)
        if share > 0 and share >= min_iou:
            found[i, j] = share
    return found


def _near(
    one: Sequence[Span], other: Sequence[Span], left: Sequence[int], right: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """The pairs that can overlap; of few spans all, since a sweep would cost more."""
    if len(left) * len(right) <= _FEW_PAIRS:
        return product(left, right)
    places = [one[index].fragments for index in left] + [other[index].fragments for index in right]
    size = len(left)
    return ((left[low], right[high - size]) for low, high in touching_pairs(places) if low < size <= high)
