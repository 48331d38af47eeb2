"""Annotating in the window, by keyboard alone and by mouse; what the file holds is checked each time."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from models.readings import State
from tests.gui.window.conftest import ALT, CTRL, LEFT, NONE, SHIFT, Key, OpenOn, User
from ui.cards.card import PENDING

QUOTE = "“The old bridge will stay open.”"
FRAME = [("speaker", "Mayor Ilse Brandt"), ("cue", "said on Monday"), ("quote", QUOTE)]
LINKS = {("speaker", "Mayor Ilse Brandt"), ("cue", "said on Monday")}


def annotate_by_keyboard(user: User, *, fast: bool) -> None:
    """The first sentence, in reading order: speaker, cue, quote, stance."""
    user.press(Key.Key_Right, CTRL | SHIFT, times=3, fast=fast)
    user.press(Key.Key_S, fast=fast)
    user.press(Key.Key_Right, CTRL, times=2, fast=fast)
    user.press(Key.Key_Right, CTRL | SHIFT, times=3, fast=fast)
    user.press(Key.Key_C, fast=fast)
    user.press(Key.Key_Q, fast=fast)


def test_a_sentence_is_annotated_by_keyboard_alone(user: User) -> None:
    annotate_by_keyboard(user, fast=False)

    assert user.spans() == FRAME
    assert user.linked(QUOTE) == LINKS
    assert user.view.selection is None
    assert user.view.caret == user.at(QUOTE)[1]


def test_keys_typed_faster_than_commits_give_the_same(user: User) -> None:
    annotate_by_keyboard(user, fast=True)

    assert user.spans() == FRAME
    assert user.linked(QUOTE) == LINKS
    assert user.view.caret == user.at(QUOTE)[1]


def test_a_chooser_that_opens_late_still_gets_the_keys_that_were_meant_for_it(user: User) -> None:
    annotate_by_keyboard(user, fast=True)
    user.press(Key.Key_F, fast=True)
    for letter in "bridge":
        QTest.sendKeyEvent(QTest.KeyAction.Click, user.view, Qt.Key(ord(letter.upper())), letter, NONE)
    QTest.keyClick(user.view, Key.Key_Return)
    (stance,) = user.stored().stances.values()

    assert stance.polarity == "favor"
    assert [target.name for target in user.snapshot.shared.targets.values()] == ["bridge"]


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no windows to raise
def test_a_sentence_is_annotated_by_mouse_and_menu(user: User) -> None:
    user.click(QUOTE, double=True)
    assert user.selected == QUOTE
    choose(user, "Quote")
    user.drag("Mayor Ilse Brandt")
    choose(user, "Speaker")
    user.drag("said on Monday")
    choose(user, "Cue")

    assert user.spans() == FRAME
    assert user.linked(QUOTE) == LINKS


def choose(user: User, text: str) -> None:
    """Takes an entry of the menu at the right mouse button."""
    place = QPoint(80, 80)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, user.view.viewport().mapToGlobal(place))
    QApplication.sendEvent(user.view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().split("\t")[0] == text)
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())
    user.settle()


def test_the_selection_of_a_mark_collapses_to_its_end(user: User) -> None:
    user.drag("Mayor Ilse Brandt")
    user.press(Key.Key_S)

    assert user.view.selection is None
    assert user.view.caret == user.at("Mayor Ilse Brandt")[1]


def test_a_selection_made_in_the_meantime_is_left_alone(user: User) -> None:
    user.drag("Mayor Ilse Brandt")
    user.press(Key.Key_S, fast=True)
    user.view.select(*user.at("the treasurer"))
    user.settle()

    assert user.selected == "the treasurer"


def test_words_selected_and_marked_without_waiting_are_each_marked(user: User) -> None:
    for words, key in (("Mayor Ilse Brandt", Key.Key_S), ("said on Monday", Key.Key_C), (QUOTE, Key.Key_Q)):
        user.view.select(*user.at(words))
        user.press(key, fast=True)

    assert user.spans() == FRAME
    assert user.linked(QUOTE) == LINKS


def test_a_double_click_selects_the_quotation_until_a_quote_covers_it_then_the_word(user: User) -> None:
    user.click("bridge will", double=True)
    assert user.selected == QUOTE
    user.press(Key.Key_Q)
    user.click("will stay", double=True)

    assert user.selected in ("will", "stay")


def test_what_the_mouse_draws_is_snapped_to_words_unless_alt_is_down(user: User) -> None:
    user.drag("ayor Ils")
    assert user.selected == "Mayor Ilse"
    user.view.set_caret(0)
    exact(user, "ayor Ils")
    user.press(Key.Key_S)

    assert user.spans() == [("speaker", "ayor Ils")]


def exact(user: User, words: str) -> None:
    """Draws the mouse over words with Alt held down, which QTest's own mouseMove cannot."""
    start, end = user.at(words)
    first, last = user.view.rectangles(start, start + 1)[0], user.view.rectangles(end - 1, end)[0]
    there = QPoint(last.right(), last.center().y())
    viewport = user.view.viewport()
    QTest.mousePress(viewport, LEFT, ALT, QPoint(first.left() + 1, first.center().y()))
    for place in (there - QPoint(9, 0), there):
        globally = QPointF(viewport.mapToGlobal(place))
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), globally, Qt.MouseButton.NoButton, LEFT, ALT)
        QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, LEFT, ALT, there)


