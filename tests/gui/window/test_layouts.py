"""The same keys on German, French and Ukrainian keyboards: key events as Qt delivers them there, with scan codes.

A Latin layout means the letter that it writes; signs, digits and other alphabets mean the place on the keyboard.
"""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.readings import State
from tests.gui.window.conftest import User

Key = Qt.Key
MODIFIERS = {"Shift": Qt.KeyboardModifier.ShiftModifier, "Ctrl": Qt.KeyboardModifier.ControlModifier}
ROWS = ((10, "1234567890-="), (24, "QWERTYUIOP[]"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
PLACES = {char: first + at for first, row in ROWS for at, char in enumerate(row)}  # as X11 counts

# What the key at a place of the US keyboard writes on the layout, where it differs.
# As Qt told them under X11 with these layouts set; a dead key writes nothing.
DEAD_ACUTE, DEAD_CIRCUMFLEX = "\u1251", "\u1252"
GERMAN = {"Y": "Z", "Z": "Y", "[": "Ü", "]": "+", "-": "ß", "=": DEAD_ACUTE}
FRENCH = {"Q": "A", "A": "Q", "W": "Z", "Z": "W", "M": ",", "[": DEAD_CIRCUMFLEX, "]": "$", "-": ")"} | dict(
    zip("1234567890", "&É\"'(-È_ÇÀ", strict=True)
)
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
        *held, base = name.replace("++", "+plus").split("+")
        base = base.replace("plus", "+")
        place = self._place_of.get(base, base)
        written = self._layout.get(place, place)
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= MODIFIERS[modifier]
        text = written if "Shift" in held else written.lower()
        view = self._user.view
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            code = Key.Key_Return if name.endswith("Enter") else ord(written)
            event = QKeyEvent(kind, code, modifiers, PLACES.get(place, 0), 0, 0, "" if "Ctrl" in held else text)
            QApplication.sendEvent(view, event)
        self._user.settle()

    def sign(self, char: str) -> None:
        """A sign as somebody types it, wherever the layout has it."""
        QTest.keyClick(self._user.view, Key(ord(char)))
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


def test_a_gesture_is_taken_back_and_made_again(user: User, keyboard: Keyboard) -> None:
    user.view.select(*user.at(QUOTE))
    keyboard.strike("Q")
    for name, quotes in (("Ctrl+Z", 0), ("Ctrl+Y", 1), ("Ctrl+Z", 0), ("Ctrl+Shift+Z", 1)):
        keyboard.strike(name)
        assert len(user.snapshot.reading.quotes) == quotes


def test_ctrl_enter_finishes_the_article(user: User, keyboard: Keyboard) -> None:
    keyboard.strike("Ctrl+Enter")

    assert user.stored().header.state is State.DONE


def test_a_part_is_added_and_taken_away(user: User, keyboard: Keyboard) -> None:
    user.view.select(*user.at("“We have no money for it 🏗️,”"))
    keyboard.strike("Q")
    user.view.select(*user.at("“not this year.”"))
    keyboard.strike("J")
    assert _parts(user) == 2

    user.view.set_caret(user.at("not this year")[0])
    keyboard.sign("-")
    assert _parts(user) == 1

    user.view.select(*user.at("“not this year.”"))
    keyboard.sign("+")
    assert _parts(user) == 2


def _parts(user: User) -> int:
    return len(user.snapshot.reading.quotes[0].fragments)


def test_the_bracket_keys_move_borders_from_their_places(user: User, keyboard: Keyboard) -> None:
    user.drag("Ilse")
    keyboard.strike("S")
    keyboard.strike("[")

    assert user.spans() == [("speaker", "Mayor Ilse")]


def test_chips_are_taken_by_the_keys_of_the_digits(user: User, keyboard: Keyboard) -> None:
    user.view.select(*user.at("Ilse Brandt"))
    keyboard.strike("S")
    user.view.select(*user.at(QUOTE))
    keyboard.strike("Q")
    user.view.select(*user.at("“a ‘gift’ to nobody”"))
    keyboard.strike("Q")
    keyboard.strike("1")

    assert user.snapshot.reading.quotes[1].entity == user.snapshot.reading.spans[_speaker(user)].entity


def _speaker(user: User) -> str:
    return next(span.id for span in user.snapshot.reading.spans.values() if span.label == "speaker")
