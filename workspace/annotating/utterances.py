"""Gestures that say which quotes, of any article, report the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.entities import VARIANTS, Member, Utterance
from models.errors import Refused
from models.spans import Span
from suggest.sameness import PARTIAL, VERBATIM, Same, same_words
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome, active_quote

_LONGEST = 60  # code points of a quote's words in the choices, and of an utterance's name
_MOST = 12  # choices


def same_words_as(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The active quote joins an utterance; argument: its id, "new:" and a name, or "none" to leave the one it is in."""
    quote = active_quote(draft, state)
    if not gesture.argument:
        return Outcome(state, ask=_ask(draft, quote))
    present = _of(draft, quote)
    if present is not None:
        draft.put(replace(present, members=tuple(one for one in present.members if one.quote != quote.id)))
    if gesture.argument == "none":
        return Outcome(state, message="in no utterance")
    chosen = _chosen(draft, gesture.argument)
    draft.put(replace(chosen, members=(*chosen.members, Member(quote.id))))
    return Outcome(state, message=f"the same words as {chosen.name}")


def _ask(draft: Draft, quote: Span) -> Ask:
    own = [Option(one.id, one.name, f"{len(one.members)} quotes") for one in _own(draft)]
    leave = [Option("none", "none of these")] if _of(draft, quote) else []
    return Ask("The same words as", (*own, *leave), "same_words_as", makes=True)


def same_words_elsewhere(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """G: the quotes of all articles that report the words of the active one; picking some makes them one utterance.

    argument: ids of quotes, separated by commas; nothing asks which.
    """
    quote = active_quote(draft, state)
    known = {same.passage.quote: same for same in _elsewhere(draft, quote)}
    if not gesture.argument:
        return Outcome(state, ask=_ask_which(draft, quote, tuple(known.values())))
    picked = [known[id] for id in gesture.argument.split(",") if id in known]
    if not picked:
        raise Refused("these quotes do not report the same words", value=gesture.argument)
    joined = _joined(draft, quote, picked)
    draft.put(joined)
    return Outcome(state, message=f"{len(joined.members)} quotes report the same words")


def _elsewhere(draft: Draft, quote: Span) -> tuple[Same, ...]:
    """What has the same words and is not in the utterance of the quote yet."""
    present = _of(draft, quote)
    inside = {member.quote for member in present.members} if present else set()
    inside |= {other.id for other in draft.reading.quotes if _overlap(quote, other)}  # itself, and what is nested
    others = (other for other in draft.quotes_everywhere() if other.quote not in inside)
    return same_words(quote.words(draft.text), others)


def _overlap(quote: Span, other: Span) -> bool:
    return any(mine.overlaps(theirs) for mine in quote.fragments for theirs in other.fragments)


def _ask_which(draft: Draft, quote: Span, found: tuple[Same, ...]) -> Ask:
    if not found:
        more = " more" if _of(draft, quote) else ""
        raise Refused(f"no{more} quotes of yours report these words", remedy="join any by hand: Ctrl+K, same words as")
    options = [Option(same.passage.quote, _shown(draft, same), same.variant) for same in found[:_MOST]]
    if len(options) > 1:
        everything = ",".join(option.argument for option in options)
        options.insert(0, Option(everything, f"All {len(options)}"))
    return Ask("The same words elsewhere", tuple(options), "same_words")


def _shown(draft: Draft, same: Same) -> str:
    short = _cut(_on_one_line(same.passage.words))
    return short if same.passage.article == draft.article.id else f"{short} · {same.passage.heading}"


def _joined(draft: Draft, quote: Span, picked: list[Same]) -> Utterance:
    """One utterance of the quote and the picked ones; those that they were in come in whole, the first stays."""
    ids = [quote.id, *(same.passage.quote for same in picked)]
    present = [one for one in _own(draft) if any(member.quote in ids for member in one.members)]
    members = {member.quote: member for one in present for member in one.members}
    for id, variant in _variants(quote, picked).items():
        if members.get(id, Member(id)).variant is None:
            members[id] = Member(id, variant)
    for other in present[1:]:
        draft.drop(other)
    home = present[0] if present else Utterance(draft.new_id(), draft.reading.header.annotator, _name(draft, quote))
    return replace(home, members=tuple(members.values()))


def _variants(quote: Span, picked: list[Same]) -> dict[str, str]:
    """How each renders the words: who has only a part of what another has renders them in part."""
    is_part = any(same.variant == PARTIAL and not same.is_shorter for same in picked)
    found = {quote.id: PARTIAL if is_part else VERBATIM}
    for same in picked:
        is_whole = same.variant == PARTIAL and not same.is_shorter
        found[same.passage.quote] = VERBATIM if is_whole else same.variant
    return found


def _name(draft: Draft, quote: Span) -> str:
    return _cut(_on_one_line(quote.words(draft.text)).strip("“”\"'‘’«»„,. "))


def _on_one_line(parts: Iterable[str]) -> str:
    return " ".join(" … ".join(parts).split())


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _own(draft: Draft) -> list[Utterance]:
    annotator = draft.reading.header.annotator
    return [one for one in draft.shared.utterances.values() if one.annotator == annotator]


def _of(draft: Draft, quote: Span) -> Utterance | None:
    return next((one for one in _own(draft) if any(member.quote == quote.id for member in one.members)), None)


def _chosen(draft: Draft, argument: str) -> Utterance:
    if argument.startswith(NEW):
        name = " ".join(argument.removeprefix(NEW).split())
        made = Utterance(draft.new_id(), draft.reading.header.annotator, name)
        draft.put(made)
        return made
    found = next((one for one in _own(draft) if one.id == argument), None)
    if found is None:
        raise Refused("there is no such utterance", value=argument)
    return found


def variant(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """How the active quote renders the words of its utterance; argument: one of VARIANTS, "none", nothing to ask."""
    quote = active_quote(draft, state)
    present = _of(draft, quote)
    if present is None:
        raise Refused("the active quote is in no utterance", remedy="say first whose words it reports")
    if not gesture.argument:
        options = tuple(Option(value, value) for value in (*VARIANTS, "none"))
        return Outcome(state, ask=Ask(f"As a rendering of “{present.name}” it is", options, "variant"))
    if gesture.argument not in (*VARIANTS, "none"):
        raise Refused("there is no such variant", value=gesture.argument)
    chosen = None if gesture.argument == "none" else gesture.argument
    members = (Member(one.quote, chosen) if one.quote == quote.id else one for one in present.members)
    draft.put(replace(present, members=tuple(members)))
    return Outcome(state, message=chosen or "no variant")
