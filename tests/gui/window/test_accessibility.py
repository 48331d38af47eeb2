"""What a screen reader is told: every part that can have the focus has a name, every card a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.gui.window.conftest import Key, User
from ui.cards.card_view import CardView


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_part_that_can_have_the_focus_has_a_name(user: User) -> None:
    focusable = [
        widget
        for widget in user.window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in focusable
        if not name_of(widget) and not widget.objectName().startswith("qt_")
    ]

    assert len(focusable) >= 4
    assert nameless == []


def test_a_card_is_read_as_one_sentence(user: User) -> None:
    user.view.select(*user.at("“The old bridge will stay open.”"))
    user.press(Key.Key_Q)
    (card,) = (card for card in user.window.annotate.cards.findChildren(CardView) if card.isVisible())

    assert name_of(card).startswith("Quote 1, direct")


def test_the_status_line_is_read_as_its_words(user: User) -> None:
    assert "all keys" in name_of(user.window.status.hints)
