"""Label Studio's JSON export (and JSON_MIN) of text labelling: one reading for each annotation of a task.

Regions in HTML or in dialogues name places in the page, not in a text, and are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from formats.columns import Columns, columns_of
from formats.drafts import Draft
from formats.foreign.marks import Source, draft_in_doubt, maybe, number, objects, reading_intake
from formats.foreign.units import Mark, Marked, unit_of_file
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import Item, json_records
from formats.strict_json import shown
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake

_MIN_OWN = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The readings of every task; a task that nobody annotated brings its article only."""
    likely = unit_of_file(data, name, lambda item: _marked(item, options))
    for item in json_records(data, name):
        try:
            if isinstance(item, UserError):
                yield item
            elif "data" in item.value:
                yield from _task(item, name, options, likely)
            else:
                yield _smallest(item, name, options, likely)
        except UserError as error:
            yield error.at(name, item.line if isinstance(item, Item) else None)


def _marked(item: Item, options: ReadOptions) -> Iterator[Marked]:
    """The text of a task with the spans of each annotation."""
    if "data" not in item.value:
        yield _columns_of_smallest(item, options).text(item.value), _regions_of_smallest(item)
        return
    data = _data(item)
    text = columns_of(list(data), options.columns).text(data)
    for annotation in _annotations(item):
        yield text, _regions(objects(annotation.get("result"), "result"))


def _data(item: Item) -> dict[str, object]:
    data = item.value["data"]
    if not isinstance(data, dict):
        raise UserError("a task needs its data", value=f"data: {shown(data)}", remedy="export the project as JSON")
    return data


def _annotations(item: Item) -> list[dict[str, object]]:
    return objects(item.value.get("annotations", item.value.get("completions")), "annotations")


def _task(item: Item, name: str, options: ReadOptions, likely: OffsetUnit | None) -> Iterator[Intake]:
    data = _data(item)
    columns = columns_of(list(data), options.columns)
    text = columns.text(data)
    annotations = _annotations(item)
    kept = [annotation for annotation in annotations if not _is_skipped(annotation)]
    for place, annotation in enumerate(kept or [{}]):
        done = _draft(text, objects(annotation.get("result"), "result"), options, likely)
        if not place:
            _note_left_out(done, item)
        key = maybe(item.value, "id")
        source = Source(name, "label-studio", item.line, key, _annotator(annotation) if kept else None)
        yield reading_intake(text, done, source, columns.findings(data))


def _is_skipped(annotation: Mapping[str, object]) -> bool:
    return bool(annotation.get("was_cancelled"))


def _note_left_out(done: Draft, item: Item) -> None:
    left: dict[str, object] = {"skipped annotation": list(filter(_is_skipped, _annotations(item)))}
    left |= {"prediction": item.value.get("predictions"), "draft": item.value.get("drafts")}
    for what, some in left.items():
        for one in some if isinstance(some, list) else ():
            identity = maybe(one, "id") if isinstance(one, dict) else str(one)  # snapshots have nothing but the id
            done.note(f"{what}, not stored", identity or "without an id")


def _draft(text: str, results: list[dict[str, object]], options: ReadOptions, likely: OffsetUnit | None) -> Draft:
    done = draft_in_doubt(text, _regions(results), options, likely)
    for result in results:
        if result.get("type") == "relation":
            for label in _texts(result.get("labels")) or ["relation"]:
                done.connect(label, maybe(result, "from_id") or "", maybe(result, "to_id") or "")
        elif not _is_region(result):
            _offer_attribute(done, result)
        else:
            _add_remarks(done, result)
    return done


def _add_remarks(done: Draft, region: Mapping[str, object]) -> None:
    """What somebody wrote of a region becomes the note of its span; a region without a label is none of ours."""
    key, value, meta = maybe(region, "id") or "", region.get("value"), region.get("meta")
    if isinstance(value, dict) and not _texts(value.get("labels")):
        done.note("region without a label, not stored", key or str(value.get("start")))
    remarks = _texts(meta.get("text")) if isinstance(meta, dict) else []
    if remarks and key in done.spans:
        done.change(key, note="\n".join(remarks))


def _regions(results: list[dict[str, object]]) -> list[Mark]:
    return list(_unique(mark for result in results if _is_region(result) for mark in _marks(result)))


def _is_region(result: Mapping[str, object]) -> bool:
    return str(result.get("type", "")).endswith("labels")


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


def _columns_of_smallest(item: Item, options: ReadOptions) -> Columns:
    return columns_of([key for key, found in item.value.items() if isinstance(found, str)], options.columns)


def _regions_of_smallest(item: Item) -> list[Mark]:
    lists = [found for found in item.value.values() if isinstance(found, list)]
    regions = [region for found in lists for region in found if isinstance(region, dict)]
    return _regions([{"type": _kind(region), "value": region} for region in regions])


def _kind(region: Mapping[str, object]) -> str:
    """Which control made a region: `labels`, or another that has its name."""
    return next((key for key in region if key.endswith("labels")), "other")


def _smallest(item: Item, name: str, options: ReadOptions, likely: OffsetUnit | None) -> Intake:
    """JSON_MIN: the task's data, and under the name of each control its regions."""
    value = item.value
    columns = _columns_of_smallest(item, options)
    text = columns.text(value)
    done = draft_in_doubt(text, _regions_of_smallest(item), options, likely)
    for control, found in value.items():
        if isinstance(found, dict) and control not in _MIN_OWN:
            done.note("not stored, another control", control)
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
