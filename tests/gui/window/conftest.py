"""A window on a real project, driven by real keys and mouse events, and what is stored afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.readings import Reading
from models.spans import Span
from tests.samples import TEXT, new_project
from ui.application import open_window
from ui.cards.card_view import CardView
from ui.main_window import MainWindow
from workspace.annotating.desk import Snapshot
from workspace.project import Project

Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class User:
    """Someone at the window: presses keys, uses the mouse, and looks at the file afterwards."""

    def __init__(self, window: MainWindow, qtbot: QtBot, path: Path) -> None:
        self.window = window
        self.view = window.annotate.view
        self.path = path
        self._qtbot = qtbot

    # --- doing ---

    def settle(self) -> None:
        """Waits until everything that was asked has been answered."""
        self._qtbot.waitUntil(lambda: not self.window.arrivals.running and not self.window.worker.waiting)
        self._qtbot.waitUntil(lambda: not self.window.session.gate.closed)

    def settle_until(self, there: Callable[[], bool]) -> None:
        """Waits for something that is done beside the gestures."""
        self._qtbot.waitUntil(there)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, fast: bool = False, times: int = 1) -> None:
        """Presses a key where the focus is; fast: without waiting for what it leads to."""
        for _ in range(times):
            QTest.keyClick(self.focused, key, modifiers)
            if not fast:
                self.settle()

    def type(self, words: str) -> None:
        """Types plain letters where the focus is."""
        QTest.keyClicks(self.focused, words)

    @property
    def focused(self) -> QWidget:
        """What has the focus."""
        widget: QWidget | None = self.window.focusWidget()
        return self.view if widget is None else widget

    def drag(self, words: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Draws the mouse over words of the text."""
        start, end = self.at(words)
        first, last = self.view.rectangles(start, start + 1)[0], self.view.rectangles(end - 1, end)[0]
        here = QPoint(first.left() + 1, first.center().y())
        there = QPoint(last.right(), last.center().y())
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, modifiers, here)
        QTest.mouseMove(viewport, (here + there) / 2)
        QTest.mouseMove(viewport, there)
        QTest.mouseRelease(viewport, LEFT, modifiers, there)

    def click(self, words: str, *, double: bool = False) -> None:
        """Clicks into the middle of words of the text."""
        start, end = self.at(words)
        middle = (start + end) // 2
        place = self.view.rectangles(middle, middle + 1)[0].center()
        (QTest.mouseDClick if double else QTest.mouseClick)(self.view.viewport(), LEFT, NONE, place)
        self.settle()

    def put_caret(self, words: str) -> None:
        """Moves the caret in front of words, by keys alone."""
        self.press(Key.Key_Home, CTRL)
        self.press(Key.Key_Right, times=self.at(words)[0] - self.view.caret)

    def at(self, words: str) -> tuple[int, int]:
        """Where words stand in the article, in code points."""
        start = self.text.index(words)
        return start, start + len(words)

    # --- looking ---

    @property
    def snapshot(self) -> Snapshot:
        """What the window shows."""
        snapshot = self.window.session.snapshot
        assert snapshot is not None
        return snapshot

    @property
    def text(self) -> str:
        """The open article's text."""
        return self.snapshot.article.text

    @property
    def selected(self) -> str:
        """The words that are selected."""
        chosen = self.view.selection
        return "" if chosen is None else self.text[chosen.start : chosen.end]

    def stored(self, article: int = 0) -> Reading:
        """The annotator's reading as the file has it, asked for anew."""
        self.settle()
        project = Project.open(self.path, read_only=True)
        try:
            annotator = project.annotator("ana", make=False)
            return project.reading(project.articles(annotator)[article].id, annotator)
        finally:
            project.close()

    def spans(self, article: int = 0) -> list[tuple[str, ...]]:
        """Label and words of each stored span, in reading order."""
        spans = sorted(self.stored(article).spans.values(), key=lambda span: (span.start, span.label))
        return [(span.label, *span.words(self.text)) for span in spans]

    def linked(self, words: str) -> set[tuple[str, str]]:
        """Role and words of what the stored quote that begins with `words` is linked to."""
        reading = self.stored()
        quote = next(span for span in reading.quotes if self._words(span).startswith(words))
        return {(link.role, self._words(reading.spans[link.to_span])) for link in reading.outgoing.get(quote.id, ())}

    def _words(self, span: Span) -> str:
        return " … ".join(span.words(self.text))


def place_of(view: CardView, command: str) -> QPoint:
    """Where a click on a card asks for a command."""
    return next(item.box.center() for item in view._face.placed if item.piece.command == command).toPoint()


OpenOn = Callable[..., User]


@pytest.fixture
def open_on(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenOn]:
    """Opens a window on a project with an article for each text."""
    windows: list[MainWindow] = []

    def open_texts(*texts: str, annotator: str = "ana") -> User:
        path = tmp_path / "p.inquit"
        if not path.exists():
            new_project(path, *texts).close()
        window = open_window(path, annotator, {})
        windows.append(window)
        qtbot.addWidget(window)
        user = User(window, qtbot, path)
        qtbot.waitUntil(lambda: window.session.snapshot is not None)
        user.settle()
        return user

    yield open_texts
    for window in windows:
        window.close()


@pytest.fixture
def user(open_on: OpenOn) -> User:
    """At an article of the invented text."""
    return open_on(TEXT)
