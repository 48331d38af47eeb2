"""Every format that is named has a module that does what the table says; files are known by name and first bytes."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO

import pytest

from formats import plain_text, registry
from formats.registry import FORMATS, Format
from models.errors import UserError


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: str(item.name))
def test_a_format_does_what_its_row_says(item: Format) -> None:
    module = import_module(item.module)
    assert hasattr(module, "read") or not item.reads
    assert hasattr(module, "write") or not item.writes


def test_names_are_unique() -> None:
    assert len(registry.BY_NAME) == len(FORMATS)


def test_readers_and_writers_are_found_by_name() -> None:
    items = [list(read(BytesIO(b"Words."), "a.txt")) for read in (registry.reader("text"), plain_text.read)]
    assert items[0] == items[1]
    assert registry.writer("inquit-jsonl") is import_module("formats.native").write


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UserError, match="nothing: use one of inquit-jsonl"):
        registry.reader("nothing")
    with pytest.raises(UserError, match="text: use one of inquit-jsonl"):
        registry.writer("text")


@pytest.mark.parametrize(
    ("name", "head", "found"),
    [
        ("a.txt", b"words", "text"),
        ("A.MD", b"# words", "text"),
        ("a.jsonl", b'{"format":"inquit-jsonl/1"', "inquit-jsonl"),
        ("export", b'{"format":"inquit-jsonl/1"', "inquit-jsonl"),
    ],
)
def test_a_file_is_known_by_its_suffix_or_its_first_bytes(name: str, head: bytes, found: str) -> None:
    assert registry.sniff(name, head) == found


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ('"label": [[0, 3, "cue"]]', "doccano"),
        ('"entities": [{"id": 1, "start_offset": 0}]', "doccano"),
        ('"spans": [], "answer": "accept"', "prodigy"),
        ('"quotes": []', "citron"),
        ('"annotations": []', "label-studio"),
        ('"headline": "Ferry"', "json"),
        ('"spans": []', "inquit-jsonl"),
    ],
)
def test_what_a_tool_writes_behind_a_long_text_tells_its_format(behind: str, found: str) -> None:
    text = '\\u201cWe \\"stay\\" here. ' * 1000
    assert (
        registry.sniff("a.json" if found != "inquit-jsonl" else "a.jsonl", f'{{"text": "{text}", {behind}}}'.encode())
        == found
    )


def test_what_a_text_says_of_itself_tells_no_format() -> None:
    text = '\\"quotes\\": [] \\"completed_by\\" ' * 1000
    assert registry.sniff("a.json", f'{{"text": "{text}", "title": "x"}}'.encode()) == "json"


@pytest.mark.parametrize(
    ("line", "found", "with_columns"),
    [
        ('{"Story": "No.", "Head": "x"}', "json", "json"),
        ('{"text": "No.", "kind": "x"}', "inquit-jsonl", "json"),
        ('{"text": "No.", "meta": {}}', "inquit-jsonl", "json"),
        ('{"format":"inquit-jsonl/1","text":"No."}', "inquit-jsonl", "inquit-jsonl"),
        ('{"text": "No.", "label": [[0, 2, "cue"]]}', "doccano", "doccano"),
        ('{"text": "No.", "label": []}', "doccano", "json"),
        ("", "inquit-jsonl", "json"),
    ],
)
def test_lines_of_json_are_articles_where_they_have_no_text_or_somebody_names_the_keys(
    line: str, found: str, with_columns: str
) -> None:
    head = f"{line}\n".encode()
    assert registry.sniff("a.jsonl", head) == found
    assert registry.sniff("a.jsonl", head, has_columns=True) == with_columns


def test_annotations_without_a_mark_keep_the_format_of_their_suffix() -> None:
    assert registry.sniff("a.jsonld", b'[{"id": "a", "target": "b"}]', has_columns=True) == "web-annotation"


def test_a_file_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(UserError, match=r"files of this kind cannot be read: \.xyz"):
        registry.sniff("a.xyz", b"\x89\x00")
