"""Gestures that mark words: quote, speaker, cue, source, addressee, fragments, nesting, deletion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.errors import Refused
from models.spans import Fragment, Span
from models.suggested import is_suggested
from models.text.marks import proposed_type
from models.text.paragraphs import paragraph_at
from suggest.clauses import is_act, quote_candidates
from workspace.annotating import frames, marking
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import Ask, DeskState, Gesture, Option, Outcome, active_quote, situation, span_under
from workspace.annotating.naming import proposed_entity

_MOST_CHIPS = 9


def quote(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Q: the selection becomes a quote, claims what waits, nests itself, and is the active one."""
    if gesture.selection is None:
        return _proposed_quote(draft, state, gesture)
    return _new_quote(draft, state, gesture.selection)


def _new_quote(draft: Draft, state: DeskState, fragment: Fragment) -> Outcome:
    known = {quote.id for quote in draft.reading.quotes if not is_suggested(quote)}
    span = marking.mark(draft, "quote", [fragment], {"type": proposed_type(draft.text, (fragment,))})
    waiting = situation(draft, state)
    claimed = frames.claimed(waiting, span)
    frames.claim(draft, span, claimed)
    if span.id not in known:
        _take_for_act(draft, span, claimed)
        frames.nest(draft, span)
    left = tuple(mention.id for mention in waiting.waiting if mention not in claimed)
    after = replace(
        state, active=span.id, chosen=False, selected=None, pending=left, stance=None, holder=None, asked_at=None
    )
    ask = _still_via(draft, span)
    return Outcome(after, caret=fragment.end, ask=ask, keeps=ask is not None)


def _still_via(draft: Draft, span: Span) -> Ask | None:
    """Asks whether the sources hold on, where a sentence goes on with the same speaker and none of its own."""
    inherited = frames.inheritable(draft, span)
    if not inherited:
        return None
    names = " and ".join(" … ".join(source.words(draft.text)) for source in inherited)
    yes = ",".join(source.id for source in inherited)
    return Ask(f"Still via {names}?", (Option(yes, "Yes", "Y"), Option("no", "No", "N")), "inherit_source")


