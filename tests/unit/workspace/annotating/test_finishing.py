"""What looks incomplete, in the order of reading."""

from tests.desks import Hand
from workspace.annotating.finishing import Gap, incomplete, question
from workspace.annotating.gestures import NEW

STAY = "“The old bridge will stay open.”"
MAYOR = "Mayor Ilse Brandt"


def _found(hand: Hand) -> list[tuple[str, Gap]]:
    snapshot = hand.desk.snapshot
    return [(one.name, one.gap) for one in incomplete(hand.text, snapshot.reading, snapshot.state, snapshot.shared)]


def test_an_untouched_article_misses_nothing(hand: Hand) -> None:
    assert _found(hand) == []


def test_a_direct_quote_needs_a_speaker_but_no_cue(hand: Hand) -> None:
    hand.does("quote", STAY)
    assert _found(hand) == [("Quote 1", Gap.SPEAKER)]

    hand.does("implicit")
    assert _found(hand) == []


def test_an_indirect_quote_needs_a_cue(hand: Hand) -> None:
    hand.does("quote", "that")
    hand.does("implicit")

    assert _found(hand) == [("Quote 1", Gap.CUE)]


def test_stances_are_missed_only_where_the_project_has_a_target(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("implicit")
    hand.does("target", argument=f"{NEW}The bridge")
    assert _found(hand) == [("Quote 1", Gap.STANCE)]

    hand.does("polarity", argument="favor")
    assert _found(hand) == []


def test_what_waits_and_what_is_a_guess_is_named(hand: Hand) -> None:
    hand.does("speaker", MAYOR)
    assert _found(hand) == [(f"“{MAYOR}”", Gap.PENDING)]

    hand.does("quote", STAY)
    assert _found(hand) == [(f"“{MAYOR}”", Gap.UNCONFIRMED)]

    hand.does("confirm")
    assert _found(hand) == []


def test_a_mention_that_was_unlinked_belongs_to_no_quote(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("cue", "said")
    hand.activate("cue", "said")
    hand.does("unlink")

    assert ("“said”", Gap.UNLINKED) in _found(hand)


def test_a_source_of_the_whole_article_belongs_to_none(hand: Hand) -> None:
    hand.does("article_source", "Harbour Gazette")
    hand.does("confirm")

    assert _found(hand) == []


def test_a_question_is_listed_until_it_is_answered(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("implicit")
    hand.does("question", argument=f"Q-1/{NEW}the stop too?")
    assert _found(hand) == [("the stop too?", Gap.QUESTION)]

    hand.does("answer", argument=f"{NEW}yes, it is inside the marks")
    assert _found(hand) == []


def test_the_list_offers_to_go_on_first_and_then_each_place(hand: Hand) -> None:
    hand.does("quote", STAY)
    snapshot = hand.desk.snapshot

    ask = question(incomplete(hand.text, snapshot.reading, snapshot.state, snapshot.shared))

    assert [option.label for option in ask.options] == ["Go on", "Quote 1 has no speaker"]
    assert ask.options[1].argument == hand.quote().id
