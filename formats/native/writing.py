"""From a record to its line: keys in the order of the contract, ids as the files gave them, every slice verified.

Each part is made as JSON text at once, without plain objects between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from formats.native import fields
from formats.strict_json import quoted, written
from models.articles import Article, text_digest
from models.entities import Entity, Target, Utterance
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit
from models.records import Record
from models.spans import Fragment, Link, Span, reading_order, well_formed
from models.stances import Stance


class _Names(dict[str | None, str]):
    """What each id is called in the file."""

    def __missing__(self, key: str | None) -> str:
        raise UserError("a record refers to what it does not hold", value=key, remedy="run `inquit check`")


def line_of(record: Record, unit: OffsetUnit = OffsetUnit.CODE_POINT) -> bytes:
    """The record as one line of UTF-8 with its line end, offsets in `unit`.

    Raises UserError for a fragment that is no slice of the text.
    """
    return f"{_text_of(record, unit)}\n".encode()


def _text_of(record: Record, unit: OffsetUnit) -> str:
    article = record.article
    names = _names(record.spans)
    spans, entities, targets = _quoted(names), _quoted(_names(record.entities)), _quoted(_names(record.targets))
    measured = _Measured(article.text, unit)
    used = {span.entity for span in record.spans} | {stance.holder for stance in record.stances}
    parts = (
        quoted(fields.FORMAT),
        quoted(article.key or article.id),
        quoted(article.text),
        _meta(article),
        quoted(unit.value),
        written(record.scheme),
        written(record.annotator),
        quoted(record.state.value),
        _list(_span(span, measured, spans, entities) for span in sorted(record.spans, key=reading_order)),
        _list(_link(link, spans) for link in sorted(record.links, key=lambda link: _link_order(link, names))),
        _list(_stance(stance, spans, entities, targets) for stance in record.stances),
        _list(_entity(entity) for entity in sorted(record.entities, key=_name) if entity.id in used),
        _list(_target(target) for target in record.targets),
        _list(_utterance(utterance, spans) for utterance in record.utterances),
        written(record.split),
    )
    optional = map(_if_any, (record.note, record.seconds, record.scheme_version, record.decisions))
    return fields.RECORD.put(parts, tuple(optional), {**article.extra, **record.extra})


def _list(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


def _if_any(value: object) -> str:
    """An optional value: empty where it says nothing."""
    return written(value) if value else ""


def _meta(article: Article) -> str:
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
    return fields.META.put(tuple(map(written, parts)), (_if_any(meta.dateline),), meta.extra)


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


def _span(span: Span, text: _Measured, names: _Names, entities: _Names) -> str:
    whole = text.text
    words = [whole[start:end] for start, end in span.fragments]
    offsets = [f"[{start},{end}]" for start, end in text.offsets(span, words)]
    parts = (
        names[span.id],
        quoted(span.label),
        _list(offsets),
        _list(map(quoted, words)),
        _attributes(span.attributes),
        entities[span.entity],
        quoted(span.origin),
    )
    return fields.SPAN.put(parts, (_if_any(span.note),), span.extra)


def _attributes(values: Mapping[str, str]) -> str:
    return written(values) if values else "{}"


def _link(link: Link, names: _Names) -> str:
    ends = names[link.from_span], names[link.to_span]
    return fields.LINK.put((quoted(link.role), *ends, str(link.order), _attributes(link.attributes)), extra=link.extra)


def _link_order(link: Link, names: _Names) -> tuple[str, str, int, str]:
    return (names[link.from_span], link.role, link.order, names[link.to_span])


def _stance(stance: Stance, spans: _Names, entities: _Names, targets: _Names) -> str:
    parts = (
        quoted(_name(stance)),
        entities[stance.holder],
        targets[stance.target],
        quoted(stance.polarity),
        written(stance.basis),
        written(stance.hedged),
        written(stance.strength),
        _list(spans[evidence] for evidence in stance.evidence),
        spans[stance.quote],
        spans[stance.according_to],
    )
    return fields.STANCE.put(parts, (_if_any(stance.note),), stance.extra)


def _entity(entity: Entity) -> str:
    aliases = _list(map(quoted, entity.aliases))
    parts = (quoted(_name(entity)), quoted(entity.name), quoted(entity.type), aliases, written(entity.external_id))
    return fields.ENTITY.put(parts, (_if_any(entity.note),), entity.extra)


def _target(target: Target) -> str:
    return fields.TARGET.put((quoted(_name(target)), quoted(target.name)), extra=target.extra)


def _utterance(utterance: Utterance, spans: _Names) -> str:
    quotes = [fields.MEMBER.put((spans[member.quote], written(member.variant))) for member in utterance.members]
    return fields.UTTERANCE.put(
        (quoted(_name(utterance)), quoted(utterance.name), _list(quotes)), extra=utterance.extra
    )


def _name(value: Span | Stance | Entity | Target | Utterance) -> str:
    return value.key or value.id


def _names(values: Iterable[Span | Entity | Target]) -> _Names:
    return _Names((value.id, value.key or value.id) for value in values)


def _quoted(names: _Names) -> _Names:
    """The names as JSON texts; None, where there is no such object, is null."""
    texts = _Names(zip(names, map(quoted, names.values()), strict=True))
    texts[None] = "null"
    return texts
