"""Where the lines of a paragraph break, with room left in them for the raised signs.

Positions are UTF-16 units of the paragraph, widths logical pixels.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from ui.text.placing import Sign

RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BESIDE_A_SIGN: Final = 1.0


@dataclass(frozen=True, slots=True)
class LineBreaks:
    """Where each line starts, given the room left before each position."""

    rooms: Mapping[int, float]
    starts: Sequence[int]


def break_lines(
    layout: QTextLayout, text: str, signs: Iterable[Sign], width: int, raised: QFont, before: LineBreaks | None
) -> LineBreaks:
    """Break the paragraph `text` into lines no wider than `width`.

    raised: the font of the signs; before: the breaks the layout has at this width, kept if the signs need no other.
    """
    rooms = _rooms(signs, raised)
    if before and before.rooms == rooms:
        return before
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setCacheEnabled(True)  # or Qt shapes the whole paragraph anew for each question
    layout.setTextOption(option)
    layout.setFormats(_spacing(layout, text, rooms))
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return LineBreaks(rooms, [layout.lineAt(number).textStart() for number in range(layout.lineCount())])


def _rooms(signs: Iterable[Sign], raised: QFont) -> dict[int, float]:
    metrics = QFontMetricsF(raised)
    rooms: dict[int, float] = {}
    for sign in signs:
        if sign.position > 0:
            rooms[sign.position] = rooms.get(sign.position, _BESIDE_A_SIGN) + metrics.horizontalAdvance(sign.text)
    return rooms


def _spacing(layout: QTextLayout, text: str, rooms: Mapping[int, float]) -> list[QTextLayout.FormatRange]:
    """Formats that space out the character which ends where room is needed.

    Not a letter of a script that joins its letters: spacing would tear them.
    """
    units = text.encode("utf-16-le") if RIGHT_TO_LEFT.search(text) else b""
    ranges = []
    for end, room in rooms.items():
        start = layout.previousCursorPosition(end)
        if not RIGHT_TO_LEFT.search(units[2 * start : 2 * end].decode("utf-16-le", "replace")):
            ranges.append(_spaced(start, end, room))
    return ranges


def _spaced(start: int, end: int, room: float) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    form.setFontLetterSpacing(room)
    spaced = QTextLayout.FormatRange()
    spaced.start, spaced.length, spaced.format = start, end - start, form
    return spaced
