"""Finding words as a reader means them, and where they stand in the text as it is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.spans import Fragment
from models.text.search import find


def found(text: str, words: str, *, exactly: bool = False) -> list[str]:
    return [text[place.start : place.end] for place in find(text, words, exactly=exactly)]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("The Mayor met the mayors.", "mayor", ["Mayor", "mayor"]),
        ("Noël A\u0301vila, NOËL", "noel", ["Noël", "NOËL"]),
        ("Noe\u0308l A\u0301vila came", "noël ávila", ["Noe\u0308l A\u0301vila"]),
        ("“so,” he said, «so»", '"so', ["“so", "«so"]),
        ("the Straße and the STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("an ofﬁcer of the office", "offi", ["ofﬁ", "offi"]),
        ("soft\u00adhyphen and soft\u200bhyphen", "softhyphen", ["soft\u00adhyphen", "soft\u200bhyphen"]),
        ("ten\u00a0years, ten\nyears", "ten years", ["ten\u00a0years", "ten\nyears"]),
        ("2014–2018", "2014-2018", ["2014–2018"]),
        ("😀 “ja” 😀", "ja", ["ja"]),
        ("قَالَ الوزير", "قال", ["قَالَ"]),
        ("각국 한국", "한국", ["한국"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("anything", "", []),
        ("any thing", "  ", []),
    ],
)
def test_words_are_found_in_any_case_accent_and_form_of_marks(text: str, words: str, places: list[str]) -> None:
    assert found(text, words) == places


def test_exactly_means_every_character_as_it_is() -> None:
    assert found("Mayor, mayor, máyor", "mayor", exactly=True) == ["mayor"]


def test_no_more_places_are_looked_for_than_asked() -> None:
    assert find("a a a a", "a", most=2) == [Fragment(0, 1), Fragment(2, 3)]


@given(st.text(max_size=30), st.text(min_size=1, max_size=6).filter(str.strip), st.text(max_size=30))
def test_words_that_are_there_are_found_within_the_text(before: str, words: str, after: str) -> None:
    text = f"{before}\n{words}\n{after}"
    places = find(text, words)

    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert found(text, words, exactly=True)
