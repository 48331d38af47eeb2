"""What a row of the list of disagreements says beside its passage: its kind, and who has what. Knows no Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.figures import Disagreement, Version
from ui.review.colours import SIGNS
from ui.review.names import Names
from ui.visible import visible

_NAMED_BY_PART = ("attribute", "link", "stance")
_PLACED = ("boundary", "split")
_OFFSETS = re.compile(r"\[\d+, \d+\) ")  # which span is meant; the passage shows it


@dataclass(frozen=True, slots=True)
class Side:
    """Some words, and the places of those whose lines mark them."""

    words: str
    places: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", visible(self.words))


def kind_words(item: Disagreement) -> str:
    """The kind with its sign; of what has parts, the part that differs."""
    named = item.sub_kind if item.kind in _NAMED_BY_PART and item.sub_kind else item.kind
    return f"{SIGNS[item.kind]} {named.replace('_', ' ')}"


def sides(item: Disagreement, names: Names) -> tuple[Side, ...]:
    """Who has what, as short as it can be said."""
    if item.kind == "missing":
        return _presence(item, names)
    if item.kind in _PLACED:
        return tuple(_named(version, names) for version in item.versions if version.fragments)
    return _values(item, names)


def _presence(item: Disagreement, names: Names) -> tuple[Side, ...]:
    have = [version for version in item.versions if version.fragments]
    lack = [version for version in item.versions if not version.fragments]
    if len(have) <= len(lack):
        return (*(_named(version, names) for version in have), Side("only"))
    return (Side("not"), *(_named(version, names) for version in lack))


def _named(version: Version, names: Names) -> Side:
    return Side(names(version.annotator), (names.place(version.annotator),))


def _values(item: Disagreement, names: Names) -> tuple[Side, ...]:
    """Each value once, with everybody who has it."""
    who: dict[str, tuple[int, ...]] = {}
    for version in item.versions:
        words = value_words(version)
        who[words] = (*who.get(words, ()), names.place(version.annotator))
    return tuple(Side(words, places) for words, places in who.items())


def value_words(version: Version) -> str:
    """What the annotator has, in words; a dash for nothing."""
    return _OFFSETS.sub("", version.value).replace("\n", " ") or "–"


def spoken(item: Disagreement, names: Names, article: str) -> str:
    """The whole row in words, for a tooltip and for those who do not see it."""
    lines = [f"{item.label}: {item.kind}{f' ({item.sub_kind})' if item.sub_kind else ''}", article]
    if item.subject:
        lines.append(item.subject)
    lines += [f"{names(version.annotator)}: {value_words(version)}" for version in item.versions]
    return "\n".join(line for line in lines if line)
