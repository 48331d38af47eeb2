"""Rows in which one annotator's span is in pieces with another.

A piece has a row of its own, which lacks the annotator of the whole; the whole stands in the row of another piece. A
nested span is no piece: it lies inside what the other has too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agreement.alignment import Row
from agreement.intervals import shared, touching_pairs
from models.spans import Span

Numbered = Sequence[tuple[int, Row]]
_Placed = tuple[int, Row, int, Span]  # the number of a row, the row, an annotator in it, and the span there


def splits(rows: Numbered) -> Mapping[int, set[int]]:
    """By the number of the row of a whole: the numbers of all rows that hold parts of it, that one included."""
    pieces = _placed([(number, row) for number, row in rows if not row.whole])
    wholes = _placed([(number, row) for number, row in rows if not row.alike])
    if not pieces or not wholes:
        return {}
    groups: dict[int, set[int]] = {}
    for low, high in touching_pairs([span.fragments for *_, span in (*pieces, *wholes)]):
        if low < len(pieces) <= high:
            number, home = pieces[low][0], wholes[high - len(pieces)][0]
            if _is_split(pieces[low], wholes[high - len(pieces)]):
                groups.setdefault(home, {home}).add(number)
    return groups


def _placed(rows: Numbered) -> list[_Placed]:
    return [
        (number, row, side, span) for number, row in rows for side, span in zip(row.members, row.present, strict=True)
    ]


def _is_split(piece: _Placed, whole: _Placed) -> bool:
    """Whether the annotator of the piece has the rest of the whole in the whole's row."""
    _, lonely, side, part = piece
    _, home, owner, span = whole
    other = home.spans[side]
    if other is None or part.label != span.label or lonely.spans[owner] is not None:
        return False
    if other.label != span.label or other.fragments == span.fragments:
        return False
    return shared(span.fragments, part.fragments) > 0 and not shared(other.fragments, part.fragments)
