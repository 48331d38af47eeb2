"""What tests of the bar over the pages do and look at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.window.conftest import LEFT, User


def bar(user: User) -> str:
    """What the bar says."""
    return user.window.safeguards.bar.words if user.window.safeguards.bar.isVisible() else ""


def click(user: User, command: str) -> None:
    """Clicks on a button of the bar."""
    QTest.mouseClick(user.window.safeguards.bar.button(command), LEFT)
    user.settle()


def bring_to_front(user: User, qtbot: QtBot) -> None:
    """Window-wide keys go to the window in front."""
    user.window.activateWindow()
    qtbot.waitUntil(user.window.isActiveWindow)


def marks(user: User, words: str, key: Qt.Key) -> None:
    """Draws the mouse over words and presses the key of their label."""
    user.drag(words)
    user.press(key)
