"""Working in passes: what is on, what is off, and that the project remembers."""

import pytest

from tests.desks import Hand
from workspace.annotating.desk import ACTS
from workspace.annotating.finishing import incomplete, of_pass
from workspace.annotating.gestures import NEW
from workspace.passes import Pass, allows, shows
from workspace.project import Project

STAY = "“The old bridge will stay open.”"


def test_every_gesture_is_on_in_some_pass_and_all_are_without_passes() -> None:
    for action in ACTS:
        assert allows(Pass.ALL, action)
        assert any(allows(step, action) for step in Pass if step is not Pass.ALL)


@pytest.mark.parametrize(
    ("step", "off"),
    [(Pass.QUOTES, "speaker"), (Pass.QUOTES, "polarity"), (Pass.SOURCES, "quote"), (Pass.STANCE, "cue")],
)
def test_a_key_of_another_layer_is_refused(hand: Hand, step: Pass, off: str) -> None:
    hand.does("quote", STAY)
    hand.desk.project.choose_pass(step)

    hand.is_refused("in the pass", off, "said")


def test_borders_notes_and_deletion_are_on_in_every_pass(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.desk.project.choose_pass(Pass.STANCE)
    hand.does("border", argument="end in word", caret="open.”")
    hand.does("note", argument=f"{NEW}look again")
    hand.does("delete")

    assert not hand.reading.spans


def test_quotes_are_shown_in_every_pass_and_other_labels_in_their_own() -> None:
    assert [step for step in Pass if shows(step, "quote")] == list(Pass)
    assert [step for step in Pass if shows(step, "speaker")] == [Pass.ALL, Pass.SOURCES]
    assert [step for step in Pass if shows(step, "stance")] == [Pass.ALL, Pass.STANCE]


def test_only_what_its_layer_lacks_is_missed(hand: Hand) -> None:
    hand.does("quote", "that")
    snapshot = hand.desk.snapshot
    found = incomplete(hand.text, snapshot.reading, snapshot.state, snapshot.shared)

    assert [one.words for one in of_pass(Pass.SOURCES, found)] == ["Quote 1 has no speaker", "Quote 1 has no cue"]
    assert of_pass(Pass.QUOTES, found) == ()
    assert of_pass(Pass.ALL, found) == found


def test_the_project_remembers_its_pass(hand: Hand) -> None:
    project = hand.desk.project
    project.choose_pass(Pass.SOURCES)
    project.close()

    again = Project.open(project.path)
    assert again.step is Pass.SOURCES
    again.close()
