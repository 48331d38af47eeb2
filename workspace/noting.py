"""Gestures beside the marking itself: notes, and every occurrence of a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.errors import Refused
from models.spans import Fragment, Span
from workspace import marking
from workspace.draft import Draft
from workspace.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome


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
