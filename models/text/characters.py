"""What single characters are: quotation marks and their pairs, brackets, letters that join into words.

Owns the glyph tables; knows nothing of words, sentences or pairing. A mark is one glyph, or the two of TeX's `` ''.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# Opening mark -> the marks that close it where the two were chosen rightly, in any of the world's conventions.
PARTNERS: Final[Mapping[str, str]] = {
    '"': '"',
    "＂": "＂",
    "″": "″",
    "“": "”",
    "„": "“”",
    "‟": "”",
    "❝": "❞",
    "〝": "〞〟",
    "``": "''",
    "'": "'",
    "＇": "＇",
    "′": "′",
    "`": "'",
    "‘": "’",
    "‚": "‘’",
    "‛": "’",
    "❛": "❜",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "｢": "｣",
    "﹁": "﹂",
    "『": "』",
    "﹃": "﹄",
    "〈": "〉",
    "《": "》",
}

# Marks that some languages put on both sides (Swedish, Finnish), and the glyph whose presence rules that out.
BOTH_SIDES: Final[Mapping[str, str]] = {"”": "“", "’": "‘", "»": "«", "›": "‹"}

SINGLE: Final = "single"
FAMILIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(('"', "＂", "″", "“", "”", "„", "‟", "❝", "❞", "〝", "〞", "〟", "``", "''"), "double"),
    **dict.fromkeys(("'", "＇", "′", "`", "‘", "’", "‚", "‛", "❛", "❜"), SINGLE),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "single guillemet"),
    **dict.fromkeys("「」｢｣﹁﹂", "corner"),
    **dict.fromkeys("『』﹃﹄", "white corner"),
    **dict.fromkeys("〈〉", "angle"),
    **dict.fromkeys("《》", "double angle"),
}

ONLY_OPENING: Final = frozenset("„‟‚‛❝❛〝「｢﹁『﹃〈《") | {"``"}
ONLY_CLOSING: Final = frozenset("❞❜〞〟」｣﹂』﹄〉》") | {"''"}
MOSTLY_OPENING: Final = frozenset("“‘«‹`")
MOSTLY_CLOSING: Final = frozenset("”’»›")

MARK: Final = re.compile("``|''|[" + "".join(sorted(glyph for glyph in FAMILIES if len(glyph) == 1)) + "]")
WIDE_MARKS: Final = "".join(sorted(g for g, family in FAMILIES.items() if family != SINGLE and len(g) == 1))
APOSTROPHES: Final = frozenset("'’ʼ＇‘′")

BRACKETS: Final[Mapping[str, str]] = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］"}
CLOSERS: Final = (
    "".join(BRACKETS.values())
    + "".join(sorted(ONLY_CLOSING - {"''"}))
    + "".join(sorted(MOSTLY_CLOSING))
    + "“‘\"'＂＇″′«"
)

# Scripts written without spaces between words: Thai to Burmese, Khmer, kana, Han.
SPACELESS: Final = (
    "\u0e00-\u0edb\u1000-\u109f\u1780-\u17dd\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACELESS_CHARACTER = re.compile(f"[{SPACELESS}]")


def joins(character: str) -> bool:
    """Whether it is a letter or digit, of a script in which an apostrophe can stand between two of them."""
    return character.isalnum() and not _SPACELESS_CHARACTER.match(character)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without white space at its ends; empty at `start` where there is nothing else."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
