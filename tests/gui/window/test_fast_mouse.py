"""The mouse may be faster than the database, and the words may move meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.window.conftest import User

Key = Qt.Key


def test_words_drawn_while_a_quote_gets_its_number_are_the_words_that_were_aimed_at(user: User) -> None:
    quotes = ("Ilse", "said", "Monday", "old")

    for word in quotes:
        user.drag(word)  # each number of a quote pushes the rest of the line to the right
        user.press(Key.Key_Q, fast=True)
    user.drag("stay")
    user.press(Key.Key_T, fast=True)
    user.settle()

    assert [words for label, words in user.spans() if label == "quote"] == [*quotes]
    assert [words for label, words in user.spans() if label == "stance"] == ["stay"]
