"""Paragraphs of a text: lines, joined where a line break falls inside a sentence. All offsets are code points."""

from __future__ import annotations

from collections.abc import Iterator

from models.spans import Fragment
from models.text.characters import trimmed


def paragraph_at(text: str, offset: int) -> Fragment | None:
    """The paragraph that holds or touches `offset`, without outer white space; None on a blank line."""
    start, end = _bounds(text, min(max(offset, 0), len(text)))
    inner = trimmed(text, start, end)
    return Fragment(*inner) if inner[0] < inner[1] else None


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Fragment]:
    """The paragraphs that `[start, end)` touches, in order, each whole and without outer white space."""
    limit = len(text) if end is None else end
    at = max(start, 0)
    while at <= min(limit, len(text)):
        bounds = _bounds(text, at)
        inner = trimmed(text, *bounds)
        if inner[0] < inner[1]:
            yield Fragment(*inner)
        at = bounds[1] + 1


def paragraph_before(text: str, paragraph: Fragment) -> Fragment | None:
    """The paragraph before this one, blank lines skipped."""
    end = trimmed(text, 0, paragraph.start)[1]
    return paragraph_at(text, end) if end else None


def paragraph_after(text: str, paragraph: Fragment) -> Fragment | None:
    """The paragraph after this one, blank lines skipped."""
    at = paragraph.end
    while at < len(text) and text[at].isspace():
        at += 1
    return paragraph_at(text, at) if at < len(text) else None


def _bounds(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset)
    while _is_wrap(text, start):
        start = text.rfind("\n", 0, start)
    end = text.find("\n", offset)
    while _is_wrap(text, end):
        end = text.find("\n", end + 1)
    return start + 1, len(text) if end < 0 else end


def _is_wrap(text: str, newline: int) -> bool:
    """Whether the line break only wraps a line: the next one goes on in lower case."""
    return newline > 0 and text[newline + 1 : newline + 2].islower() and not text[newline - 1].isspace()
