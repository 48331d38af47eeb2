"""What a key goes to without a selection: what was picked by hand, the guess and the stance in hand. Pure looking."""

from __future__ import annotations

from dataclasses import replace

from models.readings import Reading
from models.scheme import Scheme
from models.spans import Span
from models.stances import Stance
from models.suggested import is_suggested
from workspace.annotating.frames import ROLE
from workspace.annotating.gestures import DeskState
from workspace.annotating.offers import mention_in_hand


def picked(reading: Reading, state: DeskState, id: str | None) -> DeskState:
    """The state once somebody has picked a span by hand, and the quote it belongs to (or is) with it; None: nothing.

    A mention that is suggested for no quote stands by itself: no quote is active then. A stance can be picked too.
    """
    kept = replace(state, asked_at=None, stance=None, holder=None)
    if (stance := reading.stances.get(id or "")) is not None:
        return _stance_picked(kept, stance)
    found = reading.spans.get(id or "")
    if found is None:
        return replace(kept, active=None, chosen=False, selected=None)
    alone = replace(kept, active=None, chosen=False, selected=found.id)
    if mention_in_hand(reading, alone) is not None:
        return alone
    quote = _quote_of(reading, found)
    selected = None if found.label == "quote" else found.id
    return replace(_at_quote(kept, quote.id if quote else None), selected=selected)


def _stance_picked(state: DeskState, stance: Stance) -> DeskState:
    target = stance.target or state.target
    return replace(_at_quote(state, stance.quote), selected=None, stance=stance.id, target=target)


def _at_quote(state: DeskState, quote: str | None) -> DeskState:
    return state if quote is None else replace(state, active=quote, chosen=True)


def _quote_of(reading: Reading, span: Span) -> Span | None:
    """The quote a span is or belongs to, through a source where it is the cue of one."""
    if span.label == "quote":
        return span
    for link in reading.incoming.get(span.id, ()):
        return _quote_of(reading, reading.spans[link.from_span])
    for stance in reading.stances.values():
        if span.id in stance.evidence and stance.quote is not None:
            return reading.spans.get(stance.quote)
    return None


def awaiting(before: Reading, state: DeskState, after: Reading, then: DeskState) -> DeskState:
    """The state `then` of a gesture, in which a mention that was suggested for no quote, and was accepted by the
    gesture, waits for its quote as one that was marked by hand does. before, state: how things stood.
    """
    alone = mention_in_hand(before, state)
    span = None if alone is None else after.spans.get(alone.id)
    if span is None or is_suggested(span) or span.label not in ROLE or span.attributes.get("scope") == "document":
        return then
    is_at_home = span.id in then.pending or bool(after.incoming.get(span.id))
    return then if is_at_home else replace(then, pending=(*then.pending, span.id))


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
