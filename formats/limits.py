"""How long an article's text may be, and what in a text a person should be told of."""

from __future__ import annotations

import re

from models.errors import UserError

LONG_TEXT = 1_000_000  # code points from which on an article is warned about
LONGEST_TEXT = 20_000_000  # code points of the longest article that is taken
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # embed, override, isolate a direction of writing
_DELIVERY = re.compile(
    r"^(?:End of Document|ProQuest document ID: .*|[ \t]*\d+ of \d+ DOCUMENTS|"
    r"(?:AN(?:\t|  )[ \t]*+)?Document [A-Z][A-Za-z0-9]{19,})[ \t]*$",
    re.MULTILINE,
)
DELIVERY = "it looks like a delivery of a press database: --format press-database splits it"
_DELIVERED = ("End of Document", "ProQuest document ID", " DOCUMENTS", "Document ")  # one is in each of these


def length_warnings(text: str) -> tuple[str, ...]:
    """What to say of the length of a normalised text; raises UserError where it is too long to be taken."""
    if len(text) > LONGEST_TEXT:
        raise UserError(
            f"the text is longer than {LONGEST_TEXT:,} characters",
            value=f"{len(text):,} characters",
            remedy="split it into articles",
        )
    if len(text) > LONG_TEXT:
        return (f"the text is very long for an article: {len(text):,} characters",)
    return ()


def text_warnings(text: str) -> tuple[str, ...]:
    """What to say of a normalised text that is not for a reader's eyes; raises UserError where it is too long."""
    found = list(length_warnings(text))
    if turns := 0 if text.isascii() else sum(map(text.count, _TURNS)):
        said = f"{turns} invisible characters turn the direction of writing"
        found.append(f"{said}: what is shown may be in another order")
    if any(words in text for words in _DELIVERED) and _DELIVERY.search(text):
        found.append(DELIVERY)
    return tuple(found)
