"""Bad lines: each fault is named with its line, its value and what to do; no input ends in anything but a UserError."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.native import MOST_FAULTS, read
from formats.native.fields import ENTITY, LINK, MEMBER, META, RECORD, SPAN, STANCE, UTTERANCE
from models.errors import UserError
from models.records import Intake
from models.scheme import default_scheme
from tests.strategies import json_values, texts

TEXT = "“Yes,” 😀 Ada said. “No.”"
QUOTE: dict[str, Any] = {"id": "q", "label": "quote", "fragments": [[0, 6]], "text": ["“Yes,”"]}
LAST: dict[str, Any] = {"id": "r", "label": "quote", "fragments": [[19, 24]]}
ADA: dict[str, Any] = {"id": "s", "label": "speaker", "fragments": [[9, 12]]}
LINE: dict[str, Any] = {"text": TEXT, "annotator": "ana", "spans": [QUOTE, LAST, ADA]}
GOOD = json.dumps(LINE).encode()


def faults(bad: bytes) -> list[str]:
    """What is said of a file whose third line of five is bad; the other four are read."""
    items = list(read(io.BytesIO(b"\n".join([GOOD, GOOD, bad, GOOD, GOOD])), "a.jsonl"))
    assert sum(isinstance(item, Intake) for item in items) == 4
    return [str(item) for item in items if isinstance(item, UserError)]


def faults_of(**fields: object) -> list[str]:
    return faults(json.dumps({**LINE, **fields}).encode())


def quote(**fields: object) -> dict[str, Any]:
    return {"spans": [{**QUOTE, "text": None, **fields}, LAST, ADA]}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (quote(fragments=[[0, 99]]), "an offset behind the end of the text: span q: 99: the text has 24 (code_point)"),
        (quote(fragments=[[6, 6]]), "a fragment must start at 0 or later and before its end: span q: [6, 6]"),
        (quote(fragments=[[-1, 6]]), "a fragment must start at 0 or later and before its end: span q: [-1, 6]"),
        (quote(fragments=[[0.0, 6]]), "offsets must be whole numbers: span q: [0.0, 6]: write two whole numbers"),
        (quote(fragments=[[False, 6]]), "offsets must be whole numbers: span q: [false, 6]: write two whole numbers"),
        (quote(fragments=[[0, 6, 7]]), "a fragment must be [start, end]: span q: [0, 6, 7]"),
        (quote(fragments=[]), "a span needs at least one fragment: span q"),
        (quote(fragments=None), "fragments is missing: span q"),
        (quote(fragments=[[4, 6], [0, 2]]), "fragments must ascend and not overlap: span q: [[4, 6], [0, 2]]"),
        (quote(label="sentiment"), "unknown label: q: sentiment: use one of quote, speaker, "),
        (quote(label=None), "label is missing: span q: give a text"),
        (quote(attributes={"type": "odd"}), "unknown value of the attribute type: q: odd: use one of direct, "),
        (quote(attributes={"odd": "x"}), "unknown attribute: q: odd: use one of type, "),
        (quote(attributes={"type": 1}), "attributes must be texts: span q: type: 1"),
        (quote(origin="heaven"), "unknown origin: span q: heaven: use one of human, "),
        (quote(text=["“Yes.”"]), "a slice differs from the text: span q: \"“Yes.”\", but the text has \"“Yes,”\""),
        (quote(text=[]), "text must hold one slice for each fragment: span q: []"),
        (quote(id="s"), "duplicate id among the spans: s: give each an id of its own"),
        (quote(entity="e9"), "unknown entity: q: e9: give an id that exists"),
        (quote(extra=json.loads("[" * 90 + "]" * 90)), "JSON that is nested too deeply: span q: use at most 64 levels"),
        ({"spans": [1]}, "a span must be an object: span #1: 1: write an object"),
        ({"spans": {}}, "spans must be a list: {}: give a list"),
        ({"offsets": "char"}, "unknown offset unit: char: use one of code_point, utf16, byte"),
        ({"offsets": "utf16", **quote(fragments=[[0, 8]])}, "an offset inside a character: span q: 8 (utf16)"),
        ({"offsets": "byte", "spans": [{**QUOTE, "fragments": [[1, 6]]}]}, "an offset inside a character: span q: 1"),
        ({"links": [{"role": "speaker", "from": "q", "to": "x"}]}, "a link ends at an unknown span: speaker from q"),
        ({"links": [{"role": "said", "from": "q", "to": "s"}]}, "unknown role of a link: said from q to s"),
        ({"links": [{"role": "cue", "from": "q", "to": "s"}]}, "a cue link leads from quote to cue: cue from q"),
        ({"links": [{"role": "nested_in", "from": "q", "to": "r"}]}, "nested in a quote that does not hold it"),
        ({"links": [{"role": "speaker", "from": "q"}]}, "to is missing: link #1: give a text"),
        ({"links": [{"role": "speaker", "from": "q", "to": "s", "order": 1.0}]}, "order must be a whole number: link"),
        ({"meta": {"sha256": "0" * 64}}, "meta.sha256 is not the digest of the text: 00000"),
        ({"meta": {"title": 1}}, "title must be a text: 1: give a text"),
        ({"state": "ready"}, "unknown state: ready: use one of todo, doing, done"),
        ({"format": "inquit-jsonl/2"}, "another format, or a newer version: inquit-jsonl/2: this reads inquit-jsonl/1"),
        ({"text": None}, "text is missing: give a text"),
        ({"text": 5}, "text must be a text: 5"),
        ({"text": "", "spans": []}, "the text is empty: leave the line out"),
        ({"seconds": -1}, "seconds must be 0 or more: -1"),
        ({"stances": [{"id": "t", "polarity": "for"}]}, "unknown polarity of a stance: stance t: for"),
        ({"stances": [{"id": "t", "polarity": "favor", "hedged": 1}]}, "hedged must be true or false: stance t: 1"),
        ({"stances": [{"id": "t", "polarity": "favor", "strength": 2.0}]}, "strength must be a whole number: stance t"),
        ({"stances": [{"id": "t", "polarity": "favor", "strength": 4}]}, "unknown strength of a stance: stance t: 4"),
        ({"stances": [{"id": "t", "polarity": "favor", "target": "g9"}]}, "unknown target: t: g9"),
        ({"stances": [{"id": "t", "polarity": "favor", "evidence": ["x"]}]}, "unknown evidence: t: x"),
        ({"entities": [{"id": "e", "name": "A", "type": "god"}]}, "unknown type of an entity: entity e: god"),
        ({"entities": [{"id": "e", "name": "A", "type": "person"}] * 2}, "duplicate id among the entities: e"),
        ({"utterances": [{"id": "u", "quotes": ["s"]}]}, "a member of an utterance is no quote of this record: u: s"),
        ({"utterances": [{"id": "u", "quotes": [{"quote": "q", "variant": "x"}]}]}, "unknown variant: utterance u: x"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_value(fields: dict[str, object], words: str) -> None:
    assert [fault[: len(words) + 11] for fault in faults_of(**fields)] == [f"a.jsonl:3: {words}"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"", "an empty line: remove it"),
        (b"{", "not JSON: Expecting property name enclosed in double quotes, character 2 of the line: "),
        (b"[]", "a line must be an object: []"),
        (b'{"text":"a","x":NaN}', "no number in JSON: NaN: write null or a number"),
        (b'{"text":"a","x":-Infinity}', "no number in JSON: -Infinity"),
        (b'{"text":"a","x":1e999}', "a number that is too large: 1e999"),
        (b'{"text":"a","x":' + b"9" * 5000 + b"}", "a number that is too long"),
        (b'{"text":"a","text":"b"}', "a key stands twice in one object: text"),
        (b'{"text":"a\\ud800"}', "half a surrogate pair in a text: \\ud800: write the whole character"),
        (b'{"text":"a","x":["\\udE00"]}', "half a surrogate pair in a text: \\ude00"),
        (b'{"text":"a\xed\xa0\x80"}', "not UTF-8: byte 0xED at byte 10 of the line"),
        (b"[" * 100_000, "JSON that is nested too deeply"),
        (b'{"text":"a","x":' + b'{"a":' * 5000 + b"1" + b"}" * 5001, "JSON that is nested too deeply"),
    ],
)
def test_what_is_no_strict_json_is_refused(bad: bytes, words: str) -> None:
    assert [fault[: len(words) + 11] for fault in faults(bad)] == [f"a.jsonl:3: {words}"]


def test_two_sources_of_one_order_are_refused() -> None:
    sources = [{"id": f"o{n}", "label": "source", "fragments": [[n, n + 1]]} for n in range(2)]
    links = [{"role": "via", "from": "q", "to": f"o{n}", "order": 0} for n in range(2)]
    assert faults_of(spans=[QUOTE, *sources], links=links) == [
        "a.jsonl:3: two via links have one order: q: [0, 0]: count them from 0",
        "a.jsonl:3: the order of the via links must run from 0 without a gap: q: 0, 0: count them anew",
    ]


def test_two_cues_are_one_too_many() -> None:
    cues = [{"id": f"c{n}", "label": "cue", "fragments": [[n, n + 1]]} for n in range(2)]
    links = [{"role": "cue", "from": "q", "to": f"c{n}"} for n in range(2)]
    assert faults_of(spans=[QUOTE, *cues], links=links) == [
        "a.jsonl:3: more cue links than a span may have: q: 2: keep 1"
    ]


def test_quotes_nested_in_a_circle_are_refused() -> None:
    twins = [{**QUOTE, "id": "a"}, {**QUOTE, "id": "b"}]
    links = [{"role": "nested_in", "from": "a", "to": "b"}, {"role": "nested_in", "from": "b", "to": "a"}]
    assert {fault.split(": ")[1] for fault in faults_of(spans=twins, links=links)} == {"quotes are nested in a circle"}


def test_all_faults_of_a_line_are_listed_and_none_that_only_follows_from_another() -> None:
    found = faults_of(
        spans=[{**QUOTE, "fragments": [[0, 99]]}, {**LAST, "label": "odd"}, ADA],
        links=[{"role": "speaker", "from": "q", "to": "s"}],
        stances=[{"id": "t", "polarity": "favor", "quote": "q", "evidence": ["q"]}],
        utterances=[{"id": "u", "quotes": ["q"]}],
        state="ready",
    )
    assert [fault.split(": ")[1] for fault in found] == [
        "unknown state",
        "an offset behind the end of the text",
        "unknown label",
    ]


FRAME: dict[str, Any] = {
    "links": [
        {"role": "speaker", "from": "q", "to": "s", "order": 0},
        {"role": "speaker", "from": "q", "to": "s2", "order": 1},
    ],
    "stances": [{"id": "t", "polarity": "favor", "quote": "q", "evidence": ["s", "q"]}],
    "utterances": [{"id": "u", "quotes": ["q"]}],
}
SECOND: dict[str, Any] = {"id": "s2", "label": "speaker", "fragments": [[13, 17]]}


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ({"spans": [{**QUOTE, "label": "qoute"}, ADA, SECOND]}, "unknown label"),
        ({"spans": [QUOTE, {**ADA, "label": "person"}, SECOND]}, "unknown label"),
        ({"spans": [QUOTE, ADA, {**ADA, "label": "cue"}, SECOND]}, "duplicate id among the spans"),
        ({"spans": [QUOTE, ADA, SECOND], "offsets": "chars"}, "unknown offset unit"),
        (
            {"spans": [QUOTE, ADA, SECOND], "format": "inquit-jsonl/2", "text": "x"},
            "another format, or a newer version",
        ),
        ({"spans": [QUOTE, ADA, SECOND], "text": ""}, "the text is empty"),
    ],
)
def test_one_fault_is_told_once_and_not_again_by_all_that_hangs_on_it(bad: dict[str, Any], fault: str) -> None:
    assert [found.split(": ")[1] for found in faults_of(**FRAME, **bad)] == [fault]


def test_an_object_of_a_known_shape_is_checked_as_the_first_one_was() -> None:
    good = {**LAST, "id": "a", "origin": None}
    assert faults_of(spans=[good, {**good, "id": "b", "label": "odd"}, {**good, "id": "c", "extra": 1}]) == [
        f"a.jsonl:3: unknown label: b: odd: use one of {', '.join(default_scheme().label)}"
    ]
    assert faults_of(spans=[good, {**good, "id": "b", "fragments": None}, {**good, "id": "c", "note": 1}]) == [
        "a.jsonl:3: fragments is missing: span b: give a list",
        "a.jsonl:3: note must be a text: span c: 1: give a text",
    ]


def test_very_many_faults_of_a_line_are_cut_short() -> None:
    found = faults_of(spans=[{**QUOTE, "id": f"q{n}", "label": "odd"} for n in range(50)])
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == "a.jsonl:3: 30 more faults in this line: mend these first"


def test_an_empty_line_in_the_middle_is_a_fault_and_two_at_the_end_are_one() -> None:
    assert faults(b"  ") == ["a.jsonl:3: an empty line: remove it"]
    items = list(read(io.BytesIO(GOOD + b"\n\n\n"), "a.jsonl"))
    assert [str(item) for item in items[1:]] == ["a.jsonl:2: an empty line: remove it"]


KEYS = st.sampled_from(
    sorted(
        {*RECORD.keys, *META.keys, *SPAN.keys, *LINK.keys, *STANCE.keys, *ENTITY.keys, *UTTERANCE.keys, *MEMBER.keys}
    )
)
anything = st.recursive(
    json_values | texts | st.sampled_from(("quote", "speaker", "q", "favor", "person", "utf16", "byte", 0, 1, 3)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(
    st.fixed_dictionaries(
        {"text": texts}, optional=dict.fromkeys(("spans", "links", "stances", "meta", "id"), anything)
    )
)
def test_no_shape_of_a_line_breaks_the_reader(value: dict[str, object]) -> None:
    items = list(read(io.BytesIO(json.dumps(value).encode()), "x"))
    assert items
    assert all(isinstance(item, Intake | UserError) for item in items)


@given(
    st.lists(st.dictionaries(KEYS, anything), min_size=1, max_size=3), st.sampled_from(("spans", "links", "stances"))
)
def test_no_shape_of_an_object_breaks_the_reader(values: list[object], kind: str) -> None:
    assert list(read(io.BytesIO(json.dumps({"text": TEXT, kind: values}).encode()), "x"))


@given(st.binary(max_size=60) | st.integers(0, len(GOOD)).map(lambda at: GOOD[:at]))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    items = list(read(io.BytesIO(GOOD + b"\n" + data), "x"))
    assert all(isinstance(item, Intake | UserError) for item in items)


def test_an_object_of_a_hundred_thousand_keys_one_of_them_twice_is_read_once() -> None:
    keys = [f'"k{number}":1' for number in range(100_000)]
    (fault,) = faults(f"{{{','.join([*keys, keys[-1]])}}}".encode())
    assert "a key stands twice in one object: k99999" in fault


def test_thousands_of_faulty_links_of_one_span_are_counted_not_listed() -> None:
    links = [{"role": "nested_in", "from": "q", "to": "r"}] * 20_000
    said = faults_of(links=links)
    assert len(said) == MOST_FAULTS + 1
    assert "more nested_in links than a span may have: q: 20000" in said[0]
