"""What the offsets of doccano and Label Studio count: told by words, by the whole file, or said to be in doubt."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest

from formats import registry
from formats.foreign import doccano, label_studio
from formats.interface import ReadOptions
from models.errors import UserError
from models.offsets import OffsetMap
from models.records import Intake

CLEAR = "😀😀 Ada said no."
DOUBTFUL = "😀 a b c d e f"  # where a span of one letter may be either


def labelled(text: str, words: str, label: str = "cue", *, utf16: bool) -> dict[str, object]:
    offsets = OffsetMap(text)
    start = text.index(words)
    ends = [offsets.from_code_point(end) if utf16 else end for end in (start, start + len(words))]
    return {"text": text, "label": [[*ends, label]]}


def read(values: Sequence[object], reader: str = "doccano") -> list[Intake]:
    data = "".join(f"{json.dumps(value)}\n" for value in values).encode()
    found = list(registry.reader(reader)(io.BytesIO(data), "a.jsonl", ReadOptions()))
    assert not [item for item in found if isinstance(item, UserError)]
    return [item for item in found if isinstance(item, Intake)]


def words(intake: Intake) -> list[str]:
    return [span.words(intake.record.article.text)[0] for span in intake.record.spans]


@pytest.mark.parametrize("utf16", [False, True])
def test_a_record_in_doubt_counts_as_the_rest_of_its_file_does(utf16: bool) -> None:
    doubtful, clear = labelled(DOUBTFUL, "c", utf16=utf16), labelled(CLEAR, "said", utf16=utf16)
    assert [words(intake) for intake in read([doubtful, clear])] == [["c"], ["said"]]


def test_a_file_in_doubt_is_read_as_code_points_and_says_so() -> None:
    (intake,) = read([labelled("😀 ab cd", "ab cd", utf16=False)])
    assert words(intake) == ["ab cd"]
    assert intake.warnings == ()  # as UTF-16 units it would end behind the text
    (intake,) = read([labelled("😀 « » x", "« ", utf16=False)])
    assert words(intake) == ["« "]
    (said,) = intake.warnings
    assert "offsets read as code points, though as UTF-16 units they would fit, too: 1 (1 spans)" in said


def test_spaces_at_the_ends_of_spans_tell_the_unit() -> None:
    (intake,) = read([labelled("😀 “a” “b” “c”", "“b”", utf16=True)])
    assert words(intake) == ["“b”"]


def test_an_emoji_on_the_border_of_what_is_looked_at_is_seen() -> None:
    record = labelled(f"{'x' * ((1 << 20) - 13)}😀 ab cd", "ab", utf16=True)
    assert words(read([record])[0]) == ["ab"]


def test_words_that_are_given_decide_to_the_last_space() -> None:
    value = {"start": 2, "end": 4, "text": "a ", "labels": ["cue"]}
    task = {
        "data": {"text": "😀  a b"},
        "annotations": [{"completed_by": 1, "result": [{"type": "labels", "value": value}]}],
    }
    for start in (3, 4):
        value["start"], value["end"] = start, start + 2
        assert words(read([task], "label-studio")[0]) == ["a "]


def test_a_file_that_is_no_json_is_refused_once() -> None:
    for reader in (doccano.read, label_studio.read):
        with pytest.raises(UserError, match="not JSON"):
            list(reader(io.BytesIO("[😀".encode()), "a.json", ReadOptions()))
