"""Which quotes report the same words, in invented sentences."""

import pytest

from suggest.sameness import Passage, same_words

DAM = "“We shall not tear the old dam down before winter,”"


def found(words: str, *others: str) -> list[tuple[str, str]]:
    passages = [Passage(str(number), "a", "", (other,)) for number, other in enumerate(others)]
    return [(same.passage.words[0], same.variant) for same in same_words((words,), passages)]


@pytest.mark.parametrize(
    "other",
    [
        "we shall not tear the old dam down before winter",
        "«We shall not tear the old dam down, before winter»",
        "WE SHALL NOT TEAR THE OLD DÁM DOWN BEFORE WINTER!",
    ],
)
def test_case_accents_and_signs_do_not_count(other: str) -> None:
    assert found(DAM, other) == [(other, "verbatim")]


@pytest.mark.parametrize(
    "other",
    ["“tear the old dam down”", "that they would not “tear the old dam down” before the winter", "not before winter"],
)
def test_a_part_of_the_words_is_the_same_in_part(other: str) -> None:
    expected = [] if other == "not before winter" else [(other, "partial")]
    assert found(DAM, other) == expected


@pytest.mark.parametrize("other", ["the dam", "that the old town hall must be painted before winter", "", "!"])
def test_a_few_common_words_are_not_the_same(other: str) -> None:
    assert found(DAM, other) == []
    assert found("the dam", "the dam") == []


def test_equal_words_come_first_then_who_shares_most() -> None:
    words = [variant for _, variant in found(DAM, "tear the old dam down", DAM, "not tear the old dam down")]
    assert words == ["verbatim", "partial", "partial"]


def test_a_language_without_spaces_is_compared_by_characters() -> None:
    assert found("「古い堤防は壊さない」", "古い堤防は壊さない") == [("古い堤防は壊さない", "verbatim")]
