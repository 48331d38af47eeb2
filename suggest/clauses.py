"""What a quote might be when nothing is selected: the clause behind a cue, the quotation or sentence at the caret.

Candidates come best first, so that each further press of the key goes to the next. All offsets are code points.
English decides where a clause ends; in other languages commas, marks and sentence ends still do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from models.spans import Fragment
from models.text.characters import BRACKETS, trimmed
from models.text.marks import Quotation, quotations_in, without_complementiser
from models.text.paragraphs import paragraph_at
from models.text.segments import grow, sentence_at
from models.text.sentences import STOPS
from models.text.words import words
from suggest.lexicon import (
    ADDRESSING,
    ADVERBIAL,
    CERTAIN_INTRODUCERS,
    CIRCUMSTANCE,
    CLAUSAL,
    CONJUNCTIONS,
    FINITE,
    GOING_ON,
    INTRODUCERS,
    PREPOSITIONAL,
    SUBJECTS,
    SUBORDINATE,
    TOPICAL,
)

_BORDER = re.compile(r"[,;،؛](?=\s)|[，；]|\s(?:[–—―-]|--)\s|[—―]")
_COMMA = re.compile(r"[,،](?=\s)|[，]")
_BRACKETED = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_FURTHEST_INTRODUCER = 16  # words looked at behind a cue
# Said of the reporting as often as of the clause: rejected the plan outright; rejected the plan on Monday.
_TRAILING = re.compile(
    r"\s(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|outright|again|altogether)\Z"
)
_LIKELY = 3  # ends tried for one start before the next start
_MOST_BORDERS = 40  # looked at in one sentence; more is a list or no prose
_LONGEST_SUBJECT = 8  # words between a quotation and its cue
_LONGEST_LABEL = 4  # words before the colon of a turn in an interview
_SHORT = 4  # words of an item of a list
_MOST = 8  # candidates; whoever has pressed so often selects by hand


def quote_candidates(
    text: str, caret: int, cue: Sequence[Fragment] | None = None, behind: int | None = None
) -> tuple[Fragment, ...]:
    """What a quote key without a selection should mark, best first; each further press takes the next.

    cue: the fragments of the cue just marked, or None; caret: where the text cursor stands, in code points; behind:
    where the clause may begin, behind the mentions that follow the cue, by default the cue's end.
    """
    found = _after_cue(text, cue, cue[-1].end if behind is None else behind) if cue else _around(text, caret)
    tidy = (_tidy(text, candidate) for candidate in islice(found, 2 * _MOST))
    return tuple(dict.fromkeys(candidate for candidate in tidy if any(words(text, *candidate))))[:_MOST]


def is_act(text: str, cue: Sequence[Fragment], quote: Fragment) -> bool:
    """Whether only an act and its topic are reported, in words without marks: rejected | the idea of a toll.

    A noun phrase behind a verb that takes one: without an introducer, a pronoun for subject, or a finite auxiliary.
    """
    of_cue = _lower(text, cue[-1])
    told = _lower(text, quote)
    if quote.start < cue[-1].end or not of_cue or not told or not CLAUSAL.isdisjoint(of_cue):
        return False
    return told[0] not in INTRODUCERS | SUBJECTS and " ".join(of_cue) not in PREPOSITIONAL and FINITE.isdisjoint(told)


def _tidy(text: str, candidate: Fragment) -> Fragment:
    parts = without_complementiser(text, (candidate,))
    return parts[0] if len(parts) == 1 else candidate


def _around(text: str, caret: int) -> Iterator[Fragment]:
    """The quotations around the caret from the innermost outwards, then the sentence without its stop."""
    holding = (q for q in quotations_in(text, caret, caret) if q.start <= caret <= q.end)
    yield from sorted((q.fragment for q in holding), key=lambda q: (q.end == caret, q.end - q.start))
    sentence = sentence_at(text, caret)
    if sentence is not None:
        end = without_stop(text, *sentence)
        yield Fragment(sentence.start, end if end > sentence.start else sentence.end)
        yield grow(text, sentence)


def _after_cue(text: str, cue: Sequence[Fragment], behind: int) -> Iterator[Fragment]:
    """Each likely start with its likeliest ends, then the rest of them, then what is around the cue."""
    yield from _before_cue(text, cue)
    ends_sentence = not any(words(text, behind, _sentence_end(text, cue)))
    if ends_sentence:
        yield from _before_comma(text, cue)
    scope = _scope(text, behind)
    ranked: list[list[Fragment]] = []
    if scope is not None:
        for at in _starts(text, cue, scope):
            ends = islice(_Clause(text, Fragment(at, scope.end)).ends(), _MOST)
            ranked.append([Fragment(at, end) for end in ends if end > at])
    for place, candidates in enumerate(ranked):
        yield from candidates[:1]
        if not place:
            yield from _answer(text, cue, behind)
        yield from candidates[1:_LIKELY]
    for candidates in ranked:
        yield from candidates[_LIKELY:]
    if not ends_sentence:
        yield from _before_comma(text, cue)
    yield from _around(text, cue[-1].end)


def _sentence_end(text: str, cue: Sequence[Fragment]) -> int:
    sentence = sentence_at(text, cue[-1].start)
    return cue[-1].end if sentence is None else max(sentence.end, cue[-1].end)


def _before_comma(text: str, cue: Sequence[Fragment]) -> Iterator[Fragment]:
    """The clause that a reporting clause follows: The dam leaks, Ode said. The nearest comma first; behind a colon."""
    sentence = sentence_at(text, cue[0].start)
    if sentence is None:
        return
    for comma in reversed(list(_COMMA.finditer(text, sentence.start, cue[0].start))):
        if sum(1 for _ in words(text, comma.end(), cue[0].start)) > _LONGEST_SUBJECT:
            return
        colon = text.rfind(": ", sentence.start, comma.start())
        starts = [sentence.start] if colon < 0 else [colon + 2, sentence.start]
        yield from (Fragment(start, comma.start()) for start in starts if start < comma.start())


def _answer(text: str, cue: Sequence[Fragment], behind: int) -> Iterator[Fragment]:
    """All of a paragraph that begins with the name of who speaks and a colon, as in an interview."""
    paragraph = paragraph_at(text, cue[0].start)
    if paragraph is None or text[slice(*cue[-1])] not in (":", "："):
        return
    label = sum(1 for _ in words(text, paragraph.start, cue[0].start))
    start, end = trimmed(text, behind, without_stop(text, *paragraph))
    if label <= _LONGEST_LABEL and start < end:
        yield Fragment(start, end)


def _before_cue(text: str, cue: Sequence[Fragment]) -> Iterator[Fragment]:
    """The quotation that begins the sentence where the cue only closes it: “We stay,” the mayor said on Monday."""
    sentence = sentence_at(text, cue[0].start)
    if sentence is None:
        return
    for quotation in quotations_in(text, sentence.start, sentence.start):
        between = Fragment(quotation.end, cue[0].start)
        if quotation.start <= sentence.start and quotation.depth == 0 and _closes(text, quotation, between, cue):
            yield quotation.fragment


def _closes(text: str, quotation: Quotation, between: Fragment, cue: Sequence[Fragment]) -> bool:
    """Whether the cue reports the quotation before it rather than a clause behind it."""
    if between.start > between.end or not _leads_on(text, quotation):
        return False
    subject = _lower(text, between)
    of_cue, behind = _lower(text, cue[-1]), next(words(text, cue[-1].end), None)
    leads_on = behind is not None and text[behind.start : behind.end].lower() in CERTAIN_INTRODUCERS
    own_clause = len(subject) <= _LONGEST_SUBJECT and not CONJUNCTIONS.intersection(subject)
    return own_clause and not leads_on and not (of_cue and of_cue[0].endswith("ing"))


def _leads_on(text: str, quotation: Quotation) -> bool:
    """Whether it ends as before a reporting clause: “We stay,” or, of a dialogue dash, – We stay, or —We stay —."""
    behind = text[quotation.end : quotation.end + 2].lstrip()[:1] if quotation.opening and not quotation.closing else ""
    return text[quotation.inner.end - 1] in ",?!…—" or (bool(behind) and behind in ",—–―")


def _scope(text: str, behind: int) -> Fragment | None:
    """From the first word or mark behind the cue to the end of its sentence, or of a quotation that goes on beyond."""
    start = behind
    while start < len(text) and (text[start].isspace() or text[start] in ",:，：、،–—-"):
        start += 1
    sentence = sentence_at(text, start)
    if sentence is None or sentence.end <= start:
        return None
    end = sentence.end
    for quotation in quotations_in(text, start, sentence.end):
        if start <= quotation.start < sentence.end:
            end = max(end, quotation.end)
        elif quotation.start < start and quotation.closing:
            end = min(end, quotation.inner.end)
    return Fragment(start, end) if start < end else None


def _starts(text: str, cue: Sequence[Fragment], scope: Fragment) -> list[int]:
    """Where the clause may begin, best first: behind the cue, or behind whom it addresses and when it was said."""
    of_cue = [word for fragment in cue for word in _lower(text, fragment)]
    behind = list(islice(words(text, *scope), _FURTHEST_INTRODUCER))
    lower = [text[word.start : word.end].lower() for word in behind]
    if not of_cue or not behind:
        return [scope.start]
    is_preposition = " ".join(of_cue) in PREPOSITIONAL
    later = _behind_comma(text, scope) if is_preposition else _introducer(of_cue[-1], lower, behind)
    if any(quotation.start == scope.start for quotation in quotations_in(text, *scope)):
        later = [scope.start, *later]  # said “this,” and Lind said that ...
    return list(dict.fromkeys([*_behind_colon(text, scope), *later, scope.start]))


def _behind_colon(text: str, scope: Fragment) -> list[int]:
    """The quotation that a colon announces and the sentence ends with: She wrote on Monday: “We stay.”"""
    last = without_stop(text, *scope)
    closing = (q.start for q in quotations_in(text, *scope) if scope.start < q.start and q.end >= last)
    return [start for start in closing if text[:start].rstrip().endswith((":", "："))][:1]


def _lower(text: str, fragment: Fragment) -> list[str]:
    return [text[word.start : word.end].lower() for word in words(text, *fragment)]


def _behind_comma(text: str, scope: Fragment) -> list[int]:
    match = _BORDER.search(text, *scope)
    return [trimmed(text, match.end(), scope.end)[0]] if match else []


def _introducer(verb: str, lower: Sequence[str], behind: Sequence[Fragment]) -> list[int]:
    """The start of the word that introduces the clause where something stands between it and the cue."""
    addressing = verb in ADDRESSING
    if lower[0] in INTRODUCERS or not (addressing or lower[0] in CIRCUMSTANCE) or lower[0] in TOPICAL:
        return []
    wanted = INTRODUCERS if addressing else CERTAIN_INTRODUCERS
    found = [word.start for word, name in zip(behind, lower, strict=True) if name in wanted]
    if not found and addressing:
        found = [word.start for word, name in zip(behind[1:], lower[1:], strict=True) if name in SUBJECTS]
    return found[:1]


@dataclass(frozen=True, slots=True)
class _Border:
    """A place where the clause may end. end: behind its last character; behind: where the next words begin."""

    end: int
    behind: int


class _Clause:
    """A clause that begins at the scope's start and ends somewhere in it."""

    def __init__(self, text: str, scope: Fragment) -> None:
        self._text = text
        self._scope = scope
        inside = (q for q in quotations_in(text, *scope) if scope.start <= q.start < scope.end)
        self._quotations = [q for q in inside if q.end <= scope.end]
        self._borders = sorted(islice(self._find_borders(), _MOST_BORDERS), key=lambda border: border.end)

    def ends(self) -> Iterator[int]:
        """Where the clause may end, best first."""
        last = without_stop(self._text, *self._scope)
        cutting = [border.end for index, border in enumerate(self._borders) if self._cuts(index)]
        others = [border.end for border in self._borders if border.end not in cutting]
        trailing = _TRAILING.search(self._text, self._scope.start, last)
        without_trailing = [] if trailing is None else [trailing.start()]
        sure = [*cutting[:1], last, *without_trailing]
        circumstances = list(self._before_circumstances()) if self._is_act() else []
        yield from dict.fromkeys([*sure, *circumstances, *cutting[1:], *others, *self._before_conjunctions()])

    def _is_act(self) -> bool:
        """Whether a noun phrase is reported rather than a clause: rejected | the plan at a meeting in Ulm."""
        first = next(words(self._text, *self._scope), None)
        name = "" if first is None else self._text[first.start : first.end].lower()
        return name not in INTRODUCERS and name not in SUBJECTS

    def _before_circumstances(self) -> Iterator[int]:
        """Before words that say when, where or how something was done."""
        found = [word.start for word in words(self._text, *self._scope) if self._is_circumstance(word)]
        yield from (trimmed(self._text, self._scope.start, start)[1] for start in found)

    def _is_circumstance(self, word: Fragment) -> bool:
        inside = any(q.fragment.contains(word) for q in self._quotations)
        name = self._text[word.start : word.end].lower()
        return not inside and word.start > self._scope.start and name in ADVERBIAL

    def _find_borders(self) -> Iterator[_Border]:
        """Commas, semicolons and dashes outside marks and brackets, and commas that close a quotation."""
        closed = [q.fragment for q in self._quotations] + list(_bracketed(self._text, self._scope))
        for match in _BORDER.finditer(self._text, *self._scope):
            if not any(part.start <= match.start() < part.end for part in closed):
                yield _Border(match.start(), match.end())
        for quotation in self._quotations:
            if quotation.closing and self._text[quotation.inner.end - 1] in ",;，":
                yield _Border(quotation.end, quotation.end)

    def _cuts(self, index: int) -> bool:
        """Whether the reporting sentence goes on behind this border, and no longer the clause."""
        following = self._words_behind(index)
        if not following:
            return False
        if self._text[self._borders[index].end] == ";":
            return True
        if following[0].lower() in GOING_ON or following[0][0].isdigit():
            return False
        return not (self._opens_inside(index) or self._is_inserted(index) or self._is_listed(index))

    def _words_behind(self, index: int) -> list[str]:
        """The words between this border and the next, or the scope's end."""
        end = self._borders[index + 1].end if index + 1 < len(self._borders) else self._scope.end
        behind = self._borders[index].behind
        return [self._text[word.start : word.end] for word in words(self._text, behind, end)] if behind < end else []

    def _opens_inside(self, index: int) -> bool:
        """Whether the border closes a subordinate clause that the clause begins with: that if peace came, ..."""
        first = self._borders[0]
        if first.end == first.behind:
            return False  # it ends a quotation, whatever that began with
        before = _lower(self._text, Fragment(self._scope.start, first.end))
        opening = [word for word in before[:2] if word not in CERTAIN_INTRODUCERS]
        if not opening:
            return index <= 1  # that, if peace came, ...
        return index == 0 and opening[0] in SUBORDINATE

    def _is_inserted(self, index: int) -> bool:
        """Whether what follows is set between commas: Ode, the minister, would ...; in Ulm, Bavaria, ..."""
        if index + 1 == len(self._borders):
            return False
        between, following = self._words_behind(index), self._words_behind(index + 1)
        place = len(between) <= 2 and all(word[0].isupper() or word[0].isdigit() for word in between)
        return place or bool(following and following[0].lower() in FINITE)

    def _is_listed(self, index: int) -> bool:
        """Whether the border stands between the items of a list, which are short and end with an "and" or "or"."""
        if self._leads_to_last_item(index):
            return index > 0 and self._is_item(index - 1)
        for later in range(index + 1, len(self._borders)):
            if not self._is_item(later - 1):
                return False
            if self._leads_to_last_item(later):
                return True
        return False

    def _is_item(self, index: int) -> bool:
        """Whether a few words without a verb of their own stand behind the border."""
        following = self._words_behind(index)
        return len(following) <= _SHORT and not any(word.lower() in FINITE for word in following)

    def _leads_to_last_item(self, index: int) -> bool:
        following = self._words_behind(index)
        return bool(following) and following[0].lower() in ("and", "or")

    def _before_conjunctions(self) -> Iterator[int]:
        for word in words(self._text, *self._scope):
            if self._is_conjunction(word):
                yield trimmed(self._text, self._scope.start, word.start)[1]

    def _is_conjunction(self, word: Fragment) -> bool:
        inside = any(q.fragment.contains(word) for q in self._quotations)
        name = self._text[word.start : word.end].lower()
        return not inside and word.start > self._scope.start and name in CONJUNCTIONS


def _bracketed(text: str, scope: Fragment) -> Iterator[Fragment]:
    for match in _BRACKETED.finditer(text, *scope):
        yield Fragment(*match.span())


def without_stop(text: str, start: int, end: int) -> int:
    """The end of `[start, end)` without a final stop or comma outside the marks, nor a bracket opened before it."""
    start, end = trimmed(text, start, end)
    for opening, closing in BRACKETS.items():
        if text[end - 1 : end] == closing and text.count(opening, start, end) < text.count(closing, start, end):
            end -= 1
    while end - 1 > start and text[end - 1] in f"{STOPS},;" and not text[end - 2 : end - 1].isspace():
        end -= 1
    return end
