"""Tables and JSON with one article a record: columns mapped, rows checked, every bad one named with its line."""

from __future__ import annotations

import csv
import io
import json

import pytest

from formats import json_articles, tables
from formats.interface import Reader, ReadOptions
from models.errors import UserError
from models.records import Intake
from tests.unit.formats.probes import PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only

TEXT = "\n".join((TITLE, *PARAGRAPHS))


def table(rows: list[list[str]], separator: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode()


def items(reader: Reader, data: bytes, options: ReadOptions | None = None) -> list[Intake | UserError]:
    return list(reader(io.BytesIO(data), "a", options or ReadOptions()))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_probe_survives_in_a_table(separator: str) -> None:
    rows = [["ID", "Headline", "Text", "Date", "Desk"], ["7", TITLE, TEXT, "2025-09-06", "4"]]
    intake = only(tables.read, table(rows, separator), "a.csv")
    assert intake.record.article.text == TEXT
    assert all(probe in TEXT for probe in PROBES)
    assert (intake.record.article.key, intake.line) == ("7", 2)
    meta = intake.record.article.meta
    assert (meta.title, meta.published, meta.extra["columns"]) == (TITLE, "2025-09-06", {"Desk": "4"})
    if separator == ",":
        compare_with_golden(intake, "csv")


def test_every_probe_survives_in_json_whatever_its_layout() -> None:
    data = {"id": 7, "body": TEXT, "author": "Mara Quill and Tom Ashe", "lang": "en_GB"}
    layouts = (json.dumps(data), json.dumps([data]), json.dumps(data, indent=1), json.dumps(data, ensure_ascii=False))
    for layout in layouts:
        intake = only(json_articles.read, layout.encode(), "a.jsonl")
        assert intake.record.article.text == TEXT
    meta = intake.record.article.meta
    assert (meta.byline, meta.language, intake.record.article.key) == ("Mara Quill and Tom Ashe", "en-GB", "7")
    compare_with_golden(intake, "json")


def test_a_first_line_that_names_the_separator_for_spreadsheets_is_no_header() -> None:
    good, bad = items(tables.read, b'sep=;\r\ntext;title\r\n"a, b, c";T\r\nd\r\n')
    assert isinstance(good, Intake)
    assert isinstance(bad, UserError)
    assert (good.record.article.text, good.line, bad.trouble.line) == ("a, b, c", 3, 4)


def test_the_user_says_which_column_is_which() -> None:
    rows = [["a", "b", "title"], ["words", "Post", "T"]]
    intake = only(tables.read, table(rows), "a.csv", ReadOptions(columns={"text": "a", "outlet": "b"}))
    meta = intake.record.article.meta
    assert (intake.record.article.text, meta.outlet, meta.title) == ("words", "Post", "T")


@pytest.mark.parametrize(
    ("data", "options", "what"),
    [
        (b"a,b\n1,2\n", ReadOptions(), "no column holds the text"),
        (b"a,b\n1,2\n", ReadOptions(columns={"text": "c"}), "no such column"),
        (b"a,b\n1,2\n", ReadOptions(columns={"words": "a"}), "no such field of an article"),
        (b"text,text\n1,2\n", ReadOptions(), "two columns have the same name"),
        (b'text\n"open\n', ReadOptions(), "not a well-formed table"),
        (b"text\n\xff\n", ReadOptions(), "not a text in UTF-8"),
        (b"text,a\nonly\n", ReadOptions(), "a row with another number of cells than the header"),
        (b"text,a\n ,x\n", ReadOptions(), "a record without a text"),
        (b"text,a\n\n", ReadOptions(), "the table has no rows"),
        (b"", ReadOptions(), "the table has no rows"),
    ],
)
def test_a_bad_table_costs_one_clear_error(data: bytes, options: ReadOptions, what: str) -> None:
    error = fault(tables.read, data, "a.csv", options)
    assert (error.trouble.what, error.trouble.file) == (what, "a.csv")


def test_a_cell_longer_than_an_article_may_be_is_named_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LONGEST_TEXT", 100)
    error = fault(tables.read, b"text\nfits\n" + b"x" * 101 + b"\n", "a.csv")
    remedy = "split it into articles, or mend the quotation marks of the table"
    assert str(error) == f"a.csv:3: a cell is longer than 100 characters: {remedy}"


def test_the_good_rows_are_read_and_every_bad_one_has_its_line() -> None:
    found = items(tables.read, b'text,n\n"one\nline",1\n,2\nshort\nlast,3\n')
    assert [item.line if isinstance(item, Intake) else -(item.trouble.line or 0) for item in found] == [2, -4, -5, 6]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"text": NaN}', "no number in JSON"),
        (b'{"text": "a", "text": "b"}', "a key stands twice in one object"),
        (b'{"text": "\\ud800"}', "half a surrogate pair in a text"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "a number that is too long"),
        (b"[" * 100_000, "JSON that is nested too deeply"),
        (b'{"text": "a", "n": ' + b"[" * 200 + b"]" * 200 + b"}", "JSON that is nested too deeply"),
        (b'{"text": ""}', "a record without a text"),
        (b"7", "not a JSON object"),
        (b"{", "not JSON"),
        (b'{"n": 1}', "no column holds the text"),
    ],
)
def test_a_bad_line_of_json_is_named_and_the_others_are_read(line: bytes, what: str) -> None:
    found = items(json_articles.read, b'\xef\xbb\xbf{"text": "good"}\n' + line + b'\n{"text": "good too"}\n')
    assert [isinstance(item, Intake) for item in found] == [True, False, True]
    error = found[1]
    assert isinstance(error, UserError)
    assert (error.trouble.what, error.trouble.line) == (what, 2)


@pytest.mark.parametrize("data", [b"", b"[]", b"\n\n", b"\xef\xbb\xbf"])
def test_json_without_a_record_is_refused(data: bytes) -> None:
    assert fault(json_articles.read, data, "a.json").trouble.what == "there is no record in the file"


def test_a_json_array_that_is_broken_is_refused_whole() -> None:
    assert fault(json_articles.read, b'[{"text": "a"},', "a.json").trouble.what == "not JSON"
    bad = items(json_articles.read, b'[{"text": "a"}, 3]')
    assert [isinstance(item, UserError) for item in bad] == [False, True]


def test_a_text_of_a_row_is_kept_as_it_stood_there_where_normalising_changed_it() -> None:
    changed, plain = items(tables.read, table([["text"], ["One.\r\nTwo."], ["Three."]]))
    assert isinstance(changed, Intake)
    assert isinstance(plain, Intake)
    assert (changed.raw, changed.media_type, changed.record.article.text) == (
        b"One.\r\nTwo.",
        "text/plain",
        "One.\nTwo.",
    )
    assert (plain.raw, plain.media_type) == (None, "text/csv")
