"""From the plain data of one line to a record: every value checked, every offset moved, every slice compared.

Faults are collected, so that a person sees all of a line at once; one object adds at most one fault of its form, and
what hangs on an object with a fault is no further fault. Only what leaves nothing to look at further (no object,
another format, no text) is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from formats.native import fields
from formats.native.checks import LONGEST_TIME, READER, built_in, faults_of, ranked, warnings_of
from formats.native.objects import (
    decision_of,
    entity_of,
    link_of,
    stance_of,
    target_of,
    unknown_member_keys,
    utterance_of,
)
from formats.native.spans import SpanReader
from formats.native.table import Data, obj, one_of
from formats.normalise import normalise
from formats.strict_json import shown
from models.articles import Article, Meta, text_digest
from models.errors import UserError
from models.offsets import OffsetUnit
from models.readings import State
from models.records import Intake, Record
from models.scheme import Scheme
from models.spans import EMPTY, Link, Span

T = TypeVar("T")


class Line(NamedTuple):
    """The values of a record's fields, in the order of `fields.RECORD`; the lists hold what is still plain JSON."""

    format: str
    id: str | None
    text: str
    meta: Data
    offsets: str
    scheme: str | None
    annotator: str | None
    state: str | None
    spans: list[object]
    links: list[object]
    stances: list[object]
    entities: list[object]
    targets: list[object]
    utterances: list[object]
    split: str | None
    note: str
    seconds: float
    scheme_version: int | None
    decisions: list[object]
    extra: Data


def record_of(value: object, scheme: Scheme, faults: list[UserError]) -> Intake:
    """The record of one line's JSON value; what is wrong with it goes into `faults`, and then the record is no use.

    Raises UserError where the value is no object, of another format, or has no text.
    """
    data = obj(value, "a line")
    reader = _LineReader(Line(*fields.RECORD.take(data, faults)), scheme, faults)
    return reader.intake(default_state=State.DONE if "spans" in data else State.TODO)


class _LineReader:
    def __init__(self, line: Line, scheme: Scheme, faults: list[UserError]) -> None:
        self.line = line
        self.scheme = scheme
        self.faults = faults
        self.clean = normalise(line.text)
        self.broken: set[str] = set()  # ids of objects with a fault: a reference to one is not a further fault

    def intake(self, default_state: State) -> Intake:
        self._refuse()
        self._try(self._check_seconds, None)
        record = self._record(State(self._try(self._state, None) or default_state))
        self.faults += faults_of(record, self.scheme, self.broken)
        changed = bool(self.clean.changes)
        return Intake(
            record,
            changes=self.clean.changes,
            warnings=tuple(self._warnings(record)),
            raw=self.line.text.encode() if changed else None,  # where nothing was changed, the text is what came
            media_type="text/plain" if changed else "",
            reader=READER,
        )

    # --- the parts of a record ----------------------------------------------------------------------------------

    def _record(self, state: State) -> Record:
        line, annotator = self.line, self.line.annotator or None
        spans = self._spans()
        stances = self._each("stance", line.stances, stance_of)
        entities = self._each("entity", line.entities, entity_of)
        article_only = annotator is None and not spans
        return Record(
            article=self._article(line.extra if article_only else EMPTY),
            annotator=annotator,
            state=state,
            scheme=line.scheme or self.scheme.name,
            spans=spans,
            links=self._links(),
            stances=stances,
            entities=(*entities, *built_in(spans, stances, entities)),
            targets=self._each("target", line.targets, target_of),
            utterances=self._each("utterance", line.utterances, utterance_of(annotator or "")),
            split=line.split,
            note=line.note,
            seconds=float(line.seconds) or 0.0,  # also for -0.0, of which SQLite keeps no sign
            scheme_version=line.scheme_version,
            decisions=self._each("decision", line.decisions, decision_of),
            extra=EMPTY if article_only else line.extra,
        )

    def _article(self, extra: Data) -> Article:
        title, outlet, byline, url, published, language, agency, source_name, digest, dateline, unknown = (
            fields.META.take(self.line.meta, self.faults)
        )
        self._try(lambda: self._verify(digest), None)
        return Article(
            id=self.line.id or text_digest(self.clean.text),
            text=self.clean.text,
            meta=Meta(title, outlet, byline, url, published, language, agency, dateline, source_name, unknown),
            key=self.line.id or None,
            extra=extra,
        )

    def _verify(self, digest: str) -> None:
        """The digest may be that of the text as it stands in the line, or that of the normalised text."""
        given = digest.lower()
        if given and given != text_digest(self.clean.text) and given != text_digest(self.line.text):
            raise UserError(
                "meta.sha256 is not the digest of the text",
                value=digest,
                remedy="correct the text, or leave sha256 out",
            )

    def _spans(self) -> tuple[Span, ...]:
        unit = self._try(lambda: one_of(self.line.offsets, "offset unit", tuple(OffsetUnit)), None)
        if unit is not None:
            reader = SpanReader(self.line.text, self.clean, OffsetUnit(unit))
            return self._each("span", self.line.spans, reader)
        self.broken.update(_name_of(item, number) for number, item in enumerate(self.line.spans, 1))
        return ()

    def _links(self) -> tuple[Link, ...]:
        links = self._each("link", self.line.links, link_of)
        return self._try(lambda: ranked(links, self.scheme), links)

    def _state(self) -> str | None:
        return self.line.state and one_of(self.line.state, "state", tuple(State))

    # --- checks -------------------------------------------------------------------------------------------------

    def _refuse(self) -> None:
        line = self.line
        if line.format != fields.FORMAT:
            raise UserError(
                "another format, or a newer version", value=line.format, remedy=f"this reads {fields.FORMAT}"
            )
        if not line.text:
            raise UserError("the text is empty", remedy="leave the line out")

    def _check_seconds(self) -> None:
        seconds = self.line.seconds
        if not 0 <= seconds < LONGEST_TIME:
            raise UserError("seconds must be 0 or more", value=shown(seconds), remedy="leave them out")

    def _warnings(self, record: Record) -> Iterator[str]:
        nothing: tuple[str, ...] = ()
        yield from self._try(lambda: tuple(warnings_of(record, self.scheme)), nothing)
        if lost := unknown_member_keys(self.line.utterances):
            yield f"keys of utterance members that are not kept: {', '.join(lost)}"

    # --- collecting faults --------------------------------------------------------------------------------------

    def _try(self, read: Callable[[], T], default: T) -> T:
        try:
            return read()
        except UserError as error:
            self.faults.append(error)
            return default

    def _each(self, kind: str, items: list[object], read: Callable[[Data, int], T]) -> tuple[T, ...]:
        found = []
        what = f"a {kind}"
        for number, item in enumerate(items, 1):
            try:
                found.append(read(obj(item, what), number))
            except UserError as error:
                name = _name_of(item, number)
                self.broken.add(name)
                self.faults.append(_owned(error, f"{kind} {name}"))
        return tuple(found)


def _name_of(item: object, number: int) -> str:
    given = item.get("id") if isinstance(item, dict) else None
    return given if isinstance(given, str) and given else f"#{number}"


def _owned(error: UserError, owner: str) -> UserError:
    trouble = error.trouble
    return UserError(trouble.what, value=f"{owner}: {trouble.value}".removesuffix(": "), remedy=trouble.remedy)
