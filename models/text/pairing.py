"""Which quotation marks open, which close, which belong together. All offsets are code points.

Owns the pairing within one block: a paragraph, with those that an open quotation runs through, each repeating its
opening mark. Apostrophes are told apart from single marks; what dialogue dashes open comes from models.text.dialogue.
Knows nothing of spans; the text is never repaired.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from models.spans import Fragment
from models.text.characters import (
    APOSTROPHES,
    BOTH_SIDES,
    BRACKETS,
    FAMILIES,
    MARK,
    MOSTLY_CLOSING,
    MOSTLY_OPENING,
    ONLY_CLOSING,
    ONLY_OPENING,
    PARTNERS,
    SINGLE,
    joins,
    trimmed,
)
from models.text.dialogue import Speech, speeches
from models.text.lexicon import ELISIONS
from models.text.paragraphs import paragraph_after, paragraph_before
from models.text.sentences import sentences_of

_BEFORE_OPENING = frozenset("".join(BRACKETS)) | frozenset(":=/—–-‑―：¿¡") | MOSTLY_OPENING | ONLY_OPENING
_AFTER_CLOSING = frozenset(",.;:!?)]}…，。、；：！？）】")
_LONGEST_ELISION = 6
_DEEPEST = 16  # marks that can be open at once; more is no text
_START, _END = attrgetter("start"), attrgetter("end")


class MarkState(StrEnum):
    """How the marks of a quotation, or of a quote span, stand."""

    BALANCED = "balanced"
    MISSING_OPEN = "missing_open"
    MISSING_CLOSE = "missing_close"
    WRONG_GLYPH = "wrong_glyph"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks included, in code points; depth: how many quotations enclose it.

    opening, closing: how many code points the mark at that end takes; 0 where it is missing.
    """

    start: int
    end: int
    depth: int
    state: MarkState
    opening: int
    closing: int

    @property
    def fragment(self) -> Fragment:
        """From the opening to the closing mark, both included."""
        return Fragment(self.start, self.end)

    @property
    def inner(self) -> Fragment:
        """What stands between the marks."""
        return Fragment(self.start + self.opening, self.end - self.closing)


def block_at(text: str, paragraph: Fragment) -> tuple[Fragment, ...]:
    """The paragraph with its neighbours that one quotation may run through."""
    block = [paragraph]
    while (before := paragraph_before(text, block[0])) and _continues(text, before, block[0]):
        block.insert(0, before)
    while (after := paragraph_after(text, block[-1])) and _continues(text, block[-1], after):
        block.append(after)
    return tuple(block)


def _continues(text: str, before: Fragment, after: Fragment) -> bool:
    """Whether `after` begins with the opening mark that `before` has left open as its last mark of that family."""
    mark = MARK.match(text, after.start)
    if mark is None or mark.group() in ONLY_CLOSING:
        return False
    glyph, family = mark.group(), FAMILIES[mark.group()]
    last = None
    for match in MARK.finditer(text, *before):
        if FAMILIES[match.group()] == family and not _is_apostrophe(text, match.start(), match.end(), before):
            last = match
    return last is not None and last.group() == glyph and _looks_opening(text, last.start(), last.end(), before)


def _looks_opening(text: str, start: int, end: int, paragraph: Fragment) -> bool:
    if end >= paragraph.end or text[end].isspace() or text[end] in _AFTER_CLOSING - {"…"}:
        return False
    return start <= paragraph.start or text[start - 1].isspace() or text[start - 1] in _BEFORE_OPENING


def _looks_closing(text: str, start: int, end: int, paragraph: Fragment) -> bool:
    if start <= paragraph.start or text[start - 1].isspace() or text[start - 1] in BRACKETS:
        return False
    return end >= paragraph.end or not text[end].isalnum()


def _is_apostrophe(text: str, start: int, end: int, paragraph: Fragment) -> bool:
    """Whether a single mark stands inside a word, for the lost beginning of one, or behind a number."""
    glyph = text[start:end]
    if glyph not in APOSTROPHES:
        return False
    inside = start > paragraph.start and end < paragraph.end and joins(text[start - 1]) and joins(text[end])
    return inside or (glyph != "‘" and _is_elision(text, end))


