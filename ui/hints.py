"""What the next keys would do, and on which card it would land: for the status line and the cards.

Pure: asks the same functions that decide when the key is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from models.attributions import attribution
from models.spans import Fragment, Span
from ui.cards.card import PENDING, waiting_spans
from ui.keys import command
from ui.visible import shortened
from workspace.annotating.frames import Situation, extended, landing
from workspace.annotating.offers import Offer, offer_in_hand
from workspace.passes import allows

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot

_MENTIONS: Final = ("speaker", "cue", "source")
_CLAIMED: Final = ("speaker", "cue", "source", "addressee")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a command would do now. command: its id; words: in place of the command's own.

    with_keys: ids of further commands whose keys stand for the same; near: it belongs to the hint before it.
    """

    command: str
    words: str
    with_keys: tuple[str, ...] = ()
    near: bool = False


def landings(snapshot: Snapshot, selection: Fragment | None) -> Mapping[str, str]:
    """For S, C, O and +, by command: the id of the card that the selection would go to, `PENDING` for the next quote's.

    Without a selection S, C and O are about the active quote, if there is one.
    """
    state = snapshot.state
    if selection is None:
        wanted = dict.fromkeys(_MENTIONS, state.active) if state.active else {}
        return {id: home for id, home in wanted.items() if home and allows(snapshot.step, id)}
    situation = Situation(snapshot.article.text, snapshot.reading, state.active, state.chosen, state.pending)
    homes = {label: landing(situation, label, selection) for label in _MENTIONS}
    found = {label: PENDING if home is None else home.id for label, home in homes.items()}
    longer = extended(situation, state.selected, selection)
    if longer is not None and not any(part.overlaps(selection) for part in longer.fragments):
        found["add_fragment"] = longer.id
    return {id: home for id, home in found.items() if allows(snapshot.step, id)}


def hints(snapshot: Snapshot, selection: Fragment | None) -> tuple[Hint, ...]:
    """What the keys would do that are likely next, and to which quote; the likeliest first."""
    offer = offer_in_hand(snapshot.reading, snapshot.state, snapshot.step)
    found = _hints(snapshot, selection) if offer is None or selection is not None else _on_suggestion(offer)
    return tuple(hint for hint in found if allows(snapshot.step, command(hint.command).gesture))


def _on_suggestion(offer: Offer) -> Iterator[Hint]:
    yield Hint("accept", "accept all" if offer.quote else "accept")
    if offer.quote:
        yield Hint("accept quote", "a part", ("accept speaker", "accept cue", "accept source"))
    yield Hint("reject", "reject")
    if offer.quote:
        yield Hint("favor", "accept, with this stance", ("against", "neutral", "unclear"))
    yield Hint("next card", "next")


def _hints(snapshot: Snapshot, selection: Fragment | None) -> Iterator[Hint]:
    yield Hint("quote", _quote_words(snapshot, selection))
    yield from _landing_hints(snapshot, landings(snapshot, selection))
    if active := _number(snapshot, snapshot.state.active):
        if selection is not None:
            yield Hint("target", f"evidence in {active}")
        yield Hint("favor", f"stance of {active}", ("against", "neutral", "unclear"))
        if selection is None:
            yield Hint("target", "target")
            yield Hint("entity", "who")
            yield Hint("type", "type")
    elif selection is not None:
        yield Hint("article_source", "source of the whole article")
    if selection is None:
        yield Hint("next card", "next card")
        yield Hint("done", "done")


def _landing_hints(snapshot: Snapshot, found: Mapping[str, str]) -> Iterator[Hint]:
    """One hint a label; the last of those that land on the same card names it."""
    mentions = [label for label in _MENTIONS if label in found]
    for home, group in groupby(mentions, key=lambda label: found[label]):
        labels = list(group)
        for place, label in enumerate(labels):
            last = place == len(labels) - 1
            where = f" of {_number(snapshot, home) or 'the next quote'}" if last else ""
            yield Hint(label, f"{label}{where}", near=place > 0)
    if (longer := snapshot.reading.spans.get(found.get("add_fragment", ""))) is not None:
        yield Hint("add_fragment", f"part of {_number(snapshot, longer.id) or _quoted(snapshot, longer)}")


def _quote_words(snapshot: Snapshot, selection: Fragment | None) -> str:
    waiting = [span for span in waiting_spans(snapshot) if span.label in _CLAIMED]
    if waiting:
        claimed = _quoted(snapshot, waiting[0])
        return f"quote claims {claimed}" if selection else f"the quote of {claimed}"
    if selection is None:
        return "the quote at the caret"
    around = _around(snapshot, selection)
    return f"quote in {around}" if around else "quote"


def _quoted(snapshot: Snapshot, span: Span) -> str:
    return f"“{shortened(' … '.join(span.words(snapshot.article.text)))}”"


def _around(snapshot: Snapshot, selection: Fragment) -> str:
    """The number of the quote in which a new one would be nested."""
    holding = [
        quote
        for quote in snapshot.reading.quotes
        if any(part.contains(selection) and part != selection for part in quote.fragments)
    ]
    inner = min(holding, key=lambda quote: quote.end - quote.start, default=None)
    return "" if inner is None else _number(snapshot, inner.id)


def _number(snapshot: Snapshot, quote: str | None) -> str:
    found = snapshot.reading.spans.get(quote or "")
    return "" if found is None or found.label != "quote" else str(attribution(snapshot.reading, found.id).number)
