"""From a record to its line: keys in the order of the contract, ids as the files gave them, every slice verified."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from formats.native import fields
from models.articles import Article, text_digest
from models.entities import Entity, Target, Utterance
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit
from models.records import Record
from models.spans import Fragment, Link, Span, reading_order, well_formed
from models.stances import Stance

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


class _Names(dict[str | None, str | None]):
    """What each id is called in the file; None stays None."""

    def __missing__(self, key: str | None) -> str | None:
        raise UserError("a record refers to what it does not hold", value=key, remedy="run `inquit check`")


def line_of(record: Record, unit: OffsetUnit = OffsetUnit.CODE_POINT) -> bytes:
    """The record as one line of UTF-8 with its line end, offsets in `unit`.

    Raises UserError for a fragment that is no slice of the text.
    """
    return (_ENCODER.encode(data_of(record, unit)) + "\n").encode()


def data_of(record: Record, unit: OffsetUnit = OffsetUnit.CODE_POINT) -> dict[str, object]:
    """The record as plain data, all its keys in order; `unit` as in `line_of`."""
    article = record.article
    spans, entities = _names(record.spans), _names(record.entities)
    targets = _names(record.targets)
    measured = _Measured(article.text, unit)
    used = {span.entity for span in record.spans} | {stance.holder for stance in record.stances}
    parts = (
        fields.FORMAT,
        article.key or article.id,
        article.text,
        _meta(article),
        unit.value,
        record.scheme,
        record.annotator,
        record.state.value,
        [_span(span, measured, spans, entities) for span in sorted(record.spans, key=reading_order)],
        [_link(link, spans) for link in sorted(record.links, key=lambda link: _link_order(link, spans))],
        [_stance(stance, spans, entities, targets) for stance in record.stances],
        [_entity(entity) for entity in sorted(record.entities, key=_name) if entity.id in used],
        [_target(target) for target in record.targets],
        [_utterance(utterance, spans) for utterance in record.utterances],
        record.split,
    )
    optional = (record.note, record.seconds, record.scheme_version, record.decisions)
    return fields.RECORD.put(parts, optional, {**article.extra, **record.extra})


def _meta(article: Article) -> dict[str, object]:
    meta = article.meta
    parts = (
        meta.title,
        meta.outlet,
        meta.byline,
        meta.url,
        meta.published,
        meta.language,
        meta.agency,
        meta.source_name,
        text_digest(article.text),
    )
    return fields.META.put(parts, (meta.dateline,), meta.extra)


class _Measured:
    """A text whose fragments can be told in another unit."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self.text = text
        self._length = len(text)
        self._own = unit is OffsetUnit.CODE_POINT
        self._map = OffsetMap(text, unit)
        self._encoding, self._width = ("utf-16-le", 2) if unit is OffsetUnit.UTF16 else ("utf-8", 1)
        self._bytes = b"" if self._own else text.encode(self._encoding)

    def offsets(self, span: Span, words: Sequence[str]) -> Sequence[tuple[int, int]]:
        """Start and end of each fragment in the unit; raises UserError where one is no slice of the text."""
        pieces = span.fragments
        if not pieces or pieces[-1][1] > self._length or not well_formed(pieces):
            raise _no_slice(span)
        if self._own:
            return pieces
        measured = [self._pair(piece) for piece in pieces]
        for (start, end), expected in zip(measured, words, strict=True):
            if self._bytes[start * self._width : end * self._width] != expected.encode(self._encoding):
                raise _no_slice(span)
        return measured

    def _pair(self, piece: Fragment) -> tuple[int, int]:
        return self._map.from_code_point(piece.start), self._map.from_code_point(piece.end)


def _no_slice(span: Span) -> UserError:
    pieces = ", ".join(f"[{start}, {end})" for start, end in span.fragments)
    return UserError(
        "a span is no slice of its text", value=f"{span.key or span.id}: {pieces}", remedy="run `inquit check`"
    )


def _span(span: Span, text: _Measured, names: _Names, entities: _Names) -> dict[str, object]:
    whole = text.text
    words = [whole[start:end] for start, end in span.fragments]
    offsets = text.offsets(span, words)
    parts = (names[span.id], span.label, offsets, words, span.attributes, entities[span.entity], span.origin)
    return fields.SPAN.put(parts, (span.note,), span.extra)


def _link(link: Link, names: _Names) -> dict[str, object]:
    parts = (link.role, names[link.from_span], names[link.to_span], link.order, link.attributes)
    return fields.LINK.put(parts, extra=link.extra)


def _link_order(link: Link, names: _Names) -> tuple[str, str, int, str]:
    return (names[link.from_span] or "", link.role, link.order, names[link.to_span] or "")


def _stance(stance: Stance, spans: _Names, entities: _Names, targets: _Names) -> dict[str, object]:
    parts = (
        _name(stance),
        entities[stance.holder],
        targets[stance.target],
        stance.polarity,
        stance.basis,
        stance.hedged,
        stance.strength,
        [spans[evidence] for evidence in stance.evidence],
        spans[stance.quote],
        spans[stance.according_to],
    )
    return fields.STANCE.put(parts, (stance.note,), stance.extra)


def _entity(entity: Entity) -> dict[str, object]:
    parts = (_name(entity), entity.name, entity.type, entity.aliases, entity.external_id)
    return fields.ENTITY.put(parts, (entity.note,), entity.extra)


def _target(target: Target) -> dict[str, object]:
    return fields.TARGET.put((_name(target), target.name), extra=target.extra)


def _utterance(utterance: Utterance, spans: _Names) -> dict[str, object]:
    quotes = [fields.MEMBER.put((spans[member.quote], member.variant)) for member in utterance.members]
    return fields.UTTERANCE.put((_name(utterance), utterance.name, quotes), extra=utterance.extra)


def _name(value: Span | Stance | Entity | Target | Utterance) -> str:
    return value.key or value.id


def _names(values: Iterable[Span | Entity | Target]) -> _Names:
    names = _Names((value.id, value.key or value.id) for value in values)
    names[None] = None
    return names
