"""Paragraphs tile the text, and only those with words in them are numbered."""

from hypothesis import given
from hypothesis import strategies as st

from ui.text.paragraphs import Paragraphs


@given(st.text(st.sampled_from("a 😀\n\u2028"), max_size=30))
def test_paragraphs_are_what_stands_between_newlines(text: str) -> None:
    paragraphs = Paragraphs(text)

    assert [text[start:end] for start, end in paragraphs] == text.split("\n")
    for offset in range(len(text)):
        start, end = paragraphs.bounds(paragraphs.at(offset))
        assert start <= offset <= end


def test_only_paragraphs_with_words_are_numbered() -> None:
    paragraphs = Paragraphs("one\n\n two\n \nthree")

    assert [paragraphs.number(i) for i in range(len(paragraphs))] == [1, 0, 2, 0, 3]


def test_a_fragment_touches_each_paragraph_that_it_holds_a_character_of() -> None:
    paragraphs = Paragraphs("ab\ncd\nef")

    assert list(paragraphs.touching(0, 2)) == [0]
    assert list(paragraphs.touching(0, 3)) == [0]  # the newline belongs to the paragraph it ends
    assert list(paragraphs.touching(1, 7)) == [0, 1, 2]
    assert list(paragraphs.touching(8, 8)) == [2]
