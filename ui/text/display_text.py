"""What Qt is shown of an article's text: as many code points, none of which Qt would alter. No Qt here.

QTextDocument joins CR LF into one separator and breaks paragraphs at CR, U+2029, U+FDD0 and U+FDD1; the
conversion to QString eats a leading U+FEFF and swaps all bytes after a leading U+FFFE. Each of them would move
every offset behind it.
"""

import re
from typing import Final

_INVISIBLE: Final = "\u200b"  # zero width: stands where Qt would drop a character
_REPLACEMENT: Final = "\ufffd"
_ALTERED: Final = re.compile("\r\n|[\r\u2029\ufdd0\ufdd1\ud800-\udfff]")
_SHOWN_AS: Final = {"\r\n": _INVISIBLE + "\n", "\r": "\n", "\u2029": "\n"}
_EATEN_WHEN_FIRST: Final = ("\ufeff", "\ufffe")


def display_text(text: str) -> str:
    """`text` with the few characters replaced that Qt would alter; every code point keeps its offset."""
    shown = _ALTERED.sub(lambda found: _SHOWN_AS.get(found.group(), _REPLACEMENT), text)
    if shown.startswith(_EATEN_WHEN_FIRST):
        shown = _INVISIBLE + shown[1:]
    return shown
