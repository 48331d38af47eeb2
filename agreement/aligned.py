"""One article with its annotators' spans in rows: what attributes, links, stances and disagreements are read from.

Also says, for any object of an annotator, which row it belongs to, and whether an annotator was asked for a field.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from agreement.alignment import Alignment, Row, align
from agreement.model import Comparison, Settings, Side
from models.figures import Disagreement, Version
from models.spans import Fragment, Span

Members = list[tuple[int, Span]]  # annotators by place, and their spans

NAMED = ("speaker", "source", "addressee", "quote")  # labels whose spans may say who they are


@dataclass(frozen=True)
class Aligned:
    """A comparison with its rows."""

    case: Comparison
    settings: Settings
    alignment: Alignment

    @staticmethod
    def of(case: Comparison, settings: Settings) -> Aligned:
        """Aligns the spans of all sides."""
        return Aligned(case, settings, align([side.spans for side in case.sides], settings.min_iou))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The annotators' sides."""
        return self.case.sides

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order of the text."""
        return self.alignment.rows

    @cached_property
    def reported(self) -> tuple[tuple[int, Row], ...]:
        """Rows, with their numbers, that hold a span of the labels asked for."""
        wanted = set(self.case.labels)
        return tuple((i, row) for i, row in enumerate(self.rows) if any(s.label in wanted for s in row.present))

    def row(self, side: int, span: str | None) -> int | None:
        """The number of the row in which an annotator has the span; None for no span or one not compared."""
        if span is None:
            return None
        kept = self.sides[side].kept.get(span)
        return None if kept is None else self.alignment.row_of.get((side, kept))

    def has(self, side: int, row: int) -> bool:
        """Whether an annotator has a span in the row."""
        return self.rows[row].spans[side] is not None

    @cached_property
    def groups(self) -> tuple[tuple[str, Members], ...]:
        """Labels asked for that two annotators or more gave in one row, with their spans, row by row."""
        return tuple(
            (label, members)
            for _, row in self.reported
            for label, members in _by_label(row).items()
            if len(members) > 1 and label in self.case.labels
        )

    def words(self, span: Span) -> str:
        """What the span covers, fragments joined."""
        return " … ".join(span.words(self.case.article.text))

    def disagreement(
        self,
        kind: str,
        sub_kind: str,
        label: str,
        place: tuple[int, int],
        versions: Sequence[Version],
        weight: float,
        topic: str,
        subject: str = "",
    ) -> Disagreement:
        """A disagreement of this article."""
        article = self.case.article.id
        return Disagreement(kind, sub_kind, label, article, *place, tuple(versions), round(weight, 6), topic, subject)


def _by_label(row: Row) -> dict[str, Members]:
    found: dict[str, Members] = {}
    for place, span in zip(row.members, row.present, strict=True):
        found.setdefault(span.label, []).append((place, span))
    return found


def passage(spans: Sequence[Span]) -> tuple[int, int]:
    """From the first to behind the last character of the spans."""
    return min(span.start for span in spans), max(span.end for span in spans)


def version(side: Side, value: str, span: Span | None = None, stance: str | None = None) -> Version:
    """What an annotator has: a value, and where."""
    fragments: tuple[Fragment, ...] = span.fragments if span is not None else ()
    return Version(side.annotator, value, fragments, span.id if span is not None else None, stance)


def differing(values: Sequence[Hashable], differ: Callable[[Hashable, Hashable], float] | None = None) -> float:
    """The share (0 to 1) of pairs of annotators that differ, or their mean distance."""
    pairs = list(combinations(values, 2))
    if not pairs:
        return 0.0
    return sum(differ(*pair) if differ else float(pair[0] != pair[1]) for pair in pairs) / len(pairs)
