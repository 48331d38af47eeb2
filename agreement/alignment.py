"""One alignment of all annotators of an article: rows of spans that stand for the same thing.

The rows feed everything: what is adjudicated, typed disagreements, attributes, links, stances, competence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from agreement.nodes import Node, Nodes
from agreement.partition import Group, best_groups, best_pairs, components
from models.spans import Span

LABEL_BONUS = 0.25
OTHER_LABEL_IOU = 0.5  # spans of two labels stand for the same passage only if they share this much of it
_MOST_GROUPS = 20_000


class Row(NamedTuple):
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
    """Rows in the order of the text. row_of: by the number of a node, the number of its row.

    exact: False where so many spans overlap that rows were merged in pairs.
    """

    rows: tuple[Row, ...]
    row_of: Mapping[int, int]
    exact: bool = True


def align(nodes: Nodes, min_iou: float = 0.0) -> Alignment:
    """Rows of the spans of each annotator, no span in two of them.

    Equal spans come first (a pair of them is never broken for two halves); what is left is put together, per
    connected component of overlapping spans, so that the sum over a row's pairs of IoU + 0.25 for the same label is
    greatest. min_iou: 0 to 1, spans that share less are kept apart.
    """
    groups, exact = _groups(nodes, _gains(nodes, min_iou))
    grouped = {number for group in groups for number in group}
    alone = [(number,) for number in range(len(nodes.all)) if number not in grouped]
    places = [_reading_order(node) for node in nodes.all]
    first = [(min([places[number] for number in group]), group) for group in groups]
    found = [group for _, group in sorted([*first, *((places[group[0]], group) for group in alone)])]
    row_of = {number: row for row, group in enumerate(found) for number in group}
    return Alignment(
        tuple([_row([nodes.all[number] for number in group], nodes.sides) for group in found]), row_of, exact
    )


def _gains(nodes: Nodes, min_iou: float) -> dict[Group, float]:
    """For every two nodes that can stand in one row: what it is worth, over all pairs of their annotators."""
    found: dict[Group, float] = {}
    for pair, share in nodes.shares.items():
        first, second = (nodes.all[number] for number in pair)
        same = first.label == second.label
        enough = share >= (min_iou if same else max(min_iou, OTHER_LABEL_IOU))
        if enough and first.spans.keys().isdisjoint(second.spans):
            found[pair] = (share + LABEL_BONUS * same) * len(first.spans) * len(second.spans)
    return found


def _groups(nodes: Nodes, gains: Mapping[Group, float]) -> tuple[list[Group], bool]:
    if nodes.sides == 2:
        turned = {
            (one, other) if 0 in nodes.all[one].spans else (other, one): gain for (one, other), gain in gains.items()
        }
        return [_ascending(pair) for pair in best_pairs(turned)], True
    found: list[Group] = []
    exact = True
    for part in components(gains):
        members = {number for pair in part for number in pair}
        if len(part) == len(members) * (len(members) - 1) // 2:  # all can stand in one row, which gains most
            found.append(_ascending(tuple(members)))
            continue
        own = {pair: gains[pair] for pair in part}
        candidates = _candidates(own)
        exact = exact and candidates is not None
        found += _merged(own) if candidates is None else best_groups(candidates)
    return found, exact


def _ascending(group: Group) -> Group:
    return tuple(sorted(group))


def _candidates(gains: Mapping[Group, float]) -> dict[Group, float] | None:
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


def _merged(gains: Mapping[Group, float]) -> list[Group]:
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


def _row(nodes: Sequence[Node], sides: int) -> Row:
    alike = len(nodes) == 1  # nodes differ in label or fragments
    if alike and len(nodes[0].spans) == sides:
        whole = tuple(nodes[0].spans.values())
        return Row(whole, tuple(range(sides)), whole, alike)
    found = {place: span for node in nodes for place, span in node.spans.items()}
    members = tuple(sorted(found))
    return Row(tuple(map(found.get, range(sides))), members, tuple([found[place] for place in members]), alike)


def _reading_order(node: Node) -> tuple[object, ...]:
    return node.fragments[0].start, -node.fragments[-1].end, node.label, node.fragments
