"""Sentences: where they end, what merely looks like an end. All offsets are code points.

Closing marks and brackets belong to the sentence they end. A quotation that ends in a question or exclamation mark
does not end its sentence while the reporting clause is still to come. Nothing is looked at beyond the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.spans import Fragment
from models.text.characters import CLOSERS, trimmed
from models.text.lexicon import ABBREVIATIONS, OPENERS, REPORTING, TITLES
from models.text.paragraphs import paragraph_at, paragraphs

_WIDE_STOPS = "。！？｡"
STOPS = f".!?…‥؟۔।॥{_WIDE_STOPS}"
_SPACES = " \u00a0\u202f"
# French sets a space before the closing mark: « Les comptes sont publics. »
_END = re.compile(rf"[{STOPS}]+(?:[{re.escape(CLOSERS)}]|[{_SPACES}][»›](?!\w))*")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+\Z")
_FIRST_WORD = re.compile(r"[\W_]*([^\W_]+)")
_INNER_STOPS = frozenset(",;，、،؛")
_DASHES = "—–―"
_LONGEST_WORD, _LONGEST_CLAUSE = 24, 80  # code points looked at before and behind a stop
_MOST_WORDS = 6  # of a reporting clause: “Why?” Foreign Minister Ana de Ode asked


def sentence_at(text: str, offset: int) -> Fragment | None:
    """The sentence that holds `offset`, else the one that ends there; None on a blank line."""
    paragraph = paragraph_at(text, offset)
    if paragraph is None:
        return None
    found = None
    for sentence in sentences_of(text, paragraph):
        if found is None or sentence.start <= offset:
            found = sentence
        if sentence.start > offset:
            break
    return found


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Fragment]:
    """The sentences of the paragraphs that `[start, end)` touches, without the white space between them."""
    for paragraph in paragraphs(text, start, end):
        yield from sentences_of(text, paragraph)


def sentences_of(text: str, paragraph: Fragment) -> Iterator[Fragment]:
    """The sentences of one paragraph, or of any stretch of it."""
    start, limit = trimmed(text, *paragraph)
    for match in _END.finditer(text, start, limit):
        if match.start() >= start and _ends(text, match, start, limit):
            yield Fragment(start, match.end())
            start = trimmed(text, match.end(), limit)[0]
    if start < limit:
        yield Fragment(start, limit)


def _ends(text: str, match: re.Match[str], start: int, limit: int) -> bool:
    at = match.end()
    if at >= limit:
        return False  # the paragraph ends it
    stops = match.group()
    if stops[0] in _WIDE_STOPS:
        return not _goes_on(text, at)
    if not text[at].isspace():
        return False
    if _goes_on(text, at):
        return False
    bare = stops.rstrip(CLOSERS + _SPACES)
    if bare == ".":
        return not _is_abbreviation(text[max(start, match.start() - _LONGEST_WORD) : match.start()], text, at)
    return len(bare) == len(stops) or not _reports(text, at, limit)


def _goes_on(text: str, at: int) -> bool:
    """Whether the next word is in lower case, also behind a dash, or only a comma comes before it."""
    following = text[at : at + _LONGEST_WORD].lstrip().lstrip(_DASHES).lstrip()[:1]
    return following.islower() or following in _INNER_STOPS


def _is_abbreviation(before: str, text: str, at: int) -> bool:
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    name = word.group().lower()
    if name in TITLES:
        return True
    is_initial = len(name) == 1 and word.group().isupper()
    if not (is_initial or "." in name or name in ABBREVIATIONS):
        return False
    following = _FIRST_WORD.match(text, at)
    return following is None or following.group(1).lower() not in OPENERS


def _reports(text: str, at: int, limit: int) -> bool:
    """Whether a short subject and a verb of reporting follow the closing mark: “Why?” Ms. Ode asked."""
    subject, *others = text[at : min(limit, at + _LONGEST_CLAUSE)].split()[:_MOST_WORDS] or [""]
    if not subject[:1].isupper() or subject.lower() in OPENERS:
        return False
    return any(word.rstrip(".,;:") in REPORTING for word in others)
