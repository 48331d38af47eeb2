"""The suggestions of a reading: what belongs to one, which one is in hand, where Tab stops. Pure looking.

A suggestion is a quote with all that is suggested around it, or a mention that is suggested for no quote. It is over
when nothing of it is only suggested any more. What the project's pass hides is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.readings import Reading
from models.spans import Link, Span, reading_order
from models.stances import Stance
from models.suggested import SUGGESTED, is_suggested, score_of
from workspace.annotating.gestures import DeskState
from workspace.passes import Pass, tells

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


def offer_of(reading: Reading, span: str, step: Pass = Pass.ALL) -> Offer | None:
    """What is suggested of the attribution of a quote, or of a mention alone, as far as the pass tells it; None where
    nothing is."""
    found = reading.spans.get(span)
    if found is None or (found.label != "quote" and not is_suggested(found)):
        return None
    links = tuple(link for link in _links(reading, found.id) if tells(step, reading.spans[link.to_span].label))
    around = [reading.spans[id] for id in dict.fromkeys((found.id, *(link.to_span for link in links)))]
    offer = Offer(
        found if found.label == "quote" else None,
        tuple(span for span in around if is_suggested(span) and tells(step, span.label)),
        tuple(link for link in links if is_suggested(link)),
        tuple(one for one in reading.stances_on(found.id) if is_suggested(one) and tells(step, "stance")),
    )
    return offer if offer.spans or offer.links or offer.stances else None


def _links(reading: Reading, span: str) -> Iterator[Link]:
    for link in reading.outgoing.get(span, ()):
        if link.role not in _NO_PART:
            yield link
            yield from _links(reading, link.to_span)  # the cue of a source


def offer_in_hand(reading: Reading, state: DeskState, step: Pass = Pass.ALL) -> Offer | None:
    """The suggestion that keys go to: the mention picked that is suggested for no quote, else the active quote's."""
    if (alone := mention_in_hand(reading, state)) is not None:
        return offer_of(reading, alone.id, step)
    return offer_of(reading, state.active or "", step) or offer_of(reading, state.selected or "", step)


def mention_in_hand(reading: Reading, state: DeskState) -> Span | None:
    """The mention picked that is suggested for no quote; None where none is."""
    found = reading.spans.get(state.selected or "")
    return found if found is not None and _is_alone(reading, found) else None


def _is_alone(reading: Reading, span: Span) -> bool:
    return is_suggested(span) and span.label != "quote" and not reading.incoming.get(span.id)


def offers(reading: Reading, step: Pass = Pass.ALL) -> tuple[Offer, ...]:
    """All suggestions in reading order."""
    found = (offer_of(reading, span.id, step) for span in stops(reading, step))
    return tuple(offer for offer in found if offer is not None)


def stops(reading: Reading, step: Pass = Pass.ALL) -> tuple[Span, ...]:
    """Where Tab stops: every quote, and the mentions that are suggested for none; in reading order."""
    suggested = [span for span in reading.spans.values() if span.origin == SUGGESTED]  # of many spans few are
    alone = [span for span in suggested if _is_alone(reading, span) and tells(step, span.label)]
    return tuple(sorted((*reading.quotes, *alone), key=reading_order)) if alone else reading.quotes


def next_stop(reading: Reading, state: DeskState, caret: int, direction: int, step: Pass = Pass.ALL) -> str | None:
    """The stop behind the present one, or before it, around at the ends; None where there is none.

    Without a present one the caret (code points) says where the annotator is.
    """
    found = stops(reading, step)
    ids = [span.id for span in found]
    present = next((id for id in (state.selected, state.active) if id in ids), None)
    if present is not None:
        return ids[(ids.index(present) + direction) % len(ids)]
    if direction > 0:
        return next((span.id for span in found if span.start >= caret), ids[0] if ids else None)
    return next((span.id for span in reversed(found) if span.start < caret), ids[-1] if ids else None)
