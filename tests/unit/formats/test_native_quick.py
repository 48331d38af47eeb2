"""The short way of a line gives what the long way gives, or leaves the line to it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from formats.native import fields, forms, write
from formats.native.quick import quick_record
from formats.native.reading import record_of
from formats.native.table import Table
from formats.strict_json import parse
from models.errors import UserError
from models.records import Intake, Record
from models.scheme import default_scheme
from tests.strategies import records

SCHEME = default_scheme()
TEXT = "“Ja,” 😀 sagte A\u0301da: „Nein“."
LINE: dict[str, Any] = {
    "format": "inquit-jsonl/1", "id": "a", "text": TEXT,
    "meta": {
        "title": "T", "outlet": "", "byline": "", "url": "", "published": "", "language": "de", "agency": "",
        "source_name": "a.txt", "sha256": "",
    },
    "offsets": "code_point", "scheme": "attribution-v1", "annotator": "ana", "state": "done",
    "spans": [
        {"id": "q", "label": "quote", "fragments": [[0, 5], [20, 26]], "text": ["“Ja,”", "„Nein“"],
         "attributes": {"type": "direct"}, "entity": None, "origin": "human"},
        {"id": "s", "label": "speaker", "fragments": [[14, 18]], "text": ["A\u0301da"],
         "attributes": {}, "entity": "e", "origin": "imported"},
    ],
    "links": [{"role": "speaker", "from": "q", "to": "s", "order": 0, "attributes": {}}],
    "stances": [
        {"id": "p", "holder": "e", "target": "t", "polarity": "favor", "basis": "explicit", "hedged": False,
         "strength": None, "evidence": ["s"], "quote": "q", "according_to": None},
    ],
    "entities": [{"id": "e", "name": "Ada", "type": "person", "aliases": ["A."], "external_id": None}],
    "targets": [{"id": "t", "name": "the bridge"}],
    "utterances": [{"id": "u", "name": "No", "quotes": [{"quote": "q", "variant": None}]}],
    "split": None, "note": "n", "seconds": 2,
}  # fmt: skip


def written(line: object) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()


def long_way(line: bytes) -> Intake | None:
    """The record, None where anything is wrong with it."""
    faults: list[UserError] = []
    try:
        intake = record_of(parse(line), SCHEME, faults)
    except UserError:
        return None
    return None if faults else intake


def test_a_usual_line_takes_the_short_way_and_means_the_same() -> None:
    assert quick_record(written(LINE), SCHEME) is not None
    assert quick_record(written(LINE), SCHEME) == long_way(written(LINE))


@given(records())
def test_what_we_write_means_the_same_on_both_ways(record: Record) -> None:
    out = io.BytesIO()
    write([record], out)
    line = out.getvalue().strip()

    quick = quick_record(line, SCHEME)

    assert quick is None or quick == long_way(line)


def at_random_place(value: object, choose: Callable[[int], int]) -> tuple[Any, Any]:
    """A list or object somewhere in the line, and one of its keys."""
    while True:
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))  # type: ignore[arg-type]
        key = keys[choose(len(keys))]
        inner = value[key]  # type: ignore[index]
        if not isinstance(inner, dict | list) or not inner or choose(2):
            return value, key
        value = inner


VALUES = st.sampled_from([
    None, True, False, 0, 1, -1, 5, 1.0, 0.0, 2**70, "", "q", "s", "e", "t", "quote", "speaker", "direct", "favor",
    "human", TEXT, "a\ud800", "\ufeffa", "a\r\nb", [], {}, [0, 5], [[0, 5]], ["q"], {"type": "mixed"}, {"x": "y"},
    [1.0, 5], [5, 0],
])  # fmt: skip


@given(st.data())
def test_a_changed_line_means_the_same_on_both_ways_or_is_left_to_the_long_one(data: st.DataObject) -> None:
    line = deepcopy(LINE)
    for _ in range(data.draw(st.integers(1, 3))):
        place, key = at_random_place(line, lambda count: data.draw(st.integers(0, count - 1)))
        match data.draw(st.sampled_from(["set", "set", "remove", "add"])):
            case "set":
                place[key] = deepcopy(data.draw(VALUES))
            case "remove":
                del place[key]
            case "add" if isinstance(place, list):
                place.append(deepcopy(place[key]))
            case "add":
                place[data.draw(st.sampled_from(["x", "note", "seconds", "id", "dateline"]))] = deepcopy(
                    data.draw(VALUES)
                )
    text = json.dumps(line, ensure_ascii=True).replace("\\ufeff", "\ufeff").encode()

    quick = quick_record(text, SCHEME)

    assert quick is None or quick == long_way(text)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('"title":"T"', '"title":"T","title":"T"'),
        ('"title":"T"', '"title":"T","title" :"T"'),
        ('"title":"T"', '"title":"T","title"\t\t:"T"'),
        ('"title":"T"', '"title":"T","title":"a\\u003a"'),
        ('"title":"T"', '"title":"T","title":"a\\u003A"'),
        ('"type":"direct"', '"type":"direct","type":"direct"'),
        ('"note":"n"', '"note":"n","note":""'),
    ],
)
def test_a_key_given_twice_is_left_to_the_long_way_which_refuses_it(there: str, instead: str) -> None:
    line = written(LINE).decode()
    assert there in line
    line = line.replace(there, instead, 1)

    assert quick_record(line.encode(), SCHEME) is None
    with pytest.raises(UserError, match="a key stands twice in one object"):
        parse(line.encode())


@pytest.mark.parametrize("deep", ["[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000])
def test_what_is_nested_too_deeply_is_left_to_the_long_way_which_refuses_it(deep: str) -> None:
    line = written(LINE)[:-1] + f',"decisions":[{deep}]}}'.encode()

    assert quick_record(line, SCHEME) is None
    with pytest.raises(UserError, match="nested too deeply"):
        parse(line)


def test_no_time_has_no_sign_on_both_ways() -> None:
    line = written(LINE | {"seconds": -0.0})
    for intake in (quick_record(line, SCHEME), long_way(line)):
        assert intake is not None
        assert str(intake.record.seconds) == "0.0"


def test_quotation_marks_before_a_colon_do_not_stop_the_short_way() -> None:
    line = LINE | {"text": f'{TEXT} He called it "a bridge": nothing more.'}

    assert quick_record(written(line), SCHEME) == long_way(written(line)) is not None


@pytest.mark.parametrize(
    ("form", "table"),
    [
        (forms.LineForm, fields.RECORD),
        (forms.MetaForm, fields.META),
        (forms.SpanForm, fields.SPAN),
        (forms.LinkForm, fields.LINK),
        (forms.StanceForm, fields.STANCE),
        (forms.EntityForm, fields.ENTITY),
        (forms.TargetForm, fields.TARGET),
        (forms.UtteranceForm, fields.UTTERANCE),
        (forms.MemberForm, fields.MEMBER),
    ],
)
def test_the_forms_have_the_keys_of_the_table(form: type, table: Table) -> None:
    required = [field.encode_name for field in structs.fields(form) if field.required]
    optional = [field.encode_name for field in structs.fields(form) if not field.required]

    assert tuple(required) == table.keys
    assert set(optional) <= set(table.optional)
