"""Whole attributions suggested by rule: a quotation or clause, the cue beside it, the nearest speaker.

Pure: what comes out are values with origin "suggested", never annotations. English word lists; offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from models.articles import Article
from models.records import Record
from models.spans import Fragment, Link, Span
from models.text.characters import WIDE_MARKS, trimmed
from models.text.index import TextIndex
from models.text.lexicon import REPORTING
from models.text.marks import Quotation, proposed_type
from models.text.words import words
from suggest.clauses import quote_candidates
from suggest.entities import mention_type
from suggest.lexicon import AUXILIARIES, CONJUNCTIONS, PARTICIPLES
from suggest.names import ARTICLES, POSSESSIVES

SUGGESTED_BY = "rules"
_STOP = re.compile(rf"[,;:—–()\[\]{WIDE_MARKS}\n]")
_LONGEST_SPEAKER = 7  # words
_SHORTEST = {"direct": 3, "mixed": 2, "indirect": 3}  # words of a quote; shorter ones are titles and scare quotes
_SCORES = {"direct": 0.9, "mixed": 0.8, "indirect": 0.6}
_WITHOUT_SPEAKER, _WITHOUT_CUE = 0.6, 0.4  # factors


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed attribution, in code points. type: direct, mixed or indirect; score: 0 to 1."""

    quote: tuple[Fragment, ...]
    type: str
    score: float
    cue: tuple[Fragment, ...] = ()
    speaker: tuple[Fragment, ...] = ()


def suggestions(text: str) -> tuple[Suggestion, ...]:
    """Attributions of the text in reading order; of those whose quotes overlap the surest."""
    index = TextIndex(text)
    found = [suggestion for sentence in index.sentences for suggestion in _of_sentence(index, sentence)]
    found.extend(_bare(index))
    chosen: list[Suggestion] = []
    for suggestion in sorted(found, key=lambda item: (-item.score, item.quote)):
        if not any(_overlap(suggestion.quote, other.quote) for other in chosen):
            chosen.append(suggestion)
    return tuple(sorted(chosen, key=lambda item: item.quote))


def suggested_record(article: Article, new_id: Callable[[], str], *, above: float = 0.0) -> Record:
    """The suggestions of at least this score as one record; a quote's `extra` holds its score and who suggests."""
    spans: list[Span] = []
    links: list[Link] = []
    for suggestion in suggestions(article.text):
        if suggestion.score < above:
            continue
        extra = {"score": suggestion.score, "suggested_by": SUGGESTED_BY}
        attributes = {"type": suggestion.type}
        quote = Span(new_id(), "quote", suggestion.quote, attributes, origin="suggested", extra=extra)
        spans.append(quote)
        for part in _parts(article.text, suggestion, new_id):
            same = next((span for span in spans if (span.label, span.fragments) == (part.label, part.fragments)), part)
            if same is part:
                spans.append(part)
            links.append(Link(new_id(), part.label, quote.id, same.id))
    return Record(article, spans=tuple(spans), links=tuple(links))


def _parts(text: str, suggestion: Suggestion, new_id: Callable[[], str]) -> Iterator[Span]:
    if suggestion.speaker:
        kind = {"mention_type": mention_type(text[slice(*suggestion.speaker[0])])}
        yield Span(new_id(), "speaker", suggestion.speaker, kind, origin="suggested")
    if suggestion.cue:
        yield Span(new_id(), "cue", suggestion.cue, origin="suggested")


def _of_sentence(index: TextIndex, sentence: Fragment) -> Iterator[Suggestion]:
    """A suggestion for each verb of reporting outside marks; a participle has the speaker of the verb before it."""
    text = index.text
    quotations = [q for q in index.quotations_in(*sentence) if q.depth == 0]
    inside = [word for word in words(text, *sentence) if not _overlap([word], (q.fragment for q in quotations))]
    last_speaker: tuple[Fragment, ...] = ()
    for place, word in enumerate(inside):
        name = text[word.start : word.end].lower()
        if name not in REPORTING and (name not in PARTICIPLES or _is_noun(text, inside, place)):
            continue
        cue = Fragment(_verb_start(text, inside, place), word.end)
        candidates = quote_candidates(text, cue.end, (cue,))
        if not candidates or candidates[0].contains(cue):
            continue
        speaker = last_speaker if name in PARTICIPLES else _speaker(text, sentence, cue, candidates[0], quotations)
        last_speaker = speaker or last_speaker
        quote = _with_rest(index, sentence, candidates[0], cue)
        yield from _scored(text, Suggestion(quote, proposed_type(text, quote), 1.0, (cue,), speaker))


