"""Puts the records of one file into the project, inside one transaction.

Reads what is there, decides by `matching`, and writes new articles and readings in bulk. Changes of what is there
already (filled metadata, new aliases, replaced readings) are edits like any other change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from models.articles import Article
from models.canonical import first_difference
from models.edits import ArticleHead, Edit, Kind, Stored
from models.entities import Entity, Member, Target, Utterance
from models.errors import UserError
from models.readings import Annotator, Header, Reading
from models.records import Intake, Record
from models.scheme import Scheme
from models.spans import Link, Span
from models.stances import Stance
from storage import bulk, log, objects, queries
from storage.log import Entry
from storage.store import Transaction
from workspace.draft import Shared
from workspace.matching import Directory, filled_meta, matching_article
from workspace.project import NATIVE
from workspace.recording import record_of


@dataclass(slots=True)
class Tally:
    """What came of the records of one file so far."""

    articles: int = 0
    readings: int = 0
    spans: int = 0
    unchanged: int = 0
    matched: Counter[str] = field(default_factory=Counter)
    created: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)


class Placement:
    """One file's way into the project.

    directory: the entities and targets there are, which it completes; annotator: whose the readings are that name
    nobody; replace_readings: put differing readings in the place of those there are.
    """

    def __init__(
        self,
        connection: Transaction,
        scheme: Scheme,
        shared: Shared,
        directory: Directory,
        new_id: Callable[[], str],
        *,
        annotator: str | None = None,
        replace_readings: bool = False,
    ) -> None:
        self._connection = connection
        self._scheme = scheme
        self._new_id = new_id
        self._default_annotator = annotator
        self._replace = replace_readings
        self._directory = directory
        self._utterances: dict[tuple[str, str | None], Utterance] = {
            (u.annotator, u.key): u for u in shared.utterances.values() if u.key is not None
        }
        self._all_utterances = dict(shared.utterances)
        self._annotators = {bulk.name_key(known.name): known for known in queries.annotators(connection)}
        self.edits: list[Edit] = []  # for the log row of the import
        self.shared_edits: list[Edit] = []  # of replaced readings, which have log rows of their own
        self.tally = Tally()

    def place(self, intake: Intake) -> None:
        """Stores one record; raises UserError where it does not fit what the project holds."""
        record = intake.record
        article = self._article(intake)
        self.tally.changes.update(intake.changes)
        self.tally.warnings.extend(intake.warnings)
        name = record.annotator or self._default_annotator
        if record.annotator is None and not record.spans and not record.stances:
            self._shared_ids(record)
            return
        if name is None:
            raise UserError("the record names no annotator", remedy="say whose it is with --annotator")
        self._reading(replace(record, annotator=name), article)

    # --- the article -----------------------------------------------------------------------------------------------

    def _article(self, intake: Intake) -> str:
        article = intake.record.article
        known = queries.articles_with(self._connection, article.sha256)
        is_file = intake.reader != NATIVE  # an article file, which under another name is another article
        found = matching_article(intake.record, known, is_file=is_file)
        if found is None:
            if known:
                self.tally.warnings.append(f"{article.meta.source_name}: the same text as {known[0].source_name}")
            return self._new_article(article, intake)
        self._known_article(found.id, article)
        if intake.raw is not None and not found.has_source:
            bulk.add_source(self._connection, found.id, intake.raw, intake.media_type, intake.reader)
        return found.id

    def _new_article(self, article: Article, intake: Intake) -> str:
        key = article.key if article.key and not queries.article_key_taken(self._connection, article.key) else None
        stored = replace(article, id=self._new_id(), key=key)
        bulk.add_article(self._connection, stored)
        if intake.raw is not None:
            bulk.add_source(self._connection, stored.id, intake.raw, intake.media_type, intake.reader)
        self.tally.articles += 1
        return stored.id

    def _known_article(self, id: str, article: Article) -> None:
        before = objects.stored(self._connection, Kind.ARTICLE, id)
        if not isinstance(before, ArticleHead):
            raise UserError("the article is gone", value=id)
        meta, kept = filled_meta(before.meta, article.meta)
        self.tally.warnings.extend(kept)
        key = before.key
        if key is None and article.key and not queries.article_key_taken(self._connection, article.key):
            key = article.key
        self._edit(before, replace(before, meta=meta, key=key, extra={**article.extra, **before.extra}))

    def _edit(self, before: Stored | None, after: Stored | None) -> None:
        if before != after:
            edit = Edit(before, after)
            self.edits.extend(objects.apply(self._connection, [edit]))

    # --- what readings share ---------------------------------------------------------------------------------------

    def _shared_ids(self, record: Record) -> dict[str, str]:
        """The project's id for each entity and target of the record, made or completed where needed."""
        ids = {entity.id: self._shared(entity) for entity in record.entities}
        return ids | {target.id: self._shared(target) for target in record.targets}

    def _shared(self, brought: Entity | Target) -> str:
        if isinstance(brought, Entity):
            kind, match = "entities", self._directory.entity(brought, self._new_id())
        else:
            kind, match = "targets", self._directory.target(brought, self._new_id())
        if match.before is None:
            self.tally.created[kind] += 1
        else:
            self.tally.matched[kind] += 1
        if match.changed:
            self._edit(match.before, match.value)
            self._directory.add(match.value)
        return match.value.id

    def _annotator(self, name: str) -> Annotator:
        key = bulk.name_key(name)
        if key not in self._annotators:
            tidy = " ".join(name.split())
            made = Annotator(self._new_id(), tidy, "gold" if key == "gold" else "human")
            bulk.add_annotator(self._connection, made)
            self._annotators[key] = made
        return self._annotators[key]

    # --- the reading -----------------------------------------------------------------------------------------------

    def _reading(self, record: Record, article: str) -> None:
        annotator = self._annotator(record.annotator or "")
        shared = self._shared_ids(record)
        resolved = _resolved(record, shared)
        present = queries.reading(self._connection, article, annotator.id)
        if present is None:
            self._insert(resolved, article, annotator)
            return
        stored = self._stored_record(present, resolved)
        difference = first_difference(stored, resolved, self._scheme, resolved=True)
        if difference is None:
            self.tally.unchanged += 1
        elif not self._replace:
            raise UserError(
                f"{annotator.name} has another reading of this article",
                value=difference,
                remedy="import with --replace to put this one in its place",
            )
        else:
            self._swap(present, resolved, article, annotator)

    def _stored_record(self, present: Reading, brought: Record) -> Record:
        utterances = [u for u in self._all_utterances.values() if u.annotator == present.header.annotator]
        entities = {entity.id: entity for entity in brought.entities}
        return replace(
            record_of(brought.article, brought.annotator, present, Shared(entities, {}, {}), utterances),
            entities=brought.entities,
            targets=brought.targets,
        )

    def _insert(self, record: Record, article: str, annotator: Annotator) -> None:
        reading, ids = self._new_reading(record, article, annotator)
        bulk.add_reading(self._connection, reading)
        self._unite(record, annotator, ids)
        self._count(reading)

    def _count(self, reading: Reading) -> None:
        self.tally.readings += 1
        self.tally.spans += len(reading.spans)

    def _new_reading(self, record: Record, article: str, annotator: Annotator) -> tuple[Reading, dict[str, str]]:
        ids = {span.id: self._new_id() for span in record.spans}
        ids |= {stance.id: self._new_id() for stance in record.stances}
        header = Header(
            self._new_id(),
            article,
            annotator.id,
            record.scheme,
            record.state,
            record.seconds,
            record.note,
            _header_extra(record),
        )
        spans = [replace(span, id=ids[span.id], key=span.id) for span in record.spans]
        links = [_relinked(link, ids, self._new_id()) for link in record.links]
        stances = [_rebased(stance, ids) for stance in record.stances]
        return Reading(header, _by_id(spans), _by_id(links), _by_id(stances)), ids

    def _swap(self, present: Reading, record: Record, article: str, annotator: Annotator) -> None:
        """Puts the record's reading in the place of the present one, as one change that can be undone."""
        reading, ids = self._new_reading(record, article, annotator)
        reading = replace(reading, header=replace(reading.header, id=present.header.id))
        edits = [*self._without_members(present), *_drops(present), *_puts(present, reading)]
        made = objects.apply(self._connection, edits)
        entry = Entry(self._new_id(), "replace reading", made, annotator.id, article)
        log.append(self._connection, entry)
        of_utterances = [edit for edit in made if isinstance(edit.after, Utterance)]
        self.shared_edits.extend(of_utterances)
        for edit in of_utterances:
            self._keep(edit.after)
        self._unite(record, annotator, ids)
        self._count(reading)

    def _without_members(self, present: Reading) -> list[Edit]:
        edits = []
        for utterance in self._all_utterances.values():
            members = tuple(member for member in utterance.members if member.quote not in present.spans)
            if members != utterance.members:
                edits.append(Edit(utterance, replace(utterance, members=members)))
        return edits

    # --- utterances ------------------------------------------------------------------------------------------------

    def _unite(self, record: Record, annotator: Annotator, ids: dict[str, str]) -> None:
        """Adds the record's members to the annotator's utterances; equal keys are one utterance."""
        for brought in record.utterances:
            members = tuple(Member(ids[member.quote], member.variant) for member in brought.members)
            present = self._utterances.get((annotator.id, brought.key))
            if present is None:
                made = replace(brought, id=self._new_id(), annotator=annotator.id, members=members)
                self._edit(None, made)
                self._keep(made)
            else:
                united = replace(present, members=(*present.members, *members))
                self._edit(present, united)
                self._keep(united)

    def _keep(self, utterance: Stored | None) -> None:
        if not isinstance(utterance, Utterance):
            return
        self._all_utterances[utterance.id] = utterance
        if utterance.key is not None:
            self._utterances[utterance.annotator, utterance.key] = utterance


