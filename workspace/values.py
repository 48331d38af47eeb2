"""Gestures that set values: type, status, entity, and the stances of the active quote."""

from __future__ import annotations

from dataclasses import replace

from models.errors import Refused
from models.spans import Span
from models.stances import BASES, POLARITIES, STRENGTHS, Stance
from workspace import marking
from workspace.chips import chips, subject
from workspace.draft import Draft
from workspace.gestures import Ask, DeskState, Gesture, Option, Outcome, active_quote
from workspace.naming import entity_for, entity_options, new_entity, target_for


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
    """Any attribute of the selected span, else of the active quote; argument: "name=value"."""
    name, _, value = gesture.argument.partition("=")
    span = draft.reading.spans.get(state.selected or "") or active_quote(draft, state)
    marking.set_attribute(draft, span, name, value)
    return Outcome(state, message=f"{name}: {value}")


# --- who ------------------------------------------------------------------------------------------------------------


def entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """E: who the selected mention is, else the speaker of the active quote, else the quote itself."""
    span = _who(draft, state)
    if not gesture.argument:
        words = " … ".join(span.words(draft.text)) if span.label != "quote" else "the speaker"
        return Outcome(state, ask=Ask(f"Who is {words}?", entity_options(draft, span), "entity", makes=True))
    marking.set_entity(draft, span, entity_for(draft, gesture.argument))
    return Outcome(state.doubting(span.id, doubt=False))


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
    return Outcome(state.doubting(span.id, doubt=False), message=chosen.name)


