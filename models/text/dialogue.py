"""Dialogue dashes: “– Das geht nicht, sagte er.” Which paragraphs are speech, and what of them is spoken.

A paragraph that begins with a dash is speech only where something says so: a reporting clause behind what is spoken, a
neighbour that has one, a question and its answer. Lists, credits and dashes inside a sentence are none. All offsets are
code points. Knows nothing of spans and of other marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from models.spans import Fragment
from models.text.characters import trimmed
from models.text.lexicon import REPORTING, SAYING
from models.text.paragraphs import paragraph_after, paragraph_before

_OPENING = re.compile(r"[–—―]\s*")
# A dash that a reporting clause stands behind, or that closes it: —No puedo —dijo Ana—. Mañana.
_INNER = re.compile(r"\s[–—―]\s?|(?<=\w)[–—―](?=[.,;:!?…]?(?:\s|\Z))")
_BEHIND = re.compile(r"[,!?…]\s+(?=\w)")
_CLAUSE_END = re.compile(r"[.,;:!?…–—―\n]")
_WORD = re.compile(r"[^\W\d_]+")
_VERBS = SAYING | REPORTING
_LONGEST_CLAUSE = 80  # code points looked at
_LONGEST_SUBJECT = 5  # words before the verb of an English clause: the old ferry captain said
_NO_SUBJECT = frozenset(("and", "as", "but", "if", "or", "that", "to", "what", "when", "which", "who"))
_REFLEXIVE = frozenset(("s", "se", "m", "me"))  # s’écria-t-elle
_NEAR = 2  # paragraphs on each side that can tell what this one is


class Speech(NamedTuple):
    """What is spoken, its dash included. opening: code points of the dash and the space behind it, 0 without one."""

    start: int
    end: int
    opening: int


def speeches(text: str, paragraph: Fragment) -> tuple[Speech, ...]:
    """What is spoken in a paragraph that begins with a dash, without a last comma; () where it is no speech."""
    opening = _OPENING.match(text, *paragraph)
    if opening is None or opening.end() == paragraph.end:
        return ()
    if found := _told(text, paragraph):
        return found
    whole = Speech(*paragraph, opening.end() - paragraph.start)
    return (whole,) if _is_among_speech(text, paragraph) else ()


def _is_among_speech(text: str, paragraph: Fragment) -> bool:
    """Whether a neighbour under the same dash has a reporting clause, or the two are a question and its answer."""
    before, after = (list(_neighbours(text, paragraph, step)) for step in (paragraph_before, paragraph_after))
    if any(_told(text, other) for other in (*before, *after)):
        return True
    asks = _asks(text, paragraph)
    return any(_asks(text, other) and not asks for other in before[:1]) or any(
        asks and not _asks(text, other) for other in after[:1]
    )


def _asks(text: str, paragraph: Fragment) -> bool:
    return text[paragraph.end - 1] == "?"


def _neighbours(text: str, paragraph: Fragment, step: Callable[[str, Fragment], Fragment | None]) -> Iterator[Fragment]:
    """The next paragraphs in one direction as long as they begin with the same dash."""
    for _ in range(_NEAR):
        other = step(text, paragraph)
        if other is None or text[other.start] != text[paragraph.start]:
            return
        yield other
        paragraph = other


def _told(text: str, paragraph: Fragment) -> tuple[Speech, ...]:
    """What is spoken where a reporting clause tells so; () without one."""
    if _VERBS.isdisjoint(_WORD.findall(text, *paragraph)):
        return ()
    pieces = list(_pieces(text, paragraph))
    clauses = {place for place, piece in enumerate(pieces) if place and _is_clause(text, piece.start + piece.opening)}
    found: list[Speech] = []
    for place, piece in enumerate(pieces):
        if place in clauses:
            continue
        goes_on = bool(found) and place - 1 not in clauses  # an ordinary dash inside what is spoken
        found.append(found.pop()._replace(end=piece.end) if goes_on else piece)
    cut = [_without_clause(text, piece) for piece in found]
    return tuple(cut) if clauses or cut != found else ()


def _pieces(text: str, paragraph: Fragment) -> Iterator[Speech]:
    """The paragraph cut at its dashes, each piece with the dash before it unless that closed a clause."""
    start = paragraph.start
    opening = _OPENING.match(text, start)
    spoken = start if opening is None else opening.end()
    for dash in _INNER.finditer(text, spoken, paragraph.end):
        if text[spoken : dash.start()].strip():
            yield _piece(text, start, spoken, dash.start())
        start, spoken = dash.span()
        start += text[start].isspace()
        if start + 1 == spoken and not dash.group()[0].isspace():  # closes a clause
            while spoken < paragraph.end and (text[spoken].isspace() or text[spoken] in ".,;:"):
                spoken += 1
            start = spoken
    if text[spoken : paragraph.end].strip():
        yield _piece(text, start, spoken, paragraph.end)


def _piece(text: str, start: int, spoken: int, end: int) -> Speech:
    end = trimmed(text, spoken, end)[1]
    while end > spoken + 1 and text[end - 1] == ",":
        end -= 1
    return Speech(start, end, spoken - start)


def _without_clause(text: str, speech: Speech) -> Speech:
    """What stands before a reporting clause that no dash parts from it: – Das geht nicht, sagte er."""
    for border in _BEHIND.finditer(text, speech.start + speech.opening, speech.end):
        if _is_clause(text, border.end()):
            comma = text[border.start()] == ","
            return speech._replace(end=border.start() + (not comma))
    return speech


def _is_clause(text: str, start: int) -> bool:
    """Whether a reporting clause begins here: sagte er, répondit-elle, or in English also the mayor said."""
    stop = _CLAUSE_END.search(text, start, start + _LONGEST_CLAUSE)
    found = _WORD.findall(text, start, stop.start() if stop else start + _LONGEST_CLAUSE)
    if found and found[0].lower() in _REFLEXIVE:
        found = found[1:]
    if not found or found[0] in SAYING:
        return bool(found)
    for word in islice(found, 1, _LONGEST_SUBJECT + 1):
        if word in REPORTING:
            return True
        if word.lower() in _NO_SUBJECT:
            return False
    return False
