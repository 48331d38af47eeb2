"""Gestures on suggestions: accept all of one or a part of it, reject it, accept all above a score.

What is accepted remembers who suggested it. What somebody marks by hand takes the place of what was suggested there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.errors import Refused
from models.spans import Span
from models.suggested import accepted_span, accepted_value, is_suggested
from workspace.annotating import frames, labelling, marking
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome, situation
from workspace.annotating.naming import proposed_entity
from workspace.annotating.offers import Offer, offer_in_hand, offers
from workspace.passes import refuse_others

_MARKS = {
    "quote": labelling.quote,
    "speaker": labelling.speaker,
    "cue": labelling.cue,
    "source": labelling.source,
}
_THRESHOLDS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)


def accept(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Enter, or Q S C O for a part: the suggestion in hand is right. argument: the label of the part, nothing for all.

    With a selection the part is what is selected, in the place of what was suggested.
    """
    offer = _offer(draft, state)
    part = gesture.argument
    if part:
        refuse_others(draft.step, part)
    if part and gesture.selection is not None:
        return _put_in(draft, state, gesture, offer)
    if not part or offer.quote is None:
        return _all_accepted(draft, state, offer, part)
    spans = offer.part(part)
    if not spans:
        raise Refused(f"no {part} is suggested", remedy="select its words first")
    return Outcome(_accepted_spans(draft, state, offer, spans), message=f"the {part} is accepted")


def _all_accepted(draft: Draft, state: DeskState, offer: Offer, part: str) -> Outcome:
    if part and not offer.part(part):
        raise Refused(f"no {part} is suggested", remedy="select its words first")
    return Outcome(replace(_accepted(draft, state, offer), selected=None), message="accepted")


def _offer(draft: Draft, state: DeskState) -> Offer:
    offer = offer_in_hand(draft.reading, state, draft.step)
    if offer is None:
        raise Refused("no suggestion is active", remedy="press Tab to go to one")
    return offer


def _put_in(draft: Draft, state: DeskState, gesture: Gesture, offer: Offer) -> Outcome:
    """The selected words instead of the suggested ones, where they stand by them; elsewhere they are marked as ever."""
    quote, words = offer.quote, gesture.selection
    is_here = quote is not None and words is not None and frames.shares_sentence(draft.text, quote, words)
    if gesture.argument == "quote" and quote is not None and words is not None and is_suggested(quote) and is_here:
        labelling.take(draft, quote, words)
        after = _accepted_spans(draft, state, offer, [draft.reading.spans[quote.id]])
        return Outcome(after, words.end, "the quote is put in and accepted")
    return _MARKS[gesture.argument](draft, state, replace(gesture, argument=""))


def accepted_all(draft: Draft, state: DeskState) -> DeskState:
    """The state after whatever is suggested of the active quote was accepted; the same where nothing is."""
    offer = offer_in_hand(draft.reading, state, draft.step)
    return state if offer is None else _accepted(draft, state, offer)


def _accepted(draft: Draft, state: DeskState, offer: Offer) -> DeskState:
    after = _accepted_spans(draft, state, offer, offer.spans)
    for link in offer.links:
        draft.put(accepted_value(link, _origin(offer)))
    for stance in offer.stances:
        draft.put(accepted_value(stance, _origin(offer)))
    return after


def _origin(offer: Offer) -> Mapping[str, object]:
    return {} if offer.quote is None else offer.quote.extra


def _accepted_spans(draft: Draft, state: DeskState, offer: Offer, spans: Iterable[Span]) -> DeskState:
    for span in spans:
        state = _accepted_one(draft, state, accepted_span(span, _origin(offer)))
    return state


def _accepted_one(draft: Draft, state: DeskState, span: Span) -> DeskState:
    """Stores an accepted span; a mention of somebody unnamed is named as one that was marked by hand."""
    draft.put(span)
    if span.label == "quote":
        frames.claim(draft, span, _waiting_by(draft, state, span))
        if not draft.reading.linked(span.id, "nested_in"):
            frames.nest(draft, span)
        return replace(state, active=span.id)
    if span.entity is not None or span.label not in ("speaker", "source"):
        return state
    named = proposed_entity(draft, " ".join(span.words(draft.text)), span.label, span.start)
    draft.put(replace(span, entity=named.entity, attributes={**named.attributes, **span.attributes}))
    return state.doubting(span.id, doubt=not named.sure)