def confirm(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Enter: the proposed entity is right; that of the span in hand, else the first of the article that waits."""
    span = subject(draft.reading, draft.scheme, state.active, state.selected)
    waiting = [id for id in state.unconfirmed if id in draft.reading.spans]
    if not waiting:
        raise Refused("every entity is confirmed")
    chosen = span.id if span is not None and span.id in waiting else waiting[0]
    entity = draft.reading.spans[chosen].entity
    name = draft.shared.entity(entity).name if entity else ""
    return Outcome(state.doubting(chosen, doubt=False), message=f"confirmed: {name}")


def implicit(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """0: the text does not say who."""
    span = marking.set_entity(draft, _who(draft, state), draft.shared.built_in("implicit").id)
    return Outcome(state.doubting(span.id, doubt=False), message="IMPLICIT")


# --- stance ---------------------------------------------------------------------------------------------------------


def polarity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """F A N U: the polarity of the active quote towards the current target; asks for the target where there is none.

    argument: the polarity, then "/" and the target once it was chosen.
    """
    value, _, chosen = gesture.argument.partition("/")
    if value not in POLARITIES:
        raise Refused("there is no such polarity", value=value)
    target = target_for(draft, chosen) if chosen else _current_target(draft, state)
    if target is None:
        return Outcome(state, ask=_ask_target(draft, "polarity", f"{value}/"))
    quote = active_quote(draft, state)
    holder = holder_of(draft, quote)
    present = _stance_of(draft, quote, holder, target)
    stance = replace(present or _new_stance(draft, state, quote, holder, target), polarity=value)
    draft.put(stance)
    return Outcome(replace(state, stance=stance.id, target=target, evidence=None), message=value)


def holder_of(draft: Draft, quote: Span) -> str | None:
    """Whose stance a quote shows: its first speaker's entity, else its own."""
    speakers = draft.reading.linked(quote.id, "speaker")
    return speakers[0].entity if speakers else quote.entity


def _current_target(draft: Draft, state: DeskState) -> str | None:
    known = [target for target in draft.shared.targets.values() if target.merged_into is None]
    if state.target is not None and state.target in draft.shared.targets:
        return state.target
    return known[0].id if len(known) == 1 else None


def _stance_of(draft: Draft, quote: Span, holder: str | None, target: str | None) -> Stance | None:
    for stance in draft.reading.stances_on(quote.id):
        if stance.target == target and stance.holder == holder:
            return stance
    return None


def _new_stance(draft: Draft, state: DeskState, quote: Span, holder: str | None, target: str) -> Stance:
    """Evidence is the words that were marked for it, without any the quote."""
    return Stance(draft.new_id(), POLARITIES[0], holder, target, evidence=(state.evidence or quote.id,), quote=quote.id)


def target(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """T: without a selection the current target; with one, the words that carry the stance."""
    if gesture.argument:
        chosen = target_for(draft, gesture.argument)
        return Outcome(_retargeted(draft, replace(state, target=chosen), chosen))
    if gesture.selection is None:
        return Outcome(state, ask=_ask_target(draft, "target", ""))
    return _evidence(draft, state, gesture)


def _retargeted(draft: Draft, state: DeskState, chosen: str) -> DeskState:
    """Choosing a target goes to that stance of the active quote, so that the value keys mean it."""
    quote = draft.reading.spans.get(state.active or "")
    if quote is None:
        return state
    present = _stance_of(draft, quote, holder_of(draft, quote), chosen)
    return replace(state, stance=present.id if present else None)


def _ask_target(draft: Draft, action: str, prefix: str) -> Ask:
    options = tuple(
        Option(prefix + known.id, known.name) for known in draft.shared.targets.values() if known.merged_into is None
    )
    return Ask("Towards what?", options, action, makes=True, prefix=prefix)


def _evidence(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    if gesture.selection is None:
        raise Refused("no words are selected")
    span = marking.mark(draft, "stance", [gesture.selection])
    stance = draft.reading.stances.get(state.stance or "")
    after = replace(state, asked_at=None)
    if stance is None or stance.quote != state.active:
        return Outcome(replace(after, evidence=span.id), span.end, "these words carry the next stance")
    kept = tuple(id for id in stance.evidence if id not in (stance.quote, span.id))
    draft.put(replace(stance, evidence=(*kept, span.id)))
    return Outcome(after, span.end)


def _present(draft: Draft, state: DeskState) -> Stance:
    quote = active_quote(draft, state)
    found = draft.reading.stances.get(state.stance or "")
    if found is not None and found.quote == quote.id:
        return found
    on_quote = draft.reading.stances_on(quote.id)
    if not on_quote:
        raise Refused("the active quote has no stance yet", remedy="press F, A, N or U first")
    return on_quote[-1]


def hedged(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """H: the holder hedges, or no longer."""
    stance = _present(draft, state)
    draft.put(replace(stance, hedged=not stance.hedged))
    return Outcome(replace(state, stance=stance.id), message="not hedged" if stance.hedged else "hedged")


def basis(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """B: explicit, inferred, or left open."""
    stance = _present(draft, state)
    choices = (*BASES, None)
    chosen = choices[(choices.index(stance.basis) + 1) % len(choices)]
    draft.put(replace(stance, basis=chosen))
    return Outcome(replace(state, stance=stance.id), message=f"basis: {chosen or 'open'}")


def strength(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Alt+1 to Alt+3: how strong; the same again takes it away."""
    stance = _present(draft, state)
    value = int(gesture.argument)
    if value not in STRENGTHS:
        raise Refused("a strength is 1, 2 or 3", value=value)
    draft.put(replace(stance, strength=None if stance.strength == value else value))
    return Outcome(replace(state, stance=stance.id), message=f"strength: {value}")


def repeat_stance(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """R: the stance made last, again for the active quote and its speaker."""
    quote = active_quote(draft, state)
    last = next(reversed([s for s in draft.reading.stances.values() if s.quote != quote.id]), None)
    if last is None or last.target is None:
        raise Refused("there is no stance to repeat")
    stance = _new_stance(draft, state, quote, holder_of(draft, quote), last.target)
    draft.put(replace(stance, polarity=last.polarity, basis=last.basis, strength=last.strength))
    return Outcome(replace(state, stance=stance.id, target=last.target, evidence=None), message=last.polarity)


def drop_stance(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Removes a stance of the active quote; argument: its id, else the present one."""
    stance = draft.reading.stances.get(gesture.argument) or _present(draft, state)
    draft.drop(stance)
    return Outcome(state.within(draft.reading))


def set_stance(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """A field of the present stance; argument: "holder=ID", "according_to=ID" or with nothing behind the sign."""
    name, _, value = gesture.argument.partition("=")
    stance = _present(draft, state)
    match name:
        case "holder":
            changed = replace(stance, holder=entity_for(draft, value) if value else None)
        case "according_to":
            if value and value not in draft.reading.spans:
                raise Refused("there is no such quote", value=value)
            changed = replace(stance, according_to=value or None)
        case _:
            raise Refused("a stance has no such field", value=name)
    draft.put(changed)
    return Outcome(replace(state, stance=stance.id))
