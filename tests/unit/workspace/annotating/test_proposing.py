"""The quote key without a selection: which words it takes, and what further presses do."""

from pathlib import Path

from tests.desks import Hand
from tests.samples import new_project

STAY = "“The old bridge will stay open.”"


def test_a_quote_without_a_selection_is_the_one_under_the_caret(hand: Hand) -> None:
    hand.does("quote", caret="old bridge")

    assert STAY in hand.quote().words(hand.text)[0]


def test_behind_a_source_and_its_cue_the_quote_is_the_clause_that_follows(hand: Hand) -> None:
    hand.does("relay_cue", "According to")
    hand.does("source", "the Tidewater Post")

    hand.does("quote", caret=", Brandt called")

    assert hand.quote().words(hand.text)[0].startswith("Brandt called the plan")
    assert hand.linked("via") == ["the Tidewater Post"]


def test_pressing_q_again_takes_the_next_candidate_in_one_span(hand: Hand) -> None:
    hand.does("quote", caret="old bridge")
    first = hand.quote()

    hand.does("quote", caret="old bridge")

    assert hand.quote().id == first.id
    assert hand.quote().fragments != first.fragments
    assert len(hand.reading.quotes) == 1


def test_without_a_selection_the_quote_begins_behind_the_speaker_that_follows_the_cue(tmp_path: Path) -> None:
    hand = Hand(new_project(tmp_path / "behind.inquit", "قالت وزيرة المياه إن السد «لن يُبنى»."))
    hand.does("cue", "قالت")
    hand.does("speaker", "وزيرة المياه")
    hand.does("quote", caret=" إن")

    assert hand.quote().words(hand.text) == ("إن السد «لن يُبنى»",)
    assert hand.linked("speaker") == ["وزيرة المياه"]


def test_without_a_selection_a_cue_left_behind_does_not_say_where_the_quote_is(tmp_path: Path) -> None:
    hand = Hand(new_project(tmp_path / "left.inquit", "Pim said that he left.\n“We stay.”"))
    hand.does("cue", "said")
    hand.does("quote", caret="stay")

    assert hand.quote().words(hand.text) == ("“We stay.”",)


def test_a_clause_behind_a_verb_of_acting_is_only_reported_and_one_that_is_said_is_indirect(tmp_path: Path) -> None:
    text = "Ana Ode rejected the idea of a toll. Bo Lind said the toll would help."
    hand = Hand(new_project(tmp_path / "p.inquit", text))
    for speaker, cue in (("Ana Ode", "rejected"), ("Bo Lind", "said")):
        hand.does("speaker", speaker)
        hand.does("cue", cue)
        hand.does("quote", caret=cue)

    assert [(quote.attributes["type"], *quote.words(text)) for quote in hand.reading.quotes] == [
        ("reported", "the idea of a toll"),
        ("indirect", "the toll would help"),
    ]


def test_q_takes_nothing_that_waits_for_the_quote_into_it(tmp_path: Path) -> None:
    text = "According to two people, who asked not to be named, there was no plan."
    hand = Hand(new_project(tmp_path / "p.inquit", text))
    hand.does("relay_cue", "According to")
    hand.does("speaker", "two people")
    hand.does("quote", caret="two people")

    assert "two people" not in hand.quote().words(text)[0]


def test_q_at_another_place_makes_another_quote_and_does_not_change_the_last_one(hand: Hand) -> None:
    hand.does("quote", caret="old bridge")
    hand.does("quote", caret="no money")

    assert [quote.words(hand.text)[0][:8] for quote in hand.reading.quotes] == ["“The old", "“We have"]
