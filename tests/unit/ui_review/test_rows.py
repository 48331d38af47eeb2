"""What a row of the list says beside its passage."""

from tests.unit.ui_review.made import disagreement, version
from ui.review.names import Names
from ui.review.rows import Side, kind_words, sides, spoken

NAMES = Names(("ana", "ben", "cleo"))


def test_each_kind_has_a_sign_and_what_has_parts_names_the_part() -> None:
    bounds = disagreement(version("ana", "said"), version("ben", "Brandt said"))
    type_ = disagreement(version("ana", "said"), kind="attribute", sub_kind="mention_type")
    polarity = disagreement(version("ana", "said"), kind="stance", sub_kind="polarity")

    assert [kind_words(item) for item in (bounds, type_, polarity)] == ["↔ boundary", "◇ mention type", "± polarity"]


def test_what_few_have_names_those_who_have_it_and_what_few_lack_those_who_lack_it() -> None:
    one = disagreement(version("ana", "said"), version("ben"), version("cleo"), kind="missing")
    two = disagreement(version("ana", "said"), version("ben"), version("cleo", "said"), kind="missing")

    assert sides(one, NAMES) == (Side("ana", (0,)), Side("only"))
    assert sides(two, NAMES) == (Side("not"), Side("ben", (1,)))


def test_each_value_is_said_once_with_everybody_who_has_it() -> None:
    item = disagreement(
        version("ana", "said", "favor"),
        version("ben", "said", "neutral"),
        version("cleo", "said", "favor"),
        kind="stance",
        sub_kind="polarity",
    )

    assert sides(item, NAMES) == (Side("favor", (0, 2)), Side("neutral", (1,)))


def test_having_nothing_is_a_dash() -> None:
    item = disagreement(version("ana", "said", "favor"), version("ben", "", ""), kind="stance", sub_kind="missing")

    assert sides(item, NAMES)[1] == Side("–", (1,))


def test_blind_mode_names_nobody() -> None:
    item = disagreement(version("ana", "said"), version("ben"), kind="missing")
    blind = Names(("ana", "ben"), blind=True)

    assert "ana" not in spoken(item, blind, "The bridge")
    assert sides(item, blind)[0] == Side("I", (0,))


def test_offsets_are_not_said_to_people() -> None:
    item = disagreement(version("ana", "said", "[12, 16) said"), kind="stance", sub_kind="evidence")

    assert "ana: said" in spoken(item, NAMES, "").splitlines()
