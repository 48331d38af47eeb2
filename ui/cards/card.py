"""What a card says, as a value; derived from the desk's snapshot. Knows no Qt and no place on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from models.attributions import (
    Attribution,
    Lack,
    StepKind,
    attribution,
    chain,
    document_sources,
    resolve,
    shown,
)
from models.readings import Reading
from models.spans import Span
from models.stances import Stance
from workspace.annotating.chips import chips
from workspace.annotating.frames import Situation
from workspace.annotating.in_hand import doubts, stance_in_hand, subject
from workspace.annotating.offers import mention_in_hand, offer_of
from workspace.passes import Pass, shows

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot

PENDING: Final = "pending"  # the id of the card that waits for its quote
NOBODY: Final = "who?"
UNHELD: Final = "holder?"
GLYPHS: Final = {"favor": "+", "against": "−", "neutral": "=", "unclear": "~"}
_LONGEST: Final = 80  # code points of a text's words on a card


class Layer(Enum):
    """What a pass may hide."""

    SOURCES = auto()
    STANCE = auto()


_HIDDEN: Final[Mapping[Pass, frozenset[Layer]]] = {
    Pass.ALL: frozenset(),
    Pass.QUOTES: frozenset(Layer),
    Pass.SOURCES: frozenset({Layer.STANCE}),
    Pass.STANCE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class StanceLine:
    """One stance on a card. holder: only where it is not the speaker; details: basis, hedge and strength in words;

    present: the value keys change it.
    """

    id: str
    polarity: str
    target: str
    holder: str = ""
    details: tuple[str, ...] = ()
    present: bool = False

    @property
    def glyph(self) -> str:
        """The polarity as one sign."""
        return GLYPHS[self.polarity]


@dataclass(frozen=True, slots=True)
class Card:
    """One quote's card, the pending one, or that of a mention that is suggested for no quote (mention: its label).

    anchor: the code point whose line it stands beside; name: who speaks, "who?" for nobody; speaker: the span
    that says so, the quote itself where none does; words: the mention where it differs from the name; unconfirmed:
    who speaks is a guess; doubted: the spans of which who they are is one; via: the chain up to the speaker, () where
    no source is named; way: the whole chain; steps: for each step of it the id of its span, "" where it is not one of
    the quote's own sources; picked: the span picked by hand; chips: the entities of the digits; current: the target
    that F A N U go to; suggested: some of it is no annotation yet; score: how sure that is; hidden: the layers that
    the project's pass hides; quoted: how the quote begins; lands: the commands that would add to it what is selected;
    repeats: there is a stance of another quote to repeat.
    """

    id: str
    anchor: int
    number: str = ""
    name: str = NOBODY
    speaker: str = ""
    words: str = ""
    unconfirmed: bool = False
    doubted: tuple[str, ...] = ()
    cue: str = ""
    via: tuple[str, ...] = ()
    way: tuple[str, ...] = ()
    type: str = ""
    parts: int = 1
    status: str = ""
    addressee: str = ""
    parent: str = ""
    stances: tuple[StanceLine, ...] = ()
    current: str = ""
    chips: tuple[str, ...] = ()
    active: bool = False
    picked: str = ""
    steps: tuple[str, ...] = ()
    suggested: bool = False
    score: float | None = None
    hidden: frozenset[Layer] = frozenset()
    quoted: str = ""
    lands: tuple[str, ...] = ()
    repeats: bool = False
    mention: str = ""

    @property
    def waits(self) -> bool:
        """Whether this is the frame that waits for its quote."""
        return self.id == PENDING

    @property
    def spoken(self) -> str:
        """The card in one sentence, for a screen reader."""
        if self.waits:
            return f"{self.name} waits for a quote"
        if self.mention:
            return f"{self.mention} {self.name}, suggested for no quote"
        told = [f"Quote {self.number}", self.type, f"by {self.name}", self.cue and f"cue {self.cue}"]
        told += [f"{stance.polarity} {stance.target}" for stance in self.stances]
        return ", ".join(part for part in told if part)


def card(snapshot: Snapshot, quote: str, heads: Sequence[Span] | None = None) -> Card:
    """The card of one quote. heads: the sources of the whole article, where they are known already."""
    frame = attribution(snapshot.reading, quote)
    active = quote == snapshot.state.active
    way = _way(snapshot, quote, document_sources(snapshot.reading) if heads is None else heads)
    steps = tuple(name for name, _ in way)
    own = {via.source.id for via in frame.sources}
    offer = offer_of(snapshot.reading, quote, snapshot.step)
    return Card(
        id=quote,
        anchor=frame.quote.start,
        number=str(frame.number),
        name=_speakers(snapshot, frame),
        speaker=frame.speakers[0].id if frame.speakers else quote,
        words=_mention(snapshot, frame),
        unconfirmed=any(span.id in snapshot.state.unconfirmed for span in (*frame.speakers, frame.quote)),
        doubted=tuple(id for id in doubts(snapshot.reading, quote) if id in snapshot.state.unconfirmed),
        cue=_words(snapshot, frame.cue),
        via=steps[:-1] if frame.sources and _named(frame) else (steps if frame.sources else ()),
        way=steps,
        steps=tuple(span if span in own else "" for _, span in way),
        picked=snapshot.state.selected or "",
        suggested=offer is not None,
        score=offer.score if offer is not None else None,
        hidden=_HIDDEN[snapshot.step],
        quoted=_words(snapshot, frame.quote),
        type=frame.quote.attributes.get("type", ""),
        parts=len(frame.quote.fragments),
        status=_unusual(frame.quote.attributes.get("status", "")),
        addressee=_named_or_words(snapshot, frame.addressee),
        parent=_number(snapshot.reading, frame.parent),
        stances=tuple(_stance(snapshot, frame, stance) for stance in frame.stances),
        current=_current_target(snapshot) if active else "",
        repeats=active and any(stance.quote != quote for stance in snapshot.reading.stances.values()),
        chips=_chips(snapshot) if active else (),
        active=active,
    )


def mention_card(snapshot: Snapshot, span: Span) -> Card:
    """The card of a mention that is suggested for no quote."""
    offer = offer_of(snapshot.reading, span.id, snapshot.step)
    active = mention_in_hand(snapshot.reading, snapshot.state) == span
    name, words = _named_or_words(snapshot, span), _words(snapshot, span)
    return Card(
        span.id,
        span.start,
        name=name,
        speaker=span.id,
        words="" if words.casefold() == name.casefold() else words,
        mention=span.label,
        chips=_chips(snapshot) if active else (),
        active=active,
        picked=snapshot.state.selected or "",
        suggested=True,
        score=offer.score if offer is not None else None,
        hidden=_HIDDEN[snapshot.step],
    )


def pending_card(snapshot: Snapshot) -> Card | None:
    """The card of what waits for its quote, None where nothing does."""
    waiting = [span for span in waiting_spans(snapshot) if shows(snapshot.step, span.label)]
    if not waiting:
        return None
    speakers = [_named_or_words(snapshot, span) for span in waiting if span.label == "speaker"]
    sources = [_named_or_words(snapshot, span) for span in waiting if span.label == "source"]
    cues = [_words(snapshot, span) for span in waiting if span.label == "cue"]
    return Card(
        PENDING,
        min(span.start for span in waiting),
        name=" and ".join(speakers) or NOBODY,
        cue=" … ".join(cues),
        via=tuple(sources),
        active=snapshot.state.active is None and mention_in_hand(snapshot.reading, snapshot.state) is None,
    )


def waiting_spans(snapshot: Snapshot) -> tuple[Span, ...]:
    """The spans that wait: for a quote, for a source, for a stance."""
    state, reading = snapshot.state, snapshot.reading
    frame = Situation(snapshot.article.text, reading, state.active, state.chosen, state.pending).waiting
    alone = (reading.spans.get(id or "") for id in (state.relay_cue, state.evidence))
    return (*frame, *(span for span in alone if span is not None))


def is_complete(frame: Attribution, step: Pass = Pass.ALL) -> bool:
    """Whether nothing that the pass asks for is missing; this never blocks anything."""
    lacks = [lack for lack in frame.missing if _asks(step, lack)]
    return not lacks and (bool(frame.stances) or step in (Pass.QUOTES, Pass.SOURCES))


def _asks(step: Pass, lack: Lack) -> bool:
    layers = {Lack.TYPE: Pass.QUOTES, Lack.HOLDER: Pass.STANCE, Lack.TARGET: Pass.STANCE}
    return step in (Pass.ALL, layers.get(lack, Pass.SOURCES))


def _way(snapshot: Snapshot, quote: str, heads: Sequence[Span]) -> tuple[tuple[str, str], ...]:
    """The steps of a quote's chain by name, each with the id of its span, "" where it has none."""
    reading, entities = snapshot.reading, snapshot.shared.entities
    steps = chain(reading, quote, snapshot.article.meta, entities, heads)
    return tuple(
        (
            _short(shown(step, snapshot.article.text, reading, entities)),
            next((mention.span or "" for mention in step.mentions), ""),
        )
        for step in steps
        if step.kind is not StepKind.SPEAKER or step.mentions
    )


