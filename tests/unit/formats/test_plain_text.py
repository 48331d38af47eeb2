"""A text file is one article, word for word, or one clear error."""

from __future__ import annotations

import codecs
import io

import pytest

from formats import limits
from formats.interface import ReadOptions
from formats.plain_text import read
from models.errors import UserError
from models.records import Intake

TEXT = "Ada said: “Füße 😀”.\n"


def intake(data: bytes, name: str = "a.txt", encoding: str | None = None) -> Intake:
    (found,) = read(io.BytesIO(data), name, ReadOptions(encoding=encoding))
    assert isinstance(found, Intake), found
    return found


def test_a_byline_and_a_dateline_that_stand_there_in_full_are_metadata_with_their_place() -> None:
    meta = intake("Ferries\nBy Mara Quill\nPORT ELLERY (ANI) – It stays.\nBy the way".encode()).record.article.meta
    assert (meta.title, meta.byline, meta.dateline, meta.agency) == ("", "By Mara Quill", "PORT ELLERY", "ANI")
    assert meta.extra["origins"] == {
        "byline": "first lines of the text",
        "dateline": "dateline of the text",
        "agency": "dateline of the text",
    }
    assert intake(TEXT.encode()).record.article.meta.extra == {}


def error(data: bytes, encoding: str | None = None) -> str:
    (found,) = read(io.BytesIO(data), "a.txt", ReadOptions(encoding=encoding))
    assert isinstance(found, UserError)
    return str(found)


def test_the_words_the_name_and_the_bytes_are_kept() -> None:
    found = intake(b" \xe2\x80\x9cA\xe2\x80\x9d\r\n")
    assert found.record.article.text == " “A”\n"
    assert found.record.article.meta.source_name == "a.txt"
    assert found.record.annotator is None
    assert found.changes == {"crlf": 1}
    assert found.raw == b" \xe2\x80\x9cA\xe2\x80\x9d\r\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding(mark: bytes, encoding: str) -> None:
    found = intake(mark + TEXT.encode(encoding))
    assert found.record.article.text == TEXT
    assert found.changes == {"bom": 1}


def test_broken_utf8_names_the_byte_and_a_likely_encoding() -> None:
    data = "Präsidentin Löw sagte: „Nein“.".encode("windows-1252")
    message = error(data)
    assert "a.txt: not a text in UTF-8: byte 0xE4 at offset 2: " in message
    assert "probably windows-1252" in message


def test_a_late_broken_byte_is_found_as_well() -> None:
    assert f"byte 0xFC at offset {900_000}" in error(b"x" * 900_000 + b"\xfcber")


def test_a_cyrillic_text_is_not_taken_for_a_western_one() -> None:
    words = "Президент сказал, что переговоры продолжатся в понедельник. " * 20
    assert "windows-1252" not in error(words.encode("windows-1251"))


def test_an_encoding_can_be_chosen() -> None:
    assert intake("Löw".encode("windows-1252"), encoding="windows-1252").record.article.text == "Löw"


def test_a_chosen_encoding_that_does_not_fit_is_an_error_too() -> None:
    assert "not a text in SHIFT_JIS" in error(b"\xff\xff", "shift_jis")
    assert "unknown encoding: klingon" in error(b"\xff", "klingon")


def test_utf16_without_a_mark_is_no_text_full_of_nul() -> None:
    assert "perhaps utf-16-le" in error("Ada said yes.".encode("utf-16-le"))
    assert "perhaps utf-16-be" in error("Ada said yes.".encode("utf-16-be"))


def test_a_single_nul_is_replaced_and_counted() -> None:
    found = intake(b"Ada\0said")
    assert (found.record.article.text, found.changes) == ("Ada\ufffdsaid", {"nul": 1})


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8])
def test_an_empty_file_is_an_error(data: bytes) -> None:
    assert "a.txt: the file is empty" in error(data)


def test_long_texts_warn_and_longer_ones_are_refused() -> None:
    assert intake(b"a" * limits.LONG_TEXT).warnings == ()
    assert "1,000,001 characters" in intake(b"a" * (limits.LONG_TEXT + 1)).warnings[0]
    assert "longer than 20,000,000 characters" in error(b"a" * (limits.LONGEST_TEXT + 1))


def test_markdown_is_kept_as_it_is_written() -> None:
    found = intake(b"# Title\n\n> said", "a.md")
    assert found.record.article.text == "# Title\n\n> said"
    assert found.media_type == "text/markdown"


def test_front_matter_and_the_first_heading_of_markdown_are_metadata_with_their_place() -> None:
    front = '---\ntitle: "Ferry: no sailing"\nauthor: Mara Quill\ndate: 2025-09-06\nlang: en-GB\ntags: [a, b]\n---\n'
    meta = intake(f"{front}\n# Another title #\n\nWords.".encode(), "a.md").record.article.meta
    assert (meta.title, meta.byline, meta.published, meta.language) == (
        "Ferry: no sailing",
        "Mara Quill",
        "2025-09-06",
        "en-GB",
    )
    assert meta.extra["origins"] == dict.fromkeys(("title", "byline", "published", "language"), "front matter")
    headed = intake(b"Words.\n\n#  Ferry  ## \n\n# More", "a.md").record.article.meta
    assert (headed.title, headed.extra["origins"]) == ("Ferry", {"title": "first heading"})


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ('authors: [Mara Quill, "Tom Ashe"]', "Mara Quill, Tom Ashe"),
        ("author: null", ""),
        ("author: >", ""),
        ("author: {name: Mara}", ""),
        ("author: []", ""),
    ],
)
def test_values_of_front_matter_are_plain_quoted_or_a_list_and_others_say_nothing(line: str, byline: str) -> None:
    assert intake(f"---\n{line}\n---\nWords.".encode(), "a.md").record.article.meta.byline == byline


@pytest.mark.parametrize("text", ["---\ntitle: Ferry\n", "#Ferry", "## Ferry", " # Ferry", "title: Ferry"])
def test_what_is_no_front_matter_and_no_first_heading_is_no_title(text: str) -> None:
    assert intake(text.encode(), "a.md").record.article.meta.title == ""
    assert intake(b"# Ferry", "a.txt").record.article.meta.title == ""


@pytest.mark.parametrize(
    ("line", "title"),
    [("# #", "#"), ("# C#", "C#"), ("# Ferry # 2", "Ferry # 2"), ("# ", "")],
)
def test_only_hashes_behind_the_words_of_a_heading_close_it(line: str, title: str) -> None:
    assert intake(f"{line}\n\nWords.".encode(), "a.md").record.article.meta.title == title


def test_a_comment_in_front_matter_is_no_heading() -> None:
    assert intake(b"---\n# for the desk\nlang: en\n---\n# Ferry", "a.md").record.article.meta.title == "Ferry"


def test_a_heading_far_down_is_no_title() -> None:
    for lines in (99, 100):
        meta = intake(("Words.\n" * lines + "# Ferry\nMore.").encode(), "a.md").record.article.meta
        assert meta.title == ("Ferry" if lines < 100 else "")


def test_a_heading_with_a_very_long_gap_is_read_at_once() -> None:
    """A pattern that looks back would take minutes, in the program itself."""
    assert intake(f"# Ferry{' ' * 200_000}late".encode(), "a.md").record.article.meta.title == "Ferry late"
