"""Stored values as JSON (for the change log) and as digests (for the integrity check), and back.

The JSON leaves out what is empty: None, "", [] and {}. The digest of a reading is the sum modulo 2^256 of the digests
of its objects, so that a gesture updates it in time proportional to what it touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from typing import Any

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
NULL = "null"

canonical_json: Callable[[object], str] = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode

# The same without sorting: unknown fields keep the order they had, since they are written back where they stood.
ordered_json: Callable[[object], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


def number(value: Stored | Annotator) -> int:
    """The SHA-256 of a value's canonical JSON as a number below 2^256; it covers every field, ids included."""
    return sum_of([_WRITTEN.get(type(value), _any_json)(value)])


def sum_of(written: Iterable[str]) -> int:
    """The sum of these numbers for values of which the canonical JSON is written already."""
    return sum([int.from_bytes(sha256(text.encode()).digest(), "big") for text in written])


def _any_json(value: Stored | Annotator) -> str:
    return f'["{type(value).__name__}",{",".join(map(_item_json, _VALUES[type(value)](value)))}]'


def _item_json(item: object) -> str:
    if type(item) is str:  # nearly always, and much cheaper
        return _quoted(item)
    return NULL if item is None else "{}" if item == {} else canonical_json(item)


# Spans, links and stances, of which there are many, are written out: the same text in half the time. They are stored
# under ids that need not be those they have in a file. What refers to entities and targets is in two pieces, between
# which `references` stand.


def span_pieces(span: Span, id: str) -> tuple[str, str]:
    """The canonical JSON of a span before and behind its entity."""
    fragments = ",".join([f"[{start},{end}]" for start, end in span.fragments])
    head = f'["Span",{_quoted(id)},{_quoted(span.label)},[{fragments}],{attributes_json(span.attributes)},'
    tail = f",{_quoted(span.origin)},{_quoted(span.note)},{_or_null(span.key)},{_object(span.extra)}]"
    return head, tail


def stance_pieces(
    stance: Stance, id: str, quote: str | None, according_to: str | None, evidence: Iterable[str]
) -> tuple[str, str]:
    """The canonical JSON of a stance before and behind its holder and target."""
    hedged, strength = "true" if stance.hedged else "false", "null" if stance.strength is None else stance.strength
    upon = f"[{','.join(map(_quoted, evidence))}],{references(quote, according_to)}"
    last = f"{_quoted(stance.note)},{_or_null(stance.key)},{_object(stance.extra)}]"
    head = f'["Stance",{_quoted(id)},{_quoted(stance.polarity)},'
    return head, f",{_or_null(stance.basis)},{hedged},{strength},{upon},{last}"


def link_json(link: Link, id: str, from_span: str, to_span: str) -> str:
    """The canonical JSON of a link."""
    start = f'["Link",{_quoted(id)},{_quoted(link.role)},{_quoted(from_span)},{_quoted(to_span)},{link.order}'
    return f"{start},{attributes_json(link.attributes)},{_object(link.extra)}]"


def references(*ids: str | None) -> str:
    """The canonical JSON of ids that stand one behind the other."""
    return ",".join(map(_or_null, ids))


def _span_json(span: Span) -> str:
    return _or_null(span.entity).join(span_pieces(span, span.id))


def _stance_json(stance: Stance) -> str:
    pieces = stance_pieces(stance, stance.id, stance.quote, stance.according_to, stance.evidence)
    return references(stance.holder, stance.target).join(pieces)


def _link_json(link: Link) -> str:
    return link_json(link, link.id, link.from_span, link.to_span)


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


def _or_null(text: str | None) -> str:
    return NULL if text is None else _quoted(text)


def _object(mapping: Mapping[str, object]) -> str:
    return canonical_json(mapping) if mapping else "{}"


_WRITTEN: Mapping[type, Callable[[Any], str]] = {Span: _span_json, Link: _link_json, Stance: _stance_json}


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
    return _hex(others + sum(number(value) for value in values))


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


def _span(data: dict[str, Any]) -> Span:
    return Span(**data | {"fragments": tuple(Fragment(*pair) for pair in data["fragments"])})


def _stance(data: dict[str, Any]) -> Stance:
    return Stance(**data | {"evidence": tuple(data.get("evidence", ()))})


def _header(data: dict[str, Any]) -> Header:
    return Header(**data | {"state": State(data["state"])})


def _entity(data: dict[str, Any]) -> Entity:
    return Entity(**data | {"aliases": tuple(data.get("aliases", ()))})


def _utterance(data: dict[str, Any]) -> Utterance:
    members = tuple(Member(*pair) for pair in data.get("members", ()))
    return Utterance(**{"name": ""} | data | {"members": members})


def _head(data: dict[str, Any]) -> ArticleHead:
    meta = {name.removeprefix("meta."): value for name, value in data.items() if name.startswith("meta.")}
    rest = {name: value for name, value in data.items() if not name.startswith("meta.")}
    return ArticleHead(meta=Meta(**meta), **rest)


_MAKERS: Mapping[Kind, Callable[[dict[str, Any]], Stored]] = {
    Kind.SPAN: _span,
    Kind.LINK: lambda data: Link(**data),
    Kind.STANCE: _stance,
    Kind.READING: _header,
    Kind.ENTITY: _entity,
    Kind.TARGET: lambda data: Target(**data),
    Kind.UTTERANCE: _utterance,
    Kind.ARTICLE: _head,
}
