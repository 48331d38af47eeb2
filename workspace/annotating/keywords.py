"""The words of the key table: the states, what can happen there, and a row of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """Where the annotator stands when a key is pressed."""

    NOTHING = "nothing active"
    SELECTION = "nothing active, words selected"
    QUOTE = "a quote just marked"
    QUOTE_SELECTION = "a quote active, words beside it selected"
    MENTION = "a mention of the active quote picked"
    STANCE = "a quote active that has a speaker and a stance"
    EVIDENCE = "words of a stance wait"
    PARTS = "a quote of two parts active"
    NESTED = "a nested quote active"
    PENDING = "mentions wait for their quote"
    PENDING_SELECTION = "mentions wait, words selected"
    SUGGESTION = "a suggestion active"
    SUGGESTION_SELECTION = "a suggestion active, words of it selected"
    LONE = "a mention suggested for no quote picked"
    LONE_SELECTION = "a mention suggested for no quote picked, words selected"
    DONE = "the article done"
    ASKED = "the question open whose quote it is"


class Caret(StrEnum):
    """Where the caret goes."""

    STAYS = "stays"
    BEHIND_SELECTION = "behind the selection"
    START_OF_QUOTE = "before the quote"
    END_OF_QUOTE = "behind the quote"
    START_OF_SPAN = "before the span"
    END_OF_SPAN = "behind the span"


class Active(StrEnum):
    """Which quote is active after."""

    SAME = "as before"
    NEW = "the new one"
    NONE = "none any more"


class Undo(StrEnum):
    """What undo restores."""

    ALL = "all of it, in one step"
    NOTHING = "nothing was stored"


@dataclass(frozen=True, slots=True)
class Does:
    """What a key does in a state. makes: signs and words in the order of the alphabet, which `in_words` reads out."""

    makes: str
    caret: Caret = Caret.STAYS
    active: Active = Active.SAME
    undo: Undo = Undo.NOTHING

    @property
    def tokens(self) -> tuple[str, ...]:
        """The single effects, sorted."""
        return tuple(sorted(self.makes.split()))


@dataclass(frozen=True, slots=True)
class Row:
    """Keys that do the same in each of these states."""

    keys: tuple[str, ...]
    stands: tuple[Stand, ...]
    does: Does


REFUSED = Does("refused")

_SIGNS = {"+": "makes {}", "-": "takes away {}", "~": "changes {}"}
_THINGS = {
    "record": "the stance",
    "stance": "the words of a stance",
    "fragments": "the words marked",
    "attributes": "a value",
    "entity": "an entity",
    "label": "the label",
    "note": "the note",
    "state": "the state of the article",
}
_PLAIN = {
    "asks": "asks in place",
    "confirms": "confirms who it is",
    "nothing": "nothing",
    "lets-go": "lets go",
    "goes": "goes to another card",
    "selects": "selects words",
    "deselects": "lets go of the selection",
    "article": "opens another article",
    "closes": "closes the question",
    "filter": "goes to the filter",
    "card": "goes into the card",
    "sheet": "shows the keys",
    "refused": "nothing, and says why",
}


def in_words(makes: str) -> str:
    """What a key makes, for a reader: "makes a speaker, links the speaker"."""
    return ", ".join(_word(token) for token in sorted(makes.split(), key=_rank))


def _rank(token: str) -> tuple[bool, bool, str]:
    return (not token.startswith("accepts"), ":" in token, token)


def _word(token: str) -> str:
    if token in _PLAIN:
        return _PLAIN[token]
    if token.startswith("accepts-"):
        return f"accepts the {token.removeprefix('accepts-')}"
    sign, thing = token[0], token[1:]
    if thing.startswith("link:"):
        role = thing.removeprefix("link:").replace("_", " ")
        return f"links as {role}" if sign == "+" else f"unlinks as {role}"
    named = _THINGS.get(thing, f"a {thing}" if sign == "+" else f"the {thing}")
    return _SIGNS[sign].format(named)
