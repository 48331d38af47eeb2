"""Gestures on stances. Each runs inside `undoable()`."""

from tests.desks import Hand
from workspace.annotating.gestures import NEW
from workspace.project import Project

MONEY = "“We have no money for it 🏗️,”"
TREASURER = "the treasurer, Noël A\u0301vila"
PLAN = NEW + "The plan"


def _quoted(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)


def test_without_a_current_target_a_polarity_asks_for_it_and_stores_nothing(hand: Hand) -> None:
    _quoted(hand)

    result = hand.does("polarity", argument="against")

    assert result.done is None
    assert result.outcome.ask is not None
    assert result.outcome.ask.prefix == "against/"


def test_a_stance_is_the_speakers_and_rests_on_the_quote(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")

    stance = hand.stance()
    assert stance.polarity == "against"
    assert stance.holder == hand.span("speaker", TREASURER).entity
    assert stance.evidence == (hand.quote().id,)
    assert stance.according_to is None


def test_the_same_target_again_changes_the_stance(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("polarity", argument="favor")

    assert hand.stance().polarity == "favor"


def test_words_marked_before_carry_the_next_stance(hand: Hand) -> None:
    _quoted(hand)
    hand.does("target", argument=PLAN)
    hand.does("target", "no money")
    hand.does("polarity", argument="against")

    assert hand.stance().evidence == (hand.span("stance", "no money").id,)


def test_words_marked_after_carry_the_stance_in_hand(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("target", "no money")

    assert hand.stance().evidence == (hand.span("stance", "no money").id,)


def test_basis_hedge_and_strength_are_of_the_stance_made_last(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("basis")
    hand.does("hedged")
    hand.does("strength", argument="3")

    assert (hand.stance().basis, hand.stance().hedged, hand.stance().strength) == ("explicit", True, 3)


def test_an_ascribed_stance_stands_beside_the_speakers_and_is_told_by_the_quote(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("ascribe", argument=NEW + "The council")
    hand.does("polarity", argument="favor")

    first, second = hand.reading.stances.values()
    assert (first.polarity, second.polarity) == ("against", "favor")
    assert hand.desk.snapshot.shared.entity(second.holder or "").name == "The council"
    assert second.according_to == hand.quote().id
    assert hand.desk.snapshot.state.holder is None


def test_the_authors_stance_is_told_by_no_quote(hand: Hand) -> None:
    _quoted(hand)
    hand.does("ascribe", argument=hand.desk.snapshot.shared.built_in("author").id)
    hand.does("polarity", argument=f"unclear/{PLAN}")

    assert hand.stance().according_to is None


def test_the_stance_of_a_nested_quote_is_told_by_the_quote_around_it(hand: Hand) -> None:
    hand.does("quote", "“a ‘gift’ to nobody”")
    around = hand.quote().id
    hand.does("quote", "‘gift’")
    hand.does("implicit")
    hand.does("polarity", argument=f"favor/{PLAN}")

    assert hand.stance().according_to == around


def test_a_stance_without_a_quote_is_the_authors_until_somebody_else_is_chosen(hand: Hand) -> None:
    asked = hand.does("lone_stance", "Nobody else spoke").outcome.ask
    assert asked is not None
    assert [option.hint for option in asked.options] == ["F", "A", "N", "U"]

    hand.does("lone_stance", "Nobody else spoke", argument=f"against/{PLAN}")
    author = hand.desk.snapshot.shared.built_in("author").id
    assert (hand.stance().quote, hand.stance().holder) == (None, author)

    hand.does("set_stance", argument=f"holder={NEW}Ida Brandel")
    hand.does("strength", argument="1")
    assert hand.desk.snapshot.shared.entity(hand.stance().holder or "").name == "Ida Brandel"
    assert hand.stance().strength == 1


def test_a_field_of_a_stance_asks_for_its_value(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")

    for field in ("holder", "according_to"):
        asked = hand.does("set_stance", argument=field).outcome.ask
        assert asked is not None
        assert all(option.argument.startswith(f"{field}=") for option in asked.options)


def test_a_stance_rests_on_no_quote_that_is_not_there(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")

    hand.is_refused("no such quote", "set_stance", argument=f"according_to={hand.span('speaker', TREASURER).id}")


def test_the_last_stance_is_repeated_for_another_quote(hand: Hand, project: Project) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("quote", "“a ‘gift’ to nobody”")
    hand.does("repeat_stance")

    assert [stance.polarity for stance in hand.reading.stances.values()] == ["against", "against"]
    assert len(hand.reading.stances_on(hand.quote().id)) == 1


def test_a_polarity_goes_to_the_stance_in_hand_whoever_holds_it(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("ascribe", argument=f"{NEW}The council")
    hand.does("polarity", argument="favor")
    hand.does("polarity", argument="unclear")
    assert [stance.polarity for stance in hand.reading.stances.values()] == ["against", "unclear"]
    hand.desk.activate(next(iter(hand.reading.stances)))
    hand.does("polarity", argument="neutral")

    assert [stance.polarity for stance in hand.reading.stances.values()] == ["neutral", "unclear"]


def test_a_stance_repeated_where_there_is_one_changes_that(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    hand.does("quote", "“The old bridge will stay open.”")
    hand.does("repeat_stance")
    hand.does("polarity", argument="favor")
    hand.does("repeat_stance")

    assert [stance.polarity for stance in hand.reading.stances.values()] == ["against", "against"]


def test_another_target_for_the_stance_in_hand_is_the_current_one_from_then_on(hand: Hand) -> None:
    _quoted(hand)
    hand.does("polarity", argument=f"against/{PLAN}")
    asked = hand.does("set_stance", argument="target").outcome.ask
    assert asked is not None
    hand.does("set_stance", argument=f"{asked.prefix}{NEW}The toll")

    toll = next(target.id for target in hand.desk.snapshot.shared.targets.values() if target.name == "The toll")
    assert hand.stance().target == hand.desk.snapshot.state.target == toll
