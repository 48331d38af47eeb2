"""The suggestions of a reading: what belongs to one, which one is in hand, where Tab stops. Pure looking.

A suggestion is a quote with all that is suggested around it, or a mention that is suggested for no quote. It is over
when nothing of it is only suggested any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.readings import Reading
from models.spans import Link, Span, reading_order
from models.stances import Stance
from models.suggested import is_suggested, score_of
from workspace.annotating.gestures import DeskState

_NO_PART = ("nested_in",)  # roles whose other end is an attribution of its own


@dataclass(frozen=True, slots=True)
class Offer:
    """What is suggested of one attribution. quote: the quote, suggested or not, None for a mention that has none;

    spans: those that are suggested, the quote first; links, stances: those that are suggested by themselves.
    """

    quote: Span | None
    spans: tuple[Span, ...]
    links: tuple[Link, ...] = ()
    stances: tuple[Stance, ...] = ()

    @property
    def score(self) -> float | None:
        """How sure it is, 0 to 1: as its quote says, else its surest part."""
        parts: tuple[Span | Link | Stance, ...] = (*self.spans, *self.stances, *self.links)
        known = [score for part in parts if (score := score_of(part)) is not None]
        own = None if self.quote is None else score_of(self.quote)
        return own if own is not None else max(known, default=None)

    def part(self, label: str) -> tuple[Span, ...]:
        """What is suggested with this label."""
        return tuple(span for span in self.spans if span.label == label)


def offer_of(reading: Reading, span: str) -> Offer | None:
    """What is suggested of the attribution of a quote, or of a mention alone; None where nothing is."""
    found = reading.spans.get(span)
    if found is None:
        return None
    if found.label != "quote":
        return Offer(None, (found,)) if is_suggested(found) else None
    links = tuple(_links(reading, found.id))
    around = dict.fromkeys((found.id, *(link.to_span for link in links)))
    offer = Offer(
        found,
        tuple(reading.spans[id] for id in around if is_suggested(reading.spans[id])),
        tuple(link for link in links if is_suggested(link)),
        tuple(stance for stance in reading.stances_on(found.id) if is_suggested(stance)),
    )
    return offer if offer.spans or offer.links or offer.stances else None


def _links(reading: Reading, span: str) -> Iterator[Link]:
    for link in reading.outgoing.get(span, ()):
        if link.role not in _NO_PART:
            yield link
            yield from _links(reading, link.to_span)  # the cue of a source


def offer_in_hand(reading: Reading, state: DeskState) -> Offer | None:
    """The suggestion that keys go to: the mention picked that is suggested for no quote, else the active quote's."""
    if state.selected is not None and not reading.incoming.get(state.selected):
        alone = offer_of(reading, state.selected)
        if alone is not None:
            return alone
    return offer_of(reading, state.active or "") or offer_of(reading, state.selected or "")


def offers(reading: Reading) -> tuple[Offer, ...]:
    """All suggestions in reading order."""
    found = (offer_of(reading, span.id) for span in stops(reading))
    return tuple(offer for offer in found if offer is not None)


def stops(reading: Reading) -> tuple[Span, ...]:
    """Where Tab stops: every quote, and the mentions that are suggested for none; in reading order."""
    alone = [
        span
        for span in reading.spans.values()
        if span.label != "quote" and is_suggested(span) and not reading.incoming.get(span.id)
    ]
    return tuple(sorted((*reading.quotes, *alone), key=reading_order)) if alone else reading.quotes


def next_stop(reading: Reading, state: DeskState, caret: int, direction: int) -> str | None:
    """The stop behind the present one, or before it, around at the ends; None where there is none.

    Without a present one the caret (code points) says where the annotator is.
    """
    found = stops(reading)
    ids = [span.id for span in found]
    present = next((id for id in (state.selected, state.active) if id in ids), None)
    if present is not None:
        return ids[(ids.index(present) + direction) % len(ids)]
    if direction > 0:
        return next((span.id for span in found if span.start >= caret), ids[0] if ids else None)
    return next((span.id for span in reversed(found) if span.start < caret), ids[-1] if ids else None)
