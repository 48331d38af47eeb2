"""Stored values as JSON (for the change log) and as digests (for the integrity check), and back.

The JSON leaves out what is empty: None, "", [] and {}. The digest of a reading is the sum modulo 2^256 of the digests
of its objects, so that a gesture updates it in time proportional to what it touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Raw

from models.articles import META_FIELDS, Meta
from models.edits import ArticleHead, Edit, Kind, Stored
from models.entities import Entity, Member, Target, Utterance
from models.readings import Annotator, Header, Reading, State
from models.spans import EMPTY, Fragment, Link, Span
from models.stances import Stance

_FIELDS: Mapping[type, tuple[str, ...]] = {
    Span: ("id", "label", "fragments", "attributes", "entity", "origin", "note", "key", "extra"),
    Link: ("id", "role", "from_span", "to_span", "order", "attributes", "extra"),
    Stance: (
        "id",
        "polarity",
        "holder",
        "target",
        "basis",
        "hedged",
        "strength",
        "evidence",
        "quote",
        "according_to",
        "note",
        "key",
        "extra",
    ),
    Header: ("id", "article", "annotator", "scheme", "state", "seconds", "note", "extra"),
    Entity: ("id", "name", "type", "aliases", "external_id", "note", "merged_into", "key", "extra"),
    Target: ("id", "name", "position", "merged_into", "key", "extra"),
    Utterance: ("id", "annotator", "name", "members", "key", "extra"),
    Annotator: ("id", "name", "kind"),
    ArticleHead: ("id", "key", "extra", "meta.extra", *(f"meta.{name}" for name in META_FIELDS)),
}
_VALUES: Mapping[type, Callable[[Any], tuple[object, ...]]] = {
    kind: attrgetter(*names) for kind, names in _FIELDS.items()
}
_WRAP = 1 << 256
_NULL = "null"
_WRITER = msgspec.json.Encoder()

canonical_json: Callable[[object], str] = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode

_in_order: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def ordered_json(value: object) -> str:
    """The same without sorting: unknown fields keep the order they had, being written back where they stood."""
    return _in_order(value) if value != EMPTY else "{}"


def number(value: Stored | Annotator) -> int:
    """The SHA-256 of a value's canonical JSON as a number below 2^256; it covers every field, ids included."""
    return sum_of([_written(value)])


def sum_of(written: Iterable[object]) -> int:
    """The sum of these numbers for values that are lists of what their canonical JSON holds."""
    lines = _WRITER.encode_lines(list(written)).splitlines()  # msgspec 0.22 would keep any other iterable for ever
    return sum([int.from_bytes(sha256(line).digest(), "big") for line in lines])


def _written(value: Stored | Annotator) -> object:
    return _WRITTEN.get(type(value), _any_written)(value)


def _any_written(value: Stored | Annotator) -> object:
    kind = type(value)
    return Raw(f'["{kind.__name__}",{",".join(map(_item_json, _VALUES[kind](value)))}]')


def _item_json(item: object) -> str:
    if type(item) is str:  # nearly always, and much cheaper
        return _quoted(item)
    return _NULL if item is None else "{}" if item == {} else canonical_json(item)


# Spans, links and stances, of which there are many, are written by msgspec, whose texts and whole numbers are those of
# `json`, in a tenth of the time. What may hold other numbers, or keys to be sorted, is canonical JSON before.


def written_span(
    id: str,
    label: str,
    fragments: Sequence[Fragment],
    attributes: str,
    entity: str | None,
    origin: str,
    note: str,
    key: str | None,
    extra: str,
) -> object:
    """What the canonical JSON of a span holds, of which attributes and extra are canonical JSON themselves."""
    return "Span", id, label, fragments, Raw(attributes), entity, origin, note, key, Raw(extra)


def written_link(id: str, role: str, from_span: str, to_span: str, order: int, attributes: str, extra: str) -> object:
    """The same of a link."""
    return "Link", id, role, from_span, to_span, order, Raw(attributes), Raw(extra)


def written_stance(*fields: object, extra: str) -> object:
    """The same of a stance, its fields in the order of `_FIELDS`."""
    return "Stance", *fields, Raw(extra)


def _span(span: Span) -> object:
    attributes, extra = attributes_json(span.attributes), _object(span.extra)
    return written_span(
        span.id, span.label, span.fragments, attributes, span.entity, span.origin, span.note, span.key, extra
    )


