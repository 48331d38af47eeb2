"""Rich text: every character in its code page, deletions and hidden text left out, nothing crashes on save."""

from __future__ import annotations

import pytest

from formats.rtf import read
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Gothic;}}"
)


def escaped(words: str) -> str:
    """As word processors write it: every character beyond ASCII as UTF-16 units with a substitute."""
    units = words.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(chr(n) if n < 128 else f"\\u{n - 65536 if n > 32767 else n}?" for n in numbers)


def text(body: str, head: str = HEAD) -> str:
    return only(read, f"{head}{body}}}".encode("latin-1"), "a.rtf").record.article.text


def test_every_probe_survives_the_emoji_too() -> None:
    body = "".join(f"\\pard {escaped(words)}\\par\n" for words in (TITLE, BYLINE, *PARAGRAPHS))
    intake = only(read, f"{HEAD}{body}}}".encode(), "a.rtf")
    assert intake.record.article.text.split("\n") == [TITLE, BYLINE, *PARAGRAPHS]
    assert all(probe in intake.record.article.text for probe in PROBES)
    assert intake.changes == {"surrogate_pair": 1}
    compare_with_golden(intake, "rtf")


def test_named_characters_and_breaks() -> None:
    assert (
        text(r"\ldblquote a\rdblquote\emdash b\~c\-d\_e\line f\tab g\{\\\}") == "“a”—b\u00a0c\u00add\u2011e\nf\tg{\\}"
    )


def test_bytes_are_read_in_the_code_page_of_their_font() -> None:
    assert text(r"\'93a\'94 {\f1 \'cf\'f0\'e8} {\f2 \'93\'fa\'96\'7b}") == "“a” При 日本"


def test_the_character_set_of_old_systems_and_macs_counts() -> None:
    for head, words in (
        (r"{\rtf1\mac ", "é"),
        (r"{\rtf1\ansi\ansicpg10000 ", "é"),
        (r"{\rtf1\pc ", "Ä"),
        (r"{\rtf1\ansicpg0 ", "Ž"),
    ):
        assert text(r"\'8e", head) == words


def test_the_substitutes_of_a_unicode_character_are_skipped() -> None:
    assert text(r"\uc2\u8364 EU\u8211\'2d\'2dx {\uc0\u8364}y") == "€–x €y"


def test_deleted_and_hidden_text_is_left_out_and_counted() -> None:
    body = r"We {\deleted may }{\revised will }{\v secretly }\v hush \v0 stay\deleted  not\plain .{\footnote n}"
    intake = only(read, f"{HEAD}{body}}}".encode(), "a.rtf")
    assert intake.record.article.text == "We will stay."
    assert set(intake.warnings) == {
        "left out: 2 tracked deletions",
        "left out: 2 hidden passages",
        "left out: 1 footnotes",
    }


def test_fields_show_their_result_and_tables_their_cells() -> None:
    field = r'{\field{\*\fldinst HYPERLINK "https://evil.example"}{\fldrslt Ada}}'
    assert text(field + r"\par a\cell b\cell\row c") == "Ada\na\tb\nc"
    assert text(r"{{\pard a\par}\cell{\pard b\par}\cell}\row \tab c\tab\par") == "a\tb\n\tc\t"


def test_pictures_headers_and_unknown_destinations_hold_no_words() -> None:
    body = r"{\header top}{\pict\bin4 }{{}}a{\*\unknown {x}} b{\object{\objdata 00ff}{\result c}}"
    assert text(body) == "a bc"


def test_the_words_of_a_text_box_follow_the_paragraph_it_stands_in() -> None:
    shape = r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt \pard one\par two\par}}{\shprslt{twice\par}}}"
    assert text(rf"\pard host{shape} on\par next\par") == "host on\none\ntwo\nnext"
    assert text(rf"last{shape}") == "last\none\ntwo"


def test_what_was_moved_away_is_left_out() -> None:
    assert text(r"{\mvf\mvauth1 here }a {\mvt\mvauth1 there}") == "a there"


def test_text_given_twice_is_read_once() -> None:
    assert text(r"a {\upr{ascii}{\*\ud{\u233?t\u233?}}} b") == "a été b"


def test_the_title_of_the_properties_is_the_title() -> None:
    intake = only(read, (HEAD + r"{\info{\title The {\b title}}{\author Desk}}x}").encode(), "a.rtf")
    assert (intake.record.article.meta.title, intake.record.article.text) == ("The title", "x")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not a rich text file"),
        (b"hello", "not a rich text file"),
        (b"{\\rtf1 {\\pict}}", "there is no text in the file"),
        (b"{\\rtf1\\ansicpg99999 x}", "a code page that is not known"),
        (b"{\\rtf1\\ansicpg1252 a\\'81}", "a character that its code page lacks"),
        (b"{\\rtf1 " + bytes(20_000_001), "the file is larger than 20,000,000 bytes"),
    ],
)
def test_a_hostile_document_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(read, data, "a.rtf")
    assert (error.trouble.what, error.trouble.file) == (what, "a.rtf")


def test_groups_may_nest_without_end_and_braces_need_not_match() -> None:
    assert text("{" * 1_000_000 + "a") == "a"
    assert text("}}}b") == "b"
