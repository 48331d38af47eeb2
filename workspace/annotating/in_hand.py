"""What a key goes to without a selection: the mention, the guess and the stance in hand. Pure looking."""

from __future__ import annotations

from models.readings import Reading
from models.scheme import Scheme
from models.spans import Span
from models.stances import Stance
from workspace.annotating.gestures import DeskState


def subject(reading: Reading, scheme: Scheme, active: str | None, selected: str | None) -> Span | None:
    """The selected mention, else the speaker of the active quote, else the quote itself; None without any."""
    chosen = reading.spans.get(selected or "")
    if chosen is not None and chosen.label != "quote" and scheme.label[chosen.label].takes_entity:
        return chosen
    quote = reading.spans.get(active or "")
    return None if quote is None else next(iter(reading.linked(quote.id, "speaker")), quote)


def doubts(reading: Reading, quote: str) -> tuple[str, ...]:
    """The spans of an attribution whose entity may wait to be confirmed: its mentions, then the quote itself."""
    return (*(link.to_span for link in reading.outgoing.get(quote, ()) if link.role != "nested_in"), quote)


def unconfirmed_in_hand(reading: Reading, scheme: Scheme, state: DeskState) -> str | None:
    """The mention that Enter confirms: the one picked, else of the active quote's the first that waits, else, while
    no quote is active, of the pending frame's. None where nothing in hand waits; what waits elsewhere is not in hand.
    """
    chosen = subject(reading, scheme, state.active, state.selected)
    in_hand = [] if chosen is None else [chosen.id]
    in_hand += state.pending if state.active is None else doubts(reading, state.active)
    return next((id for id in in_hand if id in state.unconfirmed and id in reading.spans), None)


def stance_in_hand(reading: Reading, state: DeskState) -> Stance | None:
    """The stance that value keys change: the one made or picked last, if it is the active quote's or nobody's; else
    the speaker's towards the current target, else the quote's last one.
    """
    found = reading.stances.get(state.stance or "")
    if found is not None and found.quote in (None, state.active):
        return found
    quote = reading.spans.get(state.active or "")
    if quote is None:
        return None
    own, others = holder_of(reading, quote), reading.stances_on(quote.id)
    fitting = (stance for stance in others if (stance.holder, stance.target) == (own, state.target))
    return next(fitting, others[-1] if others else None)


def holder_of(reading: Reading, quote: Span) -> str | None:
    """Whose stance a quote shows: its first speaker's entity, else its own."""
    speakers = reading.linked(quote.id, "speaker")
    return speakers[0].entity if speakers else quote.entity
