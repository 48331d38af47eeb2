"""The time spent: counted without idle time, stored beside the gestures, no step of undo."""

from pathlib import Path

import pytest

from models.readings import State
from tests.desks import Hand
from tests.helpers import logged
from workspace.annotating.timing import Spent, in_words
from workspace.exporting import ExportOptions, export_file
from workspace.intake.importing import import_files
from workspace.keeping.checking import check

STAY = "“The old bridge will stay open.”"


def test_gaps_up_to_a_minute_count_and_longer_ones_do_not() -> None:
    spent = Spent()
    for now in (100.0, 110.0, 170.0, 231.0, 232.5):
        spent = spent.at(now)

    assert spent.seconds == 10 + 60 + 1.5


def test_what_was_stored_is_not_counted_again() -> None:
    spent = Spent().at(5.0).at(8.0).emptied().at(9.0)

    assert spent.seconds == 1


@pytest.mark.parametrize(("seconds", "words"), [(59.9, ""), (60, "1 min"), (3599, "59 min"), (3900, "1 h 05 min")])
def test_a_time_is_told_in_minutes(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_time_spent_on_an_article_without_annotations_is_stored_too(hand: Hand) -> None:
    article = hand.desk.snapshot.article.id
    hand.desk.spend(article, 30)
    assert (hand.reading.header.seconds, hand.reading.header.state) == (30, State.TODO)

    hand.desk.finish(State.DONE)
    hand.desk.spend(article, 2)
    assert hand.desk.project.reading(article, hand.annotator).header.seconds == 32
    hand.desk.undo()
    assert (hand.reading.header.seconds, hand.reading.header.state) == (32, State.TODO)
    assert check(hand.desk.project.store, hand.desk.project.scheme) == ()


def test_the_first_mark_after_a_look_can_be_taken_back(hand: Hand) -> None:
    hand.desk.spend(hand.desk.snapshot.article.id, 30)
    hand.does("quote", STAY)

    assert (hand.reading.header.seconds, hand.reading.header.state) == (30, State.DOING)


def test_what_was_undone_to_the_start_is_redone_after_a_further_look_at_the_article(hand: Hand) -> None:
    hand.does("quote", STAY)
    made = hand.reading
    hand.desk.undo()
    hand.desk.spend(hand.desk.snapshot.article.id, 30)

    hand.desk.redo()
    assert (hand.reading.spans, hand.reading.header.seconds) == (made.spans, 30)
    hand.desk.undo()
    hand.desk.redo()
    assert (hand.reading.header.id, hand.reading.spans) == (made.header.id, made.spans)
    assert check(hand.desk.project.store, hand.desk.project.scheme) == ()


def test_nothing_is_stored_where_no_time_was_spent(hand: Hand) -> None:
    hand.desk.spend(hand.desk.snapshot.article.id, 0)

    assert logged(hand.desk.project.path) == 0


def test_a_look_is_no_reading_that_an_import_could_contradict(hand: Hand, tmp_path: Path) -> None:
    hand.desk.spend(hand.desk.snapshot.article.id, 30)
    other = Hand(hand.desk.project, "ben")
    other.does("quote", STAY)
    out = tmp_path / "ben.jsonl"
    export_file(hand.desk.project, out, ExportOptions(annotator="ben", states=(State.DOING,)))

    out.write_text(out.read_text("utf-8").replace('"annotator":"ben"', '"annotator":"ana"'), "utf-8")
    (report,) = import_files(hand.desk.project, [out])

    assert not report.errors
    assert len(hand.desk.project.reading(hand.desk.snapshot.article.id, hand.annotator).spans) == 1


def test_a_reading_that_was_begun_and_emptied_again_is_no_reading_that_an_import_could_contradict(
    hand: Hand, tmp_path: Path
) -> None:
    other = Hand(hand.desk.project, "ben")
    other.does("quote", STAY)
    other.desk.finish(State.DONE)
    hand.desk.finish(State.DONE)
    hand.desk.finish(State.TODO)
    out = tmp_path / "out.jsonl"
    export_file(hand.desk.project, out, ExportOptions(annotator="ben"))
    out.write_text(out.read_text("utf-8").replace('"annotator":"ben"', '"annotator":"ana"'), "utf-8")
    (report,) = import_files(hand.desk.project, [out])

    assert not report.errors
    assert len(hand.desk.project.reading(hand.desk.snapshot.article.id, hand.annotator).spans) == 1


def test_the_time_is_stored_and_undo_passes_it_over(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.desk.spend(hand.desk.snapshot.article.id, 30)
    hand.does("cue", "said")
    hand.desk.spend(hand.desk.snapshot.article.id, 12.5)

    assert hand.reading.header.seconds == 42.5
    hand.desk.undo()
    assert hand.reading.header.seconds == 42.5
    hand.desk.undo()
    assert not hand.reading.spans
    hand.desk.redo()
    hand.desk.redo()

    assert len(hand.reading.spans) == 2
    assert hand.desk.project.reading(hand.desk.snapshot.article.id, hand.annotator) == hand.reading
    assert check(hand.desk.project.store, hand.desk.project.scheme) == ()


def test_a_state_set_before_more_time_was_spent_can_be_taken_back(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("note", argument="new:look again")
    hand.desk.spend(hand.desk.snapshot.article.id, 7)
    hand.desk.activate(None)
    hand.desk.undo()

    assert hand.reading.header.seconds == 7
    assert hand.quote().note == ""


def test_time_spent_on_an_article_that_is_no_longer_open_goes_to_it(hand: Hand) -> None:
    hand.does("quote", STAY)
    article = hand.desk.snapshot.article.id
    other = Hand(hand.desk.project)
    other.desk.spend(article, 3)

    assert hand.desk.project.reading(article, hand.annotator).header.seconds == 3
