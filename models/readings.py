"""One annotator's annotation of one article, as a value that edits turn into the next value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from models.light import light
from models.spans import Link, Span, reading_order
from models.stances import Stance


class State(StrEnum):
    """How far a reading is. Done without spans means: nothing to annotate."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Annotator:
    """Whose annotations these are. kind: human, gold, machine; the kind gold holds adjudicated ones."""

    id: str
    name: str
    kind: str = "human"


@light
@dataclass(frozen=True, slots=True)
class Header:
    """What a reading says of itself beside its spans, links and stances. seconds: time spent, without idle time."""

    id: str
    article: str
    annotator: str
    scheme: str
    state: State = State.TODO
    seconds: float = 0.0
    note: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


def link_order(link: Link) -> tuple[str, int, str]:
    """Sort key of the links of one span: role, order, then age."""
    return (link.role, link.order, link.id)


@dataclass(frozen=True)
class Reading:
    """A header with spans, links and stances, each under its id. Not slotted: the indexes are cached."""

    header: Header
    spans: Mapping[str, Span] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    stances: Mapping[str, Stance] = field(default_factory=dict)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Link, ...]]:
        """Links by the span they start from, in (role, order)."""
        found: dict[str, list[Link]] = {}
        for link in sorted(self.links.values(), key=link_order):
            found.setdefault(link.from_span, []).append(link)
        return {span: tuple(links) for span, links in found.items()}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Link, ...]]:
        """Links by the span they end at, in (role, order)."""
        found: dict[str, list[Link]] = {}
        for link in sorted(self.links.values(), key=link_order):
            found.setdefault(link.to_span, []).append(link)
        return {span: tuple(links) for span, links in found.items()}

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """The quotes in reading order."""
        return tuple(sorted((s for s in self.spans.values() if s.label == "quote"), key=reading_order))

    def linked(self, span: str, role: str) -> tuple[Span, ...]:
        """The spans that `span` points to under `role`, in order."""
        return tuple(self.spans[link.to_span] for link in self.outgoing.get(span, ()) if link.role == role)

    def stances_on(self, quote: str) -> tuple[Stance, ...]:
        """The stances that rest on `quote`, in the order of their making."""
        return tuple(s for s in self.stances.values() if s.quote == quote)
