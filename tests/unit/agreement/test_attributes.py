"""Figures on attributes and on who is named."""

import pytest

from agreement.model import Settings
from agreement.report import agreement
from models.records import Record
from models.spans import Span
from tests.unit.agreement.samples import record, span

TYPES = ("direct", "direct", "indirect", "indirect")


def _quotes(*types: str) -> list[Span]:
    return [span(f"q{n}", "quote", (20 * n, 20 * n + 9), type=value) for n, value in enumerate(types)]


def _attribute(name: str, *records: Record) -> dict[str, float | None]:
    return {key: found.value for key, found in agreement(records, Settings(gamma=False)).attributes[name].items()}


def test_units_are_spans_that_both_have() -> None:
    far = span("f", "quote", (200, 210), type="mixed")
    report = agreement([record("ana", *_quotes(*TYPES), far), record("ben", *_quotes(*TYPES))], Settings(gamma=False))
    alpha = report.attributes["quote.type"]["alpha"]
    assert (alpha.value, alpha.n) == (1.0, 4)
    assert alpha.coverage == pytest.approx(8 / 9)


def test_alpha_and_raw_agreement_are_those_of_the_values() -> None:
    other = ("direct", "indirect", "indirect", "indirect")
    found = _attribute("quote.type", record("ana", *_quotes(*TYPES)), record("ben", *_quotes(*other)))
    assert found["percent"] == pytest.approx(0.75)
    assert found["alpha"] == pytest.approx(1 - 7 * 2 / (64 - 9 - 25))
    assert found["f1_strict"] == pytest.approx(0.75)


def test_end_to_end_a_value_counts_only_on_the_same_words() -> None:
    moved = [span("q0", "quote", (0, 8), type="direct"), *_quotes(*TYPES)[1:]]
    found = _attribute("quote.type", record("ana", *_quotes(*TYPES)), record("ben", *moved))
    assert (found["alpha"], found["f1_strict"]) == (1.0, 0.75)


def test_one_value_only_is_no_variation() -> None:
    same = [record(name, *_quotes("direct", "direct")) for name in ("ana", "ben")]
    alpha = agreement(same, Settings(gamma=False)).attributes["quote.type"]["alpha"]
    assert alpha.value is None
    assert "100 %" in alpha.why


def test_the_default_stands_for_a_value_left_out() -> None:
    hedged = span("q", "quote", (0, 9), status="hedged")
    plain = span("r", "quote", (20, 29))
    found = _attribute("quote.status", record("ana", hedged, plain), record("ben", hedged, plain))
    assert found["alpha"] == 1.0


def test_who_is_named_is_compared_across_mentions() -> None:
    def mentions(*entities: str) -> list[Span]:
        return [span(f"s{n}", "speaker", (20 * n, 20 * n + 9), entity=name) for n, name in enumerate(entities)]

    ana = record("ana", *mentions("mayor", "mayor", "deputy"))
    ben = record("ben", *mentions("mayor", "deputy", "deputy"))
    report = agreement([ana, ben], Settings(gamma=False))
    assert report.attributes["speaker.entity"]["percent"].value == pytest.approx(2 / 3)
    assert report.entities["b3"].value == pytest.approx(2 / 3, abs=0.01)
    assert report.entities["lea"].coverage == 1.0
