"""Fonts and distances of the reading column at one zoom, in logical pixels."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from ui.theme import SANS, SERIF, font


@dataclass(frozen=True, slots=True)
class Typography:
    """What the layout measures with and the painter draws with."""

    text: QFont
    title: QFont
    meta: QFont
    raised: QFont  # numbers before quotes, question marks behind what is not confirmed
    margin: QFont  # paragraph numbers
    column: int  # widest line
    left: int  # free beside the column: paragraph numbers, hanging quote numbers
    right: int  # free on the other side: how many lines are not drawn
    top: int  # above the title
    bottom: int  # below the last paragraph
    pitch: int  # from line to line, unless the lanes of a line need more
    above: int  # free above a line's text
    lane: int  # from one lane to the next
    gap: int  # below a paragraph
    blank: int  # height of a paragraph without words
    stroke: float  # the unit of all lines


def typography(zoom: int) -> Typography:
    """The reading column at `zoom` per cent."""
    scale = zoom / 100

    def pixels(value: float) -> int:
        return max(1, round(value * scale))

    return Typography(
        text=font(SERIF, 17 * scale),
        title=font(SERIF, 22 * scale, bold=True),
        meta=font(SANS, 12 * scale),
        raised=font(SANS, 10 * scale, bold=True),
        margin=font(SANS, 10 * scale),
        column=pixels(640),
        left=pixels(56),
        right=pixels(26),
        top=pixels(26),
        bottom=pixels(64),
        pitch=pixels(30),
        above=pixels(3),
        lane=pixels(4),
        gap=pixels(12),
        blank=pixels(4),
        stroke=max(1.0, scale),
    )
