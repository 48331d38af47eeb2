"""What lies under the mouse, and what a screen reader is told."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from models.spans import Fragment
from ui.text.marks import Mark
from ui.text.view import ArticleView

FindFragment = Callable[..., Fragment]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen_reader() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def over(view: ArticleView, fragment: Fragment) -> QPoint:
    return view.rectangles(*fragment)[0].center()


def nested(find: FindFragment) -> list[Mark]:
    return [Mark("quote", "quote", (find("We have no steel"),)), Mark("stance", "stance", (find("no steel"),))]


def test_the_inner_mark_is_meant_where_two_lie_over_each_other(view: ArticleView, find: FindFragment) -> None:
    view.set_marks(nested(find))

    assert view.span_at(over(view, find("We have"))) == "quote"
    assert view.span_at(over(view, find("no steel"))) == "stance"
    assert view.span_at(over(view, find("she told"))) == ""
    assert view.span_at(QPoint(5, 5)) == ""


def test_a_line_below_the_text_means_its_own_mark_though_an_inner_one_lies_over_it(
    view: ArticleView, find: FindFragment
) -> None:
    view.set_marks([Mark("outer", "speaker", (find("have no steel"),)), Mark("inner", "cue", (find("no", "We"),))])
    box = view.rectangles(*find("no", "We"))[0]

    assert view.span_at(QPoint(box.center().x(), box.bottom() + 2)) == "inner"
    assert view.span_at(QPoint(box.center().x(), box.bottom() + 6)) == "outer"


def test_hovering_tells_each_mark_once_and_then_that_there_is_none(view: ArticleView, find: FindFragment) -> None:
    told: list[str] = []
    view.hovered.connect(told.append)
    view.set_marks(nested(find))

    for words in ("We", "have", "no steel", "she", "told"):
        QTest.mouseMove(view.viewport(), over(view, find(words)))

    assert told == ["quote", "stance", ""]


def test_leaving_the_text_ends_the_hovering(view: ArticleView, find: FindFragment) -> None:
    told: list[str] = []
    view.hovered.connect(told.append)
    view.set_marks(nested(find))
    QTest.mouseMove(view.viewport(), over(view, find("We")))

    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))

    assert told == ["quote", ""]


def test_a_click_activates_the_mark_and_a_drag_does_not(view: ArticleView, find: FindFragment) -> None:
    told: list[str] = []
    view.span_activated.connect(told.append)
    view.set_marks(nested(find))
    begin, end = over(view, find("We")), over(view, find("steel"))

    QTest.mouseClick(view.viewport(), LEFT, pos=begin)
    QTest.mousePress(view.viewport(), LEFT, pos=begin)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)

    assert told == ["quote"]


def test_signals_carry_python_values(view: ArticleView, find: FindFragment) -> None:
    told: list[object] = []
    view.selection_moved.connect(lambda *values: told.extend(values))
    view.hovered.connect(told.append)
    view.set_marks(nested(find))

    view.select(1, 5)
    QTest.mouseMove(view.viewport(), over(view, find("We")))

    assert [type(value) for value in told] == [int, int, int, str]


def test_a_screen_reader_finds_the_article_by_name(view: ArticleView) -> None:
    reader = QAccessible.queryAccessibleInterface(view)

    assert reader.text(QAccessible.Text.Name) == "Article"
    assert reader.role() == QAccessible.Role.EditableText
    assert reader.state().readOnly


@pytest.mark.usefixtures("screen_reader")
def test_a_screen_reader_is_told_once_what_the_caret_enters(qtbot: QtBot) -> None:
    asked: list[str] = []

    def describe(mark_id: str) -> str:
        asked.append(mark_id)
        return f"Quote {mark_id}"

    view = ArticleView(describe=describe)
    qtbot.addWidget(view)
    view.show()
    view.set_article("one two three", marks=[Mark("2", "quote", (Fragment(4, 7),))])

    for _ in range(9):
        QTest.keyClick(view, Qt.Key.Key_Right)

    assert asked == ["2"]


def test_no_layout_that_qt_owns_is_held(view: ArticleView, marks: list[Mark]) -> None:
    view.set_marks(marks)
    view.viewport().grab()

    held = [each for each in Shiboken.getAllValidWrappers() if type(each).__name__ == "QTextLayout"]

    assert [each for each in held if not Shiboken.createdByPython(each)] == []
