"""From a record to its line: keys in the order of the contract, ids as the files gave them, every slice verified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Raw

from formats.native import fields
from formats.native.forms import (
    EntityForm,
    LineForm,
    LinkForm,
    MemberForm,
    MetaForm,
    SpanForm,
    StanceForm,
    TargetForm,
    UtteranceForm,
    encoded,
    with_extra,
)
from formats.strict_json import written
from models.articles import Article, text_digest
from models.entities import Entity, Target, Utterance
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit
from models.records import Record
from models.spans import Fragment, Link, Span, reading_order, well_formed
from models.stances import Stance


class _Names(dict[str, str]):
    """What each id is called in the file."""

    def __missing__(self, key: str) -> str:
        raise UserError("a record refers to what it does not hold", value=key, remedy="run `inquit check`")


def line_of(record: Record, unit: OffsetUnit = OffsetUnit.CODE_POINT) -> bytes:
    """The record as one line of UTF-8 with its line end, offsets in `unit`.

    Raises UserError for a fragment that is no slice of the text.
    """
    form = with_extra(_line(record, unit), {**record.article.extra, **record.extra})
    return encoded(form) + b"\n"


def _line(record: Record, unit: OffsetUnit) -> LineForm:
    article = record.article
    names, entities, targets = _names(record.spans), _names(record.entities), _names(record.targets)
    text = _Measured(article.text, unit)
    used = {span.entity for span in record.spans} | {stance.holder for stance in record.stances}
    return LineForm(
        fields.FORMAT,
        article.key or article.id,
        article.text,
        _meta(article),
        unit.value,
        record.scheme,
        record.annotator,
        record.state,
        [_span(span, text, names, entities) for span in sorted(record.spans, key=reading_order)],
        [_link(link, names) for link in sorted(record.links, key=lambda link: _link_order(link, names))],
        [_stance(stance, names, entities, targets) for stance in record.stances],
        [_entity(entity) for entity in sorted(record.entities, key=_name) if entity.id in used],
        [_target(target) for target in record.targets],
        [_utterance(utterance, names) for utterance in record.utterances],
        record.split,
        record.note,
        record.seconds or None,
        record.scheme_version or None,
        [Raw(written(decision)) for decision in record.decisions],
    )


def _meta(article: Article) -> MetaForm:
    of = article.meta
    digest = text_digest(article.text)
    form = MetaForm(
        of.title,
        of.outlet,
        of.byline,
        of.url,
        of.published,
        of.language,
        of.agency,
        of.source_name,
        digest,
        of.dateline,
    )
    return with_extra(form, of.extra)


class _Measured:
    """A text whose fragments can be told in another unit."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self.text = text
        self._length = len(text)
        self._own = unit is OffsetUnit.CODE_POINT
        self._map = OffsetMap(text, unit)
        self._encoding, self._width = ("utf-16-le", 2) if unit is OffsetUnit.UTF16 else ("utf-8", 1)
        self._bytes = b"" if self._own else text.encode(self._encoding)

    def offsets(self, span: Span, words: Sequence[str]) -> tuple[Fragment, ...]:
        """Start and end of each fragment in the unit; raises UserError where one is no slice of the text."""
        pieces = span.fragments
        if not pieces or pieces[-1][1] > self._length or not well_formed(pieces):
            raise _no_slice(span)
        if self._own:
            return pieces
        measured = tuple([self._pair(piece) for piece in pieces])
        for (start, end), expected in zip(measured, words, strict=True):
            if self._bytes[start * self._width : end * self._width] != expected.encode(self._encoding):
                raise _no_slice(span)
        return measured

    def _pair(self, piece: Fragment) -> Fragment:
        return Fragment(self._map.from_code_point(piece.start), self._map.from_code_point(piece.end))


def _no_slice(span: Span) -> UserError:
    pieces = ", ".join(f"[{start}, {end})" for start, end in span.fragments)
    return UserError(
        "a span is no slice of its text", value=f"{span.key or span.id}: {pieces}", remedy="run `inquit check`"
    )


def _span(span: Span, text: _Measured, names: _Names, entities: _Names) -> SpanForm:
    words = span.words(text.text)
    form = SpanForm(
        names[span.id],
        span.label,
        text.offsets(span, words),
        words,
        span.attributes,
        span.entity and entities[span.entity],
        span.origin,
        span.note,
    )
    return with_extra(form, span.extra)


def _link(link: Link, names: _Names) -> LinkForm:
    form = LinkForm(link.role, names[link.from_span], names[link.to_span], link.order, link.attributes)
    return with_extra(form, link.extra)


def _link_order(link: Link, names: _Names) -> tuple[str, str, int, str]:
    return (names[link.from_span], link.role, link.order, names[link.to_span])


def _stance(stance: Stance, spans: _Names, entities: _Names, targets: _Names) -> StanceForm:
    form = StanceForm(
        _name(stance),
        stance.holder and entities[stance.holder],
        stance.target and targets[stance.target],
        stance.polarity,
        stance.basis,
        stance.hedged,
        stance.strength,
        tuple([spans[evidence] for evidence in stance.evidence]),
        stance.quote and spans[stance.quote],
        stance.according_to and spans[stance.according_to],
        stance.note,
    )
    return with_extra(form, stance.extra)


def _entity(entity: Entity) -> EntityForm:
    form = EntityForm(_name(entity), entity.name, entity.type, entity.aliases, entity.external_id, entity.note)
    return with_extra(form, entity.extra)


def _target(target: Target) -> TargetForm:
    return with_extra(TargetForm(_name(target), target.name), target.extra)


def _utterance(utterance: Utterance, spans: _Names) -> UtteranceForm:
    quotes = [MemberForm(spans[member.quote], member.variant) for member in utterance.members]
    return with_extra(UtteranceForm(_name(utterance), utterance.name, quotes), utterance.extra)


def _name(value: Span | Stance | Entity | Target | Utterance) -> str:
    return value.key or value.id


def _names(values: Iterable[Span | Entity | Target]) -> _Names:
    return _Names([(value.id, value.key or value.id) for value in values])
