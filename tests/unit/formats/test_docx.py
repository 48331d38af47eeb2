"""Word documents: every character of the body, tracked changes accepted, hostile archives refused."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from formats.docx import read
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The core title'
    "</dc:title><dc:creator>Desk 4</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return stream.getvalue()


def document(body: str, **parts: str) -> bytes:
    content = f'<w:document xmlns:w="{W}" xmlns:m="urn:m"><w:body>{body}</w:body></w:document>'
    return archive({"_rels/.rels": RELATIONS, "word/document.xml": content, **parts})


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def text(body: str) -> str:
    return only(read, document(body), "a.docx").record.article.text


def test_every_probe_survives() -> None:
    body = "".join(paragraph(run(words.replace("&", "&amp;"))) for words in (TITLE, BYLINE, *PARAGRAPHS))
    intake = only(read, document(body, **{"docProps/core.xml": CORE}), "a.docx")
    assert intake.record.article.text.split("\n") == [TITLE, BYLINE, *PARAGRAPHS]
    assert all(probe in intake.record.article.text for probe in PROBES)
    compare_with_golden(intake, "docx")


def test_insertions_are_kept_and_deletions_left_out_and_counted() -> None:
    body = paragraph(
        run("We "),
        f"<w:ins>{run('will ')}</w:ins>",
        "<w:del><w:r><w:delText>may </w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('not ')}</w:moveFrom><w:moveTo>{run('surely ')}</w:moveTo>",
        run("stay."),
    )
    intake = only(read, document(body), "a.docx")
    assert intake.record.article.text == "We will surely stay."
    assert intake.warnings == ("left out: 1 tracked deletions",)


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert text(paragraph(run("one "), properties=mark) + paragraph(run("two"))) == "one two"


def test_breaks_tabs_hyphens_and_symbols_are_characters() -> None:
    body = paragraph(
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:noBreakHyphen/>"
        '<w:sym w:char="2014"/><w:sym w:char="F0E0"/><w:sym w:char="x"/></w:r>'
    )
    intake = only(read, document(body), "a.docx")
    assert intake.record.article.text == "a\nb\tc\u00add\u2011—\ufffd\ufffd"
    assert intake.warnings == ("left out: 2 characters of symbol fonts (U+FFFD in their place)",)


def test_documents_inside_the_document_are_counted() -> None:
    intake = only(read, document(f"{paragraph(run('a'))}<w:altChunk/>"), "a.docx")
    assert intake.warnings == ("left out: 1 embedded documents",)


def test_the_end_of_a_page_ends_a_line_but_adds_none() -> None:
    end = '<w:r><w:br w:type="page"/></w:r>'
    assert text(paragraph(run("a"), end) + paragraph(end, run("b"), end, run("c"))) == "a\nb\nc"


def test_hidden_text_field_codes_notes_and_ruby_are_not_words() -> None:
    body = paragraph(
        run("seen"),
        run(" hidden", "<w:rPr><w:vanish/></w:rPr>"),
        run(" shown", '<w:rPr><w:vanish w:val="0"/></w:rPr>'),
        '<w:r><w:instrText>HYPERLINK "https://evil.example"</w:instrText></w:r>',
        f"<w:hyperlink>{run(' link')}</w:hyperlink>",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
    )
    intake = only(read, document(body), "a.docx")
    assert intake.record.article.text == "seen shown link"
    assert set(intake.warnings) == {"left out: 1 hidden passages", "left out: 1 footnotes"}


def test_tables_are_rows_of_cells_and_text_boxes_follow_their_paragraph() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("a", "b"))
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('box'))}</w:txbxContent></w:pict></w:r>"
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{paragraph(run('host'), box)}{paragraph(run('next'))}"
    assert text(body) == "a\tb\nhost\nbox\nnext"


def test_cells_and_their_words_may_stand_in_content_controls() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    first = f"<w:tc>{control(paragraph(run('a')))}</w:tc>"
    second = control(f"<w:tc>{paragraph(run('b1'))}{paragraph(run('b2'))}</w:tc>")
    body = (
        f"<w:tbl><w:tr>{first}{second}<w:tc>{paragraph(run('c'))}</w:tc></w:tr></w:tbl>{control(paragraph(run('d')))}"
    )
    assert text(body) == "a\tb1\nb2\tc\nd"


def test_the_title_of_the_properties_is_the_title_and_their_author_is_no_byline() -> None:
    meta = only(read, document(paragraph(run("x")), **{"docProps/core.xml": CORE}), "a.docx").record.article.meta
    assert (meta.title, meta.byline, meta.language) == ("The core title", "", "en-GB")
    assert meta.extra["document_author"] == "Desk 4"


def word(content: str | bytes) -> bytes:
    return archive({"_rels/.rels": RELATIONS, "word/document.xml": content})


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not a ZIP archive, or a damaged one"),
        (b"PK\x03\x04 no", "not a ZIP archive, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file, or one with a password"),
        (archive({"a.txt": "x"}), "the archive lacks a part"),
        (archive({"_rels/.rels": "<x/>"}), "not a Word document"),
        (word("<x/>"), "not a Word document"),
        (word("<x>"), "XML that is not well-formed"),
        (word(DOCTYPE + "<x>&a;</x>"), "XML with a DOCTYPE, which is not accepted"),
        (word("<a>" * 1000 + "</a>" * 1000), "XML that is nested too deeply"),
        (word(bytes(60_000_000)), "a member unpacks to more than 50,000,000 bytes"),
        (word(bytes(40_000_000)), "a member unpacks to more than 200 times its size"),
        (archive({"../../x": "x"}), "a name in the archive leads out of it"),
        (archive({"C:\\x": "x"}), "a name in the archive leads out of it"),
        (document(""), "there is no text in the file"),
    ],
)
def test_a_hostile_document_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(read, data, "a.docx")
    assert (error.trouble.what, error.trouble.file) == (what, "a.docx")


def test_entities_in_utf_16_are_refused_too() -> None:
    xml = f'<?xml version="1.0" encoding="utf-16"?>{DOCTYPE}<x>&a;</x>'.encode("utf-16")
    error = fault(read, word(xml), "a.docx")
    assert error.trouble.what == "XML with a DOCTYPE, which is not accepted"


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = document(paragraph(run("x" * 1000)))
    at = data.rindex(b"PK\x01\x02")  # the directory's entry of the last member
    lying = data[: at + 24] + (500).to_bytes(4, "little") + data[at + 28 :]
    assert fault(read, lying, "a.docx").trouble.what.startswith("a member of the archive")


def test_a_link_and_an_encrypted_member_are_refused() -> None:
    link = ZipInfo("word/x")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with ZipFile(stream, "w") as made:
        made.writestr(link, "/etc/passwd")
    assert fault(read, stream.getvalue(), "a.docx").trouble.what == "the archive holds a symbolic link"
    data = bytearray(archive({"a": "x"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert fault(read, bytes(data), "a.docx").trouble.what == "the archive is encrypted"
