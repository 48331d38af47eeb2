"""Colours and signs of the review page, beside those of the window: one hue for values, one line for each annotator.

Kinds of disagreement have signs, not colours: colours are taken by the labels. Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ui.palettes import DARK, Palette, blend, contrast

_LINES: Final[Sequence[str]] = ("#1f6fb2", "#cf7b12", "#1f8a55", "#8a3aa3", "#8c5a2b", "#5d6b78")
_DARK_LINES: Final[Sequence[str]] = ("#6fb1ee", "#e8a24c", "#62c392", "#ce8fe2", "#c99a6b", "#a3b1be")
_FAINTEST: Final = 0.10
_INKS: Final = ("#000000", "#ffffff")

SIGNS: Final[Mapping[str, str]] = {
    "missing": "∅",
    "split": "÷",
    "label": "≠",
    "boundary": "↔",
    "attribute": "◇",
    "link": "→",
    "stance": "±",
    "entity": "◎",
}


def line_colour(palette: Palette, place: int) -> str:
    """The line under an annotator's version; place: the annotator's, from 0. From the seventh on they repeat."""
    lines = _DARK_LINES if palette is DARK else _LINES
    return lines[place % len(lines)]


def shade(palette: Palette, value: float) -> str:
    """The ground of a value of 0 to 1: the more, the stronger; below 0 as 0."""
    return blend(palette.page, palette.accent, _FAINTEST + (1 - _FAINTEST) * min(1.0, max(0.0, value)))


def ink(ground: str) -> str:
    """What can be read on a ground: one of the two always has a contrast of 4.5 and more."""
    return max(_INKS, key=lambda colour: contrast(colour, ground))


def bar(palette: Palette) -> str:
    """The bar of a count."""
    return blend(palette.page, palette.muted, 0.72)


def pill(palette: Palette) -> str:
    """The ground of a kind's sign."""
    return blend(palette.page, palette.neutral, 0.92)
