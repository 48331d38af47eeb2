"""Prodigy's JSONL: spans and relations of what was accepted; what was rejected or ignored brings its article only.

Reads spaCy's `Doc.to_json` too, which has the same spans under `ents` and in groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from formats.columns import columns_of
from formats.drafts import Draft
from formats.foreign.marks import Source, draft_of, maybe, number, objects, reading_intake, words
from formats.foreign.units import Mark
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import Item, json_records
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """One reading a line."""
    for item in json_records(data, name):
        try:
            yield item if isinstance(item, UserError) else _intake(item, name, options)
        except UserError as error:
            yield error.at(name, item.line if isinstance(item, Item) else None)


def _intake(item: Item, name: str, options: ReadOptions) -> Intake:
    value = item.value
    text = words(value, "text")
    accepted = value.get("answer", "accept") == "accept"
    done = draft_of(text, list(_marks(value)) if accepted else [], options, OffsetUnit.CODE_POINT)
    if accepted:
        _connect(done, value)
        for span in _spans(value):
            if span.get("label") is None:
                done.note("span without a label, not stored", f"{span.get('start')}-{span.get('end')}")
    else:
        done.note("not accepted, article only", str(value.get("answer")))
    meta = value.get("meta")
    rest = meta if isinstance(meta, dict) else {}
    annotator = (maybe(value, "_annotator_id") or maybe(value, "_session_id")) if accepted else None
    source = Source(name, "prodigy", item.line, maybe(rest, "id"), annotator)
    findings = columns_of(["text", *rest], {}).findings(rest)
    return reading_intake(text, done, source, findings)


def _marks(value: Mapping[str, object]) -> Iterator[Mark]:
    """The spans, each named by its offsets and label, as relations name them."""
    seen: set[str] = set()
    relations = objects(value.get("relations"), "relations")
    ends = [end for relation in relations for end in (relation.get("head_span"), relation.get("child_span"))]
    for span in [*_spans(value), *(end for end in ends if isinstance(end, dict))]:
        if span.get("label") is not None and _name(span) not in seen:
            seen.add(_name(span))
            pair = (number(span, "start"), number(span, "end"))
            yield Mark(_name(span), words(span, "label"), (pair,), maybe(span, "text"), keyed=False)


def _spans(value: Mapping[str, object]) -> list[dict[str, object]]:
    spans = value.get("spans")
    groups = spans.values() if isinstance(spans, dict) else [spans]
    return [span for group in (value.get("ents"), *groups) for span in objects(group, "spans")]


def _connect(done: Draft, value: Mapping[str, object]) -> None:
    for relation in objects(value.get("relations"), "relations"):
        head, child = relation.get("head_span"), relation.get("child_span")
        if isinstance(head, dict) and isinstance(child, dict):
            done.connect(words(relation, "label"), _name(head), _name(child))
        else:
            done.note("relation between tokens, not stored", str(relation.get("label")))


def _name(span: Mapping[str, object]) -> str:
    return f"{span.get('label')}-{span.get('start')}-{span.get('end')}"
