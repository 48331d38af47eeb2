"""What a gesture is, what it leaves behind, and where the annotator stands: plain values.

The meaning of each gesture is in `labelling`, `values` and `borders`; `desk` runs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from models.errors import Refused
from models.readings import Reading
from models.spans import Fragment, Span
from workspace.annotating.draft import Draft
from workspace.annotating.frames import Situation


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing the annotator asks for. selection, caret: code points at the moment of asking; argument: a choice."""

    action: str
    selection: Fragment | None = None
    caret: int = 0
    argument: str = ""


@dataclass(frozen=True, slots=True)
class DeskState:
    """Where the annotator stands in an article; kept with every change, so that undo and restarts restore it.

    active: the quote that values go to; chosen: it was picked by hand; selected: the span picked by hand;
    pending: mentions that wait for the next quote; relay_cue: a cue that waits for its source; evidence: a stance
    span that waits for its stance; stance: the record that H, B and Alt+digit change; target: the current target;
    source: the last source; holder: whose the next stance is, None: the speaker's; asked_at: where Q without a
    selection was pressed, while its answer may still change;
    unconfirmed: mentions whose entity the program proposed and nobody has confirmed.
    """

    active: str | None = None
    chosen: bool = False
    selected: str | None = None
    pending: tuple[str, ...] = ()
    relay_cue: str | None = None
    evidence: str | None = None
    stance: str | None = None
    target: str | None = None
    source: str | None = None
    holder: str | None = None
    asked_at: int | None = None
    unconfirmed: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The fields that are not at their default."""
        return {name: value for name, value in asdict(self).items() if value not in (None, False, ())}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """The state that `as_json` wrote; unknown fields are passed over."""
        known = {name: value for name, value in data.items() if name in cls.__dataclass_fields__}
        lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        return cls(**known | lists)  # type: ignore[arg-type]  # what `as_json` wrote

    def within(self, reading: Reading) -> DeskState:
        """The same without what the reading no longer has, or has under another label."""
        spans = reading.spans
        quotes = {quote.id for quote in reading.quotes}
        sources, cues = ({id for id, span in spans.items() if span.label == label} for label in ("source", "cue"))
        return replace(
            self,
            active=self.active if self.active in quotes else None,
            selected=self.selected if self.selected in spans else None,
            pending=tuple(id for id in self.pending if id in spans and not reading.incoming.get(id)),
            relay_cue=self.relay_cue if self.relay_cue in cues else None,
            evidence=self.evidence if self.evidence in spans else None,
            stance=self.stance if self.stance in reading.stances else None,
            source=self.source if self.source in sources else None,
            unconfirmed=tuple(id for id in self.unconfirmed if id in spans),
        )

    def doubting(self, span: str, *, doubt: bool = True) -> DeskState:
        """The same with the entity of a mention unconfirmed, or no longer."""
        others = tuple(id for id in self.unconfirmed if id != span)
        return replace(self, unconfirmed=(*others, span) if doubt else others)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a strip. argument: what the gesture gets when it is picked; hint: small print beside the label."""

    argument: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question in place: picking an option performs `action` with its argument; nothing is stored before.

    makes: whether typing something new and Ctrl+Enter is an answer too; its argument is `prefix`, "new:", the words.
    """

    title: str
    options: tuple[Option, ...]
    action: str
    makes: bool = False
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gesture leads to: the state after it, where the caret goes (code points), a word to the annotator.

    ask: a question in place; keeps: the gesture is stored all the same, the question is about what may follow.
    """

    state: DeskState
    caret: int | None = None
    message: str = ""
    ask: Ask | None = None
    keeps: bool = False


NEW = "new:"


def situation(draft: Draft, state: DeskState) -> Situation:
    """What decides where a mention lands."""
    return Situation(draft.text, draft.reading, state.active, state.chosen, state.pending)


def active_quote(draft: Draft, state: DeskState) -> Span:
    """The active quote; raises Refused where there is none."""
    quote = draft.reading.spans.get(state.active or "")
    if quote is None:
        raise Refused("there is no active quote", remedy="select the words and press Q, or Tab to a card")
    return quote


def span_under(reading: Reading, caret: int, label: str | None = None) -> Span | None:
    """The smallest span at the caret, of this label if one is given."""
    at_caret = [
        span
        for span in reading.spans.values()
        if label in (None, span.label) and any(part.start <= caret <= part.end for part in span.fragments)
    ]
    return min(at_caret, key=lambda span: (_length(span), span.start), default=None)


def _length(span: Span) -> int:
    return sum(end - start for start, end in span.fragments)
