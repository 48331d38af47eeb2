"""Readings under a narrower profile."""

import pytest

from agreement.model import Settings
from agreement.projection import projected
from agreement.report import agreement
from models.errors import UserError
from models.records import Record
from models.stances import Stance
from tests.unit.agreement.samples import link, record, span

TEXT = "The mayor said that “the bridge” would open “in May”, and added: “They say ‘never’ to us.” Nobody laughed."


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


MIXED = span("m", "quote", _at("that “the bridge” would open “in May”"))
OUTER, INNER = span("o", "quote", _at("“They say ‘never’ to us.”")), span("i", "quote", _at("‘never’"))
INDIRECT = span("n", "quote", _at("Nobody laughed"))
SPEAKER, CUE = span("s", "speaker", _at("The mayor")), span("c", "cue", _at("said"), _at("added"))
FULL = record(
    "ana",
    MIXED,
    OUTER,
    INNER,
    INDIRECT,
    SPEAKER,
    CUE,
    span("x", "source", (0, 3)),
    link("speaker", "m", "s"),
    link("nested_in", "i", "o"),
    Stance("t1", "favor", "mayor", "bridge", quote="m"),
    Stance("t2", "favor", "mayor", "bridge", quote="n"),
    text=TEXT,
)


def _quotes(record: Record) -> list[str]:
    return [words for one in record.spans if one.label == "quote" for words in one.words(TEXT)]


def test_guardian_keeps_what_stands_inside_marks_each_part_a_quote_outermost_only() -> None:
    assert _quotes(projected(FULL, "guardian")) == ["“the bridge”", "“in May”", "“They say ‘never’ to us.”"]


def test_every_part_of_a_quote_keeps_its_speaker_and_the_first_its_stances() -> None:
    found = projected(FULL, "guardian")
    speakers = [one.from_span for one in found.links if one.role == "speaker"]
    quotes = {one.id: one.words(TEXT)[0] for one in found.spans}
    assert [quotes[name] for name in speakers] == ["“the bridge”", "“in May”"]
    assert [quotes[stance.quote or ""] for stance in found.stances] == ["“the bridge”"]


def test_a_mention_goes_with_the_only_quote_it_serves_and_what_stands_inside_marks_is_direct() -> None:
    typed = span("m", "quote", _at("that “the bridge” would open “in May”"), type="mixed")
    laughs, other = span("l", "speaker", _at("Nobody")), span("u", "speaker", _at("They"))
    links = link("speaker", "m", "s"), link("cue", "m", "c"), link("speaker", "n", "l"), link("cue", "n", "c")
    found = projected(record("ana", typed, INDIRECT, SPEAKER, CUE, laughs, other, *links, text=TEXT), "guardian")
    assert [one.id for one in found.spans] == ["m", "m#2", "s", "c", "u"]
    assert [one.attributes.get("type") for one in found.spans if one.label == "quote"] == ["direct", "direct"]


def test_the_cue_of_a_source_goes_where_there_are_no_sources() -> None:
    relay = span("r", "cue", _at("added"))
    source = span("x", "source", _at("Nobody"))
    found = projected(record("ana", MIXED, relay, source, link("relay_cue", "x", "r"), text=TEXT), "polnear")
    assert [one.id for one in found.spans] == ["m"]


def test_polnear_is_contiguous_outermost_and_without_sources() -> None:
    found = projected(FULL, "polnear")
    assert [one.id for one in found.spans] == ["m", "o", "n", "s", "c"]
    assert all(len(one.fragments) == 1 for one in found.spans)
    assert found.links[0].from_span == "m"


def test_the_full_profile_changes_nothing_and_an_unknown_one_is_an_error() -> None:
    assert projected(FULL, "full") is FULL
    with pytest.raises(UserError, match="latin"):
        projected(FULL, "latin")


def test_a_difference_of_method_is_not_scored_as_one_of_judgement() -> None:
    narrow = record(
        "ben",
        span("a", "quote", _at("“the bridge”")),
        span("b", "quote", _at("“in May”")),
        span("c", "quote", _at("“They say ‘never’ to us.”")),
        text=TEXT,
    )
    plain = agreement([FULL, narrow], Settings(labels=("quote",), gamma=False))
    alike = agreement([FULL, narrow], Settings(labels=("quote",), gamma=False, profile="guardian"))
    assert (plain.labels["quote"].figures["f1_exact"].value or 0) < 0.5
    assert alike.labels["quote"].figures["f1_exact"].value == 1.0
    assert alike.settings["profile"] == "guardian"
