"""Which quote a mention belongs to: the rules by which S, C, O and D land, and how a quote claims what waits for it.

Most attributions name the speaker before the quote, so a mention goes to the active quote (or one around it) only
where it stands by it and finds its place free; otherwise it waits in a pending frame for the next quote.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.readings import Reading
from models.spans import Fragment, Span
from models.suggested import is_suggested
from models.text.paragraphs import paragraph_at, paragraph_before
from models.text.sentences import sentence_at
from workspace.annotating import marking
from workspace.annotating.draft import Draft

ROLE = {"speaker": "speaker", "cue": "cue", "source": "via", "addressee": "addressee"}
_BESIDE = 3  # code points of space and punctuation between a quote and what stands beside it
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSING = "”’»“‘«\"')]」』 "
_DASHES = "—–―"
_LEADS_ON = (":", "：", ",", "，")
_BORDERS = frozenset(f",;:…—–{''.join(_STOPS)}{_CLOSING.strip()}„‚«‹「『")
_JOINED = 7  # code points between two speakers of one frame: "A, and B"


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides where a mention lands. chosen: the active quote was picked by hand, not just made."""

    text: str
    reading: Reading
    active: str | None
    chosen: bool
    pending: tuple[str, ...]

    @property
    def waiting(self) -> tuple[Span, ...]:
        """The spans of the pending frame that still wait: not deleted, not linked."""
        spans = (self.reading.spans.get(id) for id in self.pending)
        return tuple(span for span in spans if span is not None and not self.reading.incoming.get(span.id))


def landing(situation: Situation, label: str, fragment: Fragment) -> Span | None:
    """The quote that a mention of this label at `fragment` belongs to, None: it waits for the next quote."""
    if _with_the_waiting(situation, fragment):
        return None
    for quote in _outwards(situation):
        chosen = situation.chosen and quote.id == situation.active
        if _by(situation.text, quote, fragment) and (chosen or _free(situation, quote, label, fragment)):
            return quote
    return None


def _with_the_waiting(situation: Situation, fragment: Fragment) -> bool:
    waiting = situation.waiting
    return bool(waiting) and region(situation.text, waiting[-1].fragments[-1]).contains(fragment)


def _outwards(situation: Situation) -> list[Span]:
    """The active quote and those around it, innermost first."""
    quotes: list[Span] = []
    quote = situation.reading.spans.get(situation.active or "")
    while quote is not None and quote not in quotes:
        quotes.append(quote)
        quote = next(iter(situation.reading.linked(quote.id, "nested_in")), None)
    return quotes


def region(text: str, fragment: Fragment) -> Fragment:
    """The whole sentences that a fragment stands in."""
    first, last = sentence_at(text, fragment.start), sentence_at(text, max(fragment.start, fragment.end - 1))
    start = min(fragment.start, first.start) if first else fragment.start
    return Fragment(start, max(fragment.end, last.end) if last else fragment.end)


def _by(text: str, quote: Span, fragment: Fragment) -> bool:
    """Whether `fragment` stands outside the quote, in its sentence or beside one of its fragments."""
    if any(own.overlaps(fragment) for own in quote.fragments):
        return False
    return any(region(text, own).contains(fragment) or _beside(text, own, fragment) for own in quote.fragments)


def stands_by(text: str, quote: Span, mention: Span) -> bool:
    """Whether a mention stands outside a quote, in its sentence or beside it."""
    return _by(text, quote, mention.fragments[0])


def shares_sentence(text: str, quote: Span, words: Fragment) -> bool:
    """Whether words stand in a sentence of the quote."""
    return any(region(text, own).overlaps(words) for own in quote.fragments)


def _beside(text: str, own: Fragment, other: Fragment) -> bool:
    """Whether only space and punctuation stand between them, and no sentence ends there.

    A dash joins them even behind a stop: “Finally!” — Ode Harrow.
    """
    if other.end <= own.start:
        return _is_small_gap(text[other.end : own.start])
    gap = text[own.end : other.start]
    ends = text[own.start : own.end].rstrip(_CLOSING).endswith(_STOPS)
    joined = text[other.start].islower() or any(dash in gap for dash in _DASHES)
    return _is_small_gap(gap) and (joined or not ends)


def _is_small_gap(gap: str) -> bool:
    return len(gap) <= _BESIDE and not any(char.isalnum() or char in _STOPS or char == "\n" for char in gap)


def _free(situation: Situation, quote: Span, label: str, fragment: Fragment) -> bool:
    if label == "source":
        return True
    held = [span for span in situation.reading.linked(quote.id, ROLE[label]) if not is_suggested(span)]
    if not held:
        return True
    if label == "speaker":
        return _coordinated(situation.text, held[-1], fragment)
    return any(part.overlaps(fragment) for span in held for part in span.fragments)


def _coordinated(text: str, speaker: Span, fragment: Fragment) -> bool:
    """Whether two speakers stand as "A and B" do."""
    near = speaker.fragments[-1]
    start, end = (near.end, fragment.start) if near.end <= fragment.start else (fragment.end, near.start)
    gap = text[start:end]
    return 0 <= end - start <= _JOINED and not any(mark in gap for mark in ".;:!?\n“”\"'")


