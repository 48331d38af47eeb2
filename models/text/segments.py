"""Selecting in a text: snapping, growing, shrinking, moving a border by words. All offsets are code points, half-open.

Looks at nothing beyond the paragraph and the quotations around, so each call is fast in a text of any length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from models.spans import Fragment
from models.text.characters import BRACKETS, WIDE_MARKS, trimmed
from models.text.marks import quotations_in
from models.text.paragraphs import paragraph_at, paragraphs
from models.text.sentences import sentence_at, sentences, sentences_of
from models.text.words import chunk_at, cluster_at, is_word, tokens, word_at, words

__all__ = [
    "grow",
    "levels",
    "next_word",
    "paragraph_at",
    "paragraphs",
    "sentence_at",
    "sentences",
    "shrink",
    "snap",
    "step_border",
    "step_character",
    "word_at",
    "words",
]

_PHRASE_BORDER = re.compile(rf"[,;:…]+(?=\s|$)|[，、；：]|\s[–—―-]+\s|[—―]|[()\[\]{{}}]|[{WIDE_MARKS}]")


def snap(text: str, start: int, end: int) -> Fragment | None:
    """The selection widened to whole words and without outer white space; None where nothing else is left.

    Signs that were selected stay, so a lone colon can be a cue. A bracket that the selection opens and the next
    character closes is taken in: “Deutsche Welle (DW” becomes “Deutsche Welle (DW)”.
    """
    start, end = trimmed(text, max(start, 0), min(end, len(text)))
    if start >= end:
        return None
    start, end = _token_around(text, start).start, _token_around(text, end - 1).end
    while _closes(text, start, end):
        end = _token_around(text, end).end
    return Fragment(start, end)


def _token_around(text: str, offset: int) -> Fragment:
    chunk = tokens(text, *chunk_at(text, offset))
    return next(token for token in chunk if token.start <= offset < token.end)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a bracket opened in `[start, end)` is closed right behind it."""
    following = text[end : end + 1]
    opening = next((left for left, right in BRACKETS.items() if right == following), None)
    return opening is not None and text.count(opening, start, end) > text.count(following, start, end)


def grow(text: str, fragment: Fragment) -> Fragment:
    """The next larger unit around `fragment`: word, phrase, sentence, quotation, paragraph; itself when it is all."""
    larger = [unit for unit in _units(text, fragment) if unit.contains(fragment) and unit != fragment]
    return min(larger, key=lambda unit: unit.end - unit.start, default=fragment)


def next_word(text: str, offset: int) -> Fragment | None:
    """The word that holds `offset` or begins there, else the next one, also right behind a word or a sign.

    A colon counts as a word, since it can be a cue. None behind the last word of the text.
    """
    here = word_at(text, offset)
    if here is not None and here.start <= offset < here.end and _stands_alone(text, here):
        return here
    ahead = (part for part in paragraphs(text, offset, len(text)) if part.end > offset)
    following = (token for part in ahead for token in tokens(text, max(part.start, offset), part.end))
    return next((token for token in following if _stands_alone(text, token)), None)


def _stands_alone(text: str, token: Fragment) -> bool:
    return is_word(text, token) or text[token.start] in ":："


def shrink(text: str, fragment: Fragment, anchor: int | None = None) -> Fragment:
    """The largest unit inside `fragment` around `anchor` (its start without one); itself where there is none."""
    at = fragment.start if anchor is None else anchor
    smaller = [unit for unit in levels(text, at) if fragment.contains(unit) and unit != fragment]
    return smaller[-1] if smaller else fragment


def levels(text: str, offset: int) -> tuple[Fragment, ...]:
    """All units around `offset`, from its word outwards."""
    unit = word_at(text, offset) or sentence_at(text, offset)
    found: list[Fragment] = []
    while unit is not None and unit not in found[-1:]:
        found.append(unit)
        unit = grow(text, unit)
    return tuple(found)


def _units(text: str, fragment: Fragment) -> Iterator[Fragment]:
    start, end = fragment
    snapped = snap(text, start, end) if start < end else word_at(text, start)
    if snapped is not None:
        yield snapped
    here = list(paragraphs(text, start, end))
    inside = [sentence for paragraph in here for sentence in sentences_of(text, paragraph)]
    phrases = [phrase for sentence in inside for phrase in _phrases(text, sentence)]
    for units in (phrases, inside, here):
        yield from _hull(units, fragment)
    yield from (quotation.fragment for quotation in quotations_in(text, start, end))


def _hull(units: list[Fragment], fragment: Fragment) -> Iterator[Fragment]:
    """From the first of these units that the fragment touches to the last."""
    first = bisect_left(units, fragment.start, key=lambda unit: unit.end)
    touched = [unit for unit in units[first:] if unit.start <= fragment.end]
    inner = [unit for unit in touched if fragment.overlaps(unit)] or touched[-1:]
    if inner:
        yield Fragment(inner[0].start, inner[-1].end)


def _phrases(text: str, sentence: Fragment) -> Iterator[Fragment]:
    """The stretches of a sentence between commas, colons, dashes, brackets and marks."""
    start = sentence.start
    for match in _PHRASE_BORDER.finditer(text, *sentence):
        yield from _unless_empty(text, start, match.start())
        start = match.end()
    yield from _unless_empty(text, start, sentence.end)


def _unless_empty(text: str, start: int, end: int) -> Iterator[Fragment]:
    inner = trimmed(text, start, end)
    if inner[0] < inner[1]:
        yield Fragment(*inner)


def step_border(text: str, offset: int, direction: int, edge: str | None = None) -> int:
    """Where a span's border goes from `offset` by one word or sign, white space skipped.

    direction: negative for back, positive for on; edge: "start" or "end", which border of the span it is, by default
    the one that moves outwards. Stays where there is nowhere to go.
    """
    at_start = edge == "start" or (edge is None and direction < 0)
    stops = [token.start if at_start else token.end for token in _neighbours(text, offset)]
    if direction < 0:
        return max((stop for stop in stops if stop < offset), default=offset)
    return min((stop for stop in stops if stop > offset), default=offset)


def step_character(text: str, offset: int, direction: int) -> int:
    """Where a border goes by one character as the reader sees it: combining marks and emoji stay whole."""
    at = offset - 1 if direction < 0 else offset
    if not 0 <= at < len(text):
        return min(max(offset, 0), len(text))
    cluster = cluster_at(text, at)
    return cluster.start if direction < 0 else cluster.end


def _neighbours(text: str, offset: int) -> list[Fragment]:
    """The tokens around `offset`: what touches it, and at least one more to either side."""
    start = end = offset
    for _ in range(2):
        start = chunk_at(text, trimmed(text, 0, start)[1])[0]
        while end < len(text) and text[end].isspace():
            end += 1
        end = chunk_at(text, end)[1]
    return [token for token in tokens(text, start, end) if not text[token.start].isspace()]
