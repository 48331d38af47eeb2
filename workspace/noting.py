"""Gestures beside the marking itself: notes, every occurrence of a mention, entities merged and split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.entities import Entity
from models.errors import Refused
from models.spans import Fragment, Span
from workspace import marking
from workspace.chips import subject
from workspace.draft import Draft
from workspace.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome, active_quote


def note(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """M: a note on the selected span, else on the active quote, else on the article; an empty one takes it away."""
    span = draft.reading.spans.get(state.selected or "") or draft.reading.spans.get(state.active or "")
    if not gesture.argument:
        present = span.note if span is not None else draft.reading.header.note
        title = "Note on the article" if span is None else f"Note on the {span.label}"
        options = (Option(NEW, "remove it", present),) if present else ()
        return Outcome(state, ask=Ask(title, options, "note", makes=True))
    words = gesture.argument.removeprefix(NEW).strip()
    draft.put(replace(draft.reading.header, note=words) if span is None else replace(span, note=words))
    return Outcome(state, message="noted" if words else "the note is removed")


def mark_every(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Ctrl+M: every other occurrence of the selected mention's words becomes a mention of the same entity."""
    span = draft.reading.spans.get(state.selected or "")
    if span is None or span.label not in marking.MENTIONS or len(span.fragments) > 1:
        raise Refused("no mention is selected", remedy="click a speaker, cue, source or addressee first")
    known = len(draft.reading.spans)
    for fragment in _occurrences(draft.text, span):
        marking.mark(draft, span.label, [fragment], span.attributes, span.entity)
    return Outcome(state, message=f"{len(draft.reading.spans) - known} more")


def _occurrences(text: str, span: Span) -> Iterator[Fragment]:
    words = span.words(text)[0]
    pattern = re.escape(words)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    behind = r"(?!\w)" if words[-1].isalnum() else ""
    for found in re.finditer(f"{before}{pattern}{behind}", text):
        yield Fragment(found.start(), found.end())


def merge_entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The entity in hand and the chosen one are the same: the one in hand becomes a redirect to the other."""
    entity = _entity_in_hand(draft, state)
    if not gesture.argument:
        others = [other for other in draft.shared.entities.values() if _can_stand_for(other, entity)]
        options = tuple(Option(other.id, other.name, other.type) for other in others)
        return Outcome(state, ask=Ask(f"Who is {entity.name} the same as?", options, "merge_entity"))
    other = draft.shared.entity(gesture.argument)
    if not _can_stand_for(other, entity):
        raise Refused("these two cannot be merged", value=other.name)
    draft.put(replace(entity, merged_into=other.id))
    return Outcome(state, message=f"{entity.name} is {other.name}")


def _entity_in_hand(draft: Draft, state: DeskState) -> Entity:
    span = subject(draft.reading, draft.scheme, state.active, state.selected) or active_quote(draft, state)
    if span.entity is None:
        raise Refused("nobody is named here", remedy="press E to say who it is")
    entity = draft.shared.entity(span.entity)
    if entity.built_in:
        raise Refused(f"{entity.name} cannot be merged")
    return entity


def _can_stand_for(other: Entity, entity: Entity) -> bool:
    return other.id != entity.id and other.merged_into is None and not other.built_in


def split_entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Takes back a merge: the chosen entity that was merged into the one in hand stands for itself again."""
    entity = _entity_in_hand(draft, state)
    merged = [other for other in draft.shared.entities.values() if other.merged_into == entity.id]
    if not merged:
        raise Refused(f"nobody was merged into {entity.name}")
    if not gesture.argument:
        options = tuple(Option(other.id, other.name, other.type) for other in merged)
        return Outcome(state, ask=Ask(f"Who is not {entity.name}?", options, "split_entity"))
    chosen = draft.shared.entities.get(gesture.argument)
    if chosen not in merged:
        raise Refused("this entity was not merged here", value=gesture.argument)
    draft.put(replace(chosen, merged_into=None))
    return Outcome(state, message=f"{chosen.name} stands for itself again")
