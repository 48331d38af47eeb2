"""A stored reading as a record: what export writes, agreement reads and import compares with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.articles import Article
from models.entities import Entity, Target, Utterance
from models.readings import Reading, State
from models.records import Record
from models.spans import Link, Span, reading_order
from models.stances import Stance
from workspace.draft import Shared

_OWN = "record."  # marks what the header's extra keeps of a record's known fields


def record_of(
    article: Article, annotator: str | None, reading: Reading | None, shared: Shared, utterances: Iterable[Utterance]
) -> Record:
    """The record of a reading with the project's own ids; without a reading, of the article alone."""
    targets = tuple(target for target in shared.targets.values() if target.merged_into is None)
    if reading is None:
        return Record(article, None, State.TODO, targets=targets)
    header = reading.header
    own = {name.removeprefix(_OWN): value for name, value in header.extra.items() if name.startswith(_OWN)}
    return Record(
        article=article,
        annotator=annotator,
        state=header.state,
        scheme=header.scheme,
        spans=tuple(sorted((_merged_span(span, shared) for span in reading.spans.values()), key=reading_order)),
        links=tuple(reading.links.values()),
        stances=tuple(_merged_stance(stance, shared) for stance in reading.stances.values()),
        entities=_entities(reading, shared),
        targets=targets,
        utterances=tuple(_own_utterances(reading, utterances)),
        note=header.note,
        seconds=header.seconds,
        extra={name: value for name, value in header.extra.items() if not name.startswith(_OWN)},
        **own,  # type: ignore[arg-type]  # what import put there
    )


def _merged_span(span: Span, shared: Shared) -> Span:
    if span.entity is None or span.entity not in shared.entities:
        return span
    return replace(span, entity=shared.entity(span.entity).id)


def _merged_stance(stance: Stance, shared: Shared) -> Stance:
    if stance.holder is None or stance.holder not in shared.entities:
        return stance
    return replace(stance, holder=shared.entity(stance.holder).id)


def _entities(reading: Reading, shared: Shared) -> tuple[Entity, ...]:
    used = {span.entity for span in reading.spans.values()} | {s.holder for s in reading.stances.values()}
    found = {shared.entity(id).id: shared.entity(id) for id in used if id is not None and id in shared.entities}
    return tuple(sorted(found.values(), key=lambda entity: entity.key or entity.id))


def _own_utterances(reading: Reading, utterances: Iterable[Utterance]) -> Iterable[Utterance]:
    for utterance in utterances:
        members = tuple(member for member in utterance.members if member.quote in reading.spans)
        if members:
            yield replace(utterance, members=members)


def with_keys(record: Record) -> Record:
    """The record under the ids that files know: keys where there are any, else the project's own."""
    names = _names(record)

    def name(id: str | None) -> str | None:
        return None if id is None else names.get(id, id)

    return replace(
        record,
        article=replace(record.article, id=record.article.key or record.article.id),
        spans=tuple(replace(span, id=names[span.id], entity=name(span.entity)) for span in record.spans),
        links=tuple(_named_link(link, names) for link in record.links),
        stances=tuple(_named_stance(stance, names) for stance in record.stances),
        entities=tuple(replace(entity, id=names[entity.id]) for entity in record.entities),
        targets=tuple(replace(target, id=names[target.id]) for target in record.targets),
        utterances=tuple(_named_utterance(utterance, names) for utterance in record.utterances),
    )


def _names(record: Record) -> dict[str, str]:
    values: tuple[Span | Stance | Entity | Target | Utterance, ...] = (
        *record.spans,
        *record.stances,
        *record.entities,
        *record.targets,
        *record.utterances,
    )
    return {value.id: value.key or value.id for value in values}


def _named_link(link: Link, names: dict[str, str]) -> Link:
    return replace(link, from_span=names[link.from_span], to_span=names[link.to_span])


def _named_stance(stance: Stance, names: dict[str, str]) -> Stance:
    def name(id: str | None) -> str | None:
        return None if id is None else names.get(id, id)

    return replace(
        stance,
        id=names[stance.id],
        holder=name(stance.holder),
        target=name(stance.target),
        evidence=tuple(names[span] for span in stance.evidence),
        quote=name(stance.quote),
        according_to=name(stance.according_to),
    )


def _named_utterance(utterance: Utterance, names: dict[str, str]) -> Utterance:
    members = tuple(member._replace(quote=names[member.quote]) for member in utterance.members)
    return replace(utterance, id=names[utterance.id], members=members)
