"""Whether rows that a file brings say what a stored reading says: a quick test for what is usual, a repeated import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter

from models.readings import Reading
from storage.reading_rows import LinkRow, ReadingRows, StanceRow, link_row, span_row, stance_row

# Columns that say something: ids and keys need not be the same, and who made a span is no part of what it says.
_SPAN_SAYS = itemgetter(2, 3, 4, 6, 8)  # label, entity, attributes, note, extra
_LINK_SAYS = itemgetter(slice(2, None))
_STANCE_SAYS = itemgetter(*range(2, 11), 12)  # all but the key


def plainly_same(rows: ReadingRows, reading: Reading) -> bool:
    """Whether settled rows and a reading hold the same in the same order, whatever ids and keys it has.

    False says nothing: it may be the same in another order, or in other words.
    """
    ids = dict(zip(reading.spans, map(itemgetter(0), rows.spans), strict=False))
    return (
        rows.fragments == [span.fragments for span in reading.spans.values()]
        and list(map(_SPAN_SAYS, rows.spans)) == [_SPAN_SAYS(span_row(span, "", "")) for span in reading.spans.values()]
        and list(map(_LINK_SAYS, rows.links)) == list(map(_LINK_SAYS, _links(reading, ids)))
        and list(map(_STANCE_SAYS, rows.stances)) == list(map(_STANCE_SAYS, _stances(reading, ids)))
        and rows.evidence == list(_evidence(reading, ids))
    )


def _links(reading: Reading, ids: Mapping[str, str]) -> Iterator[LinkRow]:
    """The rows of its links, between the spans of the others; "" for a span of another reading, as damage has it."""
    for one in reading.links.values():
        yield link_row(one, "", "", ids.get(one.from_span, ""), ids.get(one.to_span, ""))


def _stances(reading: Reading, ids: Mapping[str, str]) -> Iterator[StanceRow]:
    for one in reading.stances.values():
        quote, according_to = (id and ids.get(id, "") for id in (one.quote, one.according_to))
        yield stance_row(one, "", "", quote, according_to)


def _evidence(reading: Reading, ids: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    return (tuple([ids.get(span, "") for span in one.evidence]) for one in reading.stances.values())
