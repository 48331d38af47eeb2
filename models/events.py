"""What happened, published after it was committed."""

from __future__ import annotations

from dataclasses import dataclass

from models.edits import Edit


@dataclass(frozen=True, slots=True)
class Changed:
    """A committed gesture. seq: its number in the change log; origin: who asked, so that it may skip its own news."""

    seq: int
    command: str
    edits: tuple[Edit, ...]
    annotator: str
    article: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ArticlesImported:
    """Articles or readings came in. seq: the newest number in the change log."""

    seq: int
    articles: int
    readings: int


Event = Changed | ArticlesImported
