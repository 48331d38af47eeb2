"""Puts the records of one file into the project, inside one transaction.

Records come by the hundred: what the project holds of their articles and readings is asked at once, each is decided
by `matching` in its turn, as if it came alone, and what is new is written at once. What is there already and changes
(filled metadata, new aliases, united utterances, replaced readings) is an edit like any other change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from models.articles import called
from models.canonical import first_difference
from models.edits import ArticleHead, Edit, Kind
from models.entities import Entity, Target, Utterance
from models.errors import ProjectError, UserError
from models.ids import IdMaker
from models.names import refuse_beside
from models.readings import Annotator, Header, Reading, State
from models.records import Intake, Record
from models.scheme import Scheme
from storage import bulk, log, objects, queries
from storage.bulk import NewArticle, Source
from storage.log import Entry
from storage.queries import Known
from storage.reading_rows import ReadingRows, settled
from storage.row_equality import plainly_same
from storage.store import Transaction
from suggest.near_duplicates import Sketcher
from workspace.intake.arriving import Arrival, Edits, as_known, header_of, reading_of, replacing
from workspace.intake.matching import Directory, Match, differs, filled_meta, matching_article, taken_key
from workspace.near_duplicates import Newcomer, Newcomers
from workspace.project import NATIVE
from workspace.recording import kept_of_file, record_of
from workspace.shared import Shared
from workspace.uniting import Utterances

MOST_WARNINGS = 10_000  # of one file


@dataclass(slots=True)
class Tally:
    """What came of the records of one file so far. unsaid: warnings beyond MOST_WARNINGS."""

    articles: int = 0
    readings: int = 0
    spans: int = 0
    matched: Counter[str] = field(default_factory=Counter)
    created: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    unsaid: int = 0

    def warn(self, warnings: Iterable[str]) -> None:
        """Keeps warnings, of very many the first."""
        for warning in warnings:
            if len(self.warnings) < MOST_WARNINGS:
                self.warnings.append(warning)
            else:
                self.unsaid += 1

    @property
    def said(self) -> tuple[str, ...]:
        """The warnings, and how many more there are."""
        return (*self.warnings, f"{self.unsaid:,} more of such remarks") if self.unsaid else tuple(self.warnings)


@dataclass(slots=True)
class Part:
    """What one file brings. number: of the file among those that are stored together; faults: what does not fit.

    edits: what it changes, for the log row of the import; replaced: edits of readings that were replaced, which have
    log rows of their own; waiting: edits not yet made; brings_bytes: whether an article has its raw bytes by it.
    """

    number: int = 0
    tally: Tally = field(default_factory=Tally)
    faults: list[UserError] = field(default_factory=list)
    edits: Edits = field(default_factory=Edits)
    replaced: list[Edit] = field(default_factory=list)
    waiting: Edits = field(default_factory=Edits)
    brings_bytes: bool = False

    @property
    def changed(self) -> bool:
        """Whether the project is another than before, raw bytes aside."""
        return bool(self.tally.articles or self.tally.readings or tuple(self.edits))


class Register:
    """What all records of a project share, as an import knows and completes it."""

    def __init__(self, connection: Transaction, shared: Shared) -> None:
        self.directory = Directory(shared.entities.values(), shared.targets.values())
        self.utterances = Utterances(shared.utterances.values())
        self.annotators: dict[str, Annotator] = {}
        self.sketcher = Sketcher()
        self.meet(connection)

    def meet(self, connection: Transaction) -> None:
        """Learns who annotates: others may have joined since."""
        self.annotators = {bulk.name_key(known.name): known for known in queries.annotators(connection)}


class Placement:
    """The way of files into the project.

    newcomers: takes the new articles, to be compared with the others; annotator: whose the readings are that name
    nobody; replace_readings: put differing readings in the place of those there are. Where a part has faults
    afterwards, all must go back.
    """

    def __init__(
        self,
        connection: Transaction,
        scheme: Scheme,
        register: Register,
        ids: IdMaker,
        newcomers: Newcomers,
        *,
        annotator: str | None = None,
        replace_readings: bool = False,
    ) -> None:
        self._connection = connection
        self._scheme = scheme
        self._register = register
        self._ids = ids
        self._newcomers = newcomers
        self._default_annotator = annotator or ""
        self._replace = replace_readings
        self._parts: list[Part] = []
        self._part = Part()  # in hand
        self._article_ids: Iterator[str] = iter(())  # one for each record in hand
        # What there is of the records in hand ...
        self._known: dict[str, list[Known]] = {}
        self._keys: set[str] = set()
        self._present: dict[tuple[str, str], Reading] = {}
        # ... and what they add, which waits to be written.
        self._articles: list[NewArticle] = []
        self._sources: list[Source] = []
        self._readings: list[tuple[Header, ReadingRows]] = []
        self._brought: set[tuple[str, str]] = set()  # articles and annotators of these and of those written meanwhile

    def place(self, files: Sequence[tuple[Part, Sequence[Arrival]]]) -> None:
        """Stores records of one or several files; what does not fit the project is kept in the `faults` of its part."""
        together = [arrival for _, arrivals in files for arrival in arrivals]
        self._look_up(together)
        self._article_ids = iter(self._ids.many(len(together)))
        self._parts = [part for part, _ in files]
        for part, arrivals in files:
            self._part = part
            for arrival in arrivals:
                try:
                    self._place(arrival)
                except ProjectError:
                    raise
                except UserError as error:
                    part.faults.append(error.at("", arrival.intake.line))
        self._write()

    def _look_up(self, arrivals: Sequence[Arrival]) -> None:
        records = [arrival.intake.record for arrival in arrivals]
        keys = {record.article.key for record in records if record.article.key}
        self._known = queries.articles_with(self._connection, {arrival.sha256 for arrival in arrivals})
        self._keys = queries.article_keys(self._connection, keys)
        people = {self._named(record) for record in records} & self._register.annotators.keys()
        ids = [known.head.id for found in self._known.values() for known in found]
        pairs = [(id, self._register.annotators[name].id) for id in ids for name in people]
        self._present = queries.readings_of(self._connection, pairs)
        self._brought = set()

    def _named(self, record: Record) -> str:
        return bulk.name_key(record.annotator or self._default_annotator)

    def _place(self, arrival: Arrival) -> None:
        intake = arrival.intake
        article = self._article(arrival)
        self._part.tally.changes.update(intake.changes)
        self._part.tally.warn(intake.warnings)
        entities, targets = self._entities(intake.record), self._targets(intake.record)
        if arrival.rows is not None:
            rows = settled(arrival.rows, entities.__getitem__, targets.__getitem__)
            self._reading(intake.record, rows, article)

    # --- the article -----------------------------------------------------------------------------------------------

    def _article(self, arrival: Arrival) -> str:
        intake = arrival.intake
        article = intake.record.article
        known = self._known[arrival.sha256]
        # A text file, alone or with annotations beside it as in a corpus, is an article of its own under another name.
        is_file = intake.reader != NATIVE and (intake.raw is not None or arrival.rows is None)
        found = matching_article(intake.record, known, is_file=is_file)
        if found is None:
            if known:
                first = called(known[0].head.meta) or known[0].head.id
                self._part.tally.warn([f"{called(article.meta)}: the same text as {first}"])
            return self._new_article(arrival, known)
        self._known_article(found, intake, known)
        return found.head.id

    def _new_article(self, arrival: Arrival, known: list[Known]) -> str:
        intake = arrival.intake
        article = intake.record.article
        head = ArticleHead(next(self._article_ids), article.meta, self._free_key(article.key), article.extra)
        self._articles.append(NewArticle(head, article.text, arrival.sha256))
        sketch = self._register.sketcher.sketch(article.text) if arrival.sketch is None else arrival.sketch
        self._newcomers.add(Newcomer(self._part.number, head.id, sketch, is_copy=bool(known)))
        known.append(Known(head, has_source=self._keep_source(head.id, intake)))
        self._part.tally.articles += 1
        return head.id

    def _known_article(self, found: Known, intake: Intake, known: list[Known]) -> None:
        article, before = intake.record.article, found.head
        meta, kept = filled_meta(before.meta, article.meta)
        self._part.tally.warn(kept)
        key = before.key or self._free_key(taken_key(before, article.key))
        after = ArticleHead(before.id, meta, key, {**article.extra, **before.extra})
        if after != before:
            self._part.waiting.extend([Edit(before, after)])
        has_source = found.has_source or self._keep_source(before.id, intake)
        known[known.index(found)] = Known(after, has_source)

    def _free_key(self, key: str | None) -> str | None:
        """The key, which is taken from now on; None where an article has it."""
        if not key or key in self._keys:
            return None
        self._keys.add(key)
        return key

    def _keep_source(self, article: str, intake: Intake) -> bool:
        if intake.raw is None:
            return False
        self._sources.append(Source(article, intake.raw, intake.media_type, intake.reader))
        self._part.brings_bytes = True
        return True

    # --- what readings share ---------------------------------------------------------------------------------------

    def _entities(self, record: Record) -> dict[str, str]:
        """The ids of the project's entities for the record's, made or completed where needed."""
        directory = self._register.directory
        taken = {known.id for known in map(directory.entity_by_key, record.entities) if known is not None}
        found = {}
        for brought in record.entities:
            match = self._learnt(directory.entity(brought, self._ids, taken), "entities")
            taken.add(match.id)
            found[brought.id] = directory.standing_entity(match.id)
        return found

    def _targets(self, record: Record) -> dict[str, str]:
        directory = self._register.directory
        taken = {known.id for known in map(directory.target_by_key, record.targets) if known is not None}
        found = {}
        for brought in record.targets:
            match = self._learnt(directory.target(brought, self._ids, taken), "targets")
            taken.add(match.id)
            found[brought.id] = directory.standing_target(match.id)
        return found

    def _learnt(self, match: Match, kind: str) -> Entity | Target:
        counts = self._part.tally.created if match.before is None else self._part.tally.matched
        counts[kind] += 1
        if match.changed:
            self._part.waiting.extend([Edit(match.before, match.value)])
            self._register.directory.add(match.value)
        return match.value

    def _annotator(self, record: Record) -> Annotator:
        key = self._named(record)
        if not key:
            raise UserError("the record names no annotator", remedy="say whose it is with --annotator")
        known = self._register.annotators
        if key not in known:
            name = " ".join((record.annotator or self._default_annotator).split())
            refuse_beside("an annotator", name, [one.name for one in known.values()])
            known[key] = Annotator(self._ids(), name, "gold" if key == "gold" else "human")
            bulk.add_annotator(self._connection, known[key])
        return known[key]

    # --- the reading -----------------------------------------------------------------------------------------------

    def _reading(self, record: Record, rows: ReadingRows, article: str) -> None:
        annotator = self._annotator(record)
        place = (article, annotator.id)
        present = self._present_reading(place)
        if present is None:
            self._readings.append((header_of(record, rows.reading, *place), rows))
            self._brought.add(place)
            self._part.waiting.extend(self._united(record, annotator.id))
        else:
            header = header_of(record, present.header.id, *place)
            if self._is_plainly_same(record, rows, header, present):
                return
            known = as_known(record, rows, present)
            reading = reading_of(known, header)
            if self._is_same(known, annotator, present, reading):
                return
            self._swap(known, present, reading)
            self._present[place] = reading
        self._part.tally.readings += 1
        self._part.tally.spans += len(rows.spans)

    def _present_reading(self, place: tuple[str, str]) -> Reading | None:
        """The reading there is, of an article and an annotator; one that the records in hand bring is written first."""
        if place in self._brought and place not in self._present:
            self._write()
            self._present |= queries.readings_of(self._connection, [place])
        return self._present.get(place)

    def _is_plainly_same(self, record: Record, rows: ReadingRows, header: Header, present: Reading) -> bool:
        """Whether a record without utterances says the same in the same order; where it does not, it still may."""
        old = present.header
        same = (header.scheme, header.state, header.note, header.extra) == (old.scheme, old.state, old.note, old.extra)
        grouped = record.utterances or self._register.utterances.of(present)
        return same and not grouped and plainly_same(rows, present)

    def _is_same(self, record: Record, annotator: Annotator, present: Reading, reading: Reading) -> bool:
        """Whether the present reading says the same; raises UserError where it does not and is to be kept."""
        utterances, directory = self._register.utterances, self._register.directory
        shared = Shared(directory.entities, directory.targets)
        brought = utterances.brought(record, annotator.id)
        old = record_of(record.article, annotator.name, present, shared, utterances.of(present))
        new = record_of(record.article, annotator.name, reading, shared, brought)
        difference = first_difference(old, new, self._scheme, resolved=True)
        if difference is not None and not self._replace and not _is_untouched(present):
            raise UserError(
                f"{annotator.name} has another reading of this article",
                value=difference,
                remedy="import with --replace to put this one in its place",
            )
        return difference is None

    def _united(self, record: Record, annotator: str) -> list[Edit]:
        edits = list(self._register.utterances.unite(record, annotator, self._ids))
        for brought, edit in zip(record.utterances, edits, strict=True):
            name = edit.after.name if isinstance(edit.after, Utterance) else ""
            if brought.name and brought.name != name:
                self._part.tally.warn([differs(f"the name of utterance {brought.id}", name, brought.name)])
        return edits

    def _swap(self, record: Record, present: Reading, reading: Reading) -> None:
        """Puts the reading in the place of the present one, as one change that its annotator can undo."""
        self._write()  # the entities that it refers to may be waiting still
        header, regrouped = present.header, Edits()
        regrouped.extend(self._register.utterances.leave(present))
        regrouped.extend(self._united(record, header.annotator))
        made = objects.apply(self._connection, replacing(present, reading, regrouped))
        entry = Entry(self._ids(), "replace reading", made, header.annotator, header.article)
        log.append(self._connection, entry)
        self._part.replaced.extend(made)

    # --- writing ---------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Writes all that waits, first what others refer to."""
        changes = [edit for part in self._parts for edit in part.waiting]
        bulk.add_articles(self._connection, self._articles)
        bulk.add_sources(self._connection, self._sources)
        self._make(edit for edit in changes if edit.kind is not Kind.UTTERANCE)
        bulk.add_readings(self._connection, self._readings)
        self._make(edit for edit in changes if edit.kind is Kind.UTTERANCE)
        for part in self._parts:
            part.edits.extend(part.waiting)
            part.waiting = Edits()
        self._articles, self._sources, self._readings = [], [], []

    def _make(self, edits: Iterable[Edit]) -> None:
        found = list(edits)
        bulk.add_shared(self._connection, [edit.value for edit in found if edit.before is None])
        objects.apply(self._connection, [edit for edit in found if edit.before is not None])


def _is_untouched(reading: Reading) -> bool:
    """Whether somebody has only looked at the article, or taken back all that was done, so that nothing can differ."""
    header = reading.header
    return header.state is State.TODO and not (reading.spans or reading.stances or header.note or kept_of_file(header))
