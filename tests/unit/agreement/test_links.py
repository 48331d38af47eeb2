"""Figures on links."""

import pytest

from agreement.model import Settings
from agreement.report import agreement
from models.figures import LinkFigures
from models.records import Record
from tests.unit.agreement.samples import link, record, span

QUOTE, OTHER = span("q", "quote", (0, 33)), span("r", "quote", (100, 130))
SPEAKER, MENTION = span("s", "speaker", (34, 43)), span("m", "speaker", (90, 99))
SPANS = (QUOTE, OTHER, SPEAKER, MENTION)


def _links(one: Record, other: Record, role: str = "speaker") -> LinkFigures:
    return agreement([one, other], Settings(gamma=False)).links[role]


def test_a_link_to_another_span_agrees_in_nothing() -> None:
    found = _links(record("ana", *SPANS, link("speaker", "q", "s")), record("ben", *SPANS, link("speaker", "q", "m")))
    assert [found.figures[name].value for name in ("strict", "endpoints", "given_both")] == [0.0, 0.0, 0.0]


def test_a_link_of_another_role_agrees_in_its_ends() -> None:
    ana = record("ana", *SPANS, link("speaker", "q", "s"), link("speaker", "r", "m"))
    ben = record("ben", *SPANS, link("addressee", "q", "s"), link("speaker", "r", "m"))
    found = _links(ana, ben)
    assert found.figures["strict"].value == pytest.approx(2 / 3)
    assert found.figures["endpoints"].value == 1.0


def test_a_link_whose_span_the_other_lacks_is_left_out_of_those_given_both_ends() -> None:
    ana = record("ana", *SPANS, link("speaker", "q", "s"), link("speaker", "r", "m"))
    ben = record("ben", QUOTE, OTHER, SPEAKER, link("speaker", "q", "s"))
    found = _links(ana, ben)
    assert found.figures["strict"].value == pytest.approx(2 / 3)
    assert found.figures["given_both"].value == 1.0
    assert found.figures["given_both"].coverage == pytest.approx(2 / 3)


def test_ends_are_the_same_though_their_borders_differ() -> None:
    shorter = span("q", "quote", (4, 30), (31, 33))
    ana = record("ana", *SPANS, link("speaker", "q", "s"))
    ben = record("ben", shorter, OTHER, SPEAKER, MENTION, link("speaker", "q", "s"))
    assert _links(ana, ben).figures["strict"].value == 1.0


def test_direction_errors_are_counted_apart() -> None:
    found = _links(record("ana", *SPANS, link("speaker", "q", "s")), record("ben", *SPANS, link("speaker", "s", "q")))
    assert found.direction_errors == 1
    assert found.figures["strict"].value == 0.0


def test_sequences_of_sources_agree_only_in_the_same_order() -> None:
    sources = span("x", "source", (60, 70)), span("y", "source", (75, 86))
    ana = record("ana", QUOTE, *sources, link("via", "q", "x", 0), link("via", "q", "y", 1))
    ben = record("ben", QUOTE, *sources, link("via", "q", "y", 0), link("via", "q", "x", 1))
    found = _links(ana, ben, "via").figures
    assert (found["strict"].value, found["ordered"].value) == (1.0, 0.0)
    assert _links(ana, record("ben", *ana.spans, *ana.links), "via").figures["ordered"].value == 1.0
