"""Where words, sentences and paragraphs begin and end, in invented sentences."""

import pytest

from models.text.paragraphs import paragraph_at, paragraphs
from models.text.sentences import sentence_at, sentences
from models.text.words import cluster_at, word_at, words


def all_words(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


def all_sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and the E.U.-backed plan", ["The", "U.S.", "and", "the", "E.U.-backed", "plan"]),
        ("They don’t, can't, won’t", ["They", "don’t", "can't", "won’t"]),
        ("a post-war, well‑known deal", ["a", "post-war", "well‑known", "deal"]),
        ("about 1,250.50 by 10:30", ["about", "1,250.50", "by", "10:30"]),
        ("AT&T said", ["AT&T", "said"]),
        ("l’avis d’Émilie Ode", ["l’", "avis", "d’", "Émilie", "Ode"]),
        ("cafe\u0301 nai\u0308f", ["cafe\u0301", "nai\u0308f"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("潮が遅い", ["潮", "が", "遅", "い"]),
        ("“quoted,” she said", ["quoted", "she", "said"]),
    ],
)
def test_words_are_what_a_reader_would_select(text: str, expected: list[str]) -> None:
    assert all_words(text) == expected


def test_a_word_is_found_inside_it_and_at_its_end() -> None:
    text = "the ships’ names"
    assert word_at(text, 5) == word_at(text, 9) == (4, 9)


def test_a_sign_is_found_where_no_word_is() -> None:
    assert word_at("so: there", 2) == (0, 2)
    assert word_at(" : ", 1) == (1, 2)
    assert word_at("a   b", 2) is None


@pytest.mark.parametrize("emoji", ["👩\u200d👩\u200d👧", "🏗\ufe0f", "👍🏽", "🇩🇪", "1\ufe0f\u20e3"])
def test_an_emoji_of_several_code_points_is_one_character(emoji: str) -> None:
    text = f"a{emoji}b"
    assert cluster_at(text, 1 + len(emoji) - 1) == (1, 1 + len(emoji))


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lind met Dr. A. B. Ode of the U.S. Navy.",
        "Gen. Ode and Prof. Lind came at 5 p.m. on Monday.",
        "“Who leaks it?” she asked.",
        "“Who leaks it?” Ode asked.",
        "“Never again!” Ms. Ode of the harbour said.",
        "It cost 1.5 million... or so.",
        "The firm Ode Inc. sells boats.",
        "He said: “We stay.”",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert all_sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It leaks.", "Ode left."),
        ("“It leaks.”", "Ode left."),
        ("She came from the U.S.", "The dam leaked."),
        ("(It leaks.)", "Ode left."),
        ("He chose plan B.", "The others chose A."),
        ("Who leaks it?", "Nobody knows."),
        ("She said: “We stay.", "We never left.”"),
    ],
)
def test_two_sentences_are_two(first: str, second: str) -> None:
    assert all_sentences(f"{first} {second}") == [first, second]


def test_wide_stops_need_no_space() -> None:
    assert all_sentences("潮が遅い。船は来ない。") == ["潮が遅い。", "船は来ない。"]


def test_a_caret_between_sentences_belongs_to_the_one_before() -> None:
    text = "It leaks.  Ode left."
    assert sentence_at(text, 10) == (0, 9)
    assert sentence_at(text, 11) == (11, 20)
    assert sentence_at("a\n\n\nb", 2) is None


def test_paragraphs_are_lines_without_the_space_around_them() -> None:
    text = " First one.\n\n Second one. \n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["First one.", "Second one."]
    assert paragraph_at(text, 0) == (1, 11)
    assert paragraph_at(text, 12) is None


def test_a_wrapped_line_does_not_end_its_paragraph() -> None:
    text = "The dam is\nold and leaks.\nOde left."
    assert [text[start:end] for start, end in paragraphs(text)] == ["The dam is\nold and leaks.", "Ode left."]


def test_a_sentence_goes_on_behind_a_dash_and_ends_with_a_mark_set_off_by_a_space() -> None:
    text = "—¿Multas? —preguntó ella. « Tout est public. » Selon lui, non. Er ging. »Wir bleiben.«"

    assert all_sentences(text) == [
        "—¿Multas? —preguntó ella.",
        "« Tout est public. »",
        "Selon lui, non.",
        "Er ging.",
        "»Wir bleiben.«",
    ]


def test_the_subject_behind_a_french_verb_is_a_word_of_its_own() -> None:
    assert all_words("explique-t-elle, dit-il de Kim Jong-il") == [
        "explique",
        "elle",
        "dit",
        "il",
        "de",
        "Kim",
        "Jong-il",
    ]