def _proposed_quote(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    made = _asked_again(draft, state, gesture.caret)
    asked = gesture.caret if made is None or state.asked_at is None else state.asked_at
    candidates = _candidates(draft, state, asked, made)
    if not candidates:
        raise Refused("no quote is found here", remedy="select its words and press Q")
    if made is not None and made.fragments[0] in candidates:
        nearest = candidates[(candidates.index(made.fragments[0]) + 1) % len(candidates)]
        take(draft, made, nearest)
        return Outcome(state, caret=nearest.end)
    outcome = _new_quote(draft, state, candidates[0])
    return replace(outcome, state=replace(outcome.state, asked_at=asked))


def _asked_again(draft: Draft, state: DeskState, caret: int) -> Span | None:
    """The quote that Q made without a selection, while the caret stands where Q was pressed or has put it."""
    made = draft.reading.spans.get(state.active or "") if state.asked_at is not None else None
    return made if made is not None and caret in (state.asked_at, made.end) else None


def take(draft: Draft, quote: Span, words: Fragment) -> None:
    """The quote is these words instead."""
    changed = marking.reshape(draft, quote, (words,))
    changed = marking.set_attribute(draft, changed, "type", proposed_type(draft.text, (words,)))
    _take_for_act(draft, changed, draft.reading.linked(quote.id, "cue"))


def _take_for_act(draft: Draft, quote: Span, mentions: Iterable[Span]) -> None:
    """A paraphrase is only reported where its cue names an act: rejected | the idea of a toll."""
    cues = [mention.fragments for mention in mentions if mention.label == "cue"]
    is_told = quote.attributes.get("type") == "indirect" and any(
        is_act(draft.text, cue, quote.fragments[0]) for cue in cues
    )
    if is_told and "reported" in draft.scheme.label["quote"].attributes["type"].values:
        marking.set_attribute(draft, quote, "type", "reported")


def _candidates(draft: Draft, state: DeskState, caret: int, made: Span | None) -> tuple[Fragment, ...]:
    frame = situation(draft, state).waiting if made is None else _mentions_of(draft, made)
    cues = [span for span in frame if span.label == "cue"] or [
        span for span in frame if span.label == "source" and draft.reading.linked(span.id, "relay_cue")
    ]  # behind "According to X," the clause begins where the source ends
    relay = draft.reading.spans.get(state.relay_cue or "")
    if not cues and made is None and relay is not None:
        cues = [relay]
    if made is None:
        cues = [cue for cue in cues if _same_paragraph(draft.text, cue, caret)]  # not one that was left behind
    found = (
        quote_candidates(draft.text, caret, cues[-1].fragments, _behind(draft, cues[-1], frame))
        if cues
        else quote_candidates(draft.text, caret)
    )
    quotes = (span for span in draft.reading.quotes if not is_suggested(span))
    others = {span.fragments for span in quotes if made is None or span.id != made.id}
    free = tuple(fragment for fragment in found if (fragment,) not in others)
    outside = [part for mention in (*frame, *cues) for part in mention.fragments]
    return tuple(fragment for fragment in free if not any(part.overlaps(fragment) for part in outside)) or free


def _same_paragraph(text: str, mention: Span, caret: int) -> bool:
    paragraph = paragraph_at(text, mention.start)
    return paragraph is not None and paragraph.start <= caret <= paragraph.end


def _behind(draft: Draft, cue: Span, frame: tuple[Span, ...]) -> int:
    """The end of the mentions that follow a cue without a word between them: said | Ode | that she would stay."""
    relays = (relay for span in frame for relay in draft.reading.linked(span.id, "relay_cue"))
    end = cue.end
    for mention in sorted((*frame, *relays), key=lambda span: span.start):
        if mention.start >= end and not any(map(str.isalnum, draft.text[end : mention.start])):
            end = mention.fragments[0].end
    return end


def _mentions_of(draft: Draft, made: Span) -> tuple[Span, ...]:
    return tuple(span for role in frames.ROLE.values() for span in draft.reading.linked(made.id, role))


def speaker(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """S: who says it."""
    return _mention(draft, state, gesture, "speaker")


def cue(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """C: the word by which it is reported."""
    return _mention(draft, state, gesture, "cue")


def source(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """O: through whom it reached the author; appended to the chain as the innermost."""
    outcome = _mention(draft, state, gesture, "source")
    span = draft.reading.spans.get(outcome.state.selected or "")
    if span is None or span.label != "source":
        return outcome
    after = replace(outcome.state, source=span.id)
    waiting = draft.reading.spans.get(state.relay_cue or "")
    if waiting is not None and not draft.reading.linked(span.id, "relay_cue"):
        marking.connect(draft, "relay_cue", span, waiting)
        after = replace(after, relay_cue=None)
    return replace(outcome, state=after)


def addressee(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """D: to whom it is said."""
    return _mention(draft, state, gesture, "addressee")


def _mention(draft: Draft, state: DeskState, gesture: Gesture, label: str) -> Outcome:
    if gesture.argument:
        return _attached(draft, state, draft.reading.spans[gesture.argument], gesture.caret)
    if gesture.selection is not None:
        span, after = _marked(draft, state, label, gesture.selection)
        return _landed(draft, after, span, gesture.selection.end)
    present = span_under(draft.reading, gesture.caret, label)
    if present is not None:
        return _attached(draft, state, present, gesture.caret)
    chosen = draft.reading.spans.get(state.selected or "")
    if chosen is not None and chosen.label in marking.MENTIONS and chosen.label != label:
        return _landed(draft, state, marking.relabel(draft, chosen, label), gesture.caret)
    return Outcome(state, ask=_which(draft, state, label, gesture.caret))


def _marked(draft: Draft, state: DeskState, label: str, fragment: Fragment) -> tuple[Span, DeskState]:
    """A mention, taken for whom its words may name; where that is a guess it stays to be confirmed."""
    present = marking.mark(draft, label, [fragment])
    if present.entity is not None or not draft.scheme.label[label].takes_entity or label == "addressee":
        return present, state
    words = draft.text[fragment.start : fragment.end]
    named = proposed_entity(draft, words, label, fragment.start)
    changed = replace(present, entity=named.entity, attributes={**present.attributes, **named.attributes})
    draft.put(changed)
    return changed, state.doubting(changed.id, doubt=not named.sure)


def _landed(draft: Draft, state: DeskState, span: Span, caret: int) -> Outcome:
    home = frames.landing(situation(draft, state), span.label, span.fragments[0])
    if home is None:
        pending = tuple(id for id in state.pending if id != span.id)
        after = replace(state, selected=span.id, pending=(*pending, span.id), asked_at=None)
        return Outcome(after, caret, f"this {span.label} waits for its quote")
    frames.attach(draft, home, span)
    is_first = span.label == "speaker" and draft.reading.linked(home.id, "speaker") == (span,)
    ask = _still_via(draft, home) if is_first else None  # behind its quote; before it, the quote asks
    return Outcome(
        replace(state, active=home.id, selected=span.id, asked_at=None), caret, ask=ask, keeps=ask is not None
    )


def _attached(draft: Draft, state: DeskState, span: Span, caret: int) -> Outcome:
    frames.attach(draft, active_quote(draft, state), span)
    return Outcome(replace(state, selected=span.id), caret)


def _which(draft: Draft, state: DeskState, label: str, caret: int) -> Ask:
    """The mentions of this label, the nearest first."""
    active_quote(draft, state)
    spans = [span for span in draft.reading.spans.values() if span.label == label]
    if not spans:
        raise Refused(f"there is no {label} to link", remedy="select its words first")
    spans.sort(key=lambda span: min(abs(span.start - caret), abs(span.end - caret)))
    options = tuple(Option(span.id, " … ".join(span.words(draft.text))) for span in spans[:_MOST_CHIPS])
    return Ask(f"Which {label}?", options, label)


def relay_cue(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Shift+C: the cue of the source; before there is a source it waits for the next O."""
    if gesture.selection is None:
        raise Refused("no words are selected", remedy="select the cue of the source, then press Shift+C")
    span = marking.mark(draft, "cue", [gesture.selection])
    home = _source_without_cue(draft, state, gesture.selection)
    after = replace(state, selected=span.id, asked_at=None)
    if home is None:
        return Outcome(replace(after, relay_cue=span.id), gesture.selection.end, "this cue waits for its source")
    marking.connect(draft, "relay_cue", home, span)
    return Outcome(after, gesture.selection.end)


def _source_without_cue(draft: Draft, state: DeskState, fragment: Fragment) -> Span | None:
    sources = [span for span in situation(draft, state).waiting if span.label == "source"]
    if state.active is not None:
        sources = [*draft.reading.linked(state.active, "via"), *sources]
    selected = draft.reading.spans.get(state.selected or "")
    if selected is not None and selected.label == "source":
        sources.append(selected)
    for span in reversed(sources):
        near = frames.region(draft.text, span.fragments[0]).contains(fragment)
        if near and not draft.reading.linked(span.id, "relay_cue"):
            return span
    return None


def article_source(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Shift+O: the source of the whole article, such as an agency's credit."""
    span = span_under(draft.reading, gesture.caret, "source")
    if gesture.selection is not None:
        span, state = _marked(draft, state, "source", gesture.selection)
    if span is None:
        raise Refused("no words are selected", remedy="select the credit, then press Shift+O")
    role = span.attributes.get("source_role", "agency_credit")
    changed = replace(span, attributes={**span.attributes, "source_role": role, "scope": "document"})
    draft.put(changed)
    after = replace(state, selected=span.id, pending=tuple(id for id in state.pending if id != span.id))
    return Outcome(after, span.end, "the source of the whole article")


def inherit_source(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """V: the source under the caret, else the last one, holds for the active quote too.

    argument: ids of sources, or "no".
    """
    home = active_quote(draft, state)
    if gesture.argument == "no":
        return Outcome(state)
    under = span_under(draft.reading, gesture.caret, "source")
    ids = gesture.argument.split(",") if gesture.argument else [under.id if under else state.source or ""]
    sources = [draft.reading.spans[id] for id in ids if id in draft.reading.spans]
    if not sources:
        raise Refused("there is no source yet to inherit", remedy="mark one with O")
    for source in sources:
        marking.connect(draft, "via", home, source, {"inherited": "yes"})
    return Outcome(state)


def nest(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """I: the active quote is nested in the one around it, or no longer."""
    home = active_quote(draft, state)
    for link in draft.reading.outgoing.get(home.id, ()):
        if link.role == "nested_in":
            marking.disconnect(draft, link)
            return Outcome(state, message="not nested")
    if frames.nest(draft, home) is None:
        raise Refused("no other quote stands around this one")
    return Outcome(state, message="nested")


def add_fragment(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """+: the selection is a further part of the span in hand: see `frames.extended`."""
    if gesture.selection is None:
        raise Refused("no words are selected", remedy="select the further part, then press +")
    span = frames.extended(situation(draft, state), state.selected, gesture.selection)
    if span is None:
        raise Refused("there is nothing to add a part to", remedy="mark its first part with Q, or Tab to a card")
    marking.add_fragment(draft, span, gesture.selection)
    after = replace(state, selected=None) if span.label == "quote" else state
    return Outcome(replace(after, asked_at=None), gesture.selection.end, f"a further part of the {span.label}")


def remove_fragment(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """-: the part under the caret is none."""
    span = _broken_under(draft, gesture.caret) or _current(draft, state)
    marking.remove_fragment(draft, span, gesture.caret)
    return Outcome(state)


def _broken_under(draft: Draft, caret: int) -> Span | None:
    found = [span for span in draft.reading.spans.values() if len(span.fragments) > 1]
    for span in found:
        if any(part.start <= caret <= part.end for part in span.fragments):
            return span
    return None


def _current(draft: Draft, state: DeskState) -> Span:
    return draft.reading.spans.get(state.selected or "") or active_quote(draft, state)


def delete(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Del: the selected span, else the one under the caret, else the active quote goes."""
    span = draft.reading.spans.get(state.selected or "") or span_under(draft.reading, gesture.caret)
    marking.delete(draft, span or active_quote(draft, state))
    return Outcome(state.within(draft.reading))


def delete_attribution(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Shift+Del: the active quote goes with all that only it uses."""
    marking.delete(draft, active_quote(draft, state))
    return Outcome(state.within(draft.reading))


def escape(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Esc: lets go of the selected span, then drops the pending frame, then lets go of the active quote."""
    if state.selected is not None and state.selected not in state.pending:
        return Outcome(replace(state, selected=None, asked_at=None))
    waiting = (*situation(draft, state).waiting, draft.reading.spans.get(state.relay_cue or ""))
    for span in waiting:
        if span is not None:
            marking.delete(draft, span)
    if any(waiting):
        return Outcome(state.within(draft.reading), message="the pending frame is dropped")
    return Outcome(DeskState(target=state.target, source=state.source, unconfirmed=state.unconfirmed))
