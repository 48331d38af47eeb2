"""The record of a line that has the usual form and nothing wrong with it; other lines are left to `reading`."""

from __future__ import annotations

from formats.native import fields
from formats.native.checks import LONGEST_TIME, READER, built_in, faults_of, ranked, warnings_of
from formats.native.forms import LineForm, MemberForm, MetaForm, SpanForm, decoded
from formats.native.table import one_of
from formats.normalise import normalise
from models.articles import Article, Meta, text_digest
from models.entities import VARIANTS, Entity, Member, Target, Utterance
from models.errors import UserError
from models.invariants import ORIGINS
from models.offsets import OffsetUnit
from models.readings import State
from models.records import Intake, Record
from models.scheme import Scheme
from models.spans import EMPTY, Link, Span
from models.stances import Stance


def quick_record(line: bytes, scheme: Scheme) -> Intake | None:
    """What `record_of` makes of the line; None where it takes more than this to say what the line is worth."""
    form = decoded(line)
    if form is None or not _is_plain(form):
        return None
    try:
        record = _record(form, scheme)
        if any(faults_of(record, scheme)):
            return None
        return Intake(record, warnings=tuple(warnings_of(record, scheme)), reader=READER)
    except UserError:
        return None


def _is_plain(form: LineForm) -> bool:
    """Whether offsets count in the text as it will be stored, and the line keeps what the contract asks of it."""
    return (
        form.format == fields.FORMAT
        and form.offsets == OffsetUnit.CODE_POINT
        and 0 <= (form.seconds or 0) < LONGEST_TIME
        and not form.decisions
        and bool(form.text)
        and not normalise(form.text).changes
        and form.meta.sha256.lower() in ("", text_digest(form.text))
        and all(_is_exact(span, form.text) for span in form.spans)
    )


def _is_exact(span: SpanForm, text: str) -> bool:
    return span.origin in ORIGINS and span.text == tuple([text[start:end] for start, end in span.fragments])


def _record(form: LineForm, scheme: Scheme) -> Record:
    """The record; raises UserError where a value is none that such an object can have."""
    spans, stances, entities = _spans(form), _stances(form), _entities(form)
    return Record(
        article=Article(form.id or text_digest(form.text), form.text, _meta(form.meta), form.id or None, EMPTY),
        annotator=form.annotator or None,
        state=form.state or State.DONE,
        scheme=form.scheme or scheme.name,
        spans=spans,
        links=ranked(_links(form), scheme),
        stances=stances,
        entities=(*entities, *built_in(spans, stances, entities)),
        targets=tuple([Target(of.id, of.name, place, None, of.id, EMPTY) for place, of in enumerate(form.targets)]),
        utterances=_utterances(form),
        split=form.split,
        note=form.note,
        seconds=form.seconds or 0.0,
        scheme_version=form.scheme_version,
        extra=EMPTY,
    )


def _meta(of: MetaForm) -> Meta:
    return Meta(
        of.title, of.outlet, of.byline, of.url, of.published, of.language, of.agency, of.dateline, of.source_name, EMPTY
    )


def _spans(form: LineForm) -> tuple[Span, ...]:
    return tuple(
        [
            Span(of.id, of.label, of.fragments, of.attributes, of.entity, of.origin, of.note, of.id, EMPTY)
            for of in form.spans
        ]
    )


def _links(form: LineForm) -> tuple[Link, ...]:
    return tuple(
        [
            Link(f"#{number}", of.role, of.start, of.end, of.order, of.attributes, EMPTY)
            for number, of in enumerate(form.links, 1)
        ]
    )


def _stances(form: LineForm) -> tuple[Stance, ...]:
    return tuple([
        Stance(
            of.id, of.polarity, of.holder, of.target, of.basis, of.hedged, of.strength,
            of.evidence, of.quote, of.according_to, of.note, of.id, EMPTY,
        )
        for of in form.stances
    ])  # fmt: skip


def _entities(form: LineForm) -> tuple[Entity, ...]:
    return tuple(
        [
            Entity(of.id, of.name, of.type, of.aliases, of.external_id, of.note, None, of.id, EMPTY)
            for of in form.entities
        ]
    )


def _utterances(form: LineForm) -> tuple[Utterance, ...]:
    return tuple(
        [
            Utterance(of.id, form.annotator or "", of.name, tuple(map(_member, of.quotes)), of.id, EMPTY)
            for of in form.utterances
        ]
    )


def _member(of: MemberForm) -> Member:
    return Member(of.quote, of.variant and one_of(of.variant, "variant", VARIANTS))