def extended(situation: Situation, selected: str | None, part: Fragment) -> Span | None:
    """The span that a further part belongs to: the selected one, else the active quote.

    A mention that was not picked by hand but just marked gives way to its quote where it stands in a reporting clause
    that breaks the quote: behind a part of it, and with a border of clauses before the new part.
    """
    quote = situation.reading.spans.get(situation.active or "")
    mention = situation.reading.spans.get(selected or "")
    if mention is None or quote is None or situation.chosen or mention.label == "quote":
        return mention or quote
    own = any(link.from_span == quote.id for link in situation.reading.incoming.get(mention.id, ()))
    behind = own and quote.start < mention.start and mention.end <= part.start
    broken = any(char in _BORDERS for char in situation.text[mention.end : part.start + 1])
    return quote if behind and broken else mention


def attach(draft: Draft, quote: Span, mention: Span) -> None:
    """Links a mention to a quote in the role its label has; a speaker replaces what the quote itself said of who.

    It takes the place of what is only suggested there; a source is one more.
    """
    if mention.label != "source" and not is_suggested(mention):
        marking.drop_suggested(draft, quote, ROLE[mention.label])
    if mention.label == "speaker" and quote.entity is not None:
        marking.set_entity(draft, quote, None)
        quote = draft.reading.spans[quote.id]
    marking.connect(draft, ROLE[mention.label], quote, mention, _attributes(draft, mention))


def _attributes(draft: Draft, mention: Span) -> dict[str, str]:
    attributes = draft.scheme.link[ROLE[mention.label]].attributes
    return {name: item.default for name, item in attributes.items() if item.default is not None}


def claim(draft: Draft, quote: Span, waiting: tuple[Span, ...]) -> None:
    """Links all that waited to the quote that was made for it."""
    for mention in waiting:
        if mention.label in ROLE:
            attach(draft, quote, mention)


def claimed(situation: Situation, quote: Span) -> tuple[Span, ...]:
    """What of the pending frame is the quote's: what stands in its paragraph, or in the one before that leads up to it.

    What was left behind elsewhere goes on waiting, so that it is linked to no quote that is not its own.
    """
    if not situation.waiting:
        return ()
    start, end = _reach(situation, quote)
    return tuple(mention for mention in situation.waiting if start <= mention.start < end)


def _reach(situation: Situation, quote: Span) -> tuple[int, int]:
    text = situation.text
    first, last = paragraph_at(text, quote.start), paragraph_at(text, quote.end)
    start = quote.start if first is None else first.start
    end = quote.end if last is None else last.end
    before = (
        None if first is None or any(map(str.isalnum, text[start : quote.start])) else paragraph_before(text, first)
    )
    return (before.start if before is not None and _leads_on(situation, before) else start), end


def _leads_on(situation: Situation, paragraph: Fragment) -> bool:
    """Whether a paragraph announces what the next one quotes: it ends with a colon, or with the cue that waits."""
    words = situation.text[paragraph.start : paragraph.end]
    behind = {cue.end for cue in situation.waiting if cue.label == "cue"}
    return words.endswith(_LEADS_ON) or paragraph.end in behind


def inheritable(draft: Draft, quote: Span) -> tuple[Span, ...]:
    """The sources of the quote before that may hold for this one: in the next sentence of the paragraph, by the same
    speaker, while it has no source of its own."""
    reading, text = draft.reading, draft.text
    if reading.linked(quote.id, "via") or not reading.linked(quote.id, "speaker"):
        return ()
    earlier = (other for other in reading.quotes if other.end <= quote.start and not is_suggested(other))
    last = max(earlier, key=lambda other: other.end, default=None)
    if last is None:
        return ()
    gap = text[region(text, last.fragments[-1]).end : region(text, quote.fragments[0]).start]
    adjoins = not gap.strip() and "\n" not in gap
    return reading.linked(last.id, "via") if adjoins and _speakers(draft, last) == _speakers(draft, quote) else ()


def _speakers(draft: Draft, quote: Span) -> list[str | None]:
    return [speaker.entity for speaker in draft.reading.linked(quote.id, "speaker")]


def nest(draft: Draft, quote: Span) -> Span | None:
    """Nests a quote in the smallest other quote that covers it; returns that one, None where there is none."""
    around = [
        other
        for other in draft.reading.quotes
        if other.covers(quote)
        and other.fragments != quote.fragments
        and not is_suggested(other)
        and not _below(draft.reading, other, quote)
    ]
    if not around or not draft.scheme.nesting:
        return None
    parent = min(around, key=lambda span: sum(end - start for start, end in span.fragments))
    marking.connect(draft, "nested_in", quote, parent)
    return parent


def _below(reading: Reading, span: Span, quote: Span) -> bool:
    """Whether `span` is nested in `quote`, directly or not."""
    parents = reading.linked(span.id, "nested_in")
    return any(parent.id == quote.id or _below(reading, parent, quote) for parent in parents)
