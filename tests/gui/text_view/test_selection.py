"""Selecting by mouse, keys and program gives code points, in every script."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.spans import Fragment
from ui.text.view import ArticleView

FindFragment = Callable[..., Fragment]
LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def left_of(view: ArticleView, offset: int) -> QPoint:
    box = view.rectangles(offset, offset + 1)[0]
    return QPoint(box.left() + 1, box.center().y())


def middle_of(view: ArticleView, fragment: Fragment) -> QPoint:
    return view.rectangles(*fragment)[0].center()


def drag(view: ArticleView, start: int, end: int) -> None:
    QTest.mousePress(view.viewport(), LEFT, pos=left_of(view, start))
    QTest.mouseMove(view.viewport(), left_of(view, end))
    QTest.mouseRelease(view.viewport(), LEFT, pos=left_of(view, end))


def test_a_drag_selects_code_points_also_behind_an_emoji(view: ArticleView, find: FindFragment) -> None:
    wanted = find("Mira Voss")

    drag(view, *wanted)

    assert view.selection == wanted
    assert view.caret == wanted.end


def test_a_drag_over_several_lines_and_paragraphs_selects_all_between(view: ArticleView, find: FindFragment) -> None:
    wanted = Fragment(find("bridge").start, find("reporters").end)

    drag(view, *wanted)

    assert view.selection == wanted


def test_shift_and_arrows_select_whole_characters(view: ArticleView, find: FindFragment) -> None:
    emoji = find("😀")
    view.set_caret(emoji.start)

    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)

    assert view.selection == emoji


def test_ctrl_shift_right_selects_a_word(view: ArticleView, find: FindFragment) -> None:
    view.set_caret(find("Mira").start)

    QTest.keyClick(view, Qt.Key.Key_Right, CONTROL | SHIFT)

    assert view.selection == find("Mira ")


def test_a_double_click_selects_the_word_and_a_third_click_the_sentence(view: ArticleView, find: FindFragment) -> None:
    point = middle_of(view, find("steel"))

    QTest.mouseDClick(view.viewport(), LEFT, pos=point)
    word = view.selection
    QTest.mouseClick(view.viewport(), LEFT, pos=point)

    assert word == find("steel")
    assert view.selection == find("“We have no steel,” she told reporters.")


@pytest.mark.parametrize("from_left", [1, -1], ids=["left half", "right half"])
def test_a_double_click_selects_what_the_rule_gives_for_the_character_under_it(qtbot: QtBot, from_left: int) -> None:
    asked: list[int] = []

    def whole_quote(offset: int) -> Fragment:
        asked.append(offset)
        return Fragment(3, 9)

    view = ArticleView(select_at=whole_quote)
    qtbot.addWidget(view)
    view.show()
    view.set_article("He “said” so.")
    box = view.rectangles(5, 6)[0]
    x = box.left() + 1 if from_left > 0 else box.right() - 1

    QTest.mouseDClick(view.viewport(), LEFT, pos=QPoint(x, box.center().y()))

    assert view.selection == Fragment(3, 9)
    assert asked == [5]


def test_a_press_on_the_selection_begins_a_new_one_instead_of_dragging_the_words(
    view: ArticleView, find: FindFragment
) -> None:
    view.select(*find("Mira Voss, the mayor"))

    drag(view, *find("Voss"))

    assert view.selection == find("Voss")


def test_every_move_of_caret_or_selection_is_told_once(view: ArticleView, qtbot: QtBot) -> None:
    told: list[tuple[int, int, int]] = []
    view.selection_moved.connect(lambda *position: told.append(position))

    view.select(2, 6)
    view.select(2, 6)
    view.collapse_to_end()
    view.set_caret(6)
    QTest.keyClick(view, Qt.Key.Key_Left)

    assert told == [(2, 6, 6), (6, 6, 6), (5, 5, 5)]


def test_collapsing_lets_go_of_the_selection_at_its_end_also_when_it_was_made_backwards(view: ArticleView) -> None:
    view.select(9, 2)
    assert (view.selection, view.caret) == (Fragment(2, 9), 2)

    view.collapse_to_end()

    assert (view.selection, view.caret) == (None, 9)


def test_offsets_outside_the_text_are_kept_within_it(view: ArticleView) -> None:
    view.set_article("short 😀")

    view.select(-5, 99)

    assert view.selection == Fragment(0, 7)


def test_another_article_begins_without_selection_at_its_start(view: ArticleView) -> None:
    view.select(2, 30)

    view.set_article("Another one.")

    assert (view.selection, view.caret) == (None, 0)


@pytest.mark.parametrize("text", ["no\u00a0break", "one\r\ntwo", "\ufeffa b", "a\u2028b", "😀 x"])
def test_what_is_copied_is_the_articles_own_text(view: ArticleView, text: str) -> None:
    view.set_article(text)
    view.select(0, len(text))

    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)

    assert QGuiApplication.clipboard().text() == text.removeprefix("\ufeff")  # Qt's own strings lose a leading BOM


def test_the_text_takes_no_drops_and_no_typing(view: ArticleView) -> None:
    QTest.keyClicks(view, "xyz")
    QTest.keyClick(view, Qt.Key.Key_Backspace)

    assert not view.acceptDrops()
    assert not view.viewport().acceptDrops()
    assert view.toPlainText().startswith("OSTRY")
