"""Names that a person must be able to tell apart: of labels and links in a scheme, of annotators in a project.

What is not seen has no place in one; two that look alike, or one of letters of two scripts, are one too many.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from models.errors import UserError

LONGEST = 100  # code points
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # controls, formats, surrogates, unassigned, ends of lines
_JOINERS = "\u200c\u200d"  # Persian and the scripts of India are written with them
_MIXABLE = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"))  # these share letter shapes
# Small letters of other scripts that are drawn as Latin ones are; after the confusables of Unicode UTS #39.
_ALIKE = str.maketrans("асԁеһіјӏорԛѕԝхуѵαγνορυϲօսո", "acdehijlopqswxyvayvopucoun")


def folded(name: str) -> str:
    """The form in which names are the same: of any case, any composition, full or half width, whichever script's."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", name).casefold())
    return text.replace("i\u0307", "i").replace("ı", "i").translate(_ALIKE)


def faults(name: str) -> Iterator[str]:
    """What makes a name one that is not shown as it is, in words that follow "a name"."""
    if any(unicodedata.category(char) in _UNSEEN and char not in _JOINERS for char in name):
        yield "with characters that are not seen"
    if len(name) > LONGEST:
        yield f"of more than {LONGEST} characters"
    if any(len(scripts & _MIXABLE) > 1 for scripts in map(_scripts, _words(name))):
        yield "with letters of two scripts in one word"


def refuse_alike(what: str, names: Iterable[str]) -> None:
    """Raises UserError for a name that is not shown as it is, and for one that looks like another before it.

    what: what the names are of, such as "a label of the scheme".
    """
    seen: list[str] = []
    for name in names:
        refuse_beside(what, name, seen)
        seen.append(name)


def refuse_beside(what: str, name: str, others: Iterable[str]) -> None:
    """Raises UserError where a name is not shown as it is, or looks like one of the others."""
    for fault in faults(name):
        raise UserError(f"{what} has a name {fault}", value=name, remedy="write it in plain letters")
    for other in others:
        if folded(other) == folded(name):
            again = "is named twice" if other == name else "looks like another one"
            raise UserError(f"{what} {again}", value=name, remedy="give each a name of its own")


def _words(name: str) -> list[str]:
    return "".join(char if char.isalpha() else " " for char in name).split()


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(char, "").partition(" ")[0] for char in word}
