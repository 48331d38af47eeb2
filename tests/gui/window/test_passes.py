"""Passes in the window: the marks and keys of other layers are off."""

from PySide6.QtCore import Qt

from tests.gui.window.conftest import User
from ui.scene import drawing

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"


def test_a_pass_hides_the_marks_and_turns_off_the_keys_of_other_layers(user: User) -> None:
    user.click(QUOTE, double=True)
    user.press(Key.Key_Q)
    user.drag("Mayor Ilse Brandt")
    user.press(Key.Key_S)
    user.window.commands.run("pass quotes")
    user.settle()
    assert {mark.label for mark in drawing(user.snapshot).marks()} == {"quote"}
    assert [label for label, *_ in user.spans()] == ["speaker", "quote"]

    user.drag("said")
    assert all("cue" not in hint.words for hint in user.window.status.hints._hints)
    user.press(Key.Key_C)
    assert len(user.spans()) == 2
    assert "in the pass" in user.window.status.hints.words

    user.window.commands.run("pass all")
    user.settle()
    user.press(Key.Key_C)
    assert len(user.spans()) == 3
