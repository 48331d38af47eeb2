"""A window into which real files are dropped, and what the project holds afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.articles import Article
from tests.samples import new_project
from ui.application import open_window
from ui.intake.page import ImportPage
from ui.main_window import MainWindow
from workspace.project import Project

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Importer:
    """Someone who brings files."""

    def __init__(self, window: MainWindow, qtbot: QtBot, path: Path) -> None:
        self.window, self.path = window, path
        self._qtbot = qtbot

    # --- doing ---

    def drop(self, *paths: Path) -> None:
        """Drops files on the window, and waits for what comes of it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action = Qt.DropAction.CopyAction
        QApplication.sendEvent(self.window, QDragEnterEvent(QPoint(500, 300), action, data, LEFT, NONE))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(500, 300), action, data, LEFT, NONE))
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is read or stored any more."""
        self._qtbot.waitUntil(lambda: not self._is_busy)

    @property
    def _is_busy(self) -> bool:
        window = self.window
        arrivals = window.arrivals
        return bool(arrivals.running or arrivals.looking or window.worker.waiting or window.session.gate.closed)

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Presses keys where the focus is."""
        for key in keys:
            focused: QWidget | None = self.window.focusWidget()
            QTest.keyClick(self.window if focused is None else focused, key, modifiers)
            self.settle()

    def go_to(self, name: str) -> None:
        """Marks a file of the list with the mouse."""
        row = self.listed.index(name)
        place = self.page.list.visualRect(self.page.list.sources.index(row)).center()
        QTest.mouseClick(self.page.list.viewport(), LEFT, NONE, place)
        self.settle()

    # --- looking ---

    @property
    def page(self) -> ImportPage:
        """The page, which is made when it is first shown."""
        (page,) = self.window.findChildren(ImportPage)
        return page

    @property
    def listed(self) -> list[str]:
        """The names in the list."""
        return [row.name for row in self.page.list.sources.rows]

    @property
    def text(self) -> str:
        """The text that is shown of a file."""
        item = self.page.current
        assert item is not None
        assert item.preview is not None
        return item.preview.articles[0].text

    @property
    def stored(self) -> dict[str, Article]:
        """The articles that the file has by the names of theirs, asked for anew."""
        self.settle()
        project = Project.open(self.path, read_only=True)
        try:
            annotator = project.annotator("ana", make=False)
            articles = [project.article(entry.id) for entry in project.articles(annotator)]
            return {article.meta.source_name: article for article in articles}
        finally:
            project.close()


OpenOn = Callable[..., Importer]


@pytest.fixture
def open_on(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenOn]:
    """Opens a window on a project with an article for each text, without any on an empty one."""
    windows: list[MainWindow] = []

    def open_texts(*texts: str) -> Importer:
        path = tmp_path / "p.inquit"
        (new_project(path, *texts) if texts else Project.create(path)).close()
        window = open_window(path, "ana", {})
        windows.append(window)
        qtbot.addWidget(window)
        importer = Importer(window, qtbot, path)
        qtbot.waitUntil(lambda: window.session.project is not None)
        importer.settle()
        return importer

    yield open_texts
    for window in windows:
        window.close()


@pytest.fixture
def importer(open_on: OpenOn) -> Importer:
    """At an empty project."""
    return open_on()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are before they are dropped."""
    made = tmp_path / "brought"
    made.mkdir()
    return made
