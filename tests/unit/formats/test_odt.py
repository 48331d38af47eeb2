"""OpenDocument texts: every character, tracked changes accepted, white space as the format has it."""

from __future__ import annotations

import io
from zipfile import ZIP_STORED, ZipFile

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


def test_deletions_that_stand_in_their_place_are_left_out_too() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion/></text:changed-region>'
        '<text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes>'
        '<text:p>a<text:change-start text:change-id="d"/>no<text:s/><text:span>no</text:span> '
        '<text:change-end text:change-id="d"/>b '
        '<text:span>c <text:change-start text:change-id="d"/>no</text:span></text:p>'
        '<text:p>no</text:p><text:p>no<text:change-end text:change-id="d"/><text:change-start text:change-id="i"/>d'
        '<text:change-end text:change-id="i"/></text:p><text:p>e</text:p>'
    )
    assert text(body) == "ab c d\ne"


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


def test_every_space_is_kept_unless_they_are_more_than_an_article_may_have() -> None:
    assert text('<text:p>a<text:s text:c="4321"/>b<text:s text:c="x"/>c</text:p>') == f"a{' ' * 4321}b c"
    for count in ("20000001", "9" * 5000):
        error = fault(read, document(f'<text:p>a<text:s text:c="{count}"/>b</text:p>'), "a.odt")
        assert error.trouble.what == "the text is longer than 20,000,000 characters"


def test_hidden_words_paragraphs_and_sections_are_left_out_and_counted() -> None:
    styles = (
        '<x><style name="H" family="text"><p display="none"/></style><style name="T" family="text" '
        'parent-style-name="H"/><style name="S" family="text" parent-style-name="H"><p display="true"/></style>'
        '<style name="P" family="paragraph"><p display="none"/></style></x>'
    )
    body = (
        '<text:p>a <text:span text:style-name="T">not</text:span> b '
        '<text:span text:style-name="S">c</text:span></text:p>'
        '<text:p text:style-name="P">not</text:p><text:section text:display="none"><text:p>not</text:p></text:section>'
    )
    intake = only(read, document(body, **{"styles.xml": styles}), "a.odt")
    assert (intake.record.article.text, intake.warnings) == ("a  b c", ("left out: 3 hidden passages",))


def test_the_words_of_a_shape_follow_their_paragraph_once() -> None:
    shape = "<draw:custom-shape><text:p>one</text:p><text:p>two</text:p></draw:custom-shape>"
    assert text(f"<text:p>host{shape} on</text:p>") == "host on\none\ntwo"


def test_the_words_of_a_cell_may_stand_in_a_list() -> None:
    cells = (
        "<table:table-cell><text:list><text:list-item><text:p>a</text:p></text:list-item></text:list></table:table-cell>"
        "<table:table-cell><text:p>b</text:p><text:p>c</text:p></table:table-cell>"
    )
    assert (
        text(f"<table:table><table:table-row>{cells}</table:table-row></table:table><text:p>d</text:p>") == "a\tb\nc\nd"
    )


def test_the_parts_of_a_document_need_not_be_compressed() -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as made, ZipFile(io.BytesIO(document("<text:p>A word.</text:p>"))) as parts:
        for name in parts.namelist():
            made.writestr(name, parts.read(name))
    assert only(read, stream.getvalue(), "a.odt").record.article.text == "A word."


def test_a_flat_document_is_one_xml_file() -> None:
    meta = "<office:meta><title>The title</title></office:meta>"
    body = "<office:body><office:text><text:p>words</text:p></office:text></office:body>"
    intake = only(read, f"<office:document {SPACES}>{meta}{body}</office:document>".encode(), "a.fodt")
    assert (intake.record.article.text, intake.record.article.meta.title) == ("words", "The title")
    assert intake.media_type == "application/vnd.oasis.opendocument.text-flat-xml"
    for data, what in (
        (b"<html/>", "not an OpenDocument text"),
        (f"<x>{'y' * 10_100_000}</x>".encode(), "a text in the XML is too long"),
    ):
        assert fault(read, data, "a.fodt").trouble.what == what


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
