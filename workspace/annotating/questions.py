"""Notes that ask the lead something under a bullet of the guideline, and what was answered.

A question is the note of a span or of the article with an entry beside it in `extra["question"]`: the bullet's id and,
once there is one, the answer. So every record that is exported holds it, and other programs keep what they do not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.readings import Header, Reading
from models.spans import Span

KEY = "question"


@dataclass(frozen=True, slots=True)
class Question:
    """span: what it is about, None for the article; bullet: the id in the guideline; answer: empty while it is open."""

    span: str | None
    words: str
    bullet: str
    answer: str = ""


def asked(noted: Span | Header, words: str, bullet: str) -> Span | Header:
    """The same with a question for its note."""
    return replace(noted, note=words, extra={**noted.extra, KEY: {"bullet": bullet}})


def answered(noted: Span | Header, answer: str) -> Span | Header:
    """The same with its question answered; an empty answer opens it again."""
    entry = {
        **({"answer": answer} if answer else {}),
        "bullet": _entry(noted).get("bullet", ""),
    }  # sorted, as the log is
    return replace(noted, extra={**noted.extra, KEY: entry})


def without_question(noted: Span | Header) -> Span | Header:
    """The same with a note that asks nothing."""
    return replace(noted, extra={name: value for name, value in noted.extra.items() if name != KEY})


def _entry(noted: Span | Header) -> Mapping[str, object]:
    entry = noted.extra.get(KEY)
    return entry if isinstance(entry, Mapping) else {}


def question_of(noted: Span | Header) -> Question | None:
    """The question that a span or the article holds."""
    entry = _entry(noted)
    if not entry:
        return None
    about = noted.id if isinstance(noted, Span) else None
    return Question(about, noted.note, str(entry.get("bullet", "")), str(entry.get("answer", "")))


def questions(reading: Reading) -> Iterator[Question]:
    """All questions of a reading, the article's first, then in reading order."""
    spans = sorted(reading.spans.values(), key=lambda span: (span.start, span.id))
    places: tuple[Span | Header, ...] = (reading.header, *spans)
    for noted in places:
        if (found := question_of(noted)) is not None:
            yield found


def open_questions(reading: Reading) -> Iterator[Question]:
    """Those that nobody has answered."""
    return (one for one in questions(reading) if not one.answer)
