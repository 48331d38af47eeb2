"""Deliveries of press databases, invented: split into articles, with their facts, and counted."""

from __future__ import annotations

import io

import pytest

from formats import plain_text, registry
from formats.interface import ReadOptions
from formats.limits import DELIVERY
from formats.press_databases import read
from models.records import Intake
from tests.unit.formats.probes import fault, only
from tests.unit.formats.test_docx import document, paragraph, run

NEXIS_UNI = """User Name: Desk
Documents (2)
1. Ferry stays
2. Rain

Ferry stays
Ellery Post
September 6, 2025 Saturday

Copyright 2025 Ellery Post All Rights Reserved

Section: NEWS
Length: 12 words
Byline: Mara Quill
Dateline: PORT ELLERY

Body

“We stay,” Ada said.

It rained.

Load-Date: September 7, 2025

End of Document

Rain
The Harbour
7 September 2025

Body

More rain.

Classification

Language: ENGLISH

End of Document
"""

LEXISNEXIS = """                               1 of 2 DOCUMENTS

                                 Ellery Post

                            September 6, 2025 Saturday

SECTION: NEWS
LENGTH: 12 words
HEADLINE: Ferry stays
BYLINE: Mara Quill

“We stay,” Ada said.

LOAD-DATE: September 7, 2025

                               2 of 2 DOCUMENTS

                                 The Harbour

                              7 September 2025

LENGTH: 2 words
HEADLINE: Rain

More rain.

LANGUAGE: ENGLISH
"""

FACTIVA = """News
Ferry stays
By Mara Quill
12 words
6 September 2025
10:15
Ellery Post
ELPOST
1
English
(c) 2025 Ellery Post

“We stay,” Ada said.

It rained.

Document ELPOST0020250906el9600001

Rain
2 words
7 September 2025
The Harbour
HARB
English
Copyright 2025 The Harbour

More rain.

Document HARB000020250907el9700002

Search Summary
"""

PROQUEST = """____________________________________________________________
Document 1 of 2
Ferry stays
Author: Mara Quill
Full text: “We stay,” Ada said.

It rained.
Subject: Ferries
Title: Ferry stays
Publication title: Ellery Post
Publication date: Sep 6, 2025
ProQuest document ID: 1001
Document URL: https://proquest.example/1001
____________________________________________________________
Document 2 of 2
Full text: More rain.
Title: Rain
Publication title: The Harbour
Publication date: Sep 7, 2025
ProQuest document ID: 1002
____________________________________________________________
Contact us
"""

DELIVERIES = {"Nexis Uni": NEXIS_UNI, "LexisNexis": LEXISNEXIS, "Factiva": FACTIVA, "ProQuest": PROQUEST}


def articles(text: str, name: str = "a.txt") -> list[Intake]:
    return [item for item in read(io.BytesIO(text.encode()), name) if isinstance(item, Intake)]


@pytest.mark.parametrize("service", DELIVERIES)
def test_a_delivery_is_split_into_articles_with_their_facts(service: str) -> None:
    first, second = articles(DELIVERIES[service])
    meta = first.record.article.meta
    assert first.record.article.text.startswith("Ferry stays\n\n“We stay,” Ada said.")
    assert "Load" not in first.record.article.text
    assert (meta.title, meta.outlet, meta.published) == ("Ferry stays", "Ellery Post", "2025-09-06")
    assert meta.byline.endswith("Mara Quill")
    assert second.record.article.text == "Rain\n\nMore rain."
    assert (second.record.article.meta.outlet, second.record.article.meta.published) == ("The Harbour", "2025-09-07")
    assert (first.warnings, first.line, second.line) == ((), 1, 2)


@pytest.mark.parametrize("service", DELIVERIES)
def test_each_article_of_a_delivery_keeps_its_own_part_of_it_with_the_lines_of_the_service(service: str) -> None:
    parts = [(item.raw or b"").decode() for item in articles(DELIVERIES[service])]
    assert ["Ellery Post" in part for part in parts] == [True, False]
    assert ["More rain." in part for part in parts] == [False, True]
    assert all(part in DELIVERIES[service] for part in parts)


def test_the_number_of_the_service_is_the_key() -> None:
    assert [item.record.article.key for item in articles(PROQUEST)] == ["1001", "1002"]
    assert articles(FACTIVA)[0].record.article.key == "ELPOST0020250906el9600001"


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        (NEXIS_UNI.replace("Documents (2)", "Documents (3)"), 3),
        (LEXISNEXIS.replace("of 2 DOC", "of 5 DOC"), 5),
        (PROQUEST.replace("of 2", "of 4"), 4),
        (FACTIVA.replace("Document HARB0", "Dokument HARB0"), 2),
    ],
)
def test_a_count_that_differs_from_the_announced_one_is_said(text: str, announced: int) -> None:
    found = articles(text)
    (warning,) = found[0].warnings
    assert warning.startswith(f"{announced} articles announced, {len(found)} found")


def test_a_delivery_as_a_word_document_is_split_too() -> None:
    body = "".join(paragraph(run(line)) for line in NEXIS_UNI.split("\n"))
    items = [item for item in read(io.BytesIO(document(body)), "a.docx") if isinstance(item, Intake)]
    assert [item.record.article.meta.title for item in items] == ["Ferry stays", "Rain"]


def test_a_text_of_no_service_is_refused() -> None:
    assert fault(read, b"Just words.", "a.txt").trouble.what == "not a delivery of a known press database"


