"""Right-to-left, mixed and wide scripts: every character's rectangle covers its glyph and no other's."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from models.spans import Fragment
from ui.palettes import LIGHT
from ui.text.marks import Mark
from ui.text.view import ArticleView

HEBREW = "השרה אמרה שלא תוותר"
MIXED = "She wrote «שלא תוותר» again."


def spread(boxes: list[QRect]) -> tuple[int, int]:
    return min(box.left() for box in boxes), max(box.right() for box in boxes)


def has_ink(view: ArticleView, box: QRect) -> bool:
    image = view.viewport().grab(box).toImage()
    dark = QColor(LIGHT.text).lightness() + 90
    return any(image.pixelColor(x, y).lightness() < dark for x in range(image.width()) for y in range(image.height()))


def test_right_to_left_letters_stand_from_right_to_left_without_overlap(view: ArticleView) -> None:
    view.set_article(HEBREW)

    boxes = [view.rectangles(i, i + 1)[0] for i in range(len(HEBREW))]

    for before, after in pairwise(boxes):
        assert after.left() < before.left()
        assert after.right() <= before.left() + 2  # whole pixels around exact edges


@pytest.mark.parametrize("text", [HEBREW, MIXED, "部长说：“好。”", "x 😀 y"])
def test_every_letter_has_its_ink_in_its_rectangle(view: ArticleView, text: str) -> None:
    view.set_article(text)
    view.clearFocus()  # no caret, which is ink too

    letters = [i for i, letter in enumerate(text) if letter.isalnum()]

    assert letters
    assert [i for i in letters if not has_ink(view, view.rectangles(i, i + 1)[0])] == []


def test_a_word_within_a_right_to_left_run_spans_its_letters_first_and_last_included(view: ArticleView) -> None:
    view.set_article(HEBREW)
    start = HEBREW.index("אמרה")

    (whole,) = view.rectangles(start, start + 4)
    letters = [view.rectangles(i, i + 1)[0] for i in range(start, start + 4)]

    left, right = spread(letters)
    assert abs(whole.left() - left) <= 1
    assert abs(whole.right() - right) <= 1


def test_a_fragment_over_a_change_of_direction_has_a_rectangle_for_each_run(view: ArticleView) -> None:
    view.set_article(MIXED)
    start, end = MIXED.index("wrote"), MIXED.index("תוותר")

    boxes = view.rectangles(start, end)

    assert len(boxes) == 2  # the words from left to right, and the first Hebrew word at the far end of its run
    assert boxes[0].right() < boxes[1].left()


def test_a_click_on_a_right_to_left_letter_puts_the_caret_before_it(view: ArticleView) -> None:
    view.set_article(HEBREW)
    for start in (0, 6, 12):
        box = view.rectangles(start, start + 1)[0]

        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 1, box.center().y()))

        assert view.caret == start


def test_a_right_to_left_quote_is_filled_under_each_of_its_letters(view: ArticleView) -> None:
    view.set_article(MIXED)
    quote = Fragment(MIXED.index("«"), MIXED.index("»") + 1)
    view.set_marks([Mark("q", "quote", (quote,))])

    image = view.viewport().grab().toImage()
    page = QColor(LIGHT.page)

    for i in range(*quote):
        box = view.rectangles(i, i + 1)[0]
        assert image.pixelColor(box.center().x(), box.top()) != page
    outside = view.rectangles(0, 3)[0]
    assert image.pixelColor(outside.center().x(), outside.top()) == page


def test_invisible_direction_controls_are_shown(view: ArticleView) -> None:
    plain, turned = "one two", "one \u202etwo"
    view.set_article(plain)
    before = view.viewport().grab().toImage()
    view.set_article(turned)
    at = view.rectangles(4, 5)[0]

    after = view.viewport().grab().toImage()

    flag = QColor(LIGHT.bad)
    near = [after.pixelColor(x, at.center().y()) for x in range(at.left() - 2, at.right() + 3)]
    assert flag in near
    assert all(before.pixelColor(x, at.center().y()) != flag for x in range(before.width()))


def test_a_drag_to_the_edge_of_a_right_to_left_word_takes_no_sign_behind_it(view: ArticleView) -> None:
    text = "وأضافت: لا نملك المال"
    view.set_article(text)
    first, last = view.rectangles(0, 1)[0], view.rectangles(5, 6)[0]

    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(first.right() - 1, first.center().y()))
    QTest.mouseMove(view.viewport(), QPoint((first.right() + last.left()) // 2, first.center().y()))
    QTest.mouseMove(view.viewport(), QPoint(last.left(), last.center().y()))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(last.left(), last.center().y()))

    assert view.selection == Fragment(0, text.index(":"))
