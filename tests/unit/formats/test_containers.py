"""One invented article in every container: its sixteen probes survive, and each reader's outcome is a golden file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from formats import registry
from formats.html import read as read_page
from formats.interface import ReadOptions
from models.errors import UserError
from models.records import Intake
from tests.unit.formats import test_archives, test_html, test_rtf
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, TITLE, compare_with_golden, lost
from tests.unit.formats.test_docx import archive, document, paragraph, run
from tests.unit.formats.test_tables import table

BODY = "\n".join(PARAGRAPHS)
TEXT = "\n\n".join((TITLE, BYLINE, *PARAGRAPHS)) + "\n"
NEXIS = f"""Documents (1)
1. {TITLE}

{TITLE}
Ellery Post
September 6, 2025 Saturday

Copyright 2025 Ellery Post All Rights Reserved

Section: NEWS
Byline: {BYLINE}
Dateline: PORT ELLERY

Body

{BODY}

Load-Date: September 7, 2025

End of Document
"""
FACTIVA = f"""News
{TITLE}
{BYLINE}
87 words
6 September 2025
Ellery Post
ELPOST
1
English
(c) 2025 Ellery Post

{BODY}

Document ELPOST0020250906el9600001
"""
PROQUEST = f"""____________________________________________________________
Document 1 of 1
{TITLE}
Author: {BYLINE}
Publication info: Ellery Post ; Port Ellery 06 Sep 2025

Full text: {BODY}

Title: {TITLE}
Publication title: Ellery Post
Publication date: Sep 6, 2025
ProQuest document ID: 1234567890
Document URL: https://proquest.example/1234567890
____________________________________________________________
"""


def word_document(text: str) -> bytes:
    return document("".join(paragraph(run(line.replace("&", "&amp;"))) for line in text.split("\n")))


def rich_text(text: str) -> bytes:
    body = "".join(f"\\pard {test_rtf.escaped(line)}\\par\n" for line in text.split("\n"))
    return f"{test_rtf.HEAD}{body}}}".encode()


def page(text: str) -> bytes:
    return test_html.page("".join(f"<p>{line}</p>" for line in text.split("\n")))


# golden file: the format, the file's name, its content
CONTAINERS: dict[str, tuple[str, str, bytes]] = {
    "txt": ("text", "a.txt", ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()),
    "txt_utf16": ("text", "a.txt", TEXT.encode("utf-16")),
    "md": ("text", "a.md", f"# {TITLE}\n\n{TEXT}".encode()),
    "tsv": ("table", "a.tsv", table([["headline", "byline", "body"], [TITLE, BYLINE, BODY]], "\t")),
    "zip": ("zip", "a.zip", archive({"news/a.txt": TEXT})),
    "zip_of_word": ("zip", "a.zip", archive({"a.docx": word_document(TEXT)})),
    "nexis_docx": ("press-database", "n.docx", word_document(NEXIS)),
    "nexis_rtf": ("press-database", "n.rtf", rich_text(NEXIS)),
    "factiva_rtf": ("press-database", "f.rtf", rich_text(FACTIVA)),
    "factiva_html": ("press-database", "f.html", page(FACTIVA)),
    "proquest_txt": ("press-database", "p.txt", PROQUEST.encode()),
    "proquest_docx": ("press-database", "p.docx", word_document(PROQUEST)),
}


def intake_of(format_name: str, name: str, content: bytes) -> Intake:
    (item,) = registry.reader(format_name)(io.BytesIO(content), name, ReadOptions())
    assert isinstance(item, Intake), item
    return item


@pytest.mark.parametrize("golden", CONTAINERS)
def test_what_a_container_holds_survives(golden: str) -> None:
    intake = intake_of(*CONTAINERS[golden])
    assert lost(intake) == []
    assert not set(PARAGRAPHS) - set(intake.record.article.text.split("\n"))
    compare_with_golden(intake, golden)


@pytest.mark.parametrize(
    "made",
    [
        lambda: ("docx", "a.docx", word_document(TEXT)),
        lambda: ("rtf", "a.rtf", rich_text(TEXT)),
        lambda: ("html", "a.html", page(TEXT)),
        lambda: ("epub", "a.epub", test_archives.book()),
    ],
)
def test_the_sixteen_probes_are_all_looked_for_in_the_other_containers_too(
    made: Callable[[], tuple[str, str, bytes]],
) -> None:
    assert lost(intake_of(*made())) == []


@pytest.mark.parametrize("variant", test_html.VARIANTS)
def test_the_probes_survive_in_every_kind_of_page(variant: str) -> None:
    body = f"<h1>{TITLE}</h1><p class='byline'>{BYLINE}</p>{test_html.VARIANTS[variant]}"
    found = list(read_page(io.BytesIO(test_html.page(body)), "a.html", ReadOptions()))
    assert not any(isinstance(item, UserError) for item in found)
    (intake,) = (item for item in found if isinstance(item, Intake))
    assert lost(intake) == []
