"""A stored reading as a record: what export writes, agreement reads and import compares with.

Merged entities and targets are followed here, so that a record names only those that stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from models.articles import Article
from models.entities import Entity, Target, Utterance
from models.readings import Header, Reading, State
from models.records import Record
from models.scheme import Scheme
from models.spans import Span
from models.stances import Stance
from workspace.shared import Shared

_OWN = "record."  # marks what the header's extra keeps of a record's known fields
_VERSION = f"{_OWN}scheme_version"


def record_of(
    article: Article, annotator: str | None, reading: Reading | None, shared: Shared, utterances: Iterable[Utterance]
) -> Record:
    """The record of a reading under the project's own ids, objects in the order of their making.

    Without a reading it is that of the article alone. utterances: those that quotes of the reading are in.
    """
    targets = tuple(target for target in shared.targets.values() if target.merged_into is None)
    if reading is None:
        return Record(article, None, State.TODO, targets=targets)
    header = reading.header
    entities = _standing_entities(reading, shared)
    return Record(
        article=article,
        annotator=annotator,
        state=header.state,
        scheme=header.scheme,
        spans=_spans(reading, entities),
        links=tuple(reading.links.values()),
        stances=tuple(_stance(stance, entities, shared) for stance in reading.stances.values()),
        entities=tuple({entity.id: entity for entity in entities.values()}.values()),
        targets=targets,
        utterances=tuple(_own_members(reading, utterances)),
        note=header.note,
        seconds=header.seconds,
        **_kept(header),  # type: ignore[arg-type]  # what `header_extra` put there
    )


def header_extra(record: Record) -> dict[str, object]:
    """What a reading's header keeps of its record: unknown fields, and known ones that nothing else here uses."""
    known = {"split": record.split, "scheme_version": record.scheme_version, "decisions": list(record.decisions)}
    return {**record.extra, **{f"{_OWN}{name}": value for name, value in known.items() if value}}


def versioned(header: Header, scheme: Scheme) -> Header:
    """The header of a reading begun under this scheme; the version that it has stays, also when the scheme changes."""
    if header.scheme != scheme.name or _VERSION in header.extra:
        return header
    return replace(header, extra={**header.extra, _VERSION: scheme.version})


def kept_of_file(header: Header) -> Mapping[str, object]:
    """What a file said of a reading beside its fields: all of `extra` but the version that it was begun under."""
    return {name: value for name, value in header.extra.items() if name != _VERSION}


def _kept(header: Header) -> dict[str, object]:
    if not header.extra:
        return {}
    own = {name.removeprefix(_OWN): value for name, value in header.extra.items() if name.startswith(_OWN)}
    return own | {"extra": {name: value for name, value in header.extra.items() if not name.startswith(_OWN)}}


def _standing_entities(reading: Reading, shared: Shared) -> dict[str, Entity]:
    """For each id that the reading refers to, the entity that stands for it."""
    used = {span.entity for span in reading.spans.values()} | {stance.holder for stance in reading.stances.values()}
    return {id: shared.entity(id) for id in sorted(filter(None, used)) if id in shared.entities}


def _spans(reading: Reading, entities: Mapping[str, Entity]) -> tuple[Span, ...]:
    spans = tuple(reading.spans.values())
    if all(entity.id == id for id, entity in entities.items()):
        return spans
    return tuple(replace(span, entity=_standing(span.entity, entities)) for span in spans)


def _standing(id: str | None, entities: Mapping[str, Entity]) -> str | None:
    return id if id is None or id not in entities else entities[id].id


def _stance(stance: Stance, entities: Mapping[str, Entity], shared: Shared) -> Stance:
    holder = _standing(stance.holder, entities)
    target = stance.target and standing(stance.target, shared.targets)
    if (holder, target) == (stance.holder, stance.target):
        return stance
    return replace(stance, holder=holder, target=target)


def standing(id: str, objects: Mapping[str, Entity] | Mapping[str, Target]) -> str:
    """The id of the entity or target that stands for the one with this id, merges followed."""
    while id in objects and (next_id := objects[id].merged_into) is not None:
        id = next_id
    return id


def _own_members(reading: Reading, utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    for utterance in utterances:
        members = tuple(member for member in utterance.members if member.quote in reading.spans)
        yield replace(utterance, members=members)
