"""Commands of the window and what they ask: the palette, choices, questions in passing, the sheet of keys."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.window.conftest import CTRL, LEFT, NONE, Key, User, place_of
from ui.keys import Context, bound
from workspace.annotating.gestures import Ask, Option

QUOTE = "“The old bridge will stay open.”"
IN_PASSING = Ask("Still via the Post?", (Option("yes", "Yes", "Y"), Option("no", "No", "N")), "inherit_source")


def test_every_command_of_the_text_and_the_window_is_done_by_somebody(user: User) -> None:
    commands = [*bound(Context.EVERYWHERE), *bound(Context.TEXT)]

    assert [command.id for command in commands if not user.window.commands.can(command)] == []


def test_the_palette_finds_a_command_by_typing_and_does_it(user: User) -> None:
    user.drag("Mayor Ilse Brandt")
    user.press(Key.Key_K, CTRL)
    user.type("speaker")
    assert user.window.annotate.chooser.shown[0] == "Speaker"
    user.press(Key.Key_Return)

    assert user.spans() == [("speaker", "Mayor Ilse Brandt")]


def test_a_digit_picks_a_choice_while_the_field_is_empty(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q)
    user.press(Key.Key_T)
    user.type("the bridge")
    user.press(Key.Key_Return)
    user.press(Key.Key_T)
    user.press(Key.Key_1)
    user.press(Key.Key_A)
    (stance,) = user.stored().stances.values()

    assert (stance.polarity, user.snapshot.shared.targets[stance.target or ""].name) == ("against", "the bridge")


def test_keys_sent_to_the_strip_itself_are_its_fields(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q)
    user.press(Key.Key_A)
    QTest.keyClicks(user.window.annotate.chooser, "towing")
    QTest.keyClick(user.window.annotate.chooser, Key.Key_Return)
    (stance,) = user.stored().stances.values()

    assert stance.polarity == "against"


def test_escape_leaves_a_chooser_and_nothing_is_stored(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q)
    user.press(Key.Key_A)
    assert user.window.annotate.chooser.isVisible()
    user.press(Key.Key_Escape)

    assert not user.window.annotate.chooser.isVisible()
    assert user.focused is user.view
    assert user.stored().stances == {}


def test_a_click_on_a_key_of_the_card_does_what_the_key_does(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q)
    shown = user.window.annotate.cards.card_view(user.snapshot.state.active or "")
    assert shown is not None
    QTest.mouseClick(shown, LEFT, NONE, place_of(shown, "type"))
    user.settle()

    assert user.stored().quotes[0].attributes["type"] != "direct"


def test_the_question_mark_shows_the_keys_and_escape_puts_them_away(user: User) -> None:
    user.press(Key.Key_Question)
    assert user.window.sheet.isVisible()
    QTest.keyClick(user.focused, Key.Key_Escape)

    assert not user.window.sheet.isVisible()
    assert user.focused is user.view


def test_the_keys_are_where_they_are_on_a_us_keyboard_when_the_letters_are_cyrillic(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    xkb_code_of_q = 24
    pressed = QKeyEvent(QEvent.Type.KeyPress, 0x0419, NONE, xkb_code_of_q, 0, 0, "й")
    QApplication.sendEvent(user.view, pressed)

    assert user.spans() == [("quote", QUOTE)]


def test_a_question_in_passing_is_answered_by_its_letter_and_takes_no_focus(user: User) -> None:
    answers: list[str] = []
    user.window.annotate.ask(IN_PASSING, answers.append)
    assert user.focused is user.view
    user.press(Key.Key_N)

    assert answers == ["no"]
    assert not user.window.annotate.chooser.isVisible()


def test_any_other_key_passes_over_a_question_and_does_its_own_work(user: User) -> None:
    answers: list[str] = []
    user.view.select(*user.at("Mayor Ilse Brandt"))
    user.window.annotate.ask(IN_PASSING, answers.append)
    user.press(Key.Key_S)

    assert answers == []
    assert user.spans() == [("speaker", "Mayor Ilse Brandt")]


def test_a_sheet_keeps_the_keys_while_an_article_opens_behind_it(user: User) -> None:
    user.window.sheet.show_words("What came in", "one file failed")
    user.view.setFocus()
    QApplication.processEvents()
    user.press(Key.Key_Escape)

    assert not user.window.sheet.isVisible()


def test_a_click_beside_a_sheet_puts_it_away(user: User) -> None:
    user.press(Key.Key_Question)
    place = QPoint(user.view.viewport().width() // 2, user.view.viewport().height() - 4)
    QTest.mouseClick(user.view.viewport(), LEFT, NONE, place)

    assert not user.window.sheet.isVisible()
