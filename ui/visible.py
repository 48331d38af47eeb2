"""Hidden characters made visible: what turns the direction of writing or has no width. Knows no Qt.

Names, titles, notes and lists are shown through `visible`, which alone decides what stands for such a character. An
article's own text is not: there every offset counts, and `ui.text` flags the marks of direction above the line.
"""

import re
from typing import Final

# Controls, soft hyphen, marks and overrides of direction, zero widths, line separators, fillers, tags, surrogates.
_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![\u0590-\u1cff\u2600-\U0010ffff])[\u200c\u200d]"  # joiners have their use in Persian, Hindi, or an emoji
)
_DOT: Final = "·"


def visible(text: str, *, lines: bool = False) -> str:
    """`text` with every hidden character written as an escape such as \\u202e; lines: line ends and tabs stay."""
    return _HIDDEN.sub(lambda found: _escaped(found.group(), lines=lines), text)


def _escaped(char: str, *, lines: bool) -> str:
    is_kept = lines and char in "\n\t"
    return char if is_kept else char.encode("unicode_escape", "surrogatepass").decode("ascii")


def dotted(text: str) -> str:
    """`text` with a dot for every hidden character, so that each code point keeps its offset."""
    return _HIDDEN.sub(_DOT, text)


def shortened(words: str, longest: int = 40) -> str:
    """Words on one line, cut to so many code points."""
    tidy = " ".join(words.split())
    return tidy if len(tidy) <= longest else tidy[: longest - 1] + "…"