def _named(frame: Attribution) -> bool:
    return bool(frame.speakers) or frame.quote.entity is not None


def _speakers(snapshot: Snapshot, frame: Attribution) -> str:
    named = frame.speakers or ((frame.quote,) if frame.quote.entity is not None else ())
    return " and ".join(dict.fromkeys(_named_or_words(snapshot, span) for span in named)) or NOBODY


def _mention(snapshot: Snapshot, frame: Attribution) -> str:
    """The speaker's words where they are no part of the name: a pronoun, a description."""
    if len(frame.speakers) != 1:
        return ""
    words = _words(snapshot, frame.speakers[0])
    name = _named_or_words(snapshot, frame.speakers[0])
    return "" if words.casefold() in name.casefold() or name.casefold() in words.casefold() else words


def _named_or_words(snapshot: Snapshot, span: Span | None) -> str:
    if span is None:
        return ""
    entity = snapshot.shared.entities.get(span.entity or "")
    return _words(snapshot, span) if entity is None else snapshot.shared.entity(entity.id).name


def _words(snapshot: Snapshot, span: Span | None) -> str:
    return "" if span is None else _short(" … ".join(span.words(snapshot.article.text)))


def _short(words: str) -> str:
    tidy = " ".join(words.split())
    return tidy if len(tidy) <= _LONGEST else tidy[: _LONGEST - 1] + "…"


