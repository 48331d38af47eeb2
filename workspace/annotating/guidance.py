"""What the guideline, and whoever left a note, say about the span in hand. Pure looking; the window shows one line."""

from __future__ import annotations

from models.readings import Reading
from models.scheme import Bullet, Scheme
from models.spans import Span
from workspace.annotating.gestures import DeskState
from workspace.annotating.questions import question_of


def in_hand(reading: Reading, state: DeskState) -> Span | None:
    """The selected span, else the active quote."""
    return reading.spans.get(state.selected or "") or reading.spans.get(state.active or "")


def rules(scheme: Scheme, span: Span | None) -> tuple[Bullet, ...]:
    """The rules about the label of a span, in the guideline's order."""
    return () if span is None else tuple(bullet for bullet in scheme.guideline if bullet.label == span.label)


def remark(reading: Reading, span: Span | None) -> str:
    """The note on the span in hand, or on the article where there is none; a question with its answer."""
    noted = reading.header if span is None else span
    asked = question_of(noted)
    if asked is None:
        return f"Note: {noted.note}" if noted.note else ""
    return f"{asked.bullet}: {asked.words} – {asked.answer or 'not answered yet'}"