def _waiting_by(draft: Draft, state: DeskState, quote: Span) -> tuple[Span, ...]:
    return tuple(one for one in situation(draft, state).waiting if frames.stands_by(draft.text, quote, one))


def reject(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """X: the suggestion in hand is wrong: it goes. Parts of it that were accepted wait for another quote."""
    offer = _offer(draft, state)
    kept = _without_links(draft, offer)
    for stance in offer.stances:
        draft.drop(stance)
    for link in offer.links:
        if link.id in draft.reading.links:
            marking.disconnect(draft, link)
    for span in offer.spans:
        _drop(draft, span, offer)
    after = replace(state, pending=(*state.pending, *kept)).within(draft.reading)
    return Outcome(after, message="rejected" if not kept else "rejected; what was accepted waits for its quote")


def _without_links(draft: Draft, offer: Offer) -> tuple[str, ...]:
    """Takes the accepted mentions out of a quote that is rejected; returns those that belong to no other quote."""
    quote = offer.quote
    if quote is None or not is_suggested(quote):
        return ()
    found: list[str] = []
    for link in draft.reading.outgoing.get(quote.id, ()):
        mention = draft.reading.spans[link.to_span]
        if not is_suggested(mention) and mention.label != "quote":
            marking.disconnect(draft, link)
            found += [] if draft.reading.incoming.get(mention.id) else [mention.id]
    return tuple(found)


def _drop(draft: Draft, span: Span, offer: Offer) -> None:
    """Deletes a suggested span, or takes it out of this frame where other quotes have it too."""
    if span.id not in draft.reading.spans:
        return  # it went with its quote
    own = {span.id, *(part.id for part in offer.spans), offer.quote.id if offer.quote else ""}
    incoming = draft.reading.incoming.get(span.id, ())
    if span.label != "quote" and any(link.from_span not in own for link in incoming):
        for link in incoming:
            if link.from_span in own:
                marking.disconnect(draft, link)
    else:
        marking.delete(draft, span)


def accept_above(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Ctrl+Shift+Enter: every suggestion of the article of at least this score; argument: it, nothing asks for it.

    A score is written as 0.9 or as 90 %. One without a score is accepted only from 0 on.
    """
    found = offers(draft.reading, draft.step)
    if not found:
        raise Refused("nothing is suggested in this article")
    if not gesture.argument:
        return Outcome(state, ask=_ask_score(found, offer_in_hand(draft.reading, state, draft.step)))
    least = _score(gesture.argument.removeprefix(NEW))
    chosen = [offer for offer in found if (offer.score or 0.0) >= least]
    after = state
    for offer in chosen:
        after = replace(_accepted(draft, after, _present(draft, offer)), active=state.active)
    return Outcome(after, message=f"{len(chosen)} accepted, {len(found) - len(chosen)} left")


def _present(draft: Draft, offer: Offer) -> Offer:
    """The suggestion as earlier ones have left it: a mention of several quotes is accepted once."""
    spans = (draft.reading.spans.get(span.id) for span in offer.spans)
    return replace(offer, spans=tuple(span for span in spans if span is not None and is_suggested(span)))


def _ask_score(found: tuple[Offer, ...], present: Offer | None) -> Ask:
    own = None if present is None else present.score
    steps = dict.fromkeys(([] if own is None else [own]) + list(_THRESHOLDS))
    options = []
    for least in steps:
        count = sum((offer.score or 0.0) >= least for offer in found)
        label = "all" if not least else f"from {least:.0%}{' as this one' if least == own else ''}"
        options.append(Option(repr(least), label, f"{count} of {len(found)}"))
    return Ask("Accept the suggestions of this article", tuple(options), "accept_above", makes=True)


def _score(words: str) -> float:
    number = words.strip().removesuffix("%").strip().replace(",", ".")
    try:
        value = float(number)
    except ValueError as error:
        raise Refused("this is no score", value=words, remedy="write it as 0.9 or as 90 %") from error
    score = value / 100 if words.strip().endswith("%") or value > 1 else value
    if not 0 <= score <= 1:
        raise Refused("a score lies between 0 and 1", value=words)
    return score