def _header_extra(record: Record) -> dict[str, object]:
    """What a reading keeps of its record beside the known: unknown fields and those of other programs' making."""
    known = {"split": record.split, "scheme_version": record.scheme_version, "decisions": list(record.decisions)}
    return {**record.extra, **{f"record.{name}": value for name, value in known.items() if value}}


def _resolved(record: Record, shared: dict[str, str]) -> Record:
    """The record with the project's ids of entities and targets."""
    spans = tuple(replace(span, entity=_id(shared, span.entity)) for span in record.spans)
    stances = tuple(
        replace(stance, holder=_id(shared, stance.holder), target=_id(shared, stance.target))
        for stance in record.stances
    )
    entities = tuple(replace(entity, id=shared[entity.id]) for entity in record.entities)
    targets = tuple(replace(target, id=shared[target.id]) for target in record.targets)
    return replace(record, spans=spans, stances=stances, entities=entities, targets=targets)


def _id(ids: dict[str, str], id: str | None) -> str | None:
    return None if id is None else ids[id]


def _relinked(link: Link, ids: dict[str, str], id: str) -> Link:
    return replace(link, id=id, from_span=ids[link.from_span], to_span=ids[link.to_span])


def _rebased(stance: Stance, ids: dict[str, str]) -> Stance:
    return replace(
        stance,
        id=ids[stance.id],
        key=stance.id,
        evidence=tuple(ids[span] for span in stance.evidence),
        quote=_id(ids, stance.quote),
        according_to=_id(ids, stance.according_to),
    )


def _by_id(values: list[Span] | list[Link] | list[Stance]) -> dict[str, Any]:
    return {value.id: value for value in values}


def _drops(reading: Reading) -> list[Edit]:
    values: tuple[Stored, ...] = (*reading.stances.values(), *reading.links.values(), *reading.spans.values())
    return [Edit(value, None, reading.header.id) for value in values]


def _puts(present: Reading, reading: Reading) -> list[Edit]:
    values: tuple[Stored, ...] = (*reading.spans.values(), *reading.links.values(), *reading.stances.values())
    own = [Edit(None, value, reading.header.id) for value in values]
    return [Edit(present.header, reading.header), *own]
