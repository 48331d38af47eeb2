"""What goes through the pipe comes out equal, names that are no text included; what is no message is none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given

from formats.interface import ReadOptions
from models.articles import Article
from models.errors import UserError
from models.ids import IdMaker
from models.previews import Preview
from models.records import Intake, Record
from models.scheme import default_scheme
from tests.strategies import records
from workspace.intake.arriving import Arrival, Receiver
from workspace.intake.messages import Answer, Item, Limits, Task
from workspace.lines import line_reader, write_line

NO_TEXT = "caf\udce9.txt"


def sent(*messages: object) -> io.BytesIO:
    pipe = io.BytesIO()
    for message in messages:
        write_line(pipe, message)
    pipe.seek(0)
    return pipe


def test_a_task_comes_out_as_it_went_in() -> None:
    options = ReadOptions("cp1252", default_scheme(), "polnear", {"text": "körper\n"}, {"Q": "quote"})
    tasks = [
        Task(Path("a") / "ü 😀.txt", "text", options),
        Task(Path(NO_TEXT), "brat", None, (NO_TEXT, "b"), preview=True),
    ]

    read = line_reader(sent(*tasks), Task)

    assert [read(), read()] == tasks


@given(records())
def test_records_come_out_as_they_went_in(record: Record) -> None:
    (arrival,) = Receiver(IdMaker()).received([Intake(record, raw=b"\xff\x00", changes={"crlf": 2})])
    assert isinstance(arrival, Arrival)

    assert line_reader(sent(Answer([Item(arrival=arrival)])), Answer)().items == [Item(arrival=arrival)]


def test_faults_and_previews_keep_what_they_say() -> None:
    fault = UserError("not UTF-8", value="byte\n0xFF", remedy="save it anew", file=NO_TEXT, line=7)

    answer = line_reader(sent(Answer([Item(fault=fault), Item(preview=Preview("text", errors=(fault,)))])), Answer)()

    first, second = answer.items
    assert first.fault is not None
    assert first.fault.trouble == fault.trouble
    assert second.preview is not None
    assert [error.trouble for error in second.preview.errors] == [fault.trouble]


@pytest.mark.parametrize(
    "line",
    [b"", b'{"seconds": "x"}\n', b'{"seconds": 1', b'{"seconds":"\xff"}\n', b"[" * 100_000, b'{"seconds":"\\udce9"}\n'],
)
def test_what_is_no_message_ends_the_conversation(line: bytes) -> None:
    with pytest.raises(EOFError):
        line_reader(io.BytesIO(line), Limits)()


def test_an_answer_that_is_nested_too_deeply_ends_the_conversation() -> None:
    (arrival,) = Receiver(IdMaker()).received([Intake(Record(Article("a", "Words.", extra={"deep": 1})))])
    assert isinstance(arrival, Arrival)
    deep = b"[" * 100_000 + b"]" * 100_000
    pipe = io.BytesIO(sent(Answer([Item(arrival=arrival)])).read().replace(b'"deep":1', b'"deep":' + deep))

    with pytest.raises(EOFError):
        line_reader(pipe, Answer)()
