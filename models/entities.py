"""Who and what statements are about, across articles: entities, targets, utterances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.errors import UserError
from models.light import light

ENTITY_TYPES = ("person", "organisation", "group", "media", "agency", "author", "implicit")
VARIANTS = ("verbatim", "translation", "partial", "paraphrase")
BUILT_IN = {"author": "AUTHOR", "implicit": "IMPLICIT"}


@light
@dataclass(frozen=True, slots=True)
class Entity:
    """Who a speaker or source is. merged_into: the entity that stands for this one since a merge."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    external_id: str | None = None
    note: str = ""
    merged_into: str | None = None
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises UserError for an unknown type or an empty name."""
        if self.type not in ENTITY_TYPES:
            raise UserError(
                "unknown type of an entity", value=self.type, remedy=f"use one of {', '.join(ENTITY_TYPES)}"
            )
        if not self.name.strip():
            raise UserError("an entity needs a name", value=self.key or self.id)

    @property
    def built_in(self) -> bool:
        """Whether this is AUTHOR or IMPLICIT, which every project has."""
        return self.type in BUILT_IN


@light
@dataclass(frozen=True, slots=True)
class Target:
    """What a stance is about. position: its place in the project's list, from 0."""

    id: str
    name: str
    position: int = 0
    merged_into: str | None = None
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises UserError for an empty name."""
        if not self.name.strip():
            raise UserError("a target needs a name", value=self.key or self.id)


class Member(NamedTuple):
    """A quote in an utterance: its span id and how it renders the words (one of VARIANTS or None)."""

    quote: str
    variant: str | None = None


@light
@dataclass(frozen=True, slots=True)
class Utterance:
    """One annotator's group of quotes that report the same words, across and within articles."""

    id: str
    annotator: str
    name: str
    members: tuple[Member, ...] = ()
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
