"""PDF: the text layer, joined lines that must be confirmed, and what damaged files cost."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from formats.pdf import joined_lines, read, without_running_lines
from formats.pdf_lines import Piece, reading_order
from tests.unit.formats.probes import (
    BYLINE,
    GOLDEN,
    PARAGRAPHS,
    PROBES,
    SIXTEEN,
    TITLE,
    compare_with_golden,
    fault,
    only,
)


def pdf(lines: list[str]) -> bytes:
    """A page with these lines below each other."""
    return drawn([(72, 740 - 14 * n, line) for n, line in enumerate(lines)])


def drawn(pieces: list[tuple[int, int, str]], before: str = "") -> bytes:
    """A page with words at places, each character under a code of its own that a /ToUnicode map explains.

    before: what is drawn first.
    """
    codes = {char: code for code, char in enumerate(sorted({char for *_, words in pieces for char in words}), start=33)}
    mapped = "\n".join(f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items())
    shown = before + "".join(
        f"BT /F1 11 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:02x}' for c in words)}> Tj ET\n"
        for x, y, words in pieces
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{mapped}\n"
        "endbfchar\nendcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
            "/Resources << /Font << /F1 4 0 R >> >> >>"
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        stream(shown),
        stream(cmap),
        "<< /Title (The properties title) >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def test_what_the_text_layer_holds_survives() -> None:
    arabic = SIXTEEN["Arabic name"]
    shown = [paragraph.replace(arabic, arabic[::-1]) for paragraph in PARAGRAPHS]  # a PDF holds glyphs as they stand
    intake = only(read, pdf([TITLE, BYLINE, "", *shown]), "a.pdf")
    found = intake.record.article.text
    assert [probe for probe in PROBES if probe not in found] == []
    assert intake.before is not None
    assert intake.record.article.meta.title == "The properties title"
    compare_with_golden(intake, "pdf")


def test_lines_and_hyphens_are_joined_and_the_text_before_is_kept() -> None:
    lines = [
        "“We looked at every hull in the har-",
        "bour,” the chief said, and then she",
        "left for Port-",
        "Ellery.",
        "The pier is ours and it will remain",
        "ours.",
    ]
    intake = only(read, pdf(lines), "a.pdf")
    assert intake.record.article.text == (
        "“We looked at every hull in the harbour,” the chief said, and then she left for Port-Ellery.\n"
        "The pier is ours and it will remain ours."
    )
    assert intake.before == "\n".join(lines)
    assert intake.changes == {"hyphen_removed": 1, "hyphen_kept": 1, "line_joined": 2}


def test_a_hyphen_that_belongs_to_its_word_stays_without_a_space() -> None:
    joined = joined_lines(
        "a well-known man and a well-\nknown woman of pre-\nand post-war times, 1914-\n1918, a so\u00ad\nfa"
    )
    assert joined.text == "a well-known man and a well-known woman of pre- and post-war times, 1914-1918, a sofa"
    assert joined.changes == {"hyphen_kept": 2, "hyphen_removed": 1, "line_joined": 1}


def test_spaces_that_make_lines_even_become_one() -> None:
    joined = joined_lines("    it.  “Nobody    told   me”  \n")
    assert (joined.text, joined.changes) == ("it. “Nobody told me”", {"spaces_made_one": 3})


def test_very_long_words_and_gaps_are_read_at_once() -> None:
    """Patterns that look back would take minutes."""
    word, gap = "a" * 200_000, " -" * 100_000
    assert joined_lines(f"{word} {word}-\nb").text == f"{word} {word}b"
    pieces = [Piece(f"a{gap}b", 90, 800), Piece("שלום\n", 10, 800)]
    assert reading_order(pieces) == f"שלוםa{gap}b"


LEFT = [
    "The ferry that sails at",
    "noon was late again, the",
    "harbour chief told us on",
    "Monday, and “nobody",
    "will wait,” he said.",
]
RIGHT = ["The mayor knew nothing", "of it. “I was away for a", "week,” she said, and the", "council believed her, as"]


def rows(*columns: list[str], top: int = 700) -> list[tuple[int, int, str]]:
    """The lines of columns, row by row, as some programs draw them."""
    height = max(map(len, columns))
    cells = [(n, place, column[n]) for n in range(height) for place, column in enumerate(columns) if n < len(column)]
    return [(72 + 200 * place, top - 14 * n, words) for n, place, words in cells]


def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other() -> None:
    wide = "Harbour chief: no ferry sails before the spring of next year"
    foot = "A correction of Friday’s page runs across both of the columns"
    intake = only(read, drawn([(72, 714, wide), *rows(LEFT, RIGHT), (72, 630, foot)]), "a.pdf")
    assert [line for line in (intake.before or "").split("\n") if line] == [wide, *LEFT, *RIGHT, foot]


def test_words_without_a_sound_place_are_left_in_the_order_of_drawing_and_that_is_said() -> None:
    enlarged = f"{10**40} 0 0 {10**40} 0 0 cm\n" * 9
    intake = only(read, drawn([(72, 700, "Two words."), (72, 680, "And more.")], enlarged), "a.pdf")
    assert intake.record.article.text == "Two words.And more."
    assert intake.warnings == ("pages in the order of their drawing, since their words have no sound places: 1",)


def test_marks_of_a_script_that_is_read_from_the_right_stay_with_their_word() -> None:
    pieces = [Piece("He said ", 0, 0, 10), Piece("שלום־", 50, 0, 10), Piece(" twice, and no more.\n", 90, 0, 10)]
    assert reading_order(pieces) == "He said שלום־ twice, and no more."


def test_what_stands_apart_is_a_paragraph_of_its_own() -> None:
    places = (700, 686, 672, 648, 634)  # a larger space before the fourth line
    intake = only(read, drawn([(72, place, line) for place, line in zip(places, LEFT, strict=True)]), "a.pdf")
    assert [line.split()[0] for line in intake.record.article.text.split("\n\n")] == ["The", "Monday,"]


def test_a_line_that_stands_inwards_behind_a_sentence_begins_a_paragraph() -> None:
    full, inner = (
        "“We looked at every hull of the harbour,” she said,",
        "and nobody was there to be seen in any of them.",
    )
    lines = [(86, full), (72, inner), (86, full), (72, "and went home without a word."), (72, full), (72, inner)]
    intake = only(read, drawn([(x, 740 - 14 * place, words) for place, (x, words) in enumerate(lines)]), "a.pdf")
    found = [line for line in intake.record.article.text.split("\n") if line]
    assert found == [f"{full} {inner}", f"{full} and went home without a word.", f"{full} {inner}"]


def test_sentences_that_stand_apart_each_are_paragraphs() -> None:
    lines = ["Ada said that the ferry stays.", "The mayor knew nothing of it.", "“We wait,” she said, “for the"]
    intake = only(read, drawn([(72, 700 - 24 * n, line) for n, line in enumerate([*lines, "boats.”"])]), "a.pdf")
    assert intake.record.article.text.split("\n\n") == [*lines[:2], f"{lines[2]} boats.”"]


def test_a_table_is_left_in_its_rows() -> None:
    items, prices = ["Ferry", "Coffee", "Parking", "Bicycle", "Dog"], ["5", "2", "9", "1", "3"]
    intake = only(read, drawn(rows(items, prices)), "a.pdf")
    assert (intake.before or "").split() == [cell for row in zip(items, prices, strict=True) for cell in row]


@pytest.mark.parametrize("brackets", ["«»", "»«"])  # as they are meant, and as they look
def test_a_line_that_is_read_from_the_right_keeps_numbers_and_names_in_their_places(brackets: str) -> None:
    said, stay, until, name = "قالت ليلى", "لا نترك الميناء", "حتى ربيع", "Jose Ibarra"
    closing, opening = brackets[1], brackets[0]
    visual = f".{name} {'كما قال'[::-1]} 2025 {until[::-1]} {closing}{stay[::-1]}{opening} :{said[::-1]}"
    intake = only(read, pdf([visual]), "a.pdf")
    assert intake.record.article.text == f"{said}: «{stay}» {until} 2025 كما قال {name}."


def test_blank_lines_end_paragraphs_and_a_single_line_stays() -> None:
    assert joined_lines("a\n\n\n\nb c").text == "a\n\nb c"
    assert joined_lines("one").text == "one"


def encrypted() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(["x"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "a damaged PDF"),
        (b"%PDF-1.4\nnothing", "a damaged PDF"),
        (pdf(["words"])[:300], "a damaged PDF"),
        (pdf([]), "the PDF has no text layer"),
        (encrypted(), "the PDF has a password"),
    ],
)
def test_a_pdf_that_cannot_be_read_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(read, data, "a.pdf")
    assert (error.trouble.what, error.trouble.file) == (what, "a.pdf")


def test_what_runs_along_the_heads_and_feet_of_pages_goes_and_paragraphs_go_on_over_it() -> None:
    intake = only(read, (GOLDEN / "files" / "three_pages.pdf").read_bytes(), "a.pdf")
    assert "Page 1 of 3" in (intake.before or "")
    assert intake.changes["running_line_removed"] == 6
    compare_with_golden(intake, "pdf_three_pages")


def test_only_what_most_of_three_pages_repeat_at_their_edges_is_taken_for_running_lines() -> None:
    pages = ["Post 1\na\nsame\nb\n1", "Post 2\nc\nsame\nd\n2", "Post 3\ne\nsame\nf\n3", "g\nsame\nh\n4"]
    kept, removed = without_running_lines(pages)
    assert kept == ["a\nsame\nb", "c\nsame\nd", "e\nsame\nf", "g\nsame\nh"]
    assert removed == {"running_line_removed": 7}
    assert without_running_lines(pages[:2])[0] == pages[:2]
    assert without_running_lines(["Words"] * 3)[0] == ["Words"] * 3