@pytest.mark.parametrize("delivery", [NEXIS_UNI, LEXISNEXIS, FACTIVA, PROQUEST])
def test_a_delivery_that_is_read_as_one_text_says_how_it_is_split(delivery: str) -> None:
    intake = only(plain_text.read, delivery.encode(), "d.txt")
    assert intake.warnings == ("it looks like a delivery of a press database: --format press-database splits it",)
    assert only(plain_text.read, b"The End of Document 1 of 2 DOCUMENTS.", "a.txt").warnings == ()


def unasked(text: str, name: str = "d.txt", *, splits: bool = True) -> list[Intake]:
    """What comes of a file of which nobody says what it is."""
    content = text.encode()
    format_name = registry.sniff(name, content)
    items = registry.reader(format_name)(io.BytesIO(content), name, ReadOptions(splits=splits))
    return [item for item in items if isinstance(item, Intake)]


@pytest.mark.parametrize("service", DELIVERIES)
def test_a_certain_delivery_is_split_without_a_flag_and_says_so(service: str) -> None:
    first, second = unasked(DELIVERIES[service])
    assert first.warnings == (
        f"a delivery of {service}, split into the 2 articles that it announces: --format text keeps it whole",
    )
    assert (second.warnings, second.record.article.text) == ((), "Rain\n\nMore rain.")
    assert [item.record.article for item in (first, second)] == [
        item.record.article for item in articles(DELIVERIES[service], "d.txt")
    ]


@pytest.mark.parametrize(
    "text",
    [
        NEXIS_UNI.replace("Documents (2)", "Documents (3)"),
        NEXIS_UNI.replace("Documents (2)", ""),
        NEXIS_UNI.replace("Body", "", 1),
        NEXIS_UNI.replace("Documents (2)", f"Documents ({'9' * 6000})"),
        LEXISNEXIS.replace("2 of 2 DOC", "2 of 5 DOC"),
        FACTIVA.replace("Document HARB0", "Dokument HARB0"),
        PROQUEST.replace("ProQuest document ID: 1002\n", ""),
        PROQUEST.replace("of 2", ""),
    ],
)
def test_a_delivery_whose_counts_do_not_agree_stays_one_text_and_names_the_flag(text: str) -> None:
    (whole,) = unasked(text)
    assert whole.record.article.text == text
    assert whole.warnings[0] == DELIVERY
    miscounts = [warning for item in articles(text) for warning in item.warnings]
    assert list(whole.warnings[1:]) == miscounts


def test_who_names_the_kind_of_file_gets_one_text() -> None:
    (whole,) = unasked(NEXIS_UNI, splits=False)
    assert whole.warnings == (DELIVERY,)


def test_a_certain_delivery_as_a_page_is_split_too() -> None:
    page = "".join(f"<p>{line}</p>" for line in FACTIVA.split("\n"))
    first, second = unasked(f"<html><body>{page}</body></html>", "d.html")
    assert [first.record.article.meta.title, second.record.article.meta.title] == ["Ferry stays", "Rain"]
    assert first.warnings[-1].startswith("a delivery of Factiva, split into the 2 articles")


def test_what_the_reader_of_the_whole_file_changed_is_told_once() -> None:
    first, second = unasked(NEXIS_UNI.replace("\n", "\r\n"))
    assert (dict(first.changes), dict(second.changes)) == ({"crlf": NEXIS_UNI.count("\n")}, {})


INDEXED = """HD{0}Ferry stays
BY{0}By Mara Quill
WC{0}512 words
PD{0}6 September 2025
SN{0}Ellery Post
LA{0}English
LP{0}“We stay,” Ada said.
TD{0}It rained.

IN the end it stopped.
NS{0}gcat : News
AN{0}Document ELPOST0020250906el9600001

HD{0}Rain
WC{0}2 words
PD{0}7 September 2025
SN{0}The Harbour
LP{0}More rain.
AN{0}Document HARB000020250907el9700002
"""


@pytest.mark.parametrize("between", ["\t", "\n", "   "])
def test_factivas_articles_under_codes_are_split_too(between: str) -> None:
    text = INDEXED.format(between)
    assert DELIVERY in only(plain_text.read, text.encode(), "a.txt").warnings
    found = list(registry.reader("text")(io.BytesIO(text.encode()), "a.txt", ReadOptions(splits=True)))
    first, second = (item.record.article for item in found if isinstance(item, Intake))
    assert first.text == "Ferry stays\n\n“We stay,” Ada said.\n\nIt rained.\n\nIN the end it stopped."
    assert (first.meta.byline, first.meta.outlet, first.meta.published) == (
        "By Mara Quill",
        "Ellery Post",
        "2025-09-06",
    )
    assert (first.key, second.text) == ("ELPOST0020250906el9600001", "Rain\n\nMore rain.")


def test_paragraphs_that_begin_as_a_fact_does_are_of_the_article() -> None:
    words = "Classification societies objected.\n\nLocation: the pier, she said.\n\nGRAPHIC words followed."
    nexis = NEXIS_UNI.replace("It rained.", words)
    proquest = PROQUEST.replace("“We stay,” Ada said.", words)
    for delivery in (nexis, proquest):
        found = [item for item in read(io.BytesIO(delivery.encode()), "a.txt") if isinstance(item, Intake)]
        assert any(words in item.record.article.text for item in found)


def test_a_code_before_very_many_spaces_takes_no_time() -> None:
    text = f"Document ELPOST0020250906el9600001\nAN{' ' * 200_000}x\nWC{' ' * 200_000}x"
    assert [item.record.article.text for item in unasked(text)] == [text]
