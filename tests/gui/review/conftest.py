"""A window at the review page of an invented project, driven by keys and the mouse."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.reviewed import BEN, project_of, readings
from ui.application import open_window
from ui.main_window import MainWindow
from ui.review.page import ReviewPage

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Reviewer:
    """Someone at the page."""

    def __init__(self, window: MainWindow, qtbot: QtBot, path: Path) -> None:
        self.window, self.path = window, path
        self._qtbot = qtbot

    def go(self) -> None:
        """Goes to the page."""
        self.press(Key.Key_2, CTRL)
        self.settle()

    @property
    def page(self) -> ReviewPage:
        """The page, which is made when one first goes there."""
        (page,) = self.window.findChildren(ReviewPage)
        return page

    def settle(self) -> None:
        """Waits until all figures are there."""
        self._qtbot.waitUntil(lambda: not self.page.live.computing and not self.window.worker.waiting)
        self._qtbot.waitUntil(lambda: not self.window.session.gate.closed)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Presses a key where the focus is."""
        for _ in range(times):
            focused: QWidget | None = self.window.focusWidget()
            QTest.keyClick(self.window if focused is None else focused, key, modifiers)

    def type(self, words: str) -> None:
        """Types into the field that has the focus."""
        QTest.keyClicks(self.window.focusWidget(), words)

    @property
    def kinds(self) -> list[str]:
        """The kinds that are listed, in their order."""
        return [item.kind for item in self.page.board.list.rows.listed.items]

    @property
    def current(self) -> str:
        """The kind of the one that is marked."""
        item = self.page.board.list.current
        return "" if item is None else item.kind


ReviewOf = Callable[..., Reviewer]


@pytest.fixture
def review_of(qtbot: QtBot, tmp_path: Path) -> Iterator[ReviewOf]:
    """Opens the page on a project with these readings, as the first annotator."""
    windows: list[MainWindow] = []

    def open_page(*records: Mapping[str, object], shows: bool = True) -> Reviewer:
        path = tmp_path / "p.inquit"
        project_of(path, *records).close()
        window = open_window(path, "ana", {})
        windows.append(window)
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.session.snapshot is not None and not window.worker.waiting)
        reviewer = Reviewer(window, qtbot, path)
        if shows:
            reviewer.go()
        return reviewer

    yield open_page
    for window in windows:
        window.close()


@pytest.fixture
def reviewer(review_of: ReviewOf) -> Reviewer:
    """Ana and Ben have read everything and differ in three places; gold is as Ana has it but for the first article."""
    gold = readings("gold")
    gold[0] = {**readings("gold", BEN)[0]}
    return review_of(*readings("ana"), *readings("ben", BEN), *gold)
