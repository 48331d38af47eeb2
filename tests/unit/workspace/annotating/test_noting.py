"""Notes, questions to the lead and what comes back. Each gesture runs inside `undoable()`."""

import json
from pathlib import Path

from tests.desks import Hand
from workspace.annotating.gestures import NEW
from workspace.annotating.questions import KEY, open_questions, questions
from workspace.exporting import ExportOptions, export_file

STAY = "“The old bridge will stay open.”"


def test_a_question_asks_first_for_a_rule_of_the_label_in_hand_then_for_the_words(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("cue", "said")

    rules = hand.does("question").outcome.ask
    assert rules is not None
    first = hand.desk.snapshot.scheme.guideline
    assert rules.options[0].label == next(bullet.id for bullet in first if bullet.label == "cue")

    words = hand.does("question", argument=rules.options[0].argument).outcome.ask
    assert words is not None
    assert words.makes
    assert words.prefix == rules.options[0].argument


def test_a_question_and_its_answer_are_exported_with_the_span(hand: Hand, tmp_path: Path) -> None:
    hand.does("quote", STAY)
    hand.does("question", argument=f"Q-1/{NEW}with the stop?")
    assert [one.words for one in open_questions(hand.reading)] == ["with the stop?"]
    hand.does("answer", argument=f"{NEW}yes")
    assert list(open_questions(hand.reading)) == []
    assert [(one.bullet, one.answer) for one in questions(hand.reading)] == [("Q-1", "yes")]

    export_file(hand.desk.project, tmp_path / "out.jsonl", ExportOptions(everyone=True))
    span = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])["spans"][0]

    assert span["note"] == "with the stop?"
    assert span[KEY] == {"bullet": "Q-1", "answer": "yes"}


def test_an_article_can_be_asked_about(hand: Hand) -> None:
    hand.does("question", argument=f"Q-1/{NEW}is this an advertisement?")

    assert [one.span for one in questions(hand.reading)] == [None]


def test_a_plain_note_in_its_place_takes_the_question_back(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("question", argument=f"Q-1/{NEW}with the stop?")
    hand.does("note", argument=f"{NEW}settled")

    assert list(questions(hand.reading)) == []
    assert hand.quote().note == "settled"


def test_there_is_no_question_without_a_rule_and_no_answer_without_a_question(hand: Hand) -> None:
    hand.does("quote", STAY)

    hand.is_refused("no such rule", "question", argument=f"X-99/{NEW}why?")
    hand.is_refused("nothing was asked", "answer", argument=f"{NEW}because")
