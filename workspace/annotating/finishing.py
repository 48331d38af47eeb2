"""What looks incomplete when somebody finishes an article. It never blocks: everything but a quote is optional.

Pure looking at a reading; the window shows it in place and goes on when it is told to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.attributions import Attribution, Lack, attributions
from models.readings import Reading
from models.spans import Span
from models.suggested import counted
from workspace.annotating.gestures import Ask, DeskState, Option
from workspace.annotating.questions import open_questions
from workspace.passes import Pass
from workspace.shared import Shared

FINISH = "finish"
_LONGEST = 40  # code points of a span's words in the list


class Gap(StrEnum):
    """What is missing, in the words that the list uses."""

    PENDING = "waits for its quote"
    UNLINKED = "belongs to no quote"
    SPEAKER = "has no speaker"
    CUE = "has no cue"
    TYPE = "has no type"
    ENTITY = "is nobody yet"
    UNCONFIRMED = "is not confirmed"
    STANCE = "has no stance"
    HOLDER = "has a stance of nobody"
    TARGET = "has a stance towards nothing"
    QUESTION = "has an open question"


_LACKS = {
    Lack.SPEAKER: Gap.SPEAKER,
    Lack.CUE: Gap.CUE,
    Lack.TYPE: Gap.TYPE,
    Lack.HOLDER: Gap.HOLDER,
    Lack.TARGET: Gap.TARGET,
}
# Which layer of a project that works in passes a gap belongs to.
LAYER = {
    Gap.UNLINKED: "sources",
    Gap.PENDING: "sources",
    Gap.SPEAKER: "sources",
    Gap.CUE: "sources",
    Gap.TYPE: "quotes",
    Gap.ENTITY: "sources",
    Gap.UNCONFIRMED: "sources",
    Gap.STANCE: "stance",
    Gap.HOLDER: "stance",
    Gap.TARGET: "stance",
}


@dataclass(frozen=True, slots=True)
class Incomplete:
    """One thing that looks incomplete. span: where it is, None for the article; name: a quote's number, or words."""

    gap: Gap
    span: str | None
    name: str

    @property
    def words(self) -> str:
        """It as a line of the list."""
        return f"{self.name} {self.gap}"


def incomplete(text: str, reading: Reading, state: DeskState, shared: Shared) -> tuple[Incomplete, ...]:
    """Everything that looks incomplete, in reading order. Stances are missed only in a project that has targets.

    What is only suggested misses nothing, and nothing is complete by it.
    """
    reading = counted(reading)
    found = [*_of_quotes(reading, wants_stances=bool(shared.targets)), *_of_mentions(text, reading, state)]
    found.sort(key=lambda one: reading.spans[one.span or ""].start)
    asked = (Incomplete(Gap.QUESTION, one.span, one.words[:_LONGEST]) for one in open_questions(reading))
    return (*found, *asked)


def _of_quotes(reading: Reading, *, wants_stances: bool) -> Iterator[Incomplete]:
    for frame in attributions(reading):
        for gap in _gaps(frame, wants_stances=wants_stances):
            yield Incomplete(gap, frame.quote.id, f"Quote {frame.number}")


def _gaps(frame: Attribution, *, wants_stances: bool) -> Iterator[Gap]:
    is_direct = frame.quote.attributes.get("type") == "direct"
    for lack in frame.missing:
        if lack in _LACKS and not (lack is Lack.CUE and is_direct):
            yield _LACKS[lack]
    if wants_stances and not frame.stances:
        yield Gap.STANCE


def _of_mentions(text: str, reading: Reading, state: DeskState) -> Iterator[Incomplete]:
    evidence = {id for stance in reading.stances.values() for id in stance.evidence}
    for span in reading.spans.values():
        gap = _gap(span, reading, state, is_evidence=span.id in evidence)
        if gap is not None:
            words = " ".join(" … ".join(span.words(text)).split())
            yield Incomplete(gap, span.id, f"“{words[:_LONGEST]}”")


def _gap(span: Span, reading: Reading, state: DeskState, *, is_evidence: bool) -> Gap | None:
    if span.label != "quote" and not reading.incoming.get(span.id) and not is_evidence and not _stands_alone(span):
        return Gap.PENDING if span.id in (*state.pending, state.relay_cue, state.evidence) else Gap.UNLINKED
    if span.id in state.unconfirmed:
        return Gap.UNCONFIRMED
    return Gap.ENTITY if span.label in ("speaker", "source") and span.entity is None else None


def _stands_alone(span: Span) -> bool:
    return span.attributes.get("scope") == "document"


def overview(found: tuple[Incomplete, ...]) -> Ask:
    """The list alone, for who wants to look at it before finishing."""
    return Ask("Looks incomplete", tuple(Option(one.span or "", one.words) for one in found), "")


def question(found: tuple[Incomplete, ...]) -> Ask:
    """The strip that shows what looks incomplete: going on comes first, then where each thing is."""
    things = "One thing looks" if len(found) == 1 else f"{len(found)} things look"
    places = (Option(one.span or "", one.words) for one in found)
    return Ask(f"Done. {things} incomplete", (Option(FINISH, "Go on", "Ctrl+Enter"), *places), "")


def of_pass(step: Pass, found: tuple[Incomplete, ...]) -> tuple[Incomplete, ...]:
    """What looks incomplete in the layer of the pass."""
    return tuple(one for one in found if step is Pass.ALL or LAYER.get(one.gap, step) == step)