def test_characters_selected_by_keyboard_are_snapped_and_with_alt_are_not(user: User) -> None:
    user.press(Key.Key_Right, SHIFT, times=3)
    user.press(Key.Key_S)
    user.put_caret("said")
    user.press(Key.Key_Right, SHIFT | ALT, times=2)
    user.press(Key.Key_C)

    assert user.spans() == [("speaker", "Mayor"), ("cue", "sa")]


def test_space_selects_the_quotation_then_the_sentence(user: User) -> None:
    user.put_caret("bridge will")
    user.press(Key.Key_Space)
    assert user.selected == QUOTE
    user.press(Key.Key_Space)

    assert user.selected == "Mayor Ilse Brandt 😀 said on Monday: “The old bridge will stay open.”"


def test_w_grows_the_selection_and_shift_w_shrinks_it_back_to_where_it_began(user: User) -> None:
    user.put_caret("Brandt")
    user.press(Key.Key_W)
    assert user.selected == "Brandt"
    user.press(Key.Key_W)
    larger = user.selected
    user.press(Key.Key_W, SHIFT)

    assert len(larger) > len("Brandt")
    assert user.selected == "Brandt"


def test_escape_lets_go_of_the_selection_then_of_the_quote(user: User) -> None:
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)
    user.drag("Mayor")
    user.press(Key.Key_Escape)
    state = user.snapshot.state
    assert (user.selected, state.active is None) == ("", False)
    user.press(Key.Key_Escape)

    assert user.snapshot.state.active is None


def test_escape_drops_a_pending_frame(user: User) -> None:
    user.drag("Mayor Ilse Brandt")
    user.press(Key.Key_S)
    assert [card.id for card in user.window.annotate.cards.shown] == [PENDING]
    user.press(Key.Key_Escape)

    assert user.spans() == []
    assert user.window.annotate.cards.shown == []


def test_tab_goes_from_card_to_card_and_around(user: User) -> None:
    for words in (QUOTE, "“a ‘gift’ to nobody”"):
        user.view.select(*user.at(words))
        user.press(Key.Key_Q)
    starts = [user.at(QUOTE)[0], user.at("“a ‘gift’")[0]]
    user.press(Key.Key_Tab)
    assert user.view.caret == starts[0]
    user.press(Key.Key_Tab)
    assert user.view.caret == starts[1]
    user.press(Key.Key_Tab, SHIFT)

    assert user.view.caret == starts[0]
    assert [card.active for card in user.window.annotate.cards.shown] == [True, False]


def test_a_refused_gesture_is_told_in_the_status_line_and_changes_nothing(user: User) -> None:
    user.press(Key.Key_V)

    assert "there is no active quote" in user.window.status.hints.words
    assert user.spans() == []
    assert user.window.status.saved.text() == "● Saved"


def test_borders_move_by_word_and_by_character(user: User) -> None:
    user.view.select(*user.at("Ilse Brandt"))
    user.press(Key.Key_S)
    user.press(Key.Key_K)
    assert user.spans() == [("speaker", "Mayor Ilse Brandt")]
    user.press(Key.Key_K, ALT | SHIFT)
    assert user.spans() == [("speaker", "ayor Ilse Brandt")]
    user.press(Key.Key_BracketRight, SHIFT)

    assert user.spans() == [("speaker", "ayor Ilse")]


def test_a_further_part_is_added_with_plus_wherever_the_layout_has_it(user: User) -> None:
    user.view.select(*user.at("“We have no money for it 🏗️,”"))
    user.press(Key.Key_Q)
    user.view.select(*user.at("“not this year.”"))
    QTest.keyClick(user.view, Key.Key_Plus, SHIFT)

    assert user.spans() == [("quote", "“We have no money for it 🏗️,”", "“not this year.”")]


def test_letters_in_a_text_field_annotate_nothing(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Slash)
    user.type("qsc?")

    assert user.window.annotate.pane.field.text() == "qsc?"
    assert user.spans() == []


def test_done_goes_on_to_the_next_article(open_on: OpenOn) -> None:
    user = open_on("First article.", "Second article.")
    user.press(Key.Key_Return, CTRL)

    assert user.text == "Second article."
    assert user.stored(0).header.state is State.DONE
    assert user.stored(1).header.state is State.TODO


def test_keys_typed_after_done_go_to_the_next_article(open_on: OpenOn) -> None:
    user = open_on("First article.", "Second article.")
    user.press(Key.Key_Return, CTRL, fast=True)
    user.press(Key.Key_Right, CTRL | SHIFT, fast=True)
    user.press(Key.Key_S, fast=True)

    assert user.spans(1) == [("speaker", "Second")]
    assert user.stored(0).spans == {}


def test_space_selects_a_quotation_inside_a_quote_and_then_the_sentence(user: User) -> None:
    user.view.select(*user.at("“a ‘gift’ to nobody”"))
    user.press(Key.Key_Q)
    user.put_caret("gift")
    user.press(Key.Key_Space)
    assert user.selected == "‘gift’"
    user.press(Key.Key_Q)
    user.put_caret("gift")
    user.press(Key.Key_Space)

    assert user.selected.startswith("According to")
