"""Tables as values: what each cell says, how it is meant to look, what a click on it filters by. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from models.figures import Figure
from ui.visible import visible
from workspace.measures import DEFINITIONS

PENDING = "…"


class Look(Enum):
    """How a cell is drawn."""

    TEXT = auto()
    MUTED = auto()
    NUMBER = auto()
    SHADE = auto()  # a value on a ground of the one hue
    COUNT = auto()  # of a matrix
    BLANK = auto()  # a ground that says: nothing here
    WHISKER = auto()
    BAR = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """words: as shown, nothing hidden; tip: more of it; share: 0 to 1, of a shade or a bar.

    low, high: a whisker's ends; picks: parts of a filter that a click sets; indent: steps from the left; span:
    columns that it takes up.
    """

    words: str = ""
    look: Look = Look.TEXT
    tip: str = ""
    share: float | None = None
    low: float | None = None
    high: float | None = None
    picks: Mapping[str, object] = field(default_factory=dict)
    indent: int = 0
    span: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", visible(self.words))


@dataclass(frozen=True, slots=True)
class Column:
    """stretches: takes the room that is left; numeric: set to the right."""

    words: str
    tip: str = ""
    numeric: bool = True
    stretches: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", visible(self.words))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are columns. title: for those who do not see it.

    even: all columns but the first are equally wide; wide_bars: the column that stretches takes all the room.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    even: bool = False
    wide_bars: bool = False


def column(name: str, title: str) -> Column:
    """The column of a figure, with its definition."""
    return Column(title, DEFINITIONS.get(name, ""))


def figure_words(figure: Figure | None, *, pending: bool = False, short: bool = False) -> str:
    """A figure as papers print it; pending: still being computed; short: without its interval."""
    if pending:
        return PENDING
    if figure is None:
        return ""
    return str(Figure(figure.value) if short else figure)


def figure_tip(name: str, figure: Figure | None, *, pending: bool = False) -> str:
    """The figure in full, what it rests on, why it or its interval is missing, and how it is defined."""
    if figure is None:
        return ""
    if pending:
        return "being computed"
    lines = [f"{figure}, n = {figure.n:,}"]
    if figure.coverage is not None:
        lines.append(f"of {figure.coverage:.0%} of the material")
    lines += [figure.why, DEFINITIONS.get(name, "")]
    return "\n".join(line for line in lines if line)


def figure_cell(name: str, figure: Figure | None, *, pending: bool = False, short: bool = False) -> Cell:
    """A figure in a table."""
    words = figure_words(figure, pending=pending, short=short)
    return Cell(words, Look.NUMBER, figure_tip(name, figure, pending=pending))


def whisker(name: str, figure: Figure | None, *, pending: bool = False) -> Cell:
    """A figure as a mark on a scale of 0 to 1, with its interval."""
    if figure is None or figure.value is None or pending:
        return Cell("", Look.WHISKER, figure_tip(name, figure, pending=pending))
    tip = figure_tip(name, figure)
    return Cell("", Look.WHISKER, tip, figure.value, figure.low, figure.high)
