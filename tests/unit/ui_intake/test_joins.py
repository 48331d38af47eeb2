"""Where lines were joined, found by comparing the text before and after."""

from ui.intake.joins import Join, joins


def told(before: str, after: str) -> list[tuple[str, str, bool]]:
    return [(join.before, join.after, join.drops_hyphen) for join in joins(before, after)]


def test_a_joined_line_is_told_with_the_words_on_both_sides() -> None:
    assert told("the pier is\nours", "the pier is ours") == [("is⏎ours", "is ours", False)]


def test_a_hyphen_that_was_taken_out_is_told_with_the_whole_word() -> None:
    assert told("in the har-\nbour, he", "in the harbour, he") == [("har-⏎bour,", "harbour,", True)]


def test_a_hyphen_that_stays_is_a_joined_line() -> None:
    assert told("left for Port-\nEllery.", "left for Port-Ellery.") == [("Port-⏎Ellery.", "Port-Ellery.", False)]
    assert told("pre-\nand post-war", "pre- and post-war") == [("pre-⏎and", "pre- and", False)]


def test_lines_that_ran_along_the_pages_hide_no_join() -> None:
    before = "Courier 1\nthe har-\nbour is\nPage 1\n\nCourier 2\nours for\never.\nPage 2"
    assert told(before, "the harbour is ours for ever.") == [
        ("har-⏎bour", "harbour", True),
        ("is⏎ours", "is ours", False),
        ("for⏎ever.", "for ever.", False),
    ]


def test_ends_of_paragraphs_are_none() -> None:
    assert told("One.\n\n\nTwo.", "One.\n\nTwo.") == []


def test_the_place_is_that_of_the_joined_words_in_the_new_text() -> None:
    after = "😀 The harbour opens and closes"
    found = list(joins("😀 The har-\nbour opens and\ncloses", after))

    assert [after[join.place.start : join.place.end] for join in found] == ["harbour", "and closes"]


def test_spaces_at_line_ends_are_not_taken_for_words() -> None:
    assert told("the pier is  \n ours", "the pier is ours") == [("is⏎ours", "is ours", False)]


def test_texts_that_differ_otherwise_end_without_an_error() -> None:
    assert all(isinstance(join, Join) for join in joins("abc-\n", "xyz"))
