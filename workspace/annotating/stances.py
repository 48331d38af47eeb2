"""Gestures on stances: who takes which position towards what, and by what words.

A stance on a nested quote is told by the quote around it, and one that the speaker ascribes to somebody else by the
speaker's own quote; both are filled in, and may be changed.
"""

from __future__ import annotations

from dataclasses import replace

from models.errors import Refused
from models.spans import Fragment, Span
from models.stances import BASES, POLARITIES, STRENGTHS, Stance
from models.suggested import is_suggested
from workspace.annotating import marking, suggesting
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import Ask, DeskState, Gesture, Option, Outcome, active_quote
from workspace.annotating.in_hand import holder_of, stance_in_hand
from workspace.annotating.naming import entity_for, entity_options, target_for

_VERDICTS = (
    ("favor", "In favour", "F"),
    ("against", "Against", "A"),
    ("neutral", "Neutral", "N"),
    ("unclear", "Unclear", "U"),
)
_VERDICT_OPTIONS = tuple(Option(value, words, letter) for value, words, letter in _VERDICTS)
_IN_WORDS = {value: words.lower() for value, words, _ in _VERDICTS}


def polarity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """F A N U: the polarity of the active quote towards the current target; asks for the target where there is none.

    The stance in hand is changed, whoever holds it; where none towards that target is, the speaker's is made.
    argument: the polarity, then "/" and the target once it was chosen; nothing asks for the polarity.
    """
    if not gesture.argument:
        return Outcome(state, ask=Ask("This stance is", _VERDICT_OPTIONS, "polarity"))
    value, chosen = _verdict(gesture.argument)
    target = target_for(draft, chosen) if chosen else _current_target(draft, state)
    if target is None:
        return Outcome(state, ask=_ask_target(draft, "polarity", f"{value}/"))
    state = suggesting.accepted_all(draft, state)
    quote = active_quote(draft, state)
    holder = state.holder or holder_of(draft.reading, quote)
    present = _picked(draft, state, quote, target) or _stance_of(draft, quote, holder, target)
    stance = replace(present or _new_stance(draft, state, quote, holder, target), polarity=value)
    draft.put(stance)
    return Outcome(_taken(state, stance), message=_told(draft, stance))


def _told(draft: Draft, stance: Stance) -> str:
    """The polarity and the target, in words."""
    target = draft.shared.targets.get(stance.target or "")
    return f"{_IN_WORDS[stance.polarity]}: {target.name}" if target else _IN_WORDS[stance.polarity]


def _verdict(argument: str) -> tuple[str, str]:
    value, _, chosen = argument.partition("/")
    if value not in POLARITIES:
        raise Refused("there is no such polarity", value=value)
    return value, chosen


def _taken(state: DeskState, stance: Stance) -> DeskState:
    return replace(state, stance=stance.id, target=stance.target, evidence=None, holder=None)


def _current_target(draft: Draft, state: DeskState) -> str | None:
    known = [target for target in draft.shared.targets.values() if target.merged_into is None]
    if state.target is not None and state.target in draft.shared.targets:
        return state.target
    return known[0].id if len(known) == 1 else None


def _picked(draft: Draft, state: DeskState, quote: Span, target: str) -> Stance | None:
    """The stance made or picked last, where it is one of this quote towards this target."""
    found = draft.reading.stances.get(state.stance or "")
    is_meant = found is not None and (found.quote, found.target) == (quote.id, target)
    return found if is_meant and state.holder is None else None


def _stance_of(draft: Draft, quote: Span, holder: str | None, target: str | None) -> Stance | None:
    for stance in draft.reading.stances_on(quote.id):
        if stance.target == target and stance.holder == holder:
            return stance
    return None


def _new_stance(draft: Draft, state: DeskState, quote: Span, holder: str | None, target: str) -> Stance:
    """Evidence is the words that were marked for it, without any the quote."""
    return Stance(
        draft.new_id(),
        POLARITIES[0],
        holder,
        target,
        evidence=(state.evidence or quote.id,),
        quote=quote.id,
        according_to=_told_by(draft, quote, holder),
    )


def _told_by(draft: Draft, quote: Span, holder: str | None) -> str | None:
    """The quote that says so: the one around a nested one, or this one where its speaker says it of somebody else."""
    around = draft.reading.linked(quote.id, "nested_in")
    if around:
        return around[0].id
    speaker = holder_of(draft.reading, quote)
    ascribed = holder not in (None, speaker, draft.shared.built_in("author").id) and speaker is not None
    return quote.id if ascribed else None


