"""From a pressed key to the names it may have in the table of commands.

First by what it writes, then by its place on the keyboard, so that the keys are where they are on a US keyboard when
the layout has no Latin letters (Ukrainian) or wants Shift for digits (French).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.keys import Command

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_OTHERS: Final = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.MetaModifier, "Meta+"),
)
_NAMED: Final = {
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
    Qt.Key.Key_BraceLeft: "[",
    Qt.Key.Key_BraceRight: "]",
}
# Rows of a US keyboard by scan code; X11 and Wayland count eight more than Windows and the hardware.
_ROWS: Final = ((2, "1234567890"), (16, "QWERTYUIOP[]"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_PLACES: Final = {first + at: char for first, row in _ROWS for at, char in enumerate(row)}
_XKB_OFFSET: Final = 8


def pressed(event: QKeyEvent, commands: Mapping[str, Command], *, xkb: bool = True) -> Command | None:
    """The command that the key stands for, None for none of these. xkb: whether scan codes are X11's or Wayland's."""
    return next((commands[name] for name in names(event, xkb=xkb) if name in commands), None)


def counts_as_x11() -> bool:
    """Whether the scan codes of this screen's keys are X11's or Wayland's."""
    return QGuiApplication.platformName() in ("xcb", "wayland", "offscreen")


def names(event: QKeyEvent, *, xkb: bool = True) -> Iterator[str]:
    """What the key may be called, the likeliest first."""
    code = event.key()
    prefix = "".join(name for modifier, name in _OTHERS if event.modifiers() & modifier)
    shift = "Shift+" if event.modifiers() & _SHIFT else ""
    if base := _base(code):
        yield prefix + shift + base  # modifiers stand in the table's order: Ctrl, Alt, Shift
        if not base.isalpha():  # a sign may need Shift to be written at all
            yield prefix + base
    if not _is_latin(code) and (place := _place(event.nativeScanCode(), xkb=xkb)):
        yield prefix + shift + place


def _base(code: int) -> str:
    named = {key.value: name for key, name in _NAMED.items()}.get(code)
    return named or (chr(code) if 0x20 < code < 0x7F else "")


def _is_latin(code: int) -> bool:
    return 0x20 < code < 0x7F and chr(code).isalnum()


def _place(scan_code: int, *, xkb: bool) -> str:
    return _PLACES.get(scan_code - _XKB_OFFSET if xkb else scan_code, "")


def shown(key: str) -> str:
    """The key as the user's system writes it."""
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText) or key


def sequences(command: Command) -> list[QKeySequence]:
    """The command's keys as Qt's shortcuts."""
    return [QKeySequence.fromString(_portable(key), QKeySequence.SequenceFormat.PortableText) for key in command.keys]


def _portable(key: str) -> str:
    return key.replace("Enter", "Return")
