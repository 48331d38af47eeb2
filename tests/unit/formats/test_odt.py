"""OpenDocument texts: every character, tracked changes accepted, white space as the format has it."""

from __future__ import annotations

import pytest

from formats.odt import read
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only
from tests.unit.formats.test_docx import archive

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "text": "text", "table": "table", "draw": "drawing"}.items()
)
META = (
    f'<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    "<dc:title>The title</dc:title><dc:language>de</dc:language></office:meta></office:document-meta>"
)


def document(body: str, **parts: str) -> bytes:
    content = f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    return archive({"content.xml": f"{content}</office:document-content>", **parts})


def text(body: str) -> str:
    return only(read, document(body), "a.odt").record.article.text


def test_every_probe_survives() -> None:
    body = "".join(f"<text:p>{words}</text:p>" for words in (TITLE, BYLINE, *PARAGRAPHS))
    intake = only(read, document(body, **{"meta.xml": META}), "a.odt")
    assert intake.record.article.text.split("\n") == [TITLE, BYLINE, *PARAGRAPHS]
    assert all(probe in intake.record.article.text for probe in PROBES)
    compare_with_golden(intake, "odt")


def test_insertions_are_kept_and_deletions_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>We <text:change-start text:change-id="1"/>will <text:change-end text:change-id="1"/>stay.</text:p>'
    )
    intake = only(read, document(body), "a.odt")
    assert intake.record.article.text == "We will stay."
    assert intake.warnings == ("left out: 1 tracked deletions",)


def test_white_space_is_collapsed_but_for_what_the_format_says() -> None:
    body = '\n a\n  <text:span>b </text:span> c<text:s text:c="3"/>d<text:tab/>e<text:line-break/>f\u00a0 '
    assert text(f"<text:p>{body}</text:p>") == "a b c   d\te\nf\u00a0"


def test_notes_and_comments_are_left_out_and_counted() -> None:
    note = "<text:note><text:note-body><text:p>aside</text:p></text:note-body></text:note>"
    comment = "<office:annotation><text:p>hm</text:p></office:annotation>"
    intake = only(read, document(f"<text:h>Head</text:h><text:p>a{note}b{comment}c</text:p>"), "a.odt")
    assert intake.record.article.text == "Head\nabc"
    assert set(intake.warnings) == {"left out: 1 notes", "left out: 1 comments"}


def test_tables_are_rows_of_cells_and_frames_follow_their_paragraph() -> None:
    cells = "".join(f"<table:table-cell><text:p>{words}</text:p></table:table-cell>" for words in "ab")
    frame = "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table><text:p>host{frame} on</text:p>"
    assert text(body) == "a\tb\nhost on\nbox"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"nothing", "not a ZIP archive, or a damaged one"),
        (archive({"x": "y"}), "the archive lacks a part"),
        (archive({"content.xml": "<x/>"}), "not an OpenDocument text"),
        (archive({"content.xml": '<!DOCTYPE x SYSTEM "x"><x/>'}), "XML with a DOCTYPE, which is not accepted"),
        (document("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "the document has a password"),
        (document(""), "there is no text in the file"),
    ],
)
def test_a_hostile_document_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(read, data, "a.odt")
    assert (error.trouble.what, error.trouble.file) == (what, "a.odt")
