"""Finishing in the window: the strip that never blocks, and the annotator's own time."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from models.readings import State
from tests.gui.window.conftest import CTRL, OpenOn, User
from tests.samples import TEXT
from workspace.annotating.gestures import NEW, Gesture

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"


def _quoted(user: User) -> None:
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)


def test_done_is_stored_at_once_and_what_looks_incomplete_is_shown(open_on: OpenOn) -> None:
    user = open_on(TEXT, "Second article.")
    _quoted(user)
    user.press(Key.Key_Return, CTRL)

    assert user.stored().header.state is State.DONE
    assert user.window.annotate.chooser.isVisible()
    assert user.window.annotate.chooser.shown == ["Go on", "Quote 1 has no speaker"]
    assert user.text == TEXT


def test_ctrl_enter_again_goes_on(open_on: OpenOn) -> None:
    user = open_on(TEXT, "Second article.")
    _quoted(user)
    user.press(Key.Key_Return, CTRL, fast=True)
    user.press(Key.Key_Return, CTRL)
    user.settle()

    assert user.text == "Second article."
    assert not user.window.annotate.chooser.isVisible()


def test_an_entry_of_the_list_leads_to_its_place(open_on: OpenOn) -> None:
    user = open_on(TEXT, "Second article.")
    _quoted(user)
    user.press(Key.Key_Escape)
    user.view.set_caret(0)
    user.press(Key.Key_Return, CTRL)
    user.press(Key.Key_2)

    assert user.view.caret == user.at(QUOTE)[0]
    assert user.snapshot.state.active == user.snapshot.reading.quotes[0].id


def test_questions_are_listed_and_lead_to_their_span(user: User) -> None:
    _quoted(user)
    user.window.session.perform(Gesture("question", argument=f"Q-1/{NEW}with the stop?"))
    user.settle()
    user.window.commands.run("questions")

    assert user.window.annotate.chooser.shown == ["Q-1: with the stop?"]


def test_the_time_is_stored_when_the_article_is_left(open_on: OpenOn) -> None:
    user = open_on(TEXT, "Second article.")
    now = [1000.0]
    user.window.annotate.time._clock = lambda: now[0]
    user.window.annotate.time.notice()
    _quoted(user)
    for _ in range(3):
        now[0] += 50
        QTest.mouseMove(user.view.viewport(), QPoint(40, 40))
        user.view.set_caret(user.view.caret + 1)
    assert user.window.status._time.text() == "2 min"
    user.press(Key.Key_PageDown, CTRL)

    assert user.stored(0).header.seconds >= 150
    assert user.window.status._time.text() == ""
    user.press(Key.Key_Z, CTRL)
    assert user.stored(0).spans == {}


def test_the_arrows_go_through_the_choices(open_on: OpenOn) -> None:
    user = open_on(TEXT, "Second article.")
    _quoted(user)
    user.view.set_caret(0)
    user.press(Key.Key_Return, CTRL)
    user.press(Key.Key_Down, times=2)
    user.press(Key.Key_Up)
    user.press(Key.Key_Return)

    assert user.view.caret == user.at(QUOTE)[0]
