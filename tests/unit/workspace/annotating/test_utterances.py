"""The same words elsewhere: found in all articles, joined in one gesture."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import Hand
from tests.samples import new_project
from workspace.annotating.gestures import NEW

MINE = "“We shall not tear the old dam down before winter,”"
PART = "“tear the old dam down”"
AGAIN = "«We shall not tear the old dam down before winter»"
FIRST = f"{MINE} Ode said. He would not {PART}, he repeated."
SECOND = f"Ode: {AGAIN}. Nothing else was said."


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    """At an article whose first quote is said again in part, and in another article."""
    project = new_project(tmp_path / "p.inquit", FIRST, SECOND)
    other = Hand(project, article=1)
    other.desk.perform(other.gesture("quote", AGAIN))
    hand = Hand(project)
    hand.desk.perform(hand.gesture("quote", PART))
    hand.desk.perform(hand.gesture("quote", MINE))
    yield hand
    project.close()


def variants(hand: Hand) -> list[str]:
    (utterance,) = hand.desk.snapshot.shared.utterances.values()
    return sorted(str(member.variant) for member in utterance.members)


def test_the_quotes_of_all_articles_with_these_words_are_offered_and_joined_in_one_gesture(hand: Hand) -> None:
    ask = hand.does("same_words").outcome.ask
    assert ask is not None
    assert [option.hint for option in ask.options] == ["", "verbatim", "partial"]
    assert ask.options[1].label == f"{AGAIN} · The bridge"

    hand.does("same_words", argument=ask.options[0].argument)
    assert variants(hand) == ["partial", "verbatim", "verbatim"]
    hand.is_refused("no more quotes", "same_words")


def test_one_of_them_can_be_picked_and_the_next_joins_the_same_utterance(hand: Hand) -> None:
    for _ in range(2):
        ask = hand.does("same_words").outcome.ask
        assert ask is not None
        hand.does("same_words", argument=ask.options[-1].argument)

    assert variants(hand) == ["partial", "verbatim", "verbatim"]


def test_two_utterances_become_one(hand: Hand) -> None:
    hand.does("same_words_as", argument=f"{NEW}the dam stays")
    hand.activate("quote", PART)
    hand.does("same_words_as", argument=f"{NEW}tearing down")
    ask = hand.does("same_words").outcome.ask
    assert ask is not None

    hand.does("same_words", argument=ask.options[0].argument)

    assert len(hand.desk.snapshot.shared.utterances) == 1
    assert len(variants(hand)) == 3


def test_the_shorter_one_renders_in_part_whichever_is_active(hand: Hand) -> None:
    hand.activate("quote", PART)
    ask = hand.does("same_words").outcome.ask
    assert ask is not None
    hand.does("same_words", argument=ask.options[0].argument)

    assert variants(hand) == ["partial", "verbatim", "verbatim"]


def test_other_words_are_refused(hand: Hand) -> None:
    hand.is_refused("do not report the same words", "same_words", argument=hand.quote().id)
    hand.desk.activate(None)
    hand.is_refused("no active quote", "same_words")


def test_nobody_elses_quotes_are_offered(hand: Hand) -> None:
    ben = Hand(hand.desk.project, "ben")
    ben.does("quote", MINE)
    ben.is_refused("no quotes of yours", "same_words")