def _is_elision(text: str, end: int) -> bool:
    following = text[end : end + _LONGEST_ELISION]
    letters = following[: next((i for i, char in enumerate(following) if not char.isalpha()), len(following))]
    return following[:1].isdigit() or letters.lower() in ELISIONS


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner. cut: where a later opening mark of its family began."""

    glyph: str
    start: int
    end: int
    cut: int | None = None

    @property
    def family(self) -> str:
        return FAMILIES[self.glyph]


class Block:
    """Pairs the marks of one block, from left to right, with the marks still open on a stack."""

    def __init__(self, text: str, block: tuple[Fragment, ...]) -> None:
        self._text = text
        self._block = block
        self._paragraph = block[0]
        self._stack: list[_Open] = []
        self._found: list[Quotation] = []
        self._floor = block[0].start  # behind the last quotation that is complete

    def quotations(self) -> list[Quotation]:
        """The quotations of the block in reading order."""
        for index, paragraph in enumerate(self._block):
            at = self._resume(paragraph) if index else paragraph.start
            self._paragraph = paragraph
            for match in MARK.finditer(self._text, at, paragraph.end):
                self._take(match.group(), match.start(), match.end())
        self._abandon(0, self._paragraph.end)
        for paragraph in self._block:
            self._found += self._speeches(paragraph)
        return _nested(self._found)

    def _speeches(self, paragraph: Fragment) -> list[Quotation]:
        """What a dialogue dash opens, unless marks that say more stand behind it or across its end."""
        spoken = speeches(self._text, paragraph)
        if any(MARK.match(self._text, start + opening) for start, _, opening in spoken[:1]):
            return []
        return [
            Quotation(start, end, 0, MarkState.BALANCED, opening, 0)
            for start, end, opening in _uncrossed(spoken, self._found)
        ]

    def _resume(self, paragraph: Fragment) -> int:
        """Steps over the opening marks that the paragraph repeats; what it does not repeat ended with the last one."""
        at = paragraph.start
        repeated = 0
        for waiting in self._stack:
            if not self._text.startswith(waiting.glyph, at):
                break
            at += len(waiting.glyph)
            repeated += 1
        self._abandon(repeated, self._paragraph.end)
        return at

    def _take(self, glyph: str, start: int, end: int) -> None:
        partner = self._partner(glyph)
        if _is_apostrophe(self._text, start, end, self._paragraph):
            return
        if partner is not None and FAMILIES[glyph] == SINGLE and self._is_possessive(start, end):
            return
        if self._opens(glyph, start, end, partner):
            if partner is not None and partner is self._stack[-1] and partner.cut is None:
                partner.cut = start
            self._stack.append(_Open(glyph, start, end))
        elif partner is not None:
            self._close(partner, glyph, start, end)
        elif FAMILIES[glyph] != SINGLE and not self._is_inch(glyph, start):
            self._miss_open(start, end)

    def _partner(self, glyph: str) -> _Open | None:
        """The innermost open mark of the family; a single one only where no other mark was opened after it."""
        family = FAMILIES[glyph]
        candidates = self._stack[-1:] if family == SINGLE else self._stack[: -_DEEPEST - 1 : -1]
        return next((waiting for waiting in candidates if waiting.family == family), None)

    def _opens(self, glyph: str, start: int, end: int, partner: _Open | None) -> bool:
        if glyph in ONLY_OPENING or glyph in ONLY_CLOSING:
            return glyph in ONLY_OPENING
        if partner is not None and glyph != partner.glyph and glyph in PARTNERS.get(partner.glyph, ""):
            return False
        opening = _looks_opening(self._text, start, end, self._paragraph)
        closing = _looks_closing(self._text, start, end, self._paragraph)
        if glyph in MOSTLY_OPENING or not (partner or glyph in MOSTLY_CLOSING):
            return opening or not closing
        return opening and not closing

    def _close(self, partner: _Open, glyph: str, start: int, end: int) -> None:
        index = next(i for i in reversed(range(len(self._stack))) if self._stack[i] is partner)
        self._abandon(index + 1, start)
        self._stack.pop()
        state = MarkState.BALANCED if self._fits(partner.glyph, glyph) else MarkState.WRONG_GLYPH
        self._add(partner.start, end, state, partner.end - partner.start, end - start)

    def _fits(self, opening: str, closing: str) -> bool:
        if opening == closing and opening in BOTH_SIDES:
            return BOTH_SIDES[opening] not in self._text
        return closing in PARTNERS.get(opening, "")

    def _abandon(self, keep: int, end: int) -> None:
        """Gives up the open marks above the first `keep`: single ones were apostrophes, others lack their partner."""
        for depth, waiting in enumerate(self._stack[keep:], keep):
            if waiting.family != SINGLE or (depth == 0 and self._begins_speech(waiting)):
                limit = end if waiting.cut is None else min(end, waiting.cut)
                limit = trimmed(self._text, waiting.end, limit)[1]
                self._add(waiting.start, limit, MarkState.MISSING_CLOSE, waiting.end - waiting.start, 0)
        del self._stack[keep:]

    def _begins_speech(self, waiting: _Open) -> bool:
        return waiting.glyph in MOSTLY_OPENING and self._text[waiting.end : waiting.end + 1].isupper()

    def _miss_open(self, start: int, end: int) -> None:
        """A closing mark alone: its quotation starts where the sentence does, behind whatever mark came before."""
        floor = max([self._paragraph.start, self._floor, *(waiting.end for waiting in self._stack[-1:])])
        *_, sentence = sentences_of(self._text, Fragment(floor, end))
        first = sentence.start
        while first < start and not self._text[first].isalnum() and self._text[first] not in BRACKETS:
            first += 1
        if first < start:
            self._add(first, end, MarkState.MISSING_OPEN, 0, end - start)

    def _add(self, start: int, end: int, state: MarkState, opening: int, closing: int) -> None:
        self._floor = max(self._floor, end)
        self._found.append(Quotation(start, end, 0, state, opening, closing))

    def _is_inch(self, glyph: str, start: int) -> bool:
        return glyph in '"″' and self._text[max(start - 1, 0) : start].isdigit()

    def _is_possessive(self, start: int, end: int) -> bool:
        """Whether it ends a plural (the leaders’ plan) because the quotation's own mark is still to come."""
        if not self._ends_plural(start, end):
            return False
        for match in MARK.finditer(self._text, end, self._paragraph.end):
            span = match.span()
            if FAMILIES[match.group()] == SINGLE and not _is_apostrophe(self._text, *span, self._paragraph):
                return not _looks_opening(self._text, *span, self._paragraph) and not self._ends_plural(*span)
        return False

    def _ends_plural(self, start: int, end: int) -> bool:
        return self._text[max(start - 1, 0) : start] in ("s", "S") and self._text[end : end + 2].strip().isalpha()


def _uncrossed(spoken: Sequence[Speech], found: Sequence[Quotation]) -> Iterator[Speech]:
    """Those that no quotation overlaps without one holding the other.

    For each only the quotations with an end inside are looked at: of both there may be many thousands.
    """
    by_start, by_end = (sorted(found, key=place) for place in (_START, _END))
    for one in spoken:
        begun, ended = _with_inside(by_start, _START, one), _with_inside(by_end, _END, one)
        if all(other.end <= one.end for other in begun) and all(other.start >= one.start for other in ended):
            yield one


def _with_inside(ascending: Sequence[Quotation], place: Callable[[Quotation], int], one: Speech) -> Sequence[Quotation]:
    """Those of the quotations, ascending by a place of theirs, that have it inside what is spoken."""
    first, last = bisect_right(ascending, one.start, key=place), bisect_left(ascending, one.end, key=place)
    return ascending[first:last]


def _nested(found: list[Quotation]) -> list[Quotation]:
    """In reading order, each with its depth."""
    enclosing: list[Quotation] = []
    ordered: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while enclosing and enclosing[-1].end < quotation.end:
            enclosing.pop()
        ordered.append(replace(quotation, depth=len(enclosing)))
        enclosing.append(quotation)
    return ordered