def _link(link: Link) -> object:
    attributes, extra = attributes_json(link.attributes), _object(link.extra)
    return written_link(link.id, link.role, link.from_span, link.to_span, link.order, attributes, extra)


def _stance(stance: Stance) -> object:
    *fields, _ = _VALUES[Stance](stance)
    return written_stance(*fields, extra=_object(stance.extra))


def attributes_json(attributes: Mapping[str, str]) -> str:
    """The canonical JSON of attributes; most spans share theirs with many others."""
    if not attributes:
        return "{}"
    try:
        return _json_of_pairs(tuple(attributes.items()))
    except TypeError:  # damaged ones may hold lists
        return canonical_json(attributes)


@lru_cache(maxsize=4096)
def _json_of_pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return canonical_json(dict(pairs))


def _object(mapping: Mapping[str, object]) -> str:
    return canonical_json(mapping) if mapping else "{}"


_WRITTEN: Mapping[type, Callable[[Any], object]] = {Span: _span, Link: _link, Stance: _stance}


def unpacked(text: str) -> Mapping[str, Any]:
    """The mapping in a JSON column; raises ValueError where it holds something else."""
    if text == "{}":
        return EMPTY
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(f"no JSON object: {text[:60]}")
    return found


def digest(values: Iterable[Stored | Annotator], others: int = 0) -> str:
    """The digest of a set of values, whatever their order, as 64 hexadecimal digits; others: a sum of such."""
    return _hex(others + sum_of(map(_written, values)))


def row_digest(row: Mapping[str, object]) -> str:
    """The SHA-256 of a row's columns, as 64 hexadecimal digits."""
    return sha256(canonical_json(dict(row)).encode()).hexdigest()


def reading_digest(reading: Reading) -> str:
    """The digest of a whole reading."""
    return digest((reading.header, *reading.spans.values(), *reading.links.values(), *reading.stances.values()))


def moved_digest(before: str, edits: Iterable[Edit]) -> str:
    """The digest of a reading after `edits`, from the one before them."""
    total = int(before or "0", 16)
    for edit in edits:
        total -= number(edit.before) if edit.before is not None else 0
        total += number(edit.after) if edit.after is not None else 0
    return _hex(total)


def _hex(value: int) -> str:
    return f"{value % _WRAP:064x}"


def as_json(value: Stored) -> dict[str, object]:
    """The value's fields by name, empty ones left out; `from_json` takes it back."""
    named = zip(_FIELDS[type(value)], _VALUES[type(value)](value), strict=True)
    return {name: item for name, item in named if item not in (None, "", (), {})}


def from_json(kind: Kind, data: Mapping[str, Any]) -> Stored:
    """The value that `as_json` wrote."""
    return _MAKERS[kind](dict(data))


def _span_of(data: dict[str, Any]) -> Span:
    return Span(**data | {"fragments": tuple(Fragment(*pair) for pair in data["fragments"])})


def _stance_of(data: dict[str, Any]) -> Stance:
    return Stance(**data | {"evidence": tuple(data.get("evidence", ()))})


def _header_of(data: dict[str, Any]) -> Header:
    return Header(**data | {"state": State(data["state"])})


def _entity_of(data: dict[str, Any]) -> Entity:
    return Entity(**data | {"aliases": tuple(data.get("aliases", ()))})


def _utterance_of(data: dict[str, Any]) -> Utterance:
    members = tuple(Member(*pair) for pair in data.get("members", ()))
    return Utterance(**{"name": ""} | data | {"members": members})


def _head_of(data: dict[str, Any]) -> ArticleHead:
    meta = {name.removeprefix("meta."): value for name, value in data.items() if name.startswith("meta.")}
    rest = {name: value for name, value in data.items() if not name.startswith("meta.")}
    return ArticleHead(meta=Meta(**meta), **rest)


_MAKERS: Mapping[Kind, Callable[[dict[str, Any]], Stored]] = {
    Kind.SPAN: _span_of,
    Kind.LINK: lambda data: Link(**data),
    Kind.STANCE: _stance_of,
    Kind.READING: _header_of,
    Kind.ENTITY: _entity_of,
    Kind.TARGET: lambda data: Target(**data),
    Kind.UTTERANCE: _utterance_of,
    Kind.ARTICLE: _head_of,
}
