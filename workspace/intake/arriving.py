"""A record on its way into the project: its rows, and the edits that put it in the place of another. Pure values.

Made where the file is read, so that storing it is little more than inserting; knows nothing of what the project holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from models.articles import text_digest
from models.edits import Edit
from models.entities import Member, Utterance
from models.ids import IdMaker
from models.light import light
from models.readings import Header, Reading
from models.records import Intake, Record
from models.spans import Link, Span
from models.stances import Stance
from storage.reading_rows import ReadingRows, rows_of, values_of
from suggest.near_duplicates import Sketch, Sketcher
from workspace.recording import header_extra

T = TypeVar("T", Span, Stance)
Other = TypeVar("Other")


@light
@dataclass(frozen=True, slots=True)
class Arrival:
    """What a reader made of one record of a file, as the project will hold it.

    intake: its record without spans, links and stances, which are the `rows`, under ids of their own; None where the
    record is an article only. sha256: of the text; sketch: of the text, None where nobody made it yet.
    """

    intake: Intake
    rows: ReadingRows | None
    sha256: str
    sketch: Sketch | None = None


class Receiver:
    """Makes arrivals of what readers made. ids: of the readings, and of all in them; sketcher: None for no sketches."""

    def __init__(self, ids: IdMaker, sketcher: Sketcher | None = None) -> None:
        self._ids = ids
        self._sketcher = sketcher

    def received(self, items: Iterable[Intake | Other]) -> Iterator[Arrival | Other]:
        """The items, those of records as arrivals."""
        return (self._arrival(item) if isinstance(item, Intake) else item for item in items)

    def _arrival(self, intake: Intake) -> Arrival:
        record = intake.record
        text = record.article.text
        sha256, sketch = text_digest(text), None if self._sketcher is None else self._sketcher.sketch(text)
        if record.annotator is None and not record.spans and not record.stances:
            return Arrival(intake, None, sha256, sketch)
        ids = iter(self._ids.many(1 + len(record.spans) + len(record.links) + len(record.stances)))
        reading = next(ids)
        spans = {next(ids): one for one in record.spans}
        links = {next(ids): one for one in record.links}
        stances = {next(ids): one for one in record.stances}
        names = {span.id: id for id, span in spans.items()}
        utterances = tuple([_utterance(one, names) for one in record.utterances])
        bare = replace(record, spans=(), links=(), stances=(), utterances=utterances)
        return Arrival(replace(intake, record=bare), rows_of(reading, spans, links, stances), sha256, sketch)


def renamed(record: Record, spans: Mapping[str, str], stances: Mapping[str, str]) -> Record:
    """The record with other ids of its spans and stances."""
    return replace(
        record,
        spans=tuple([_span(span, spans[span.id]) for span in record.spans]),
        links=tuple([_link(link, spans) for link in record.links]),
        stances=tuple([_stance(stance, stances[stance.id], spans) for stance in record.stances]),
        utterances=tuple([_utterance(utterance, spans) for utterance in record.utterances]),
    )


def header_of(record: Record, id: str, article: str, annotator: str) -> Header:
    """The header of a record's reading."""
    extra = header_extra(record)
    return Header(id, article, annotator, record.scheme, record.state, record.seconds, record.note, extra)


def as_known(record: Record, rows: ReadingRows, present: Reading) -> Record:
    """The record with what settled rows hold, under the ids of what `present` has of the same keys.

    Where an object of the project has no key, exports call it by its own id, so that id is as good as a key here.
    """
    spans, links, stances = values_of(rows)
    whole = replace(record, spans=tuple(spans), links=tuple(links), stances=tuple(stances))
    return renamed(whole, _known_ids(present.spans, spans), _known_ids(present.stances, stances))


def _known_ids(present: Mapping[str, T], brought: Iterable[T]) -> dict[str, str]:
    known = {one.key or id: id for id, one in present.items()}
    return {one.id: known.get(one.key or one.id, one.id) for one in brought}


def reading_of(record: Record, header: Header) -> Reading:
    """The reading that a record under the project's ids holds."""
    return Reading(
        header,
        {one.id: one for one in record.spans},
        {one.id: one for one in record.links},
        {one.id: one for one in record.stances},
    )


def _span(span: Span, id: str) -> Span:
    key = None if span.key == id else span.key
    return Span(id, span.label, span.fragments, span.attributes, span.entity, span.origin, span.note, key, span.extra)


def _link(link: Link, spans: Mapping[str, str]) -> Link:
    return replace(link, from_span=spans[link.from_span], to_span=spans[link.to_span])


def _stance(stance: Stance, id: str, spans: Mapping[str, str]) -> Stance:
    return replace(
        stance,
        id=id,
        evidence=tuple([spans[span] for span in stance.evidence]),
        quote=None if stance.quote is None else spans[stance.quote],
        according_to=None if stance.according_to is None else spans[stance.according_to],
        key=None if stance.key == id else stance.key,
    )


def _utterance(utterance: Utterance, spans: Mapping[str, str]) -> Utterance:
    return replace(utterance, members=tuple([Member(spans[one.quote], one.variant) for one in utterance.members]))


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
