"""Who a digit or E would name: the span that is asked about, and the entities at hand for it. Pure looking."""

from __future__ import annotations

from models.entities import Entity
from models.readings import Reading
from models.scheme import Scheme
from models.spans import Span
from workspace.draft import Shared

MOST = 9


def subject(reading: Reading, scheme: Scheme, active: str | None, selected: str | None) -> Span | None:
    """The selected mention, else the speaker of the active quote, else the quote itself; None without any."""
    chosen = reading.spans.get(selected or "")
    if chosen is not None and chosen.label != "quote" and scheme.label[chosen.label].takes_entity:
        return chosen
    quote = reading.spans.get(active or "")
    return None if quote is None else next(iter(reading.linked(quote.id, "speaker")), quote)


def recent_entities(reading: Reading, shared: Shared, span: Span | None = None) -> list[Entity]:
    """The entities of the reading's other spans, the one used last first: the chips of the digits 1 to 9."""
    found: list[Entity] = []
    for other in reversed([*reading.spans.values()]):  # spans stand in the order of their making
        if other.entity is None or (span is not None and other.id == span.id):
            continue
        entity = shared.entity(other.entity)
        if entity not in found and not entity.built_in:
            found.append(entity)
    return found[:MOST]
