"""Finding in the window: Ctrl+F in the article, F3 through its places, Ctrl+Shift+F in all articles."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.spans import Fragment
from tests.gui.window.conftest import ALT, CTRL, NONE, SHIFT, OpenOn, User
from ui.annotate.find_strip import FindStrip

Key = Qt.Key
TEXT = "Noël Ávila spoke. Then noel avila went.\nNobody saw NOËL again."


def _strip(user: User) -> FindStrip:
    return user.window.annotate.find_strip


def _look_for(user: User, words: str, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    user.press(Key.Key_F, modifiers)
    user.type(words)


def test_what_is_typed_is_found_in_any_case_and_accent_and_counted(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    _look_for(user, "noel")

    assert user.selected == "Noël"
    assert _strip(user).count == "1 of 3"
    assert list(user.view._layout.found) == [Fragment(0, 4), Fragment(23, 27), Fragment(51, 55)]


def test_f3_goes_on_and_shift_f3_back_around_the_ends(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    _look_for(user, "noel")
    for key, modifiers, count in (
        (Key.Key_F3, NONE, "2 of 3"),
        (Key.Key_Down, NONE, "3 of 3"),
        (Key.Key_F3, NONE, "1 of 3"),
        (Key.Key_F3, SHIFT, "3 of 3"),
        (Key.Key_Up, NONE, "2 of 3"),
    ):
        user.press(key, modifiers)
        assert _strip(user).count == count


def test_esc_puts_the_caret_back_and_takes_the_places_away(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    user.view.select(5, 10)
    user.press(Key.Key_F, CTRL)
    assert _strip(user).field.text() == "Ávila"
    user.type("again")
    assert user.selected == "again"
    user.press(Key.Key_Escape)

    assert (user.view.selection, user.view.caret) == (Fragment(5, 10), 10)
    assert not user.view._layout.found
    assert _strip(user).isHidden()
    assert user.focused is user.view


def test_enter_stays_at_the_place_which_can_be_marked_at_once(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    _look_for(user, "avila w")
    user.press(Key.Key_Return)
    user.press(Key.Key_S)

    assert user.spans() == [("speaker", "avila w")]


def test_f3_in_the_text_looks_for_the_same_again(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    _look_for(user, "noel")
    user.press(Key.Key_Return)
    user.press(Key.Key_F3)

    assert user.view.selection == Fragment(23, 27)
    assert user.window.status.hints.words == "“noel”: 2 of 3"


def test_exactly_means_case_and_accents_too(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    _look_for(user, "noel")
    user.press(Key.Key_C, ALT)

    assert _strip(user).count == "1 of 1"
    assert user.view.selection == Fragment(23, 27)


def test_words_that_are_nowhere_leave_the_caret_alone(open_on: OpenOn) -> None:
    user = open_on(TEXT)
    _look_for(user, "harbour")

    assert _strip(user).count == "not found"
    assert (user.selected, user.view.caret) == ("", 0)


def test_all_articles_are_searched_and_enter_opens_one_at_the_place(open_on: OpenOn, qtbot: QtBot) -> None:
    user = open_on("The first has a harbour.", "The second has none.", "A HARBOUR, and another harbour.")
    _look_for(user, "harbour", CTRL | SHIFT)
    qtbot.waitUntil(lambda: _strip(user).count == "3 in 2 articles")
    user.press(Key.Key_Down)
    user.press(Key.Key_Down)
    passage = _strip(user).passages.marked
    assert passage is not None
    assert (passage.before, passage.words, passage.after) == ("A HARBOUR, and another ", "harbour", ".")
    user.press(Key.Key_Return)

    assert user.text.startswith("A HARBOUR")
    assert user.view.selection == passage.place
    assert _strip(user).isHidden()


def test_what_is_looked_for_is_found_in_the_next_article_too(open_on: OpenOn) -> None:
    user = open_on("One bridge.", "Two bridges, one bridge.")
    _look_for(user, "bridge")
    user.window.commands.run("next article")
    user.settle()

    assert _strip(user).count == "1 of 2"
    assert user.selected == "bridge"