def ascribe(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The next stance of the active quote is somebody else's than its speaker's: the author's, or an ascribed one."""
    quote = active_quote(draft, state)
    if not gesture.argument:
        return Outcome(state, ask=Ask("Whose stance?", entity_options(draft, quote), "ascribe", makes=True))
    holder = entity_for(draft, gesture.argument)
    name = draft.shared.entity(holder).name
    return Outcome(replace(state, holder=holder, stance=None), message=f"the next stance is held by {name}")


def lone_stance(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """A stance that rests on no quote: the selected words carry it, and the author holds it unless `ascribe` said who.

    argument: as in `polarity`; nothing asks for it.
    """
    if gesture.selection is None and state.evidence is None:
        raise Refused("no words are selected", remedy="select the words that carry the stance")
    if not gesture.argument:
        return Outcome(state, ask=Ask("A stance without a quote", _VERDICT_OPTIONS, "lone_stance"))
    value, chosen = _verdict(gesture.argument)
    target = target_for(draft, chosen) if chosen else _current_target(draft, state)
    if target is None:
        return Outcome(state, ask=_ask_target(draft, "lone_stance", f"{value}/"))
    evidence = _carrying(draft, state, gesture)
    holder = state.holder or draft.shared.built_in("author").id
    stance = Stance(draft.new_id(), value, holder, target, evidence=(evidence.id,))
    draft.put(stance)
    told = f"{_told(draft, stance)}, held by {draft.shared.entity(holder).name}"
    return Outcome(_taken(state, stance), evidence.end, told)


def _carrying(draft: Draft, state: DeskState, gesture: Gesture) -> Span:
    if gesture.selection is not None:
        return marking.mark(draft, "stance", [gesture.selection])
    return draft.reading.spans[state.evidence or ""]


def target(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """T: without a selection the current target; with one, the words that carry the stance."""
    if gesture.argument:
        chosen = target_for(draft, gesture.argument)
        return Outcome(_retargeted(draft, replace(state, target=chosen), chosen))
    if gesture.selection is None:
        return Outcome(state, ask=_ask_target(draft, "target", ""))
    return _evidence(draft, state, gesture.selection)


def _retargeted(draft: Draft, state: DeskState, chosen: str) -> DeskState:
    """Choosing a target goes to that stance of the active quote, so that the value keys mean it."""
    quote = draft.reading.spans.get(state.active or "")
    if quote is None:
        return replace(state, stance=None)
    present = _stance_of(draft, quote, state.holder or holder_of(draft.reading, quote), chosen)
    return replace(state, stance=present.id if present else None)


def _ask_target(draft: Draft, action: str, prefix: str) -> Ask:
    options = tuple(
        Option(prefix + known.id, known.name) for known in draft.shared.targets.values() if known.merged_into is None
    )
    return Ask("Towards what?", options, action, makes=True, prefix=prefix)


def _evidence(draft: Draft, state: DeskState, words: Fragment) -> Outcome:
    span = marking.mark(draft, "stance", [words])
    stance = draft.reading.stances.get(state.stance or "")
    after = replace(state, asked_at=None)
    if stance is None or stance.quote not in (None, state.active):
        return Outcome(replace(after, evidence=span.id), span.end, "these words carry the next stance")
    kept = tuple(id for id in stance.evidence if id not in (stance.quote, span.id))
    draft.put(replace(stance, evidence=(*kept, span.id)))
    return Outcome(after, span.end)


def _present(draft: Draft, state: DeskState) -> Stance:
    stance = stance_in_hand(draft.reading, state)
    if stance is None:
        active_quote(draft, state)
        raise Refused("the active quote has no stance yet", remedy="press F, A, N or U first")
    return stance


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
    state = suggesting.accepted_all(draft, state)
    quote = active_quote(draft, state)
    earlier = (s for s in draft.reading.stances.values() if s.quote != quote.id and not is_suggested(s))
    last = next(reversed([*earlier]), None)
    if last is None or last.target is None:
        raise Refused("there is no stance to repeat")
    holder = holder_of(draft.reading, quote)
    present = _stance_of(draft, quote, holder, last.target)
    stance = present or _new_stance(draft, state, quote, holder, last.target)
    repeated = replace(stance, polarity=last.polarity, basis=last.basis, strength=last.strength)
    draft.put(repeated)
    after = replace(state, stance=stance.id, target=last.target, evidence=None)
    return Outcome(after, message=_told(draft, repeated))


def drop_stance(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Removes a stance of the active quote; argument: its id, else the present one."""
    stance = draft.reading.stances.get(gesture.argument) or _present(draft, state)
    draft.drop(stance)
    return Outcome(state.within(draft.reading))


def set_stance(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """A field of the present stance; argument: "holder=ID", "target=ID", "according_to=ID"; nothing behind the sign
    is none.

    The name of the field alone asks for its value.
    """
    name, said, value = gesture.argument.partition("=")
    stance = _present(draft, state)
    if not said:
        return Outcome(state, ask=_ask_field(draft, stance, name))
    match name:
        case "holder":
            changed = _held_by(draft, stance, entity_for(draft, value) if value else None)
        case "target":
            changed = replace(stance, target=target_for(draft, value) if value else None)
            state = replace(state, target=changed.target or state.target)
        case "according_to":
            if value and value not in {quote.id for quote in draft.reading.quotes}:
                raise Refused("there is no such quote", value=value)
            changed = replace(stance, according_to=value or None)
        case _:
            raise Refused("a stance has no such field", value=name)
    draft.put(changed)
    return Outcome(replace(state, stance=stance.id))


def _held_by(draft: Draft, stance: Stance, holder: str | None) -> Stance:
    quote = draft.reading.spans.get(stance.quote or "")
    told_by = stance.according_to if quote is None else _told_by(draft, quote, holder)
    return replace(stance, holder=holder, according_to=told_by)


def _ask_field(draft: Draft, stance: Stance, name: str) -> Ask:
    nothing = Option(f"{name}=", "nobody" if name == "holder" else "no quote")
    if name == "holder":
        about = draft.reading.spans[stance.quote or stance.evidence[0]]
        people = tuple(replace(one, argument=f"holder={one.argument}") for one in entity_options(draft, about))
        return Ask("Who holds it?", (*people, nothing), "set_stance", makes=True, prefix="holder=")
    if name == "target":
        return replace(_ask_target(draft, "set_stance", "target="), title="Towards what else?")
    quotes = (Option(f"{name}={quote.id}", " … ".join(quote.words(draft.text))) for quote in draft.reading.quotes)
    return Ask("According to which quote?", (*quotes, nothing), "set_stance")
