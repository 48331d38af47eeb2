"""Who a digit or E would name: the entities at hand for a span. Pure looking."""

from __future__ import annotations

from models.entities import Entity
from models.readings import Reading
from models.spans import Span
from models.suggested import is_suggested
from suggest.entities import Option, Proposal, Recent, propose_entity
from workspace.shared import Shared

MOST = 9


def chips(text: str, reading: Reading, shared: Shared, span: Span) -> tuple[Option, ...]:
    """What the digits 1 to 9 say of a span: who else it may be, best first."""
    words = "" if span.label == "quote" else " ".join(span.words(text))
    found = proposal(text, reading, shared, words, span.label, span.start, but=span.id)
    present = None if span.entity is None else shared.entity(span.entity)
    options = [option for option in found.options if option.name.strip("?") and not _is(option, present)]
    return tuple(options)[:MOST]


def _is(option: Option, entity: Entity | None) -> bool:
    """Whether the option says what is said already; a new entity of the same name would be its double."""
    if entity is None:
        return False
    return option.entity == entity.id or (option.entity is None and option.name.casefold() == entity.name.casefold())


def proposal(
    text: str, reading: Reading, shared: Shared, words: str, label: str, start: int, but: str | None = None
) -> Proposal:
    """Who `words` at `start` (code points) may be. but: the span that is asked about, which tells nothing of itself.

    The words by which this reading named somebody before count as names of theirs.
    """
    named = [
        span for span in reading.spans.values() if span.entity is not None and span.id != but and not is_suggested(span)
    ]
    named.sort(key=lambda span: (span.start > start, abs(span.start - start)))
    recent = [Recent(shared.entity(span.entity or "").id, " ".join(span.words(text))) for span in named]
    return propose_entity(words, shared.entities.values(), recent, label=label)
