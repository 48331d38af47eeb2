"""Where the lines of a PDF were joined: what the file has, and what became of it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.spans import Fragment

_HYPHENS: Final = "-\u2010\u00ad"
_LINE_END: Final = "⏎"


@dataclass(frozen=True, slots=True)
class Join:
    """One place. place: of the joined word in the text that is to be stored, in code points; before, after: its words.

    drops_hyphen: whether the line ended in a hyphen that was taken for the break of a word.
    """

    place: Fragment
    before: str
    after: str
    drops_hyphen: bool

    @property
    def at_hyphen(self) -> bool:
        """Whether the line ended in a hyphen, so that a word may have been joined in the wrong way."""
        return any(f"{hyphen}{_LINE_END}" in self.before for hyphen in _HYPHENS)


def joins(before: str, after: str) -> Iterator[Join]:
    """The places where a line end of `before` is none in `after`, in the order of the text."""
    before = "\n".join(_kept(before, after))
    at, to = 0, 0
    while at < len(before) and to < len(after):
        end, space = _blank(before, at), _blank(after, to)
        if before[at] in _HYPHENS and after[to] != before[at]:
            end = _blank(before, at + 1)
            yield _join(before, after, (at, end), (to, to), drops_hyphen=True)
            at = end
        elif end > at or space > to:
            if "\n" in before[at:end] and "\n" not in after[to:space]:
                yield _join(before, after, (at, end), (to, space), drops_hyphen=False)
            at, to = end, space
        else:
            at, to = at + 1, to + 1


def _kept(before: str, after: str) -> Iterator[str]:
    """The lines of `before` that are in `after`: what runs along the pages was taken away."""
    words, place = "".join(after.split()), 0
    for line in before.split("\n"):
        found = "".join(line.split())
        whole = words.startswith(found, place)
        if whole or words.startswith(found.rstrip(_HYPHENS), place):
            place += len(found if whole else found.rstrip(_HYPHENS))
            yield line


def _join(before: str, after: str, was: tuple[int, int], now: tuple[int, int], *, drops_hyphen: bool) -> Join:
    left, right = _word_start(after, now[0]), _word_end(after, now[1])
    head, tail = before[_word_start(before, was[0]) : was[0]], before[was[1] : _word_end(before, was[1])]
    hyphen = before[was[0]] if drops_hyphen else ""
    return Join(
        Fragment(left, max(right, left + 1)), f"{head}{hyphen}{_LINE_END}{tail}", after[left:right], drops_hyphen
    )


def _blank(text: str, start: int) -> int:
    """Where the white space that begins at `start` ends."""
    end = start
    while end < len(text) and text[end] in " \n":
        end += 1
    return end


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
