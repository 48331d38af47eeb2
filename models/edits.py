"""The one way to change stored data: a list of edits, each an object before and after.

An edit that creates has no `before`, one that deletes no `after`; its inverse swaps them. Values that have no id of
their own in a record (links, headers) have one here, so that every edit names exactly one stored object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from models.articles import Meta
from models.entities import Entity, Target, Utterance
from models.light import light
from models.readings import Header, Reading, link_order
from models.spans import Link, Span
from models.stances import Stance


@light
@dataclass(frozen=True, slots=True)
class ArticleHead:
    """The part of an article that can be edited: its key and metadata."""

    id: str
    meta: Meta
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


Stored = Span | Link | Stance | Header | Entity | Target | Utterance | ArticleHead


class Kind(StrEnum):
    """What an edit is about; the order is that of creation, so that whatever is referred to exists before."""

    ARTICLE = "article"
    ENTITY = "entity"
    TARGET = "target"
    READING = "reading"
    SPAN = "span"
    LINK = "link"
    STANCE = "stance"
    UTTERANCE = "utterance"


KIND_OF: Mapping[type, Kind] = {
    ArticleHead: Kind.ARTICLE,
    Entity: Kind.ENTITY,
    Target: Kind.TARGET,
    Header: Kind.READING,
    Span: Kind.SPAN,
    Link: Kind.LINK,
    Stance: Kind.STANCE,
    Utterance: Kind.UTTERANCE,
}


@light
@dataclass(frozen=True, slots=True)
class Edit:
    """One stored object before and after; `reading` is the id of the reading it belongs to, if any."""

    before: Stored | None
    after: Stored | None
    reading: str | None = None

    @property
    def value(self) -> Stored:
        """The object on whichever side there is one."""
        value = self.after if self.after is not None else self.before
        if value is None:
            raise ValueError("an edit needs a before or an after")
        return value

    @property
    def kind(self) -> Kind:
        """Which kind of object this is."""
        return KIND_OF[type(self.value)]

    @property
    def id(self) -> str:
        """The object's id."""
        return self.value.id

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return replace(self, before=self.after, after=self.before)


def inverse(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that take all of `edits` back, last first."""
    return tuple(edit.inverse for edit in reversed(tuple(edits)))


def edited(reading: Reading, edits: Iterable[Edit]) -> Reading:
    """`reading` with those of the edits applied that concern it; costs a copy of the maps that change.

    What the reading has indexed already is carried over and mended, since a gesture touches few of many spans.
    """
    edits = tuple(edits)
    header, maps = reading.header, _Maps(reading)
    for edit in edits:
        value = edit.value
        if isinstance(value, Header) and value.id == header.id and isinstance(edit.after, Header):
            header = edit.after
        elif edit.reading == header.id:
            maps.apply(edit)
    after = Reading(header, maps.spans, maps.links, maps.stances)
    _carry_indexes(reading, after, [side for edit in edits for side in (edit.before, edit.after) if side is not None])
    return after


def _carry_indexes(before: Reading, after: Reading, touched: list[Stored]) -> None:
    links = [value for value in touched if isinstance(value, Link)]
    for name, end in (("outgoing", "from_span"), ("incoming", "to_span")):
        if name in vars(before):
            concerned = {getattr(link, end) for link in links}
            vars(after)[name] = _mended(vars(before)[name], after, concerned, links, end)
    if "quotes" in vars(before) and not any(isinstance(v, Span) and v.label == "quote" for v in touched):
        vars(after)["quotes"] = vars(before)["quotes"]


def _mended(
    index: Mapping[str, tuple[Link, ...]], after: Reading, spans: set[str], touched: list[Link], end: str
) -> Mapping[str, tuple[Link, ...]]:
    """The index of links with the entries of these spans made anew."""
    mended = dict(index)
    for span in spans:
        ids = dict.fromkeys(
            [link.id for link in index.get(span, ())] + [link.id for link in touched if getattr(link, end) == span]
        )
        found = (after.links[id] for id in ids if id in after.links)
        present = sorted((link for link in found if getattr(link, end) == span), key=link_order)
        mended[span] = tuple(present)
        if not present:
            del mended[span]
    return mended


class _Maps:
    """Copies of a reading's maps that edits are applied to."""

    def __init__(self, reading: Reading) -> None:
        self.spans = dict(reading.spans)
        self.links = dict(reading.links)
        self.stances = dict(reading.stances)

    def apply(self, edit: Edit) -> None:
        match edit.value:
            case Span():
                _put(self.spans, edit)
            case Link():
                _put(self.links, edit)
            case Stance():
                _put(self.stances, edit)


def _put(objects: dict[str, Any], edit: Edit) -> None:
    if edit.after is None:
        objects.pop(edit.id, None)
    else:
        objects[edit.id] = edit.after
