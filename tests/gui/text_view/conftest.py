"""Invented articles with marks, and a shown view of a fixed size to try them in."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QGuiApplication
from pytestqt.qtbot import QtBot

from models.spans import Fragment
from ui.text.marks import Look, Mark
from ui.text.view import ArticleView

HEADING = ("Ostry will not build the bridge", "Harbour Post · 3 May 2031 · English")
TEXT = """\
OSTRY 😀 – Mira Voss, the mayor, said on Friday that the bridge over the Lenn, which the region has been waiting for \
since the flood, would not be built before spring, the Harbour Post reported.
“We have no steel,” she told reporters. “And we have no time.”

According to her deputy, the ministry had promised that nobody would be left without a ferry."""
WRAPPED = TEXT[TEXT.index("that the bridge") : TEXT.index(", the Harbour")]

FindFragment = Callable[[str], Fragment]


def fragment(words: str, after: str = "") -> Fragment:
    """Where `words` stand in TEXT, behind the first `after`."""
    start = TEXT.index(words, TEXT.index(after))
    return Fragment(start, start + len(words))


def mark(name: str, label: str, *words: str, after: str = "", number: str = "", look: Look = Look.NORMAL) -> Mark:
    """A mark on `words` of TEXT, one fragment each."""
    return Mark(name, label, tuple(fragment(each, after) for each in words), number, look)


@pytest.fixture
def make_mark() -> Callable[..., Mark]:
    return mark


@pytest.fixture
def find() -> FindFragment:
    return fragment


@pytest.fixture
def marks() -> list[Mark]:
    return [
        mark("speaker", "speaker", "Mira Voss, the mayor"),
        mark("cue", "cue", "said"),
        mark("wrapped", "quote", WRAPPED, number="1"),
        mark("source", "source", "the Harbour Post"),
        mark("broken", "quote", "“We have no steel,”", "“And we have no time.”", number="2"),
        mark("told", "cue", "told"),
        mark("suggested", "quote", "that nobody would be left without a ferry", look=Look.SUGGESTED, number="3"),
        mark("deputy", "speaker", "her deputy", look=Look.PENDING),
    ]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ArticleView]:
    shown = ArticleView()
    qtbot.addWidget(shown)
    shown.resize(760, 560)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    shown.setFocus()
    shown.set_article(TEXT, HEADING)
    yield shown
    QGuiApplication.clipboard().clear()
    QCursor.setPos(QPoint(0, 0))