def _number(reading: Reading, parent: Span | None) -> str:
    return "" if parent is None else str(reading.quotes.index(parent) + 1)


def _unusual(status: str) -> str:
    return "" if status == "asserted" else status


def _stance(snapshot: Snapshot, frame: Attribution, stance: Stance) -> StanceLine:
    details = (stance.basis or "", "hedged" if stance.hedged else "", _strength(stance.strength))
    present = stance_in_hand(snapshot.reading, snapshot.state)
    return StanceLine(
        stance.id,
        stance.polarity,
        _target(snapshot, stance.target) or "target?",
        _holder(snapshot, frame, stance),
        tuple(detail for detail in details if detail),
        present=present is not None and stance.id == present.id,
    )


def _strength(strength: int | None) -> str:
    return "" if strength is None else f"strength {strength}"


def _target(snapshot: Snapshot, target: str | None) -> str:
    found = snapshot.shared.targets.get(target or "")
    while found is not None and found.merged_into is not None:
        found = snapshot.shared.targets.get(found.merged_into)
    return "" if found is None else found.name


def _holder(snapshot: Snapshot, frame: Attribution, stance: Stance) -> str:
    if stance.holder is None:
        return UNHELD
    entities = snapshot.shared.entities
    speakers = [span.entity for span in (*frame.speakers, frame.quote) if span.entity is not None]
    holder = resolve(stance.holder, entities)
    if holder in (resolve(speaker, entities) for speaker in speakers):
        return ""
    return entities[holder].name if holder in entities else ""


def _current_target(snapshot: Snapshot) -> str:
    """As polarity keys choose it: the one chosen last, else the only one there is."""
    known = [target for target in snapshot.shared.targets.values() if target.merged_into is None]
    chosen = _target(snapshot, snapshot.state.target)
    return chosen or (known[0].name if len(known) == 1 else "")


def _chips(snapshot: Snapshot) -> tuple[str, ...]:
    """Offered only while it is open who somebody is."""
    state = snapshot.state
    span = subject(snapshot.reading, snapshot.scheme, state.active, state.selected)
    if span is None or (span.entity is not None and span.id not in state.unconfirmed):
        return ()
    options = chips(snapshot.article.text, snapshot.reading, snapshot.shared, span)
    return tuple(option.name for option in options)
