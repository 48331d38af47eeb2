"""E-books and ZIPs: chapters and members in memory, nothing unpacked, hostile archives refused."""

from __future__ import annotations

import io

import pytest

from formats import epub, zipped
from models.errors import UserError
from models.records import Intake
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only
from tests.unit.formats.test_docx import archive

CONTAINER = '<container xmlns="urn:c"><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns="urn:p" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The year</dc:title>'
    "<dc:creator>Mara Quill</dc:creator><dc:language>en</dc:language><dc:publisher>Post</dc:publisher></metadata>"
    '<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="ch/one%201.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
DOCTYPE = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://w3.org/x.dtd">'
)


def chapter(body: str) -> str:
    return (
        f'{DOCTYPE}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{body}</body></html>'
    )


def book(two: str = "<p> </p>", **more: str) -> bytes:
    one = f"<h1>{TITLE}</h1>" + "".join(f"<p>{words}</p>" for words in (BYLINE, *PARAGRAPHS))
    parts = {"OEBPS/p.opf": PACKAGE, "OEBPS/ch/one 1.xhtml": chapter(one), "OEBPS/two.xhtml": chapter(two)}
    return archive(
        {"META-INF/container.xml": CONTAINER, "OEBPS/nav.xhtml": chapter("<p>Contents</p>"), **parts, **more}
    )


def test_every_probe_survives_in_an_e_book() -> None:
    intake = only(epub.read, book(), "a.epub")
    assert intake.record.article.text.split("\n\n") == [TITLE, BYLINE, *PARAGRAPHS]
    assert all(probe in intake.record.article.text for probe in PROBES)
    compare_with_golden(intake, "epub")


def test_chapters_come_in_reading_order_each_an_article() -> None:
    found = [item for item in epub.read(io.BytesIO(book("<p>Two.</p>")), "a.epub") if isinstance(item, Intake)]
    assert [item.record.article.meta.source_name for item in found] == ["a.epub/one 1.xhtml", "a.epub/two.xhtml"]
    meta = found[1].record.article.meta
    assert (meta.byline, meta.outlet, meta.extra["book"]) == ("Mara Quill", "Post", "The year")


def test_a_title_page_is_no_article() -> None:
    title_page = "<h1>The year</h1><p>Mara Quill</p>"
    assert len(list(epub.read(io.BytesIO(book(title_page)), "a.epub"))) == 1
    assert len(list(epub.read(io.BytesIO(book(f"{title_page}<p>It began.</p>")), "a.epub"))) == 2


def test_the_table_of_contents_of_an_older_book_is_no_article() -> None:
    for target, chapters in (("two.xhtml", 1), ("two.xhtml#toc", 2)):
        guide = f'<guide><reference type="toc" href="{target}"/></guide></package>'
        package = PACKAGE.replace("</package>", guide)
        assert guide in package
        assert len(list(epub.read(io.BytesIO(book("<p>Two.</p>", **{"OEBPS/p.opf": package})), "a.epub"))) == chapters


def test_notes_of_a_chapter_and_their_numbers_are_left_out_and_counted() -> None:
    two = "<p>She said so<a epub:type='noteref'>1</a>.</p><div epub:type='footnote'>Or not.</div>"
    _, found = epub.read(io.BytesIO(book(two)), "a.epub")
    assert isinstance(found, Intake)
    assert (found.record.article.text, found.warnings) == ("She said so.", ("left out: 1 notes",))


def test_a_chapter_that_the_reading_order_names_often_comes_once() -> None:
    again = '<itemref idref="b"/>' * 50
    package = PACKAGE.replace("</spine>", f"{again}</spine>")
    assert package.count("itemref") > 50
    found = list(epub.read(io.BytesIO(book("<p>Two.</p>", **{"OEBPS/p.opf": package})), "a.epub"))
    assert len(found) == 2


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"x", "not a ZIP archive, or a damaged one"),
        (archive({"a": "b"}), "the archive lacks a part"),
        (archive({"META-INF/container.xml": "<x/>"}), "not an e-book"),
        (archive({"META-INF/container.xml": CONTAINER, "OEBPS/p.opf": "<x/>"}), "there is no text in the file"),
        (
            archive({"META-INF/container.xml": CONTAINER, "OEBPS/p.opf": "<!DOCTYPE x><x/>"}),
            "XML with a DOCTYPE, which is not accepted",
        ),
        (
            book(**{"META-INF/encryption.xml": "<e><CipherReference URI='OEBPS/ch/one%201.xhtml'/></e>"}),
            "the book is protected against copying",
        ),
    ],
)
def test_a_bad_book_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(epub.read, data, "a.epub")
    assert (error.trouble.what, error.trouble.file) == (what, "a.epub")


def test_the_members_of_a_zip_are_read_by_their_kind() -> None:
    data = archive(
        {"x/b.html": "<p>Two.</p>", "a.txt": "One.", "__MACOSX/a.txt": "no", "x/.DS_Store": "no", "c.docx": "no"}
    )
    found = list(zipped.read(io.BytesIO(data), "z.zip"))
    assert [item.record.article.text for item in found if isinstance(item, Intake)] == ["One.", "Two."]
    (error,) = (item for item in found if isinstance(item, UserError))
    assert str(error).startswith("z.zip/c.docx: not a ZIP archive")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (archive({"in.zip": archive({"a": "b"})}), "an archive within an archive is not read"),
        (archive({"photo.png": b"\x89PNG"}), "files of this kind cannot be read"),
        (archive({"/etc/x.txt": "a"}), "a name in the archive leads out of it"),
        (archive({"a/../../x.txt": "a"}), "a name in the archive leads out of it"),
        (archive({"..\\x.txt": "a"}), "a name in the archive leads out of it"),
        (archive({"": "a"}), "a member of the archive has no name"),
        (archive({"__MACOSX/a.txt": "a"}), "the archive is empty"),
        (archive({f"{n}.txt": "" for n in range(10_001)}), "the archive has more than 10,000 members"),
    ],
)
def test_a_hostile_zip_costs_one_clear_error(data: bytes, what: str) -> None:
    assert fault(zipped.read, data, "z.zip").trouble.what == what


def test_names_that_differ_in_case_and_reserved_names_are_only_names() -> None:
    data = archive({"A.txt": "One.", "a.txt": "Two.", "con.txt": "Three."})
    found = [item for item in zipped.read(io.BytesIO(data), "z.zip") if isinstance(item, Intake)]
    assert [item.record.article.meta.source_name for item in found] == ["A.txt", "a.txt", "con.txt"]
