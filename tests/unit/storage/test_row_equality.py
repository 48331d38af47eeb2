"""Rows that say what a stored reading says are known at once, and never where anything is different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from models.readings import Reading
from models.spans import Fragment
from storage.reading_rows import ReadingRows, rows_of
from storage.row_equality import plainly_same
from tests.samples import full_reading

V = TypeVar("V")

READING = full_reading("article", "ana", "entity", "target")
QUOTE, SPEAKER, CUE = READING.spans.values()
LINKS = list(READING.links.values())
(STANCE,) = READING.stances.values()


def brought(reading: Reading) -> ReadingRows:
    """What a file of the reading brings: rows under ids of their own."""
    return rows_of("r", _renamed(reading.spans), _renamed(reading.links), _renamed(reading.stances))


def _renamed(values: Mapping[str, V]) -> dict[str, V]:
    return {f"own-{id}": value for id, value in values.items()}


def with_span(span: str, **changes: Any) -> Reading:  # noqa: ANN401  of any field
    return replace(READING, spans={**READING.spans, span: replace(READING.spans[span], **changes)})


def with_link(place: int, **changes: Any) -> Reading:  # noqa: ANN401  of any field
    return replace(READING, links={**READING.links, LINKS[place].id: replace(LINKS[place], **changes)})


def with_stance(**changes: Any) -> Reading:  # noqa: ANN401  of any field
    return replace(READING, stances={STANCE.id: replace(STANCE, **changes)})


@pytest.mark.parametrize(
    "reading", [READING, with_span(QUOTE.id, key="other"), with_span(CUE.id, origin="imported"), with_stance(key=None)]
)
def test_ids_keys_and_origins_say_nothing(reading: Reading) -> None:
    assert plainly_same(brought(reading), READING)


DIFFERENT = [
    with_span(QUOTE.id, label="source"),
    with_span(QUOTE.id, fragments=QUOTE.fragments[:1]),
    with_span(CUE.id, fragments=(Fragment(0, 1),)),
    with_span(QUOTE.id, attributes={"type": "mixed"}),
    with_span(SPEAKER.id, entity=None),
    with_span(QUOTE.id, note=""),
    with_span(QUOTE.id, extra={}),
    with_link(0, role="addressee"),
    with_link(0, from_span=CUE.id),
    with_link(0, to_span=CUE.id),
    with_link(0, order=1),
    with_link(0, attributes={"by": "x"}),
    with_link(0, extra={}),
    with_stance(holder=None),
    with_stance(target=None),
    with_stance(polarity="favor"),
    with_stance(basis=None),
    with_stance(hedged=False),
    with_stance(strength=3),
    with_stance(evidence=(QUOTE.id,)),
    with_stance(evidence=(CUE.id, QUOTE.id)),
    with_stance(quote=None),
    with_stance(according_to=None),
    with_stance(note="so"),
    with_stance(extra={}),
    replace(READING, stances={}),
    replace(READING, links={}),
    replace(READING, spans={}, links={}, stances={}),
]


@pytest.mark.parametrize("different", DIFFERENT)
def test_a_difference_is_noticed_whichever_of_both_has_it(different: Reading) -> None:
    assert not plainly_same(brought(different), READING)
    assert not plainly_same(brought(READING), different)
