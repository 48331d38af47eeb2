"""Gestures that say which quotes, of any article, report the same words."""

from __future__ import annotations

from dataclasses import replace

from models.entities import VARIANTS, Member, Utterance
from models.errors import Refused
from models.spans import Span
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome, active_quote


def same_words_as(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The active quote joins an utterance; argument: its id, "new:" and a name, or "none" to leave the one it is in."""
    quote = active_quote(draft, state)
    if not gesture.argument:
        return Outcome(state, ask=_ask(draft, quote))
    present = _of(draft, quote)
    if present is not None:
        draft.put(replace(present, members=tuple(one for one in present.members if one.quote != quote.id)))
    if gesture.argument == "none":
        return Outcome(state, message="in no utterance")
    chosen = _chosen(draft, gesture.argument)
    draft.put(replace(chosen, members=(*chosen.members, Member(quote.id))))
    return Outcome(state, message=f"the same words as {chosen.name}")


def _ask(draft: Draft, quote: Span) -> Ask:
    own = [Option(one.id, one.name, f"{len(one.members)} quotes") for one in _own(draft)]
    leave = [Option("none", "none of these")] if _of(draft, quote) else []
    return Ask("The same words as", (*own, *leave), "same_words_as", makes=True)


def _own(draft: Draft) -> list[Utterance]:
    annotator = draft.reading.header.annotator
    return [one for one in draft.shared.utterances.values() if one.annotator == annotator]


def _of(draft: Draft, quote: Span) -> Utterance | None:
    return next((one for one in _own(draft) if any(member.quote == quote.id for member in one.members)), None)


def _chosen(draft: Draft, argument: str) -> Utterance:
    if argument.startswith(NEW):
        name = " ".join(argument.removeprefix(NEW).split())
        made = Utterance(draft.new_id(), draft.reading.header.annotator, name)
        draft.put(made)
        return made
    found = next((one for one in _own(draft) if one.id == argument), None)
    if found is None:
        raise Refused("there is no such utterance", value=argument)
    return found


def variant(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """How the active quote renders the words of its utterance; argument: one of VARIANTS, "none", nothing to ask."""
    quote = active_quote(draft, state)
    present = _of(draft, quote)
    if present is None:
        raise Refused("the active quote is in no utterance", remedy="say first whose words it reports")
    if not gesture.argument:
        options = tuple(Option(value, value) for value in (*VARIANTS, "none"))
        return Outcome(state, ask=Ask(f"As a rendering of “{present.name}” it is", options, "variant"))
    if gesture.argument not in (*VARIANTS, "none"):
        raise Refused("there is no such variant", value=gesture.argument)
    chosen = None if gesture.argument == "none" else gesture.argument
    members = (Member(one.quote, chosen) if one.quote == quote.id else one for one in present.members)
    draft.put(replace(present, members=tuple(members)))
    return Outcome(state, message=chosen or "no variant")
