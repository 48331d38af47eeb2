"""Ends of a span dragged with the mouse: only where the span was picked by hand."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.window.conftest import ALT, CTRL, LEFT, NONE, User

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"


def _edge(user: User, words: str, *, at_start: bool) -> QPoint:
    start, end = user.at(words)
    character = start if at_start else end - 1
    box = user.view.rectangles(character, character + 1)[0]
    return QPoint(box.left() + 1 if at_start else box.right(), box.center().y())


def _drag(user: User, here: QPoint, there: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    viewport = user.view.viewport()
    QTest.mousePress(viewport, LEFT, modifiers, here)
    QTest.mouseMove(viewport, (here + there) / 2)
    QTest.mouseMove(viewport, there)
    QTest.mouseRelease(viewport, LEFT, modifiers, there)
    user.settle()


def _marked(user: User, words: str) -> None:
    user.view.select(*user.at(words))
    user.press(Key.Key_S)


def test_both_ends_of_a_clicked_span_can_be_dragged_to_whole_words(user: User) -> None:
    _marked(user, "Ilse")
    user.click("Ilse")
    _drag(user, _edge(user, "Ilse", at_start=False), _edge(user, "Ilse Brand", at_start=False))
    assert user.spans() == [("speaker", "Ilse Brandt")]

    user.click("Brandt")
    _drag(user, _edge(user, "Ilse", at_start=True), _edge(user, "Mayor", at_start=True))
    assert user.spans() == [("speaker", "Mayor Ilse Brandt")]
    user.press(Key.Key_Z, CTRL)
    assert user.spans() == [("speaker", "Ilse Brandt")]


def test_alt_drags_by_character(user: User) -> None:
    _marked(user, "Ilse")
    user.click("Ilse")
    _drag(user, _edge(user, "Ilse", at_start=False), _edge(user, "Ils", at_start=False), ALT)

    assert user.spans() == [("speaker", "Ils")]


def test_a_selection_that_begins_at_the_end_of_a_span_just_made_is_a_selection(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q)
    _drag(user, _edge(user, "“The", at_start=True), _edge(user, "“The", at_start=False))

    assert user.selected == "“The"
    assert user.spans() == [("quote", QUOTE)]
