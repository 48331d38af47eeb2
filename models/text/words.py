"""Words, and the smallest pieces that a border may fall between. All offsets are code points.

Tokens tile a text: words, runs of white space, and every other character by itself, each with its combining marks,
variation selectors and joined emoji. Scripts without spaces count each character as a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category

from models.spans import Fragment
from models.text.characters import SPACELESS

_JOINERS = "\u00ad\u200c\u200d\u2060"
_CONNECTORS = "'’ʼ＇\\-‐‑&·"
# French and Italian clitics are words of their own: the name in "d’Emmanuel" can be selected.
_CLITICS = (
    "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|all|dall|dell|nell|sull|coll|gl|un|quest|quell)['’](?=[^\\W\\d_]{2})"
)

# So are the subjects behind French verbs: “explique-t-elle”, “dit-il”; a name such as “Kim Jong-il” is one word.
_INVERTED = (
    "(?<![^\\W\\d_])[a-zà-öø-ÿœ]++(?=-(?:t-)?(?:ils?|elles?)\\b|-t-on\\b)",
    "-(?:t-)?(?=(?:ils?|elles?)\\b)|-t-(?=on\\b)",
)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Fragment]:
    """The tokens of `[start, end)`; both ends should be the text's or lie at white space, or tokens are cut there."""
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        yield Fragment(*match.span())


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Fragment]:
    """The tokens that hold a letter or digit."""
    return (token for token in tokens(text, start, end) if is_word(text, token))


def is_word(text: str, token: Fragment) -> bool:
    """Whether the token is a word rather than punctuation, a symbol or white space."""
    return text[token.start].isalnum() or text[token.start] == "_"


def word_at(text: str, offset: int) -> Fragment | None:
    """The word that holds `offset`, else the one that ends there, else the sign there; None amid white space."""
    start, end = chunk_at(text, offset)
    touching = [token for token in tokens(text, start, end) if token.start <= offset <= token.end]
    ranked = sorted(touching, key=lambda token: (not is_word(text, token), token.end == offset))
    return ranked[0] if ranked else None


def chunk_at(text: str, offset: int) -> tuple[int, int]:
    """The run without white space that holds or touches `offset`; empty amid white space."""
    start = end = min(max(offset, 0), len(text))
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def cluster_at(text: str, offset: int) -> Fragment:
    """The character as a reader sees it that holds `offset` (0 to the text's length - 1)."""
    start, end = chunk_at(text, offset) if not text[offset].isspace() else (offset, offset + 1)
    clusters = (Fragment(*match.span()) for match in _clusters().finditer(text, start, end))
    return next(cluster for cluster in clusters if cluster.start <= offset < cluster.end)


@cache
def _pattern() -> re.Pattern[str]:
    """Built at the first use: which characters combine is asked of Python's own Unicode tables."""
    marks = _combining()
    unit = f"(?:(?![{SPACELESS}])\\w[{marks}{_JOINERS}]*)"
    number = f"{unit}+(?:(?<=\\d)[.,:](?=\\d){unit}+)*"
    joined = f"{number}(?:[{_CONNECTORS}]{number})*"
    initials = f"(?:(?![{SPACELESS}])[^\\W\\d_][{marks}]*\\.){{2,}}(?:[{_CONNECTORS}]{joined})?"
    choices = (r"\s+", _CLITICS, *_INVERTED, initials, joined, *_single(marks))
    return re.compile("|".join(choices), re.DOTALL)


@cache
def _clusters() -> re.Pattern[str]:
    return re.compile("|".join(_single(_combining())), re.DOTALL)


def _single(marks: str) -> tuple[str, ...]:
    """Patterns of one character each, with all that hangs on it: flags, emoji and signs, letters, anything."""
    extenders = f"[{marks}{_JOINERS}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    flag = f"[\U0001f1e6-\U0001f1ff]{{2}}{extenders}"
    sign = f"[^\\w\\s]{extenders}(?:(?<=\u200d)[^\\w\\s]{extenders})*"
    letter = f"\\w[{marks}{_JOINERS}]*"
    return (flag, sign, letter, ".")


def _combining() -> str:
    """The characters of category M as the inside of a character class; those above plane 1 are variation selectors."""
    ranges: list[str] = []
    start: int | None = None
    for code in range(0x300, 0x1F000):
        if category(chr(code)).startswith("M"):
            start = code if start is None else start
        elif start is not None:
            ranges.append(f"{chr(start)}-{chr(code - 1)}")
            start = None
    return "".join(ranges) + "\U000e0100-\U000e01ef"
