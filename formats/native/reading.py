"""From the plain data of one line to a record: every value checked, every offset moved, every slice compared.

Faults are collected, so that a person sees all of a line at once; one object adds at most one fault of its form. Only
what leaves nothing to look at further (no object, no text) is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TypeVar

from formats.limits import length_warnings
from formats.native import fields, values
from formats.native.spans import SpanReader
from formats.native.values import Data
from formats.normalise import normalise
from formats.strict_json import refuse_deep
from models import invariants
from models.articles import META_FIELDS, Article, Meta, text_digest
from models.entities import BUILT_IN, VARIANTS, Entity, Member, Target, Utterance
from models.errors import UserError
from models.offsets import OffsetUnit
from models.readings import State
from models.records import Intake, Record
from models.scheme import Scheme
from models.spans import EMPTY, Link, Span
from models.stances import Stance

T = TypeVar("T")

_NO_TEXTS: tuple[str, ...] = ()
_NO_ITEMS: list[object] = []


def record_of(value: object, scheme: Scheme, faults: list[UserError]) -> Intake:
    """The record of one line's JSON value; what is wrong with it goes into `faults`, and then the record is no use.

    Raises UserError where the value is no object or has no text.
    """
    return _LineReader(values.obj(value, "a line"), scheme, faults).intake()


class _LineReader:
    def __init__(self, data: Data, scheme: Scheme, faults: list[UserError]) -> None:
        self.data = data
        self.scheme = scheme
        self.faults = faults
        self.raw = values.required_text(data, "text")
        self.clean = normalise(self.raw)
        self.broken: set[str] = set()  # ids of objects with a fault: a reference to one is not a further fault

    def intake(self) -> Intake:
        record = self._record()
        self._check(record)
        changed = bool(self.clean.changes)
        return Intake(
            record,
            changes=self.clean.changes,
            warnings=self._warnings(record),
            raw=self.raw.encode() if changed else None,  # where nothing was changed, the text is what came
            media_type="text/plain" if changed else "",
            reader="inquit-jsonl",
        )

    # --- the parts of a record ----------------------------------------------------------------------------------

    def _record(self) -> Record:
        take, each = self._take, self._each
        take(_refuse_other_format, None)
        annotator = take(lambda data: values.text(data, "annotator") or None, None)
        extra = take(lambda data: values.extra(data, fields.KNOWN_RECORD), EMPTY)
        spans = each("spans", self._span_reader())
        stances = each("stances", _stance)
        article_only = annotator is None and not spans
        return Record(
            article=self._article(extra if article_only else EMPTY),
            annotator=annotator,
            state=take(_state, State.TODO),
            scheme=take(lambda data: values.text(data, "scheme", self.scheme.name), ""),
            spans=spans,
            links=take(lambda _: _ranked(each("links", _link), self.scheme), ()),
            stances=stances,
            entities=(*(entities := each("entities", _entity)), *_built_in(spans, stances, entities)),
            targets=each("targets", _target),
            utterances=each("utterances", lambda item, number: _utterance(item, number, annotator or "")),
            split=take(lambda data: values.optional_text(data, "split"), None),
            note=take(lambda data: values.text(data, "note"), ""),
            seconds=take(lambda data: values.seconds(data, "seconds"), 0.0),
            scheme_version=take(lambda data: values.whole(data, "scheme_version"), None),
            decisions=each("decisions", _decision),
            extra=EMPTY if article_only else extra,
        )

    def _article(self, extra: Data) -> Article:
        key = self._take(lambda data: values.text(data, "id") or None, None)
        meta = self._take(lambda data: values.part(data, "meta"), EMPTY)
        self._take(lambda _: self._verify_digest(meta), None)
        return Article(
            id=key or text_digest(self.clean.text),
            text=self.clean.text,
            meta=self._take(lambda _: _meta(meta), Meta()),
            key=key,
            extra=extra,
        )

    def _verify_digest(self, meta: Data) -> None:
        """The digest may be that of the text as it stands in the line, or that of the normalised text."""
        given = values.text(meta, "sha256").lower()
        if given and given not in (text_digest(self.clean.text), text_digest(self.raw)):
            raise UserError(
                "meta.sha256 is not the digest of the text", value=given, remedy="correct the text, or leave sha256 out"
            )

    def _span_reader(self) -> SpanReader:
        units = tuple(OffsetUnit)
        unit = self._take(lambda data: values.one_of(data, "offsets", units, OffsetUnit.CODE_POINT), None)
        return SpanReader(self.raw, self.clean, OffsetUnit(unit or OffsetUnit.CODE_POINT))

    # --- checks -------------------------------------------------------------------------------------------------

    def _check(self, record: Record) -> None:
        links = [link for link in record.links if not self.broken & {link.from_span, link.to_span}]
        stances = [stance for stance in record.stances if not self.broken & _spans_of(stance)]
        self.faults += invariants.faults(record.article.text, record.spans, links, stances, self.scheme)
        entities = self.broken.union(item.id for item in record.entities)
        targets = self.broken.union(item.id for item in record.targets)
        self.faults += invariants.reference_faults(record.spans, record.stances, entities, targets)
        for kind, ids in (
            ("entities", record.entities),
            ("targets", record.targets),
            ("utterances", record.utterances),
        ):
            self.faults += invariants.doubles(kind, (item.id for item in ids))
        quotes = self.broken.union(span.id for span in record.spans if span.label == "quote")
        for utterance in record.utterances:
            self.faults += _member_faults(utterance, quotes)

    def _warnings(self, record: Record) -> tuple[str, ...]:
        found = [*self._take(lambda _: length_warnings(self.clean.text), _NO_TEXTS)]
        if record.scheme != self.scheme.name:
            found.append(f"made under the scheme {record.scheme}, checked under {self.scheme.name}")
        if lost := _unknown_in_members(self.data):
            found.append(f"keys of utterance members that are not kept: {', '.join(sorted(lost))}")
        return tuple(found)

    # --- collecting faults --------------------------------------------------------------------------------------

    def _take(self, read: Callable[[Data], T], default: T) -> T:
        try:
            return read(self.data)
        except UserError as error:
            self.faults.append(error)
            return default

    def _each(self, kind: str, read: Callable[[Data, int], T]) -> tuple[T, ...]:
        found = []
        for number, item in enumerate(self._take(lambda data: values.items(data, kind), _NO_ITEMS), 1):
            try:
                found.append(read(values.obj(item, "each of them"), number))
            except UserError as error:
                name = values.name_of(item, number)
                self.broken.add(name)
                self.faults.append(_owned(error, kind, name))
        return tuple(found)


def _refuse_other_format(data: Data) -> None:
    name = values.text(data, "format", fields.FORMAT)
    if name != fields.FORMAT:
        raise UserError("another format, or a newer version of it", value=name, remedy=f"this reads {fields.FORMAT}")


def _state(data: Data) -> State:
    return State(values.one_of(data, "state", tuple(State), State.DONE if "spans" in data else State.TODO))


def _meta(meta: Data) -> Meta:
    known = {name: values.text(meta, name) for name in META_FIELDS if name in meta}
    return Meta(**known, extra=values.extra(meta, fields.KNOWN_META))


def _link(item: Data, number: int) -> Link:
    order = values.whole(item, "order")
    return Link(
        id=f"#{number}",
        role=values.required_text(item, "role"),
        from_span=values.required_text(item, "from"),
        to_span=values.required_text(item, "to"),
        order=number if order is None else order,
        attributes=values.attributes(item),
        extra=values.extra(item, fields.KNOWN_LINK),
    )


def _stance(item: Data, number: int) -> Stance:
    stance_id, key = values.identity(item, number)
    return Stance(
        id=stance_id,
        polarity=values.required_text(item, "polarity"),
        holder=values.optional_text(item, "holder"),
        target=values.optional_text(item, "target"),
        basis=values.optional_text(item, "basis"),
        hedged=values.flag(item, "hedged"),
        strength=values.whole(item, "strength"),
        evidence=values.texts(item, "evidence"),
        quote=values.optional_text(item, "quote"),
        according_to=values.optional_text(item, "according_to"),
        note=values.text(item, "note"),
        key=key,
        extra=values.extra(item, fields.KNOWN_STANCE),
    )


def _entity(item: Data, number: int) -> Entity:
    entity_id, key = values.identity(item, number)
    return Entity(
        id=entity_id,
        name=values.required_text(item, "name"),
        type=values.required_text(item, "type"),
        aliases=values.texts(item, "aliases"),
        external_id=values.optional_text(item, "external_id"),
        note=values.text(item, "note"),
        key=key,
        extra=values.extra(item, fields.KNOWN_ENTITY),
    )


def _target(item: Data, number: int) -> Target:
    target_id, key = values.identity(item, number)
    name = values.required_text(item, "name")
    return Target(target_id, name, position=number - 1, key=key, extra=values.extra(item, fields.KNOWN_TARGET))


def _utterance(item: Data, number: int, annotator: str) -> Utterance:
    utterance_id, key = values.identity(item, number)
    members = tuple(_member(member) for member in values.items(item, "quotes"))
    extra = values.extra(item, fields.KNOWN_UTTERANCE)
    return Utterance(utterance_id, annotator, values.text(item, "name"), members, key=key, extra=extra)


def _member(value: object) -> Member:
    if isinstance(value, str):
        return Member(value)
    item = values.obj(value, "a member of an utterance")
    variant = values.one_of(item, "variant", VARIANTS, "") if item.get("variant") is not None else None
    return Member(values.required_text(item, "quote"), variant)


def _unknown_in_members(data: Data) -> set[str]:
    utterances = [item for item in values.items(data, "utterances") if isinstance(item, dict)]
    members = [member for item in utterances for member in values.items(item, "quotes")]
    return {key for member in members if isinstance(member, dict) for key in member} - fields.KNOWN_MEMBER


def _decision(item: Data, _: int) -> Data:
    refuse_deep(item)
    return item


def _built_in(spans: tuple[Span, ...], stances: tuple[Stance, ...], entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """AUTHOR and IMPLICIT always exist, so a record may refer to them without a line of their own."""
    used = {span.entity for span in spans} | {stance.holder for stance in stances}
    missing = used - {entity.id for entity in entities}
    return tuple(Entity(name, name, kind, key=name) for kind, name in BUILT_IN.items() if name in missing)


def _ranked(links: tuple[Link, ...], scheme: Scheme) -> tuple[Link, ...]:
    """The links with orders that run from 0 per (from, role); in a file they may start anywhere and have gaps."""
    taken: dict[tuple[str, str], list[int]] = {}
    for link in links:
        taken.setdefault((link.from_span, link.role), []).append(link.order)
    if all(orders == list(range(len(orders))) for orders in taken.values()):
        return links
    for (span, role), orders in taken.items():
        kind = scheme.link.get(role)
        if kind is not None and kind.ordered and len(set(orders)) < len(orders):
            raise UserError(f"two {role} links have one order", value=f"{span}: {orders}", remedy="count them from 0")
    ranks = {slot: _ranks(orders) for slot, orders in taken.items()}
    return tuple(replace(link, order=next(ranks[link.from_span, link.role])) for link in links)


def _ranks(orders: list[int]) -> Iterator[int]:
    places = sorted(range(len(orders)), key=orders.__getitem__)
    return iter(sorted(range(len(orders)), key=places.__getitem__))


def _spans_of(stance: Stance) -> set[str | None]:
    return {stance.quote, stance.according_to, *stance.evidence}


def _member_faults(utterance: Utterance, quotes: Collection[str]) -> Iterator[UserError]:
    for member in utterance.members:
        if member.quote not in quotes:
            yield UserError(
                "a member of an utterance is no quote of this record",
                value=f"{utterance.id}: {member.quote}",
                remedy="give the id of a quote, each in the record of its own article",
            )
    yield from invariants.doubles(f"quotes of {utterance.id}", (member.quote for member in utterance.members))


def _owned(error: UserError, kind: str, name: str) -> UserError:
    trouble = error.trouble
    return UserError(trouble.what, value=f"{kind} {name}: {trouble.value}".removesuffix(": "), remedy=trouble.remedy)
