"""What a pressed key is called: by what it writes, and by its place where the layout writes something else."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.keyboard import names, pressed
from ui.keys import Context, bound, by_key

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TEXT = by_key(bound(Context.TEXT))


def key(code: int, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan_code: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers, scan_code, 0, 0, text)


def command(event: QKeyEvent, *, xkb: bool = True) -> str:
    found = pressed(event, TEXT, xkb=xkb)
    return "" if found is None else found.id


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (key(Qt.Key.Key_Q, text="q"), "quote"),
        (key(Qt.Key.Key_C, SHIFT, "C"), "relay_cue"),
        (key(Qt.Key.Key_Backtab, SHIFT), "previous card"),
        (key(Qt.Key.Key_Tab), "next card"),
        (key(Qt.Key.Key_Plus, SHIFT, "+"), "add_fragment"),
        (key(Qt.Key.Key_Plus, NONE, "+"), "add_fragment"),
        (key(Qt.Key.Key_Question, SHIFT, "?"), "keys"),
        (key(Qt.Key.Key_BraceLeft, SHIFT, "{"), "start in word"),
        (key(Qt.Key.Key_BracketLeft, ALT), "start out character"),
        (key(Qt.Key.Key_Delete, SHIFT), "delete_attribution"),
        (key(Qt.Key.Key_Return, CTRL), "done"),
        (key(Qt.Key.Key_Enter), "confirm"),
        (key(Qt.Key.Key_3, ALT), "strength 3"),
        (key(Qt.Key.Key_X, text="x"), ""),
        (key(Qt.Key.Key_Left), ""),
    ],
)
def test_a_key_means_what_it_writes(event: QKeyEvent, expected: str) -> None:
    assert command(event) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (key(0x0419, text="й", scan_code=24), "quote"),  # Ukrainian: the place of Q
        (key(0x0406, text="і", scan_code=39), "speaker"),  # the place of S
        (key(0x0421, SHIFT, "С", scan_code=54), "relay_cue"),  # the place of C
        (key(Qt.Key.Key_Ampersand, text="&", scan_code=10), "chip 1"),  # French: digits need Shift
        (key(0x00C9, text="é", scan_code=11), "chip 2"),
        (key(0x00DC, text="ü", scan_code=34), "start out word"),  # German: [ would need AltGr
    ],
)
def test_a_key_that_writes_no_latin_letter_means_its_place_on_a_us_keyboard(event: QKeyEvent, expected: str) -> None:
    assert command(event) == expected


def test_a_latin_letter_means_itself_wherever_it_stands() -> None:
    french_a_at_the_place_of_q = key(Qt.Key.Key_A, text="a", scan_code=24)

    assert command(french_a_at_the_place_of_q) == "against"


def test_windows_counts_places_without_the_offset_of_x11() -> None:
    assert command(key(0x0419, text="й", scan_code=16), xkb=False) == "quote"


def test_the_likeliest_name_comes_first() -> None:
    assert list(names(key(Qt.Key.Key_Plus, SHIFT, "+"))) == ["Shift++", "+"]
