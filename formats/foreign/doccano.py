"""doccano's JSONL export of sequence labelling, with and without relations.

Offsets are code points or UTF-16 units, by version and project; a project that counts grapheme clusters is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from formats.columns import columns_of
from formats.foreign.marks import Source, draft_in_doubt, maybe, number, objects, reading_intake, words
from formats.foreign.units import Mark, Marked, unit_of_file
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import Item, json_records
from formats.strict_json import shown
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake

_OWN = ("id", "text", "data", "label", "labels", "entities", "relations", "Comments", "comments", "username")


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """One reading a line."""
    likely = unit_of_file(data, name, lambda item: [_marked(item)])
    for item in json_records(data, name):
        try:
            yield item if isinstance(item, UserError) else _intake(item, name, options, likely)
        except UserError as error:
            yield error.at(name, item.line if isinstance(item, Item) else None)


def _marked(item: Item) -> Marked:
    value = item.value
    return words(value, "text" if "text" in value else "data"), [*_entities(value), *_labels(value)]


def _intake(item: Item, name: str, options: ReadOptions, likely: OffsetUnit | None) -> Intake:
    value = item.value
    text, marks = _marked(item)
    done = draft_in_doubt(text, marks, options, likely)
    for relation in objects(value.get("relations"), "relations"):
        ends = (maybe(relation, "from_id") or "", maybe(relation, "to_id") or "")
        done.connect(maybe(relation, "type") or maybe(relation, "label") or "", *ends)
    for comments in (value.get("Comments"), value.get("comments")):
        for comment in comments if isinstance(comments, list) else []:
            done.note("comment, not stored", str(comment))
    rest = {key: found for key, found in value.items() if key not in _OWN}
    findings = columns_of(["text", *rest], {}).findings(rest)
    source = Source(name, "doccano", item.line, maybe(value, "id"), maybe(value, "username"))
    return reading_intake(text, done, source, findings)


def _entities(value: dict[str, object]) -> Iterator[Mark]:
    for entity in objects(value.get("entities"), "entities"):
        pair = (number(entity, "start_offset"), number(entity, "end_offset"))
        yield Mark(maybe(entity, "id") or "", words(entity, "label"), (pair,))


def _labels(value: dict[str, object]) -> Iterator[Mark]:
    """The older form: [start, end, label]."""
    labels = value.get("label", value.get("labels", []))
    for place, label in enumerate(labels if isinstance(labels, list) else [], start=1):
        match label:
            case [int(start), int(end), str(name)]:
                yield Mark(f"s{place}", name, ((start, end),), keyed=False)
            case _:
                remedy = "export a project of sequence labelling as JSONL"
                raise UserError("a label is [start, end, name]", value=shown(label), remedy=remedy)
