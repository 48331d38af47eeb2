"""The colours of the window, light and dark, as data, and how contrast is measured. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour scheme: colours as `#rrggbb`, strengths as the opacity (0 to 1) a tint is laid on with."""

    page: str  # behind the reading column
    panel: str  # lists and bars beside it
    card: str
    hairline: str
    text: str
    muted: str
    accent: str  # focus, the current page, what is pending
    on_accent: str
    selection: str
    selection_strength: float
    quote_tint: str
    quote_strength: float
    nested_strength: float  # of a quote that lies within another one
    active_strength: float
    mention_strength: float  # the words of the active frame, tinted with their label's colour
    quote_edge: str
    number: str  # raised before a quote
    labels: Mapping[str, str]  # line colour of each label
    other_label: str  # of labels that a scheme adds
    good: str  # saved, done, in favour
    bad: str  # against, missing
    neutral: str
    on_verdict: str  # text on good, bad and neutral


LIGHT: Final = Palette(
    page="#fdfcf8",
    panel="#f3f2ec",
    card="#ffffff",
    hairline="#dfddd4",
    text="#1f2126",
    muted="#5d5b54",
    accent="#22578f",
    on_accent="#ffffff",
    selection="#4a8ad4",
    selection_strength=0.32,
    quote_tint="#e8bd3c",
    quote_strength=0.38,
    nested_strength=0.22,
    active_strength=0.55,
    mention_strength=0.13,
    quote_edge="#c08f14",
    number="#7a5600",
    labels=MappingProxyType(
        {
            "quote": "#b07f0c",
            "speaker": "#1f6fb2",
            "cue": "#8a3aa3",
            "source": "#23855a",
            "stance": "#bf3b2b",
            "addressee": "#0b6e80",
        }
    ),
    other_label="#6a675e",
    good="#1f7a45",
    bad="#a43423",
    neutral="#55534c",
    on_verdict="#ffffff",
)

DARK: Final = Palette(
    page="#1d1e21",
    panel="#26272a",
    card="#2b2c30",
    hairline="#3d3e42",
    text="#e9e5db",
    muted="#aeaaa0",
    accent="#8ab8ea",
    on_accent="#14202e",
    selection="#2b66b4",
    selection_strength=0.45,
    quote_tint="#86681c",
    quote_strength=0.40,
    nested_strength=0.16,
    active_strength=0.46,
    mention_strength=0.09,
    quote_edge="#c39a35",
    number="#e0b95a",
    labels=MappingProxyType(
        {
            "quote": "#c9a03c",
            "speaker": "#6fb1ee",
            "cue": "#ce8fe2",
            "source": "#62c392",
            "stance": "#f08474",
            "addressee": "#5fc0d0",
        }
    ),
    other_label="#a5a196",
    good="#63c088",
    bad="#f08a7a",
    neutral="#b5b1a6",
    on_verdict="#1d1e21",
)


def label_colour(palette: Palette, label: str) -> str:
    """The colour of a label's line; labels that a scheme adds share one."""
    return palette.labels.get(label, palette.other_label)


def blend(background: str, tint: str, strength: float) -> str:
    """The colour seen where `tint` is laid on `background` with an opacity of 0 to 1."""
    mixed = (
        round(below + (above - below) * strength)
        for below, above in zip(_channels(background), _channels(tint), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
