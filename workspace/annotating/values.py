"""Gestures that say what a span is and who it names: type, status, any attribute, entity."""

from __future__ import annotations

from models.errors import Refused
from models.spans import Span
from workspace.annotating import marking
from workspace.annotating.chips import chips
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import Ask, DeskState, Gesture, Option, Outcome, active_quote
from workspace.annotating.in_hand import subject, unconfirmed_in_hand
from workspace.annotating.naming import entity_for, entity_options, new_entity


def next_type(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Y: the next type of the active quote."""
    return _next(draft, state, gesture, "type")


def next_status(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Shift+Y: the next status of the active quote."""
    return _next(draft, state, gesture, "status")


def _next(draft: Draft, state: DeskState, gesture: Gesture, name: str) -> Outcome:
    quote = active_quote(draft, state)
    changed = (
        marking.set_attribute(draft, quote, name, gesture.argument)
        if gesture.argument
        else marking.next_value(draft, quote, name)
    )
    return Outcome(state, message=f"{name}: {changed.attributes[name]}")


def set_value(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Any attribute; argument: "name=value", or the name alone, which asks for the value.

    Of the selected span if it can have it, else of the active quote, else of what is linked to that.
    """
    name, _, value = gesture.argument.partition("=")
    span = _with_attribute(draft, state, name)
    if not value:
        values = draft.scheme.label[span.label].attributes[name].values
        options = tuple(Option(f"{name}={one}", one.replace("_", " ")) for one in values)
        return Outcome(state, ask=Ask(f"{name.replace('_', ' ')} of the {span.label}", options, "set_value"))
    marking.set_attribute(draft, span, name, value)
    return Outcome(state, message=f"{name}: {value}")


def _with_attribute(draft: Draft, state: DeskState, name: str) -> Span:
    chosen = draft.reading.spans.get(state.selected or "")
    spans = [] if chosen is None else [chosen]
    if state.active is not None:
        spans.append(draft.reading.spans[state.active])
        spans += [draft.reading.spans[link.to_span] for link in draft.reading.outgoing.get(state.active, ())]
    for span in spans:
        if name in draft.scheme.label[span.label].attributes:
            return span
    raise Refused(f"nothing in hand has a {name.replace('_', ' ')}", remedy="click the span first")


# --- who ------------------------------------------------------------------------------------------------------------


def entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """E: who the selected mention is, else the speaker of the active quote, else the quote itself."""
    span = _who(draft, state)
    if not gesture.argument:
        words = " … ".join(span.words(draft.text)) if span.label != "quote" else "the speaker"
        return Outcome(state, ask=Ask(f"Who is {words}?", entity_options(draft, span), "entity", makes=True))
    marking.set_entity(draft, span, entity_for(draft, gesture.argument))
    _forget_guess(draft, state, span)
    return Outcome(state.doubting(span.id, doubt=False))


def _forget_guess(draft: Draft, state: DeskState, before: Span) -> None:
    """Drops the entity that the program made for a mention, once the annotator has said that it is somebody else.

    One that anybody else refers to by now stays: see `storage.objects.apply`.
    """
    guess = draft.shared.entities.get(before.entity or "")
    if guess is None or before.id not in state.unconfirmed or guess.built_in or guess.key is not None:
        return
    reading = draft.reading
    used = {span.entity for span in reading.spans.values()} | {stance.holder for stance in reading.stances.values()}
    described = guess.aliases or guess.external_id or guess.note or guess.merged_into
    is_redirected_to = any(other.merged_into == guess.id for other in draft.shared.entities.values())
    if not (guess.id in used or described or is_redirected_to):
        draft.drop(guess)


def _who(draft: Draft, state: DeskState) -> Span:
    return subject(draft.reading, draft.scheme, state.active, state.selected) or active_quote(draft, state)


def chip(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """1 to 9: the entity of that number on the card, made where it is new."""
    span = _who(draft, state)
    options = chips(draft.text, draft.reading, draft.shared, span)
    number = int(gesture.argument)
    if number > len(options):
        raise Refused("there is no entity of this number", value=number, remedy="press E to choose one")
    chosen = options[number - 1]
    marking.set_entity(draft, span, chosen.entity or new_entity(draft, chosen.name, chosen.type).id)
    _forget_guess(draft, state, span)
    return Outcome(state.doubting(span.id, doubt=False), message=chosen.name)


def confirm(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Enter: the proposed entity is right, of a mention in hand; what waits elsewhere is not confirmed unseen."""
    chosen = unconfirmed_in_hand(draft.reading, draft.scheme, state)
    if chosen is None:
        waits = any(id in draft.reading.spans for id in state.unconfirmed)
        raise Refused(
            "nothing in hand waits to be confirmed" if waits else "every entity is confirmed",
            remedy="press Tab to go to a card" if state.active is None else "",
        )
    entity = draft.reading.spans[chosen].entity
    name = draft.shared.entity(entity).name if entity else ""
    return Outcome(state.doubting(chosen, doubt=False), message=f"confirmed: {name}")


def implicit(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """0: the text does not say who."""
    before = _who(draft, state)
    span = marking.set_entity(draft, before, draft.shared.built_in("implicit").id)
    _forget_guess(draft, state, before)
    return Outcome(state.doubting(span.id, doubt=False), message="IMPLICIT")


def no_entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Takes the entity away: who the mention is stays open."""
    before = _who(draft, state)
    span = marking.set_entity(draft, before, None)
    _forget_guess(draft, state, before)
    return Outcome(state.doubting(span.id, doubt=False), message="nobody")
