"""Gestures on single links of an attribution: the order of its sources, and a mention that is not its own."""

from __future__ import annotations

from dataclasses import replace

from models.errors import Refused
from models.spans import Link
from workspace.annotating import marking
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import DeskState, Gesture, Outcome, active_quote


def move_source(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The selected source, else the innermost of the active quote, changes places with its neighbour in the chain.

    argument: "out" towards the author, "in" towards the speaker; with "/" and an id that source.
    """
    way, _, id = gesture.argument.partition("/")
    sources = [link for link in draft.reading.outgoing.get(active_quote(draft, state).id, ()) if link.role == "via"]
    if not sources:
        raise Refused("the active quote has no source")
    chosen = next((link for link in sources if link.to_span == (id or state.selected)), sources[-1])
    place = chosen.order + (1 if way == "in" else -1)
    if not 0 <= place < len(sources):
        raise Refused("the source stands at the end of the chain")
    draft.put(replace(sources[place], order=chosen.order))
    draft.put(replace(chosen, order=place))
    return Outcome(replace(state, selected=chosen.to_span), message=f"source {place + 1} of {len(sources)}")


def unlink(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The selected mention is none of the active quote's; a span that nothing else uses stays, and waits for nobody."""
    link = _link_in_hand(draft, state)
    marking.disconnect(draft, link)
    return Outcome(state, message=f"no longer the {link.role.replace('_', ' ')}")


def _link_in_hand(draft: Draft, state: DeskState) -> Link:
    for link in draft.reading.outgoing.get(active_quote(draft, state).id, ()):
        if link.to_span == state.selected:
            return link
    raise Refused("no mention of the active quote is selected", remedy="click the mention first")
