"""The same keys on German, French and Ukrainian keyboards: key events as Qt delivers them there, with scan codes.

A Latin layout means the letter that it writes; signs, digits and other alphabets mean the place on the keyboard.
"""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.gui.window.conftest import User

Key = Qt.Key
MODIFIERS = {"Shift": Qt.KeyboardModifier.ShiftModifier, "Ctrl": Qt.KeyboardModifier.ControlModifier}
ROWS = ((10, "1234567890"), (24, "QWERTYUIOP[]"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
PLACES = {char: first + at for first, row in ROWS for at, char in enumerate(row)}  # as X11 counts

# What the key at a place of the US keyboard writes on the layout, where it differs.
GERMAN = {"Y": "Z", "Z": "Y", "[": "Ü", "]": "+"}
FRENCH = {"Q": "A", "A": "Q", "W": "Z", "Z": "W", "M": ","} | dict(zip("1234567890", "&É\"'(-È_ÇÀ", strict=True))
UKRAINIAN = dict(zip("QWERTYUIOP[]ASDFGHJKLZXCVBNM", "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЯЧСМИТЬ", strict=True))
LAYOUTS = {"German": GERMAN, "French": FRENCH, "Ukrainian": UKRAINIAN}
QUOTE = "“The old bridge will stay open.”"


class Keyboard:
    """Strikes keys of a layout: those that write a Latin letter by the letter, others by their place."""

    def __init__(self, user: User, layout: Mapping[str, str]) -> None:
        self._user = user
        self._layout = layout
        self._place_of = {self._layout.get(place, place): place for place in PLACES}

    def strike(self, name: str) -> None:
        """The key that the table calls `name`, such as "Shift+Y"."""
        *held, base = name.split("+")
        place = self._place_of.get(base, base)
        written = self._layout.get(place, place)
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= MODIFIERS[modifier]
        text = written if "Shift" in held else written.lower()
        view = self._user.view
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(written), modifiers, PLACES[place], 0, 0, "" if "Ctrl" in held else text)
            QApplication.sendEvent(view, event)
        self._user.settle()


@pytest.fixture(params=LAYOUTS)
def keyboard(request: pytest.FixtureRequest, user: User) -> Keyboard:
    return Keyboard(user, LAYOUTS[request.param])


def test_an_attribution_by_keyboard_alone(user: User, keyboard: Keyboard) -> None:
    user.view.set_caret(user.at("Ilse")[0])
    for name in ("W", "S"):
        keyboard.strike(name)
    user.view.set_caret(user.at("said")[0])
    for name in ("W", "C", "Q"):
        keyboard.strike(name)
    assert user.linked("“The old bridge") == {("speaker", "Ilse"), ("cue", "said")}

    keyboard.strike("Y")
    assert user.snapshot.reading.quotes[0].attributes["type"] == "indirect"
    keyboard.strike("Shift+Y")
    assert user.snapshot.reading.quotes[0].attributes["status"] == "hedged"


def test_digits_name_entities_whether_or_not_they_need_shift(user: User, keyboard: Keyboard) -> None:
    user.view.select(*user.at(QUOTE))
    keyboard.strike("Q")
    user.drag("Mayor Ilse Brandt")
    keyboard.strike("S")
    keyboard.strike("0")

    speaker = next(span for span in user.stored().spans.values() if span.label == "speaker")
    assert speaker.entity == user.snapshot.shared.built_in("implicit").id


def test_borders_move_by_k_and_l(user: User, keyboard: Keyboard) -> None:
    user.drag("Ilse")
    keyboard.strike("S")
    keyboard.strike("K")
    keyboard.strike("L")

    assert user.spans() == [("speaker", "Mayor Ilse Brandt")]


def test_the_key_where_a_us_keyboard_has_m_opens_a_note(user: User, keyboard: Keyboard) -> None:
    keyboard.strike("M")

    assert user.window.annotate.chooser.isVisible()
