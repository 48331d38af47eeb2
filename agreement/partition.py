"""Puts nodes into disjoint groups of the greatest total gain: exactly, or by merging in pairs where that is hopeless.

Knows numbers only. Behind it stand the rows of an alignment and the unitary alignments of gamma.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Group = tuple[int, ...]

_FEW = 12  # nodes of a component up to which all sets of them can be walked through


def best_pairs(gains: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Disjoint (row, column) pairs of the greatest total gain, all gains above 0 (Hungarian algorithm)."""
    if len({row for row, _ in gains}) == len(gains) == len({column for _, column in gains}):
        return sorted(gains)  # nothing to choose
    found: list[tuple[int, int]] = []
    for part in components(gains, separate_sides=True):
        found += _assign([(group[0], group[1]) for group in part], gains)
    return sorted(found)


def _assign(part: Sequence[tuple[int, int]], gains: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    if len(part) == 1:
        return list(part)
    from scipy.optimize import linear_sum_assignment

    rows, columns = sorted({pair[0] for pair in part}), sorted({pair[1] for pair in part})
    matrix = np.zeros((len(rows), len(columns)))
    for row, column in part:
        matrix[rows.index(row), columns.index(column)] = gains[row, column]
    chosen = ((rows[i], columns[j]) for i, j in zip(*linear_sum_assignment(matrix, maximize=True), strict=True))
    return [pair for pair in chosen if gains.get(pair, 0) > 0]


def best_groups(gains: Mapping[Group, float]) -> list[Group]:
    """Disjoint groups (of ascending nodes) of the greatest total gain; exact. Of equals, the first in order."""
    if len({node for group in gains for node in group}) == sum(map(len, gains)):
        return sorted(group for group, gain in gains.items() if gain > 0)  # nothing to choose
    found: list[Group] = []
    for part in components({group: gain for group, gain in gains.items() if gain > 0}):
        nodes = sorted({node for group in part for node in group})
        if len(part) == 1:
            found += part
        elif len(nodes) <= _FEW:
            found += _walk(nodes, sorted(part), gains)
        else:
            found += _programme(nodes, sorted(part), gains)
    return sorted(found)


def components(groups: Iterable[Group], *, separate_sides: bool = False) -> list[list[Group]]:
    """Groups that share nodes, directly or through others. separate_sides: the second of a pair is another kind."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def nodes(group: Group) -> Group:
        return (group[0], -1 - group[1]) if separate_sides else group

    for group in groups:
        first = root(nodes(group)[0])
        for node in nodes(group)[1:]:
            parent[root(node)] = first
    parts: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        parts[root(nodes(group)[0])].append(group)
    return list(parts.values())


def _walk(nodes: Sequence[int], groups: Sequence[Group], gains: Mapping[Group, float]) -> list[Group]:
    """Dynamic programming over the sets of nodes already dealt with, lowest node first."""
    bit = {node: 1 << place for place, node in enumerate(nodes)}
    starting: dict[int, list[tuple[int, float, Group]]] = defaultdict(list)
    for group in groups:
        mask = sum(bit[node] for node in group)
        starting[mask & -mask].append((mask, gains[group], group))
    full = (1 << len(nodes)) - 1
    best: dict[int, tuple[float, tuple[Group, ...]]] = {full: (0.0, ())}

    def rest(done: int) -> tuple[float, tuple[Group, ...]]:
        if done not in best:
            lowest = ~done & (done + 1)
            answer = rest(done | lowest)
            for mask, gain, group in starting[lowest]:
                if not mask & done:
                    total, chosen = rest(done | mask)
                    if total + gain > answer[0] + 1e-12:
                        answer = (total + gain, (group, *chosen))
            best[done] = answer
        return best[done]

    return list(rest(0)[1])


def _programme(nodes: Sequence[int], groups: Sequence[Group], gains: Mapping[Group, float]) -> list[Group]:
    """The same as an integer programme (HiGHS)."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    place = {node: index for index, node in enumerate(nodes)}
    rows = [place[node] for group in groups for node in group]
    columns = [index for index, group in enumerate(groups) for _ in group]
    member = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(nodes), len(groups)))
    value: NDArray[np.float64] = np.array([gains[group] for group in groups])
    answer = milp(
        -value,
        constraints=LinearConstraint(member, -np.inf, 1.0),
        integrality=np.ones(len(groups), np.int64),
        bounds=Bounds(0, 1),
    )
    if answer.x is None:
        raise RuntimeError(f"the integer programme of {len(groups)} groups has no answer: {answer.message}")
    return [group for group, taken in zip(groups, answer.x, strict=True) if taken > 0.5]
