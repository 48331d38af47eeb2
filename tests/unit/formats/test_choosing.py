"""Which reader a file gets: by its suffix, and by what stands in its beginning where several share one."""

from __future__ import annotations

import pytest

from formats import registry
from models.errors import UserError

PLAIN_JSON = b'{"text": "a"}'


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.TXT", b"", "text"),
        ("a.htm", b"", "html"),
        ("a.mht", b"", "mail"),
        ("a.csv", b"", "table"),
        ("a.tsv", b"a\tb", "table"),
        ("a.tsv", b"#FORMAT=WebAnno TSV 3.3", "webanno-tsv"),
        ("a.jsonl", b'{"format":"inquit-jsonl/1","text":"a"}', "inquit-jsonl"),
        ("a.jsonl", PLAIN_JSON, "inquit-jsonl"),
        ("a.jsonl", b'{"headline": "a", "body": "b"}', "json"),
        ("a.jsonl", b'{"id": 1, "title": "a", "text": "b"}', "json"),
        ("a.jsonl", b'{"text": "a", "meta": {"title": "b"}}', "inquit-jsonl"),
        ("a.jsonl", b'{"text": "a", "title": "b", "annotator": "ana"}', "inquit-jsonl"),
        ("a.jsonl", b'{"title": "b", "text": "a", "label": [[0, 1, "x"]]}', "doccano"),
        ("a.json", PLAIN_JSON, "json"),
        ("a.jsonl", b'{"text": "a", "label": [[0, 1, "x"]]}', "doccano"),
        ("a.jsonl", b'{"id": 1, "entities": [{"start_offset": 0}]}', "doccano"),
        ("a.jsonl", b'{"text": "a", "spans": [], "_input_hash": 1}', "prodigy"),
        ("a.json", b'[{"id": 1, "annotations": [{"completed_by": 1}]}]', "label-studio"),
        ("a.json", b'{"text": "a", "quotes": []}', "citron"),
        ("a.jsonld", b'{"@context": "http://www.w3.org/ns/anno.jsonld"}', "web-annotation"),
        ("a.xmi", b"", "uima-xmi"),
        ("a.conll", b"", "conll"),
    ],
)
def test_a_file_gets_the_reader_of_its_kind(name: str, head: bytes, expected: str) -> None:
    assert registry.sniff(name, head) == expected


def test_quoted_json_in_a_text_misleads_nobody() -> None:
    head = rb'{"format":"inquit-jsonl/1","text":"the key \"quotes\" and \"annotations\""}'
    assert registry.sniff("a.jsonl", head) == "inquit-jsonl"
    assert registry.sniff("a.json", rb'{"text":"the key \"quotes\" and \"annotations\""}') == "json"


def test_a_file_of_no_known_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(UserError) as caught:
        registry.sniff("a.xyz", b"\x89xyz")
    assert ".docx" in caught.value.trouble.remedy


@pytest.mark.parametrize("item", registry.FORMATS, ids=lambda item: item.name)
def test_every_format_has_what_it_says(item: registry.Format) -> None:
    if item.reads:
        assert callable(registry.reader(item.name))
    if item.reads and item.folder:
        assert callable(registry.folder_reader(item.name))
        assert callable(registry.folder_parts(item.name))
    if item.writes:
        assert callable(registry.writer(item.name))
    if item.writes and item.folder:
        assert callable(registry.folder_writer(item.name))
