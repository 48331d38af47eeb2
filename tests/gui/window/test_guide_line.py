"""The line below the text: a rule of the guideline, or what was noted."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.window.conftest import LEFT, NONE, User
from workspace.annotating.gestures import NEW, Gesture

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"


def test_the_rule_about_the_label_in_hand_stands_below_the_text(user: User) -> None:
    line = user.window.annotate.guide
    assert line.words == ""
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)
    assert line.words.startswith("Q-1 ")
    user.drag("said")
    user.press(Key.Key_C)

    assert line.words.startswith("C-1 ")
    assert "For example" in line.toolTip()


def test_a_click_shows_the_next_rule(user: User) -> None:
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)
    QTest.mouseClick(user.window.annotate.guide, LEFT, NONE, QPoint(60, 10))

    assert user.window.annotate.guide.words.startswith("Q-2 ")


def test_a_question_and_its_answer_are_shown_back(user: User) -> None:
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)
    user.window.session.perform(Gesture("question", argument=f"Q-2/{NEW}with the stop?"))
    user.settle()
    assert user.window.annotate.guide.words == "Q-2: with the stop? – not answered yet"
    user.window.session.perform(Gesture("answer", argument=f"{NEW}yes"))
    user.settle()

    assert user.window.annotate.guide.words == "Q-2: with the stop? – yes"


def test_a_question_in_place_leaves_the_rule_in_sight_whatever_is_typed(user: User) -> None:
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)
    user.press(Key.Key_E)
    page = user.window.annotate
    chooser, line = page.chooser, page.guide
    rule = line.rect().translated(line.mapTo(page, QPoint()))
    feet = []
    for typed in ("", "nobody of this name"):
        user.type(typed)
        assert chooser.isVisible()
        feet.append(chooser.geometry().bottom())
        assert not chooser.geometry().intersects(rule)

    assert feet[0] == feet[1]
