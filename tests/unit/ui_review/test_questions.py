"""What the page asks, and what each answer stands for."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.reviewed import BEN, ana_and_ben, readings
from ui.review.live import Wanted
from ui.review.questions import by_what, names_of, which_measure, whom
from workspace.reviewing import Review, Reviewer, ReviewOptions


@pytest.fixture
def review(tmp_path: Path) -> Review:
    project = ana_and_ben(tmp_path / "p.inquit", *readings("gold", BEN))
    try:
        return Reviewer(project).review(ReviewOptions(gamma=False))
    finally:
        project.close()


def test_whoever_has_annotated_can_be_compared_with_gold_also_in_blind_mode(review: Review) -> None:
    asked = whom(review, names_of(review, blind=True), Wanted())

    words = {option.label: asked.answers[option.argument]["annotators"] for option in asked.ask.options}
    assert {name: who for name, who in words.items() if "repeat" not in name} == {
        "the annotators with one another": None,
        "I with gold": ("ana", "gold"),
        "II with gold": ("ben", "gold"),
        "everybody and gold": ("ana", "ben", "gold"),
    }


def test_measures_and_labels_are_asked_for_in_one_question(review: Review) -> None:
    asked = which_measure(review)

    assert asked.answers["measure/f1_iou"] == {"measure": "f1_iou"}
    assert asked.answers["label/"] == {"label": ""}
    assert asked.answers["label/quote"] == {"label": "quote"}


def test_every_filter_that_is_offered_says_how_much_it_leaves(review: Review) -> None:
    asked = by_what(review, names_of(review, blind=False))

    hints = {option.label: option.hint for option in asked.ask.options}
    assert hints["kind boundary"] == "1"
    assert hints["annotator ana"] == "3"
    assert asked.answers[asked.ask.options[0].argument].keys() == {"kind"}


def test_a_blind_repeat_can_be_named_and_let_go_of(review: Review) -> None:
    def offered(wanted: Wanted) -> dict[str, object]:
        asked = whom(review, names_of(review, blind=False), wanted)
        return {one.label: asked.answers[one.argument].get("repeats") for one in asked.ask.options}

    assert offered(Wanted())["ben is a blind repeat of ana"] == {"ben": "ana"}
    named = offered(Wanted(repeats={"ben": "ana"}))
    assert not any("blind repeat" in words for words in named)
    assert named["the annotators with one another"] == {}


def test_suggestions_can_be_left_out_where_there_are_any_and_counted_again(review: Review) -> None:
    some = replace(review, report=replace(review.report, left_out=replace(review.report.left_out, suggested=4)))

    def offered(review: Review, wanted: Wanted) -> list[str]:
        options = whom(review, names_of(review, blind=False), wanted).ask.options
        return [f"{one.label}: {one.hint}" for one in options if "suggestions" in one.label]

    assert offered(review, Wanted()) == []
    assert offered(some, Wanted()) == ["leave out spans that began as suggestions: 4"]
    assert offered(review, Wanted(with_suggested=False)) == ["count spans that began as suggestions again: "]
