"""How long an article's text may be."""

from __future__ import annotations

from models.errors import UserError

LONG_TEXT = 1_000_000  # code points from which on an article is warned about
LONGEST_TEXT = 20_000_000  # code points of the longest article that is taken


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
