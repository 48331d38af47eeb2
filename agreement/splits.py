"""Rows in which one annotator's span is in pieces with another.

A piece has a row of its own, which lacks the annotator of the whole; the whole stands in the row of another piece. A
nested span is no piece: it lies inside what the other has too.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import product

from agreement.alignment import Alignment
from agreement.intervals import shared
from agreement.nodes import Node, Nodes


def splits(nodes: Nodes, alignment: Alignment, rows: Container[int]) -> Mapping[int, set[int]]:
    """By the number of the row of a whole: the numbers of all rows that hold parts of it, that one included.

    rows: the numbers of those that count.
    """
    groups: dict[int, set[int]] = {}
    for low, high in nodes.shares:
        for piece, whole in ((low, high), (high, low)):
            number, home = alignment.row_of[piece], alignment.row_of[whole]
            if (
                number in rows
                and home in rows
                and _is_split(nodes.all[piece], nodes.all[whole], alignment, number, home)
            ):
                groups.setdefault(home, {home}).add(number)
    return groups


def _is_split(piece: Node, whole: Node, alignment: Alignment, number: int, home: int) -> bool:
    """Whether an annotator of the piece has the rest of the whole in the whole's row."""
    lonely, row = alignment.rows[number], alignment.rows[home]
    if piece.label != whole.label or lonely.whole or row.alike:
        return False
    for side, owner in product(piece.spans, whole.spans):
        rest = row.spans[side]
        if rest is None or lonely.spans[owner] is not None or rest.label != whole.label:
            continue
        if rest.fragments != whole.fragments and not shared(rest.fragments, piece.fragments):
            return True
    return False
