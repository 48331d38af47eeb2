"""Snapping, growing, shrinking and stepping, in invented sentences."""

import pytest

from models.spans import Fragment
from models.text.segments import grow, levels, next_word, shrink, snap, step_border, step_character

TEXT = "It rained. Ode said, “The old dam leaks, and we know it,” as per Harbour News (HN). Nobody left."


def at(words: str, text: str = TEXT) -> Fragment:
    return Fragment(text.index(words), text.index(words) + len(words))


def snapped(words: str, text: str = TEXT) -> str | None:
    found = snap(text, *at(words, text))
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("ld da", "old dam"),
        (" old dam ", "old dam"),
        ("“The old dam leaks, and we know it,” ", "“The old dam leaks, and we know it,”"),
        ("Harbour News (HN)", "Harbour News (HN)"),
        ("Harbour News (HN", "Harbour News (HN)"),
        ("Harbour News", "Harbour News"),
    ],
)
def test_a_selection_snaps_to_whole_words_and_keeps_its_signs(selected: str, expected: str) -> None:
    assert snapped(selected) == expected


def test_a_colon_alone_can_be_selected() -> None:
    assert snapped(":", "Ode: the dam leaks") == ":"


def test_a_selection_of_white_space_is_none() -> None:
    assert snap("a   b", 1, 3) is None


def test_a_selection_never_cuts_a_character_in_two() -> None:
    text = "so 👩\u200d👧 said"
    assert snap(text, 4, 5) == (3, 6)


def test_growing_goes_from_the_word_to_the_paragraph() -> None:
    units = [TEXT[start:end] for start, end in levels(TEXT, TEXT.index("dam"))]
    assert units == [
        "dam",
        "The old dam leaks",
        "“The old dam leaks, and we know it,”",
        "Ode said, “The old dam leaks, and we know it,” as per Harbour News (HN).",
        TEXT,
    ]


def test_growing_ends_at_the_paragraph() -> None:
    assert grow(TEXT, Fragment(0, len(TEXT))) == (0, len(TEXT))


def test_shrinking_takes_growing_back() -> None:
    anchor = TEXT.index("dam")
    units = levels(TEXT, anchor)
    assert [shrink(TEXT, unit, anchor) for unit in units[1:]] == list(units[:-1])
    assert shrink(TEXT, units[0], anchor) == units[0]


def test_a_border_moves_outwards_by_words_and_signs() -> None:
    fragment = at("leaks, and")
    assert TEXT[step_border(TEXT, fragment.start, -1) : fragment.end] == "dam leaks, and"
    assert TEXT[fragment.start : step_border(TEXT, fragment.end, 1)] == "leaks, and we"
    comma = at("leaks").end
    assert TEXT[at("leaks").start : step_border(TEXT, comma, 1)] == "leaks,"


def test_a_border_moves_inwards_to_its_own_kind_of_edge() -> None:
    fragment = at("old dam leaks")
    assert TEXT[step_border(TEXT, fragment.start, 1, "start") : fragment.end] == "dam leaks"
    assert TEXT[fragment.start : step_border(TEXT, fragment.end, -1, "end")] == "old dam"


def test_a_border_stays_at_the_ends_of_the_text() -> None:
    assert step_border(TEXT, 0, -1) == 0
    assert step_border(TEXT, len(TEXT), 1) == len(TEXT)
    assert (step_character(TEXT, 0, -1), step_character(TEXT, len(TEXT), 1)) == (0, len(TEXT))


def test_a_border_moves_by_whole_characters() -> None:
    text = "e\u0301👩\u200d👧."
    assert step_character(text, 0, 1) == 2
    assert step_character(text, 2, 1) == 5
    assert step_character(text, 5, -1) == 2


CALLED = "“It rains,” Ode said – twice: “Go.”\n\nLate."


@pytest.mark.parametrize(
    ("behind", "word"),
    [
        ("", "It"),
        ("“I", "It"),
        ("“It", "rains"),
        ("rains,”", "Ode"),
        ("rains,” ", "Ode"),
        ("Ode", "said"),
        ("said", "twice"),
        ("twice", ":"),
        ("“Go.”", "Late"),
    ],
)
def test_the_next_word_is_the_one_at_the_caret_or_the_one_behind_what_it_follows(behind: str, word: str) -> None:
    offset = CALLED.index(behind) + len(behind)

    found = next_word(CALLED, offset)

    assert found is not None
    assert CALLED[found.start : found.end] == word


def test_behind_the_last_word_there_is_no_next() -> None:
    assert next_word(CALLED, len(CALLED)) is None
