"""What the page asks, and what each answer stands for."""

from pathlib import Path

import pytest

from tests.reviewed import BEN, ana_and_ben, readings
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
    asked = whom(review, names_of(review, blind=True))

    words = {option.label: asked.answers[option.argument]["annotators"] for option in asked.ask.options}
    assert words == {
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
