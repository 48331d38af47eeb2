"""Readings as rows: made under ids of their own, settled once the project's entities are known, and values again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import codec
from storage.reading_rows import ReadingRows, rows_of, settled, values_of

HEADER = Header("r", "a", "ana", "attribution-v1", State.DONE)
ENTITIES = {"e1": "own-e1", "e2": "own-e2", 'e"3': "own-e3"}
TARGETS = {"t1": "own-t1"}
WHO = st.sampled_from([None, *ENTITIES])
EXTRA = st.sampled_from([{}, {"b": [1, {"x": "ü"}], "a": None}])


@st.composite
def files(draw: st.DrawFn) -> tuple[list[Span], list[Link], list[Stance]]:
    """What a file says of an article, under its own ids."""
    ids = [f"#{number}" for number in range(draw(st.integers(2, 5)))]
    spans = [
        Span(id, "quote", (Fragment(place, place + 2), Fragment(place + 3, place + 9)), {"type": "direct"},
             draw(WHO), key=draw(st.sampled_from([None, id, "an “id”"])), extra=draw(EXTRA))
        for place, id in enumerate(ids)
    ]  # fmt: skip
    links = [Link("#1", "speaker", ids[0], ids[1], 0, {"by": "name"}, draw(EXTRA))]
    some = st.sampled_from([None, *ids])
    stances = [
        Stance("#1", "favor", draw(WHO), draw(st.sampled_from([None, "t1"])), "explicit", draw(st.booleans()),
               draw(st.sampled_from([None, 2])), tuple(ids[:2]), draw(some), draw(some), "a \n note", extra=draw(EXTRA))
    ]  # fmt: skip
    return spans, links, stances


def arrived(spans: list[Span], links: list[Link], stances: list[Stance]) -> ReadingRows:
    return rows_of(
        "r",
        {f"own-{one.id}": one for one in spans},
        {f"own-{one.id}": one for one in links},
        {f"own-stance-{one.id}": one for one in stances},
    )


@given(files())
def test_settled_rows_have_the_digest_of_the_reading_that_they_hold(
    brought: tuple[list[Span], list[Link], list[Stance]],
) -> None:
    rows = settled(arrived(*brought), ENTITIES.__getitem__, TARGETS.__getitem__)

    spans, links, stances = values_of(rows)
    by_id = {one.id: one for one in spans}, {one.id: one for one in links}, {one.id: one for one in stances}
    reading = Reading(HEADER, *by_id)
    assert codec.digest([HEADER], rows.digest) == codec.reading_digest(reading)


@given(files())
def test_settled_rows_say_what_the_file_said_under_the_projects_ids(
    brought: tuple[list[Span], list[Link], list[Stance]],
) -> None:
    rows = settled(arrived(*brought), ENTITIES.__getitem__, TARGETS.__getitem__)

    spans, links, stances = values_of(rows)
    for span, given_span in zip(spans, brought[0], strict=True):
        assert span.id == f"own-{given_span.id}"
        assert span.entity == (given_span.entity and ENTITIES[given_span.entity])
        same = ("label", "fragments", "attributes", "origin", "note", "key", "extra")
        assert [getattr(span, name) for name in same] == [getattr(given_span, name) for name in same]
    (link,), (stance,), (given_stance,) = links, stances, brought[2]
    assert (link.from_span, link.to_span, link.attributes) == ("own-#0", "own-#1", {"by": "name"})
    assert stance.evidence == ("own-#0", "own-#1")
    assert (stance.quote, stance.according_to) == tuple(
        one and f"own-{one}" for one in (given_stance.quote, given_stance.according_to)
    )
    assert (stance.holder, stance.target, stance.hedged, stance.strength) == (
        given_stance.holder and ENTITIES[given_stance.holder],
        given_stance.target and TARGETS[given_stance.target],
        given_stance.hedged,
        given_stance.strength,
    )


def test_a_link_to_a_span_that_is_not_in_the_reading_cannot_become_a_row() -> None:
    with pytest.raises(KeyError, match="elsewhere"):
        arrived([Span("s", "quote", (Fragment(0, 1),))], [Link("", "cue", "s", "elsewhere")], [])
