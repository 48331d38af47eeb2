"""Quotation marks: the quotations of a text, and what the marks say of a quote span. All offsets are code points.

Marks of the world's scripts, nested, unbalanced, of the wrong glyph, through several paragraphs: models.text.pairing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.spans import Fragment
from models.text.characters import trimmed
from models.text.lexicon import COMPLEMENTISERS
from models.text.pairing import Block, MarkState, Quotation, block_at
from models.text.paragraphs import paragraphs
from models.text.words import words

__all__ = [
    "MarkState",
    "Quotation",
    "direct_parts",
    "innermost",
    "mark_state",
    "proposed_type",
    "quotation_at",
    "quotations",
    "quotations_in",
    "without_complementiser",
]

_WORST_FIRST = (MarkState.MISSING_OPEN, MarkState.MISSING_CLOSE, MarkState.WRONG_GLYPH, MarkState.BALANCED)


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of the text in reading order, outer before inner."""
    return quotations_in(text, 0, len(text))


def quotations_in(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """The quotations that share a character with `[start, end)` or touch it; costs no more than their paragraphs."""
    found: list[Quotation] = []
    done = -1
    before = trimmed(text, 0, start)[1]  # a blank line can lie inside a quotation of several paragraphs
    for paragraph in paragraphs(text, before, end):
        if paragraph.end > done:
            block = block_at(text, paragraph)
            done = block[-1].end
            found.extend(Block(text, block).quotations())
    return tuple(q for q in found if q.start <= end and start <= q.end)


def quotation_at(text: str, offset: int) -> Quotation | None:
    """The innermost quotation that `offset` lies in or at the edge of."""
    return innermost(quotations_in(text, offset, offset), offset)


def innermost(found: tuple[Quotation, ...], offset: int) -> Quotation | None:
    """The shortest of these quotations that holds `offset`, one that has it inside before one that it ends."""
    holding = [q for q in found if q.start <= offset <= q.end]
    return min(holding, key=lambda q: (q.end == offset, q.end - q.start), default=None)


def mark_state(text: str, fragments: Sequence[Fragment]) -> MarkState:
    """How the span's own marks stand, the worst of them; NONE where it has none.

    A mark that the text has but the span leaves out is missing too, unless the span is just what stands inside the
    marks. Marks of quotations inside its quotations, and of those around the span, are not its own.
    """
    states = {_state(quotation, fragments) for quotation in _own(text, fragments)}
    return next((state for state in _WORST_FIRST if state in states), MarkState.NONE)


def direct_parts(text: str, fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The ranges of the span that lie inside marks, marks included where the span has them, in text order."""
    own = _own(text, fragments)
    parts = {
        Fragment(max(fragment.start, q.start), min(fragment.end, q.end))
        for fragment in fragments
        for q in own
        if fragment.overlaps(q.fragment)
    }
    return tuple(sorted(parts))


def proposed_type(text: str, fragments: Sequence[Fragment]) -> str:
    """direct: all words are inside marks, complementisers aside; mixed: some are; indirect: none."""
    parts = direct_parts(text, fragments)
    if not parts:
        return "indirect"
    outside = (text[word.start : word.end].lower() for word in _outside(text, fragments, parts))
    return "direct" if all(word in COMPLEMENTISERS for word in outside) else "mixed"


def without_complementiser(text: str, fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The span as the guideline has it: a complementiser that alone stands outside the marks is left out."""
    parts = direct_parts(text, fragments)
    if proposed_type(text, fragments) != "direct" or not any(_outside(text, fragments, parts)):
        return tuple(fragments)
    return parts


def _own(text: str, fragments: Sequence[Fragment]) -> list[Quotation]:
    found = quotations_in(text, fragments[0].start, fragments[-1].end) if fragments else ()
    own: list[Quotation] = []
    for quotation in found:
        touched = _has_opening(quotation, fragments) or _has_closing(quotation, fragments)
        if (touched or _is_inside_of(quotation, fragments)) and not _covered(quotation, own):
            own.append(quotation)
    return own


def _covered(quotation: Quotation, others: Iterable[Quotation]) -> bool:
    return any(other.fragment.contains(quotation.fragment) for other in others)


def _state(quotation: Quotation, fragments: Sequence[Fragment]) -> MarkState:
    if _is_inside_of(quotation, fragments):
        return quotation.state
    if not _has_opening(quotation, fragments):
        return MarkState.MISSING_OPEN
    if not _has_closing(quotation, fragments):
        return MarkState.MISSING_CLOSE
    return quotation.state


def _has_opening(quotation: Quotation, fragments: Sequence[Fragment]) -> bool:
    return any(fragment.start <= quotation.start < fragment.end for fragment in fragments)


def _has_closing(quotation: Quotation, fragments: Sequence[Fragment]) -> bool:
    return any(fragment.start < quotation.end <= fragment.end for fragment in fragments)


def _is_inside_of(quotation: Quotation, fragments: Sequence[Fragment]) -> bool:
    return Fragment(fragments[0].start, fragments[-1].end) == quotation.inner


def _outside(text: str, fragments: Sequence[Fragment], parts: Sequence[Fragment]) -> list[Fragment]:
    return [
        word
        for fragment in fragments
        for word in words(text, *fragment)
        if not any(part.overlaps(word) for part in parts)
    ]
