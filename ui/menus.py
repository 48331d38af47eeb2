"""Menus and window-wide shortcuts, made from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.commands import Commands
from ui.guard import guarded
from ui.keyboard import counts_as_x11, pressed, sequences, shown
from ui.keys import COMMANDS, MENUS, Command, Context, bound, by_key

MARKING_MENU = ("Frame", "Values", "Stance")


def add_shortcuts(window: QWidget, commands: Commands) -> None:
    """Makes the keys that work everywhere; the others are the focused widget's business."""
    for wanted in COMMANDS:
        if wanted.context is Context.EVERYWHERE and wanted.keys and commands.can(wanted):
            action = _action(wanted, commands, window)
            action.setShortcuts(sequences(wanted))
            window.addAction(action)
    window.installEventFilter(ByPlace(commands, window))


class ByPlace(QObject):
    """The same keys by their place on the keyboard, where the layout has no Latin letters (Ukrainian) or wants Shift
    for digits (French): Qt's shortcuts go by what a key writes. Sees what nobody in the window has taken.
    """

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._keys = by_key(bound(Context.EVERYWHERE))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        wanted = pressed(event, self._keys, xkb=counts_as_x11())
        if wanted is None or not self._commands.can(wanted):
            return False
        self._commands.run(wanted.id)
        return True


def main_menu(parent: QWidget, commands: Commands) -> QMenu:
    """All commands in submenus; each is filled when it is first opened."""
    menu = QMenu(parent)
    for title in MENUS:
        menu.addMenu(submenu(title, menu, commands))
    return menu


def marking_menu(parent: QWidget, commands: Commands) -> QMenu:
    """What the right mouse button offers in the text."""
    menu = QMenu(parent)
    for wanted in _of("Frame", commands):
        menu.addAction(_shown_action(wanted, commands, menu))
    for title in MARKING_MENU[1:]:
        menu.addMenu(submenu(title, menu, commands))
    return menu


def submenu(title: str, parent: QWidget, commands: Commands) -> QMenu:
    """One menu of the table, filled when it is first opened."""
    menu = QMenu(title, parent)

    def fill() -> None:
        if menu.isEmpty():
            menu.addActions([_shown_action(wanted, commands, menu) for wanted in _of(title, commands)])

    menu.aboutToShow.connect(fill)
    return menu


def _of(title: str, commands: Commands) -> list[Command]:
    return [wanted for wanted in commands.usable if wanted.menu == title]


def _shown_action(wanted: Command, commands: Commands, parent: QWidget) -> QAction:
    """The key stands behind the text; it is not bound a second time."""
    action = _action(wanted, commands, parent)
    if wanted.key:
        action.setText(f"{wanted.text}\t{shown(wanted.key)}")
    return action


def _action(wanted: Command, commands: Commands, parent: QWidget) -> QAction:
    action = QAction(wanted.text, parent)
    action.triggered.connect(lambda: commands.run(wanted.id))
    return action
