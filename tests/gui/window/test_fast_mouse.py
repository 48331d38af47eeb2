"""The mouse may be faster than the database, and the words may move meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.window.conftest import User

Key = Qt.Key


def test_words_drawn_while_a_quote_gets_its_number_are_the_words_that_were_aimed_at(user: User) -> None:
    quote, *others = ("said", "Monday", "bridge", "stay")

    user.drag(quote)
    user.press(Key.Key_Q, fast=True)
    for word in others:
        user.drag(word)  # the number of the quote pushes the line to the right before this is played
        user.press(Key.Key_T, fast=True)
    user.settle()

    assert [words for label, words in user.spans() if label == "stance"] == others
