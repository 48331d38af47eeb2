"""A record as the project's own reading: its ids, and the edits that put it in the place of another. Pure values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from models.edits import Edit
from models.readings import Header, Reading
from models.records import Record
from models.spans import Link, Span
from models.stances import Stance
from workspace.recording import header_extra

T = TypeVar("T", Span, Stance)


@dataclass(frozen=True, slots=True)
class Ids:
    """The project's ids of a record's objects by the record's own, which are unique among their likes only."""

    spans: Mapping[str, str]
    stances: Mapping[str, str]
    entities: Mapping[str, str]
    targets: Mapping[str, str]


def ids_in(present: Mapping[str, T], brought: Iterable[T], new_id: Callable[[], str]) -> dict[str, str]:
    """Ids for spans or stances of a record: those of `present` ones that files call the same, else new ones."""
    known = {value.key or id: id for id, value in present.items()}
    return {value.id: known.get(value.id) or new_id() for value in brought}


def reading_of(record: Record, header: Header, ids: Ids, new_id: Callable[[], str]) -> Reading:
    """The record's reading under the project's ids; `header` tells the ids of reading, article and annotator."""
    spans = (_span(span, ids) for span in record.spans)
    links = (_link(link, ids, new_id()) for link in record.links)
    stances = (_stance(stance, ids) for stance in record.stances)
    return Reading(
        header, {one.id: one for one in spans}, {one.id: one for one in links}, {one.id: one for one in stances}
    )


def header_of(record: Record, id: str, article: str, annotator: str) -> Header:
    """The header of a record's reading."""
    extra = header_extra(record)
    return Header(id, article, annotator, record.scheme, record.state, record.seconds, record.note, extra)


def _span(span: Span, ids: Ids) -> Span:
    id = ids.spans[span.id]
    return Span(
        id,
        span.label,
        span.fragments,
        span.attributes,
        None if span.entity is None else ids.entities[span.entity],
        span.origin,
        span.note,
        None if span.key == id else span.key,
        span.extra,
    )


def _link(link: Link, ids: Ids, id: str) -> Link:
    start, end = ids.spans[link.from_span], ids.spans[link.to_span]
    return Link(id, link.role, start, end, link.order, link.attributes, link.extra)


def _stance(stance: Stance, ids: Ids) -> Stance:
    id = ids.stances[stance.id]
    return Stance(
        id,
        stance.polarity,
        None if stance.holder is None else ids.entities[stance.holder],
        None if stance.target is None else ids.targets[stance.target],
        stance.basis,
        stance.hedged,
        stance.strength,
        tuple(ids.spans[span] for span in stance.evidence),
        None if stance.quote is None else ids.spans[stance.quote],
        None if stance.according_to is None else ids.spans[stance.according_to],
        stance.note,
        None if stance.key == id else stance.key,
        stance.extra,
    )


def replacing(present: Reading, reading: Reading, utterances: Iterable[Edit]) -> list[Edit]:
    """The edits that put `reading` in the place of `present`, in an order that the stored references allow.

    utterances: what becomes of the utterances that lose or gain members by it.
    """
    id = present.header.id
    before, after = _objects(present), _objects(reading)
    made = [Edit(None, value, id) for name, value in after.items() if name not in before]
    changed = [
        Edit(before[name], value, id) for name, value in after.items() if name in before and before[name] != value
    ]
    gone = [Edit(value, None, id) for name, value in before.items() if name not in after]
    header = [Edit(present.header, reading.header)]
    return [*made, *header, *changed, *utterances, *reversed(gone)]


def _objects(reading: Reading) -> dict[str, Span | Link | Stance]:
    return dict(chain(reading.spans.items(), reading.links.items(), reading.stances.items()))


class Edits:
    """Edits of which each object is named once: as it was first, and as it is last."""

    def __init__(self) -> None:
        self._by_id: dict[str, Edit] = {}

    def extend(self, edits: Iterable[Edit]) -> None:
        """Adds edits, in the order they are to be made."""
        for edit in edits:
            earlier = self._by_id.get(edit.id, edit)
            self._by_id[edit.id] = Edit(earlier.before, edit.after, edit.reading)

    def __iter__(self) -> Iterator[Edit]:
        return (edit for edit in self._by_id.values() if edit.before != edit.after)
