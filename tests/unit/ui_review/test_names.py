"""What annotators are called, openly and in blind mode."""

import pytest

from ui.review.names import Names, roman


@pytest.mark.parametrize(("number", "shown"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (105, "CV")])
def test_numbers_are_roman(number: int, shown: str) -> None:
    assert roman(number) == shown


def test_blind_mode_gives_each_a_number_that_stays_when_fewer_are_compared() -> None:
    everybody = ("ana", "ben", "chiara", "gold")

    assert [Names(everybody, everybody, blind=True)(name) for name in everybody] == ["I", "II", "III", "gold"]
    assert Names(("chiara", "gold"), everybody, blind=True)("chiara") == "III"


def test_otherwise_everybody_is_called_by_name() -> None:
    assert Names(("ana", "ben"))("ben") == "ben"


def test_an_annotators_lane_is_their_place_among_those_compared() -> None:
    assert Names(("ana", "ben")).place("ben") == 1
