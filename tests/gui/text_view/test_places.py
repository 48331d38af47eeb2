"""Rectangles, anchors, scrolling, zoom: where things are, and that they stay there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.spans import Fragment
from ui.text import laid_text
from ui.text.marks import Mark
from ui.text.view import ArticleView

FindFragment = Callable[..., Fragment]
LONG = "\n".join(f"Paragraph {i} tells of 😀 and of what the mayor said on day {i}. " * (1 + i % 5) for i in range(120))


@pytest.fixture(params=["laid out at once", "laid out when looked at"])
def long_view(view: ArticleView, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ArticleView:
    if request.param == "laid out when looked at":
        monkeypatch.setattr(laid_text, "EAGER_LENGTH", 0)
    view.set_article(LONG, ("A title", "meta"))
    return view


def test_a_fragment_has_one_rectangle_a_line_and_they_lie_below_each_other(
    view: ArticleView, find: FindFragment
) -> None:
    boxes = view.rectangles(*Fragment(find("Mira").start, find("reported.").end))

    assert len(boxes) >= 3
    assert [box.top() for box in boxes] == sorted({box.top() for box in boxes})
    assert all(box.width() > 20 and box.height() > 10 for box in boxes)


def test_rectangles_leave_out_the_space_at_which_a_line_was_broken(view: ArticleView) -> None:
    text = "word " * 60
    view.set_article(text)

    first = view.rectangles(0, len(text))[0]

    assert first.right() == pytest.approx(
        view.rectangles(text.index("word"), second_line_start(view, text) - 1)[0].right(), abs=1
    )


def second_line_start(view: ArticleView, text: str) -> int:
    first = view.rectangles(0, 1)[0].top()
    return next(i for i in range(0, len(text), 5) if view.rectangles(i, i + 1)[0].top() > first)


def test_a_click_into_a_rectangle_puts_the_caret_there(view: ArticleView, find: FindFragment) -> None:
    for words in ("😀", "Voss", "bridge", "spring", "“We", "ferry"):
        start = find(words).start
        box = view.rectangles(start, start + 1)[0]

        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 1, box.center().y()))

        assert view.caret == start


def test_a_point_means_the_nearest_gap_between_characters(view: ArticleView, find: FindFragment) -> None:
    start = find("Voss").start
    box = view.rectangles(start, start + 1)[0]

    assert view.offset_at(QPoint(box.left() + 2, box.center().y())) == start
    assert view.offset_at(QPoint(box.right() - 2, box.center().y())) == start + 1


def test_the_anchor_of_a_card_is_the_top_of_the_line_of_its_quote(long_view: ArticleView) -> None:
    start = LONG.index("Paragraph 60")
    long_view.reveal(start, start + 5)
    QApplication.processEvents()

    assert abs(long_view.anchor_y(start) - long_view.rectangles(start, start + 5)[0].top()) <= 1


def test_reveal_scrolls_a_fragment_into_sight_and_leaves_a_visible_one_where_it_is(long_view: ArticleView) -> None:
    start = LONG.index("Paragraph 90")

    long_view.reveal(start, start + 12)
    QApplication.processEvents()
    box = long_view.rectangles(start, start + 12)[0]
    scrolled = long_view.verticalScrollBar().value()
    long_view.reveal(start + 3, start + 9)

    assert 0 < box.top() < long_view.viewport().height() // 2
    assert long_view.verticalScrollBar().value() == scrolled


@pytest.mark.parametrize("zoom", [60, 130, 220])
def test_zooming_keeps_the_line_at_the_top(long_view: ArticleView, zoom: int) -> None:
    start = LONG.index("Paragraph 70 ")
    long_view.reveal(start, start + 5)
    QApplication.processEvents()
    bar = long_view.verticalScrollBar()
    bar.setValue(bar.value() + long_view.anchor_y(start))
    before = long_view.anchor_y(start)

    long_view.set_zoom(zoom)
    QApplication.processEvents()

    assert abs(long_view.anchor_y(start) - before) <= 2
    assert long_view.zoom == zoom


def test_a_narrower_window_keeps_the_line_at_the_top(long_view: ArticleView) -> None:
    start = LONG.index("Paragraph 70 ")
    long_view.reveal(start, start + 5)
    QApplication.processEvents()
    bar = long_view.verticalScrollBar()
    bar.setValue(bar.value() + long_view.anchor_y(start))
    before = long_view.anchor_y(start)

    long_view.resize(420, 500)
    QApplication.processEvents()

    assert abs(long_view.anchor_y(start) - before) <= 2


def test_ctrl_and_end_show_the_last_line(long_view: ArticleView) -> None:
    QTest.keyClick(long_view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()

    last = long_view.rectangles(len(LONG) - 3, len(LONG) - 2)[0]
    assert 0 <= last.top() < last.bottom() <= long_view.viewport().height()
    assert long_view.caret == len(LONG)


def test_the_column_is_centred_and_no_wider_than_is_good_for_reading(view: ArticleView) -> None:
    view.resize(1400, 700)
    QApplication.processEvents()

    left, width = view._layout.column

    assert 600 <= width <= 700
    assert abs(left - (view.viewport().width() - width) / 2) <= 1


def test_the_heading_scrolls_with_the_text_and_takes_no_caret(view: ArticleView) -> None:
    assert view.rectangles(0, 1)[0].top() > 60

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 30))

    assert view.caret <= view.toPlainText().index("\n")


def test_a_new_mark_touches_no_other_paragraph(long_view: ArticleView) -> None:
    QApplication.processEvents()
    before = dict(long_view._layout._text._laid)

    long_view.set_marks([Mark("a", "speaker", (Fragment(0, 9),))])

    changed = [i for i, laid in before.items() if long_view._layout._text._laid[i] is not laid]
    assert changed == [0]


def test_lines_that_moved_are_told_and_others_are_not(view: ArticleView, qtbot: QtBot, find: FindFragment) -> None:
    QApplication.processEvents()
    told: list[bool] = []
    view.laid_out.connect(lambda: told.append(True))

    view.set_marks([Mark("a", "speaker", (find("Mira"),))])
    QApplication.processEvents()
    assert told == []

    nested = [Mark(str(i), "quote", (Fragment(0, 60 - i),)) for i in range(5)]
    view.set_marks(nested)
    QApplication.processEvents()
    assert told == [True]


def test_marks_that_need_room_above_do_not_move_what_is_read(long_view: ArticleView) -> None:
    start = LONG.index("Paragraph 70 ")
    long_view.reveal(start, start + 5)
    QApplication.processEvents()
    before = long_view.anchor_y(start)

    long_view.set_marks([Mark(str(i), "quote", (Fragment(0, 60 - i),)) for i in range(5)])
    QApplication.processEvents()

    assert abs(long_view.anchor_y(start) - before) <= 2


def test_only_paragraphs_near_the_visible_ones_stay_laid_out(
    view: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laid_text, "EAGER_LENGTH", 0)
    monkeypatch.setattr(laid_text, "KEPT_PARAGRAPHS", 30)
    view.set_article(LONG)

    for _ in range(60):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        QApplication.processEvents()

    assert len(view._layout._text._laid) <= 30 + 15
    assert view._layout._text.paragraph_at(view.verticalScrollBar().value() + 100) in view._layout._text._laid
