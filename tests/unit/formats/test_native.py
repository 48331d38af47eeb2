"""`inquit-jsonl/1` in and out: the same record, the same bytes, whatever the unit of its offsets."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.interface import ReadOptions, WriteOptions
from formats.native import read, write
from models.articles import text_digest
from models.errors import UserError
from models.offsets import OffsetUnit
from models.readings import State
from models.records import Record
from models.scheme import default_scheme
from models.spans import Fragment
from tests.round_trip import records_of, round_trip
from tests.strategies import records

GOLDEN = Path(__file__).parents[2] / "golden" / "native"
UNITS = st.sampled_from(OffsetUnit)
TEXT = "“Ja,” 😀 sagte A\u0301da."
LINE: dict[str, Any] = {
    "text": TEXT,
    "annotator": "ana",
    "spans": [
        {"id": "q", "label": "quote", "fragments": [[0, 5]]},
        {"id": "s", "label": "speaker", "fragments": [[14, 18]], "entity": "e"},
    ],
    "links": [{"role": "speaker", "from": "q", "to": "s"}],
    "entities": [{"id": "e", "name": "Ada", "type": "person"}],
}


def line(**fields: object) -> bytes:
    return json.dumps({**LINE, **fields}, ensure_ascii=False).encode() + b"\n"


def record(**fields: object) -> Record:
    (found,) = records_of(read, line(**fields))
    return found


def written(*found: Record, unit: OffsetUnit = OffsetUnit.CODE_POINT) -> list[Any]:
    out = io.BytesIO()
    write(found, out, WriteOptions(unit))
    return [json.loads(text) for text in out.getvalue().splitlines()]


# --- there and back ---------------------------------------------------------------------------------------------------


@given(st.lists(records(), max_size=3), UNITS)
def test_what_is_written_is_read_back_equal_in_every_unit(found: list[Record], unit: OffsetUnit) -> None:
    if found:
        round_trip(write, read, found, WriteOptions(unit))


@given(records(), UNITS)
def test_exported_offsets_index_the_exported_text(found: Record, unit: OffsetUnit) -> None:
    (data,) = written(found, unit=unit)
    encoded = data["text"].encode({"utf16": "utf-16-le", "byte": "utf-8", "code_point": "utf-32-le"}[unit])
    width = {"utf16": 2, "byte": 1, "code_point": 4}[unit]
    for span in data["spans"]:
        for (start, end), words in zip(span["fragments"], span["text"], strict=True):
            cut = encoded[start * width : end * width]
            assert cut.decode({"utf16": "utf-16-le", "byte": "utf-8", "code_point": "utf-32-le"}[unit]) == words


@pytest.mark.parametrize("unit", OffsetUnit)
def test_the_golden_record_is_written_to_the_byte(unit: OffsetUnit) -> None:
    golden = (GOLDEN / f"{unit}.jsonl").read_bytes()
    assert round_trip(write, read, records_of(read, golden), WriteOptions(unit)) == golden


def test_the_golden_records_differ_in_nothing_but_the_unit() -> None:
    found = [records_of(read, (GOLDEN / f"{unit}.jsonl").read_bytes()) for unit in OffsetUnit]
    assert all(one == other for one, other in pairwise(found))


def test_keys_stand_in_the_order_of_the_contract() -> None:
    (data,) = written(record(note="n", seconds=3, x=1))
    assert " ".join(data) == (
        "format id text meta offsets scheme annotator state spans links stances entities targets utterances split "
        "note seconds x"
    )
    assert " ".join(data["meta"]) == "title outlet byline url published language agency source_name sha256"
    assert " ".join(data["spans"][0]) == "id label fragments text attributes entity origin"
    assert " ".join(data["links"][0]) == "role from to order attributes"


def test_spans_and_links_are_written_in_order() -> None:
    found = record()
    shuffled = replace(found, spans=found.spans[::-1], links=found.links[::-1])
    assert written(shuffled) == written(found)


def test_only_entities_that_are_referred_to_are_written_but_all_targets() -> None:
    more = [*LINE["entities"], {"id": "f", "name": "Bo", "type": "person"}]
    (data,) = written(record(entities=more, targets=[{"id": "g", "name": "the bridge"}]))
    assert [entity["id"] for entity in data["entities"]] == ["e"]
    assert [target["id"] for target in data["targets"]] == ["g"]


def test_lines_are_compact_and_not_escaped() -> None:
    out = io.BytesIO()
    result = write([record()], out)
    assert out.getvalue().startswith(b'{"format":"inquit-jsonl/1","id":"')
    assert "😀 sagte" in out.getvalue().decode()
    assert out.getvalue().endswith(b"}\n")
    assert (result.records, result.spans) == (1, 2)


def test_no_slice_outside_the_text_is_written() -> None:
    found = record()
    bad = replace(found, spans=(replace(found.spans[0], fragments=(Fragment(0, 99),)),), links=())
    with pytest.raises(UserError, match=r"a span is no slice of its text: q: \[0, 99\)"):
        write([bad], io.BytesIO())


# --- what may be left out, and what is kept ---------------------------------------------------------------------------


def test_a_line_may_leave_out_everything_but_the_text() -> None:
    (found,) = records_of(read, b'{"text":"Ja."}\n')
    assert found.article.text == "Ja."
    assert (found.annotator, found.state, found.spans) == (None, State.TODO, ())
    assert (found.article.key, found.article.id) == (None, text_digest("Ja."))


def test_a_missing_state_is_done_where_there_are_spans() -> None:
    assert record().state is State.DONE
    assert record(spans=[], links=[]).state is State.DONE
    assert records_of(read, b'{"text":"Ja.","annotator":"ana"}')[0].state is State.TODO


def test_null_is_the_same_as_missing() -> None:
    assert record(meta=None, stances=None, utterances=None, note=None, state=None) == record()


def test_objects_without_an_id_have_no_key() -> None:
    found = record(spans=[{"label": "quote", "fragments": [[0, 5]]}], links=[], entities=[])
    assert [(span.id, span.key) for span in found.spans] == [("#1", None)]


def test_unknown_keys_are_written_back_after_the_known_ones() -> None:
    parent = {"id": "p", "label": "quote", "fragments": [[0, 6]], "entity": "AUTHOR"}
    given = {
        "spans": [{"id": "q", "label": "quote", "fragments": [[0, 5]], "score": 0.5, "suggested_by": "rules"}, parent],
        "links": [{"role": "nested_in", "from": "q", "to": "p", "why": ["a"]}],
        "stances": [{"id": "t", "polarity": "favor", "x": None}],
        "entities": [{"id": "AUTHOR", "name": "AUTHOR", "type": "author", "wikidata": 1}],
        "targets": [{"id": "g", "name": "n", "colour": "red"}],
        "utterances": [{"id": "u", "name": "n", "quotes": ["q"], "seen": True}],
        "meta": {"section": "A1"},
        "batch": {"a": [1, 2.5]},
    }
    (data,) = written(record(**given))
    assert list(data["spans"][1])[-2:] == ["score", "suggested_by"]
    assert data["links"][0]["why"] == ["a"]
    assert data["stances"][0]["x"] is None
    assert data["entities"][0]["wikidata"] == 1
    assert data["targets"][0]["colour"] == "red"
    assert data["utterances"][0]["seen"] is True
    assert data["meta"]["section"] == "A1"
    assert data["batch"] == {"a": [1, 2.5]}


def test_a_bare_quote_id_is_a_member_of_an_utterance() -> None:
    bare = record(utterances=[{"id": "u", "name": "n", "quotes": ["q"]}])
    whole = record(utterances=[{"id": "u", "name": "n", "quotes": [{"quote": "q", "variant": None}]}])
    assert bare == whole


def test_author_and_implicit_need_no_line_of_their_own() -> None:
    found = record(stances=[{"id": "t", "polarity": "favor", "holder": "AUTHOR"}])
    assert [(entity.id, entity.type) for entity in found.entities] == [("e", "person"), ("AUTHOR", "author")]


def test_orders_of_another_base_are_counted_anew() -> None:
    spans = [LINE["spans"][0], *({"id": f"o{n}", "label": "source", "fragments": [[n, n + 1]]} for n in range(3))]
    links = [{"role": "via", "from": "q", "to": f"o{n}", "order": order} for n, order in enumerate((7, 1, 4))]
    found = record(spans=spans, links=links, entities=[])
    assert [(link.to_span, link.order) for link in found.links] == [("o0", 2), ("o1", 0), ("o2", 1)]


def test_links_without_an_order_keep_that_of_the_file() -> None:
    spans = [LINE["spans"][0], *({"id": f"o{n}", "label": "source", "fragments": [[n, n + 1]]} for n in range(3))]
    links = [{"role": "via", "from": "q", "to": f"o{n}"} for n in (2, 0, 1)]
    found = record(spans=spans, links=links, entities=[])
    assert [(link.to_span, link.order) for link in found.links] == [("o2", 0), ("o0", 1), ("o1", 2)]


# --- offsets and normalising ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "offsets"), [("code_point", [14, 18]), ("utf16", [15, 19]), ("byte", [21, 26])])
def test_offsets_of_every_unit_mean_the_same_words(unit: str, offsets: list[int]) -> None:
    speaker = {"id": "s", "label": "speaker", "fragments": [offsets], "text": ["A\u0301da"]}
    found = record(offsets=unit, spans=[speaker], links=[], entities=[])
    assert found.spans[0].fragments == (Fragment(14, 18),)


def test_offsets_move_with_the_text() -> None:
    text = "\ufeffAda said:\r\n“Yes.”\u2028And “no\0.”"
    spans = [
        {"id": "a", "label": "quote", "fragments": [[12, 18]], "text": ["“Yes.”"]},
        {"id": "b", "label": "quote", "fragments": [[12, 18], [23, 29]], "text": ["“Yes.”", "“no\0.”"]},
    ]
    found = record(text=text, spans=spans, links=[], entities=[])
    assert found.article.text == "Ada said:\n“Yes.”\nAnd “no\ufffd.”"
    assert [span.words(found.article.text) for span in found.spans] == [("“Yes.”",), ("“Yes.”", "“no\ufffd.”")]


def test_what_normalising_changed_is_told_and_the_text_as_it_came_is_kept() -> None:
    (intake,) = read(io.BytesIO(b'{"text":"a\\r\\nb\\u0000"}'), "x")
    assert not isinstance(intake, UserError)
    assert intake.changes == {"crlf": 1, "nul": 1}
    assert intake.raw == b"a\r\nb\0"


@pytest.mark.parametrize("text", ["Ja.\n", "Ja.\r\n"])
def test_the_digest_may_be_of_the_text_as_it_came_or_of_the_clean_one(text: str) -> None:
    given = record(text=text, spans=[], links=[], meta={"sha256": text_digest(text).upper()})
    assert given == record(text=text, spans=[], links=[], meta={"sha256": text_digest("Ja.\n")})


def test_surrogate_pairs_written_as_escapes_are_one_character() -> None:
    (found,) = records_of(read, b'{"text":"\\ud83d\\ude00"}')
    assert found.article.text == "😀"


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + line(), line() + b"\n", line().rstrip(), line().replace(b"\n", b"\r\n")]
)
def test_marks_returns_and_a_last_empty_line_are_accepted(data: bytes) -> None:
    assert records_of(read, data) == [record()]


def test_lines_are_read_one_by_one() -> None:
    class Endless(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            return line()

    items = read(Endless(), "x")
    assert [type(next(items)).__name__ for _ in range(3)] == ["Intake"] * 3


def test_an_empty_file_is_an_error() -> None:
    with pytest.raises(UserError, match=r"a\.jsonl: the file is empty"):
        list(read(io.BytesIO(b""), "a.jsonl"))


def test_another_scheme_is_told_and_the_given_one_rules() -> None:
    (intake,) = read(io.BytesIO(line(scheme="mine-v2")), "x")
    assert not isinstance(intake, UserError)
    assert intake.warnings == ("made under the scheme mine-v2, checked under attribution-v1",)
    narrow = ReadOptions(scheme=default_scheme().under("polnear"))
    (fault,) = read(
        io.BytesIO(line(spans=[{"id": "o", "label": "source", "fragments": [[0, 1]]}], links=[])), "x", narrow
    )
    assert "unknown label: o: source: use one of quote, speaker, cue" in str(fault)


def test_what_says_nothing_is_left_out_however_its_value_came_about() -> None:
    nothing = replace(record(), seconds=float("0.0"), note="a"[1:], scheme_version=0, decisions=())
    for one in (nothing, replace(nothing, extra={"x": 1})):
        (out,) = written(one)
        assert not {"seconds", "note", "decisions", "scheme_version"} & out.keys()
