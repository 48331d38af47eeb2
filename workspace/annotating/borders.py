"""Gestures that move a border of a span: K its start, L its end, by word or by character."""

from __future__ import annotations

from models.errors import Refused
from models.spans import Fragment, Span
from models.text.segments import step_border, step_character
from workspace.annotating import marking
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import DeskState, Gesture, Outcome, active_quote


def border(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """argument: "start" or "end", "out" or "in", "word" or "character", separated by spaces.

    Moves the fragment at the caret, of the selected span or else of the active quote.
    """
    side, way, unit = gesture.argument.split()
    span = draft.reading.spans.get(state.selected or "") or active_quote(draft, state)
    place = _fragment_at(span, gesture.caret)
    moved = _moved(draft.text, span.fragments[place], side, outwards=way == "out", by_word=unit == "word")
    others = (*span.fragments[:place], *span.fragments[place + 1 :])
    if any(moved.overlaps(other) for other in others):
        raise Refused("the parts of a span cannot overlap")
    marking.reshape(draft, span, tuple(sorted((*others, moved))))
    return Outcome(state, caret=moved.start if side == "start" else moved.end)


def put_border(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Gives the part of the span at the caret the borders of the selection (a drag); argument: the span's id."""
    span = draft.reading.spans.get(gesture.argument)
    if span is None or gesture.selection is None:
        raise Refused("there is no such span", value=gesture.argument)
    place = _fragment_at(span, gesture.caret)
    others = (*span.fragments[:place], *span.fragments[place + 1 :])
    marking.reshape(draft, span, marking.merged((*others, gesture.selection)))
    return Outcome(state)


def _fragment_at(span: Span, caret: int) -> int:
    def distance(fragment: Fragment) -> int:
        return max(fragment.start - caret, caret - fragment.end, 0)

    return min(range(len(span.fragments)), key=lambda place: distance(span.fragments[place]))


def _moved(text: str, fragment: Fragment, side: str, *, outwards: bool, by_word: bool) -> Fragment:
    start, end = fragment
    forwards = outwards == (side == "end")
    step = 1 if forwards else -1
    at = end if side == "end" else start
    to = step_border(text, at, step, side) if by_word else step_character(text, at, step)
    start, end = (start, to) if side == "end" else (to, end)
    if not 0 <= start < end <= len(text):
        raise Refused("the border cannot go further")
    return Fragment(start, end)
