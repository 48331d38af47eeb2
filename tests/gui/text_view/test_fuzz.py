"""Whatever keys, clicks, drags, zooms and changes come in whatever order, the view lives and keeps its offsets."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.spans import Fragment
from ui.palettes import DARK, LIGHT
from ui.text import laid_text
from ui.text.marks import Look, Mark
from ui.text.view import ArticleView

PIECES = [
    "He said so. ", "“No,” she wrote. ", "word " * 30, "o\u0308 e\u0301 ", "😀👩‍👩‍👧 ", "部长说：“好。”",
    "السلام عليكم «نعم» ", "שלום ", "\u202eturned\u202c ",
    "\n", "\n\n", "\r\n", "\u2028", "\u00a0", "\t",
]  # fmt: skip
LABELS = ["quote", "quote", "speaker", "cue", "source", "stance", "addressee", "invented"]
KEYS = [
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_Delete, Qt.Key.Key_Return,
]  # fmt: skip
MODIFIERS = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
]
EVENTS = 2_000


class Monkey:
    """Does random things to a view and remembers which text is shown."""

    def __init__(self, view: ArticleView, seed: int) -> None:
        self.view = view
        self.random = random.Random(seed)
        self.text = ""
        self.count = 0
        self.marks: dict[str, Mark] = {}
        self.load()

    def act(self) -> None:
        frequent = [self.press_key, self.click, self.drag, self.put_mark]
        rare = [
            self.load,
            self.resize,
            self.zoom,
            self.double_click,
            self.discard,
            self.activate,
            self.select,
            self.wheel,
        ]
        rare += [self.recolour, self.ask]
        chosen: Callable[[], None] = self.random.choice(frequent * 4 + rare)
        chosen()

    def load(self) -> None:
        self.text = "".join(self.random.choice(PIECES) for _ in range(self.random.choice([0, 3, 50, 200])))
        self.marks = {}
        self.view.set_article(self.text, ("Title", "meta")[: self.random.randint(0, 2)])

    def press_key(self) -> None:
        QTest.keyClick(self.view, self.random.choice(KEYS), self.random.choice(MODIFIERS))

    def point(self) -> QPoint:
        area = self.view.viewport().rect()
        return QPoint(self.random.randint(0, area.width()), self.random.randint(0, area.height()))

    def click(self) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, self.random.choice(MODIFIERS), self.point())

    def double_click(self) -> None:
        point = self.point()
        QTest.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        if self.random.random() < 0.5:
            QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def drag(self) -> None:
        viewport, left = self.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, pos=self.point())
        for _ in range(3):
            point = self.point()
            QCursor.setPos(viewport.mapToGlobal(point))
            QTest.mouseMove(viewport, point)
        QTest.mouseRelease(viewport, left, pos=self.point())

    def put_mark(self) -> None:
        cuts = sorted({self.random.randint(0, len(self.text)) for _ in range(self.random.choice([2, 2, 4]))})
        fragments = tuple(Fragment(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False))
        if fragments:
            self.count += 1
            made = Mark(
                str(self.count), self.random.choice(LABELS), fragments, str(self.count), self.random.choice(list(Look))
            )
            self.marks[made.id] = made
            self.view.set_marks(self.marks.values())

    def discard(self) -> None:
        if self.marks:
            gone = self.random.choice(list(self.marks))
            del self.marks[gone]
            self.view.change_marks(discard=[gone])

    def activate(self) -> None:
        self.view.set_active(self.random.sample(list(self.marks), min(3, len(self.marks))))
        self.view.set_hinted(self.random.sample(list(self.marks), min(2, len(self.marks))))

    def select(self) -> None:
        self.view.select(self.random.randint(0, len(self.text)), self.random.randint(0, len(self.text)))

    def resize(self) -> None:
        self.view.resize(self.random.randint(40, 1200), self.random.randint(40, 900))

    def zoom(self) -> None:
        self.view.set_zoom(self.random.randint(40, 320))

    def wheel(self) -> None:
        self.view.verticalScrollBar().setValue(self.random.randint(0, self.view.verticalScrollBar().maximum() + 1))

    def recolour(self) -> None:
        self.view.set_colours(self.random.choice([LIGHT, DARK]))

    def ask(self) -> None:
        start = self.random.randint(0, len(self.text))
        self.view.rectangles(start, min(len(self.text), start + 50))
        self.view.reveal(start, min(len(self.text), start + 5))
        self.view.anchor_y(start)
        self.view.span_at(self.point())

    def check(self) -> None:
        selection, caret = self.view.selection, self.view.caret
        assert 0 <= caret <= len(self.text)
        if selection:
            assert 0 <= selection.start < selection.end <= len(self.text)
            assert caret in selection


@pytest.mark.slow
@pytest.mark.parametrize("lazy", [False, True], ids=["laid out at once", "laid out when looked at"])
def test_random_events_neither_kill_the_view_nor_lose_its_offsets(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, lazy: bool
) -> None:
    if lazy:  # as in a text of megabytes
        monkeypatch.setattr(laid_text, "EAGER_LENGTH", 0)
        monkeypatch.setattr(laid_text, "KEPT_PARAGRAPHS", 20)
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    monkey = Monkey(view, seed=lazy)

    for _ in range(EVENTS // 2):
        monkey.act()
        QApplication.processEvents()
        monkey.check()
    QGuiApplication.clipboard().clear()
