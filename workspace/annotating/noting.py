"""Gestures beside the marking itself: notes, questions to the lead, every occurrence of a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.errors import Refused
from models.readings import Header
from models.scheme import Bullet, Scheme
from models.spans import Fragment, Span
from workspace.annotating import marking, questions
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome


def note(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """M: a note on the selected span, else on the active quote, else on the article; an empty one takes it away."""
    noted = _noted(draft, state)
    if not gesture.argument:
        options = (Option(NEW, "remove it", noted.note),) if noted.note else ()
        return Outcome(state, ask=Ask(f"Note on the {_name(noted)}", options, "note", makes=True))
    words = gesture.argument.removeprefix(NEW).strip()
    draft.put(replace(questions.without_question(noted), note=words))
    return Outcome(state, message="noted" if words else "the note is removed")


def _noted(draft: Draft, state: DeskState) -> Span | Header:
    spans = draft.reading.spans
    return spans.get(state.selected or "") or spans.get(state.active or "") or draft.reading.header


def _name(noted: Span | Header) -> str:
    return noted.label if isinstance(noted, Span) else "article"


def question(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """A note that asks the lead something; argument: the id of a bullet of the guideline, "/" and the words.

    Nothing asks for the bullet, the bullet alone for the words.
    """
    noted = _noted(draft, state)
    bullet, _, words = gesture.argument.partition("/")
    if not bullet:
        options = tuple(Option(f"{one.id}/", one.id, one.text) for one in bullets_for(draft.scheme, _name(noted)))
        return Outcome(state, ask=Ask("Under which rule of the guideline?", options, "question"))
    if bullet not in {one.id for one in draft.scheme.guideline}:
        raise Refused("the guideline has no such rule", value=bullet)
    words = words.removeprefix(NEW).strip()
    if not words:
        title = f"Question on the {_name(noted)}, {bullet}"
        return Outcome(state, ask=Ask(title, (), "question", makes=True, prefix=f"{bullet}/"))
    draft.put(questions.asked(noted, words, bullet))
    return Outcome(state, message=f"asked under {bullet}")


def bullets_for(scheme: Scheme, label: str) -> tuple[Bullet, ...]:
    """The guideline with the rules about a label first."""
    return tuple(sorted(scheme.guideline, key=lambda bullet: bullet.label != label))


def answer(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Answers the question that the span in hand, or the article, holds; an empty answer opens it again."""
    noted = _noted(draft, state)
    found = questions.question_of(noted)
    if found is None:
        raise Refused("nothing was asked here", remedy="click the span that the question is on")
    if not gesture.argument:
        options = (Option(NEW, "open it again", found.answer),) if found.answer else ()
        return Outcome(state, ask=Ask(f"{found.bullet}: {found.words}", options, "answer", makes=True))
    draft.put(questions.answered(noted, gesture.argument.removeprefix(NEW).strip()))
    return Outcome(state, message="answered")


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