def _is_noun(text: str, inside: list[Fragment], place: int) -> bool:
    """Whether an article or possessive stands one or two words before: a sharp warning, his saying."""
    before = [
        word for word in inside[max(place - 2, 0) : place] if not _STOP.search(text, word.end, inside[place].start)
    ]
    return any(text[word.start : word.end].lower() in ARTICLES | POSSESSIVES for word in before)


def _verb_start(text: str, inside: list[Fragment], place: int) -> int:
    """Where the verb group begins: auxiliaries and adverbs before the verb belong to it."""
    while place > 0:
        before, word = inside[place - 1], inside[place]
        name = text[before.start : before.end].lower()
        if not (name in AUXILIARIES or name.endswith("ly")) or text[before.end : word.start].strip():
            break
        place -= 1
    return inside[place].start


def _speaker(
    text: str, sentence: Fragment, cue: Fragment, quote: Fragment, quotations: Iterable[Quotation]
) -> tuple[Fragment, ...]:
    """The words before the cue up to a comma, mark or conjunction; where there are none, those behind it."""
    stops = [match.end() for match in _STOP.finditer(text, sentence.start, cue.start)]
    start = max([sentence.start, *stops, *(q.end for q in quotations if q.end <= cue.start)])
    before = list(words(text, start, cue.start))
    for place, word in reversed(list(enumerate(before))):
        if text[word.start : word.end].lower() in CONJUNCTIONS:
            before = before[place + 1 :]
            break
    if before:
        return _mention(text, before[-_LONGEST_SPEAKER:], cue.start) if len(before) <= _LONGEST_SPEAKER else ()
    stop = _STOP.search(text, cue.end, sentence.end)
    behind = list(words(text, cue.end, stop.start() if stop else sentence.end))
    inverted = quote.end <= cue.start and 0 < len(behind) <= _LONGEST_SPEAKER
    return _mention(text, behind, behind[-1].end) if inverted else ()


def _mention(text: str, found: list[Fragment], end: int) -> tuple[Fragment, ...]:
    return (Fragment(*trimmed(text, found[0].start, end)),)


def _with_rest(index: TextIndex, sentence: Fragment, quote: Fragment, cue: Fragment) -> tuple[Fragment, ...]:
    """The quote with what follows of it behind the reporting clause: “A,” Ode said. “B.” are two fragments of one."""
    if quote.end > cue.start or proposed_type(index.text, (quote,)) != "direct":
        return (quote,)
    paragraph_end = index.text.find("\n", cue.end)
    later = [q for q in index.quotations_in(cue.end, max(paragraph_end, sentence.end) + 1) if q.depth == 0]
    rest = next((q for q in later if q.start >= cue.end), None)
    if rest is None:
        return (quote,)
    begins_next = rest.start > sentence.end and not index.text[sentence.end : rest.start].strip(" \u00a0")
    goes_on = rest.end == sentence.end and index.text[: rest.start].rstrip().endswith(",")
    return (quote, rest.fragment) if begins_next or goes_on else (quote,)


def _bare(index: TextIndex) -> Iterator[Suggestion]:
    """Every outer quotation by itself, for those that no cue is found for."""
    for quotation in index.quotations:
        if quotation.depth == 0:
            yield from _scored(index.text, Suggestion((quotation.fragment,), "direct", _WITHOUT_CUE))


def _scored(text: str, suggestion: Suggestion) -> Iterator[Suggestion]:
    """The suggestion with its score, unless it is too short for a statement."""
    length = sum(1 for fragment in suggestion.quote for _ in words(text, *fragment))
    bare = not suggestion.cue
    if length >= _SHORTEST[suggestion.type] * (2 if bare else 1):
        factor = 1.0 if suggestion.speaker or bare else _WITHOUT_SPEAKER
        score = round(_SCORES[suggestion.type] * suggestion.score * factor, 3)
        yield Suggestion(suggestion.quote, suggestion.type, score, suggestion.cue, suggestion.speaker)


def _overlap(some: Iterable[Fragment], others: Iterable[Fragment]) -> bool:
    kept = tuple(others)
    return any(one.overlaps(other) for one in some for other in kept)
