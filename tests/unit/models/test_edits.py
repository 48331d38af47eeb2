"""Edits turn one reading into the next, and what was indexed stays true."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.edits import Edit, edited, inverse
from models.readings import Header, Reading
from models.spans import Fragment, Link, Span

HEADER = Header("r", "a", "ann", "attribution-v1")
SPANS = [Span(f"s{n}", "quote" if n % 2 else "speaker", (Fragment(n, n + 2),)) for n in range(6)]
LINKS = [
    Link(f"l{n}", "speaker", f"s{n % 6}", f"s{(n * 3 + 1) % 6}", n % 3) for n in range(8) if n % 6 != (n * 3 + 1) % 6
]
OBJECTS: list[Span | Link] = [*SPANS, *LINKS]


@st.composite
def gestures(draw: st.DrawFn) -> list[list[Edit]]:
    """Lists of edits that follow one another: each object is made, changed or deleted as it is at that moment."""
    present: dict[str, Span | Link] = {}
    made: list[list[Edit]] = []
    for _ in range(draw(st.integers(1, 6))):
        edits = []
        for value in draw(st.lists(st.sampled_from(OBJECTS), min_size=1, max_size=4, unique_by=id)):
            before = present.pop(value.id, None)
            after = None if before is not None and draw(st.booleans()) else _changed(value, draw(st.integers(0, 3)))
            if after is not None:
                present[value.id] = after
            edits.append(Edit(before, after, "r"))
        made.append(edits)
    return made


def _changed(value: Span | Link, number: int) -> Span | Link:
    if isinstance(value, Link):
        return replace(value, order=number, to_span=f"s{number}")
    return replace(value, note=str(number))


@given(gestures())
def test_carried_indexes_equal_those_made_afresh(steps: list[list[Edit]]) -> None:
    reading = Reading(HEADER)
    for edits in steps:
        assert (reading.outgoing, reading.incoming, reading.quotes) is not None  # indexed before the edit
        reading = edited(reading, edits)
        fresh = Reading(HEADER, reading.spans, reading.links)
        assert reading.outgoing == fresh.outgoing
        assert reading.incoming == fresh.incoming
        assert reading.quotes == fresh.quotes


@given(gestures())
def test_the_inverse_of_edits_leads_back(steps: list[list[Edit]]) -> None:
    reading = Reading(HEADER)
    for edits in steps:
        after = edited(reading, edits)
        assert edited(after, inverse(edits)) == reading
        reading = after


def test_edits_of_another_reading_are_passed_over() -> None:
    reading = Reading(HEADER)

    assert edited(reading, [Edit(None, SPANS[0], "other")]) == reading
