"""Label Studio's JSON export (and JSON_MIN) of text labelling: one reading for each annotation of a task.

Regions in HTML or in dialogues name places in the page, not in a text, and are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from formats.columns import columns_of
from formats.drafts import Draft
from formats.foreign.marks import Mark, Source, draft_of, maybe, number, objects, reading_intake
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import Item, json_records
from models.errors import UserError
from models.records import Intake

_MIN_OWN = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The readings of every task; a task that nobody annotated brings its article only."""
    for item in json_records(data, name):
        try:
            if isinstance(item, UserError):
                yield item
            else:
                yield from _task(item, name, options) if "data" in item.value else [_smallest(item, name, options)]
        except UserError as error:
            yield error.at(name, item.line if isinstance(item, Item) else None)


def _task(item: Item, name: str, options: ReadOptions) -> Iterator[Intake]:
    data = item.value["data"]
    if not isinstance(data, dict):
        raise UserError("a task needs its data", value=data)
    columns = columns_of(list(data), options.columns)
    text = columns.text(data)
    annotations = objects(item.value.get("annotations", item.value.get("completions")), "annotations")
    kept = [annotation for annotation in annotations if not annotation.get("was_cancelled")]
    for annotation in kept or [{}]:
        done = _draft(text, objects(annotation.get("result"), "result"), options)
        if skipped := len(annotations) - len(kept):
            done.note("skipped annotation, not stored", str(skipped))
        key = maybe(item.value, "id")
        source = Source(name, "label-studio", item.line, key, _annotator(annotation) if kept else None)
        yield reading_intake(text, done, source, columns.findings(data))


def _draft(text: str, results: list[dict[str, object]], options: ReadOptions) -> Draft:
    regions = [result for result in results if str(result.get("type", "")).endswith("labels")]
    done = draft_of(text, list(_unique(mark for region in regions for mark in _marks(region))), options)
    for result in results:
        if result.get("type") == "relation":
            for label in _texts(result.get("labels")) or ["relation"]:
                done.connect(label, maybe(result, "from_id") or "", maybe(result, "to_id") or "")
        elif result not in regions:
            _offer_attribute(done, result)
    return done


def _marks(region: Mapping[str, object]) -> Iterator[Mark]:
    """One mark for each label of a region; the first bears the region's id."""
    value, kind = region.get("value"), str(region.get("type"))
    if kind != "labels" or not isinstance(value, dict):
        raise UserError("a region that is not in a plain text", value=kind, remedy="export a project of plain texts")
    pair = (number(value, "start"), number(value, "end"))
    key = maybe(region, "id") or f"{pair[0]}-{pair[1]}"
    for place, label in enumerate(_texts(value.get("labels"))):
        name = f"{key}-{place + 1}" if place else key
        yield Mark(name, label, (pair,), maybe(value, "text"), keyed=not place and "id" in region)


def _unique(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks with keys of their own: several controls may label one region."""
    taken: Counter[str] = Counter()
    for mark in marks:
        taken[mark.key] += 1
        again = taken[mark.key] > 1
        yield replace(mark, key=f"{mark.key}/{taken[mark.key]}", keyed=False) if again else mark


def _offer_attribute(done: Draft, result: Mapping[str, object]) -> None:
    """A choice about a region is an attribute of its span; what is about the whole task is not stored."""
    value, key = result.get("value"), maybe(result, "id") or ""
    choices = _texts(value.get("choices")) if isinstance(value, dict) else []
    if key in done.spans and len(choices) == 1:
        done.attribute(key, str(result.get("from_name")), choices[0])
    else:
        done.note(f"not stored, {result.get('type')}", f"{result.get('from_name')}")


def _smallest(item: Item, name: str, options: ReadOptions) -> Intake:
    """JSON_MIN: the task's data, and under the name of each control its regions."""
    value = item.value
    columns = columns_of([key for key, found in value.items() if isinstance(found, str)], options.columns)
    text = columns.text(value)
    regions = [item for found in value.values() if isinstance(found, list) for item in found if isinstance(item, dict)]
    labelled = ({"type": "labels", "value": region} for region in regions if "labels" in region)
    marks = list(_unique(mark for region in labelled for mark in _marks(region)))
    done = draft_of(text, marks, options)
    data = {key: found for key, found in value.items() if isinstance(found, str) and key not in _MIN_OWN}
    source = Source(name, "label-studio", item.line, maybe(value, "id"), maybe(value, "annotator"))
    return reading_intake(text, done, source, columns.findings(data))


def _annotator(annotation: Mapping[str, object]) -> str | None:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        return next((found for key in ("email", "username", "id") if (found := maybe(who, key))), None)
    return maybe(annotation, "completed_by")


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
