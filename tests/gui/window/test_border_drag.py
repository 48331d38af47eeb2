"""Ends of a span dragged with the mouse, in any direction of writing, over lines, and for parts."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.window.conftest import ALT, CTRL, LEFT, NONE, OpenOn, User
from ui.text.painter import HANDLE

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


def _knob(user: User, offset: int, *, opens: bool) -> QPoint:
    """The middle of the knob of an end."""
    edge = user.view.edge(offset, opens=opens)
    return QPoint(round(edge.x), round(edge.top - HANDLE / 2 if opens else edge.bottom + HANDLE / 2))


def _inside(user: User, words: str) -> QPoint:
    """On the last letter of words, on the side where the next one begins."""
    _, end = user.at(words)
    edge, before = user.view.edge(end, opens=False), user.view.edge(end - 1, opens=False)
    return QPoint(round((3 * edge.x + before.x) / 4), round((edge.top + edge.bottom) / 2))


def test_a_span_just_made_can_be_taken_by_its_knob(user: User) -> None:
    _marked(user, "Ilse")
    QTest.mouseMove(user.view.viewport(), _inside(user, "Ilse"))
    _drag(user, _knob(user, user.at("Ilse")[1], opens=False), _inside(user, "Ilse Brandt"))

    assert user.spans() == [("speaker", "Ilse Brandt")]


def test_esc_while_dragging_puts_everything_back(user: User) -> None:
    _marked(user, "Ilse")
    user.click("Ilse")
    before, viewport = user.view.caret, user.view.viewport()
    QTest.mousePress(viewport, LEFT, NONE, _edge(user, "Ilse", at_start=False))
    QTest.mouseMove(viewport, _inside(user, "Ilse Brandt"))
    assert user.selected == "Ilse Brandt"
    user.press(Key.Key_Escape)
    QTest.mouseMove(viewport, _inside(user, "Ilse Brandt 😀 said"))
    QTest.mouseRelease(viewport, LEFT, NONE, _inside(user, "Ilse Brandt 😀 said"))
    user.settle()

    assert (user.selected, user.view.caret) == ("", before)
    assert user.spans() == [("speaker", "Ilse")]
    assert user.snapshot.state.selected is not None


def test_the_end_that_is_not_dragged_stays_within_its_word(user: User) -> None:
    user.view.select(*user.at("lse"))
    user.press(Key.Key_S)
    user.click("lse")
    _drag(user, _edge(user, "lse", at_start=False), _inside(user, "lse Brandt"))

    assert user.spans() == [("speaker", "lse Brandt")]


def test_a_part_of_a_broken_quote_is_dragged_alone(user: User) -> None:
    user.view.select(*user.at("“We have no money"))
    user.press(Key.Key_Q)
    user.view.select(*user.at("“not this year"))
    user.press(Key.Key_J)
    user.click("not this")
    _drag(user, _edge(user, "“not this year", at_start=False), _inside(user, "“not this year.”"))

    assert user.spans() == [("quote", "“We have no money", "“not this year.”")]


def test_a_span_is_dragged_over_the_end_of_its_line(open_on: OpenOn) -> None:
    user = open_on("The council met on Monday and on Tuesday, and then it met again. " * 3)
    words = "The council"
    _marked(user, words)
    user.click(words)
    below = user.text.index("again", 70)
    _drag(user, _edge(user, words, at_start=False), user.view.rectangles(below + 3, below + 4)[0].center())

    assert user.view.rectangles(below, below + 1)[0].top() > user.view.rectangles(0, 1)[0].bottom()
    assert user.spans() == [("speaker", user.text[: below + len("again")])]


def test_both_ends_of_words_written_from_right_to_left_can_be_dragged(open_on: OpenOn) -> None:
    user = open_on("השרה אמרה ביום שני שלא נוותר על הגשר.")
    _marked(user, "ביום")
    user.click("ביום")
    start, end = user.at("ביום")
    assert user.view.edge(start, opens=True).x > user.view.edge(end, opens=False).x
    _drag(user, _knob(user, end, opens=False), _inside(user, "ביום שני"))
    assert user.spans() == [("speaker", "ביום שני")]

    user.click("ביום שני")
    _drag(user, _knob(user, start, opens=True), _inside(user, "א"))
    assert user.spans() == [("speaker", "אמרה ביום שני")]
