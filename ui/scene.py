"""The desk's snapshot as the views take it: marks for the text, the active frame, how far the article is.

Pure: knows no Qt and asks nobody. Only what is looked at is derived, so that an article may hold thousands of spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.articles import Meta
from models.attributions import attribution, attributions
from models.readings import Reading
from models.spans import Span
from models.suggested import counted, is_suggested
from ui.cards.card import is_complete, waiting_spans
from ui.text.marks import Look, Mark
from workspace.passes import Pass, shows

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot


@dataclass(frozen=True, slots=True)
class Drawing:
    """What decides how each span of an article is drawn. numbers: of the quotes, by span id."""

    spans: Mapping[str, Span] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()

    def mark(self, id: str) -> Mark:
        """One span as it is drawn."""
        span = self.spans[id]
        look = Look.SUGGESTED if is_suggested(span) else Look.PENDING if id in self.waiting else Look.NORMAL
        return Mark(id, span.label, span.fragments, self.numbers.get(id, ""), look, id in self.doubted)

    def marks(self, ids: Iterable[str] | None = None) -> list[Mark]:
        """These spans as they are drawn, all without a choice."""
        return [self.mark(id) for id in (self.spans if ids is None else ids)]


def drawing(snapshot: Snapshot) -> Drawing:
    """How the spans of a snapshot are drawn; those of other layers than the project's pass are not."""
    return Drawing(
        _shown(snapshot),
        {quote.id: str(number) for number, quote in enumerate(snapshot.reading.quotes, 1)},
        frozenset(span.id for span in waiting_spans(snapshot)),
        frozenset(snapshot.state.unconfirmed),
    )


def _shown(snapshot: Snapshot) -> Mapping[str, Span]:
    spans = snapshot.reading.spans
    if snapshot.step is Pass.ALL:
        return spans
    return {id: span for id, span in spans.items() if shows(snapshot.step, span.label)}


def changes(before: Drawing, after: Drawing) -> tuple[set[str], set[str]]:
    """The ids of the spans that are drawn in another way now, and of those that are gone.

    Spans never change but are replaced, so it is enough to see whether they are the same objects.
    """
    differing = {id for id, span in after.spans.items() if before.spans.get(id) is not span}
    renumbered: set[str] = set()
    if before.numbers != after.numbers:
        renumbered = {id for id, number in after.numbers.items() if before.numbers.get(id) != number}
    restyled = (before.waiting ^ after.waiting) | (before.doubted ^ after.doubted)
    gone = before.spans.keys() - after.spans.keys()
    return (differing | renumbered | restyled) & after.spans.keys(), gone


def active_spans(snapshot: Snapshot) -> frozenset[str]:
    """The ids of the active frame's spans, and of the span that was picked by hand."""
    state = snapshot.state
    chosen = frozenset({state.selected} if state.selected else ())
    frame = frozenset() if state.active is None else frame_spans(snapshot.reading, state.active)
    return (chosen | frame) & _shown(snapshot).keys()


def frame_spans(reading: Reading, quote: str) -> frozenset[str]:
    """The ids of a quote, all it is linked to, and the words that carry its stances."""
    frame = attribution(reading, quote)
    evidence = {id for stance in frame.stances for id in stance.evidence if id in reading.spans}
    return frozenset(span.id for span in frame.spans) | evidence


def frame_of(reading: Reading, span: str) -> frozenset[str]:
    """The ids of the frames that a span is part of."""
    quotes = [span] if span in reading.spans and reading.spans[span].label == "quote" else _quotes_of(reading, span)
    return frozenset({span}).union(*(frame_spans(reading, quote) for quote in quotes))


def _quotes_of(reading: Reading, span: str) -> list[str]:
    found: list[str] = []
    for link in reading.incoming.get(span, ()):
        is_quote = reading.spans[link.from_span].label == "quote"
        found.extend([link.from_span] if is_quote else _quotes_of(reading, link.from_span))
    return found


def title_lines(meta: Meta, text: str) -> tuple[str, ...]:
    """The title, unless the text begins with it, and the line below; none where nothing is known but the text."""
    facts = [meta.outlet, meta.byline, meta.published[:10], meta.agency if meta.agency != meta.outlet else ""]
    known = [fact for fact in facts if fact]
    if not meta.title and not known:
        return ()
    begins = text.lstrip().startswith(meta.title.strip())
    return ("" if begins else meta.title, " · ".join([*known, f"{len(text):,} characters"]))


def progress(reading: Reading, step: Pass = Pass.ALL) -> tuple[int, int]:
    """How many of the reading's quotes are complete for the pass, and how many there are, suggestions left out."""
    frames = attributions(counted(reading))
    return sum(is_complete(frame, step) for frame in frames), len(frames)
