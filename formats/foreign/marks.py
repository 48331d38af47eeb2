"""What the readers of other tools' annotations share: the draft of their spans, its intake, and values of JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formats.articles import article_intake
from formats.drafts import Draft, draft
from formats.foreign.units import Mark, unit_of
from formats.interface import ReadOptions
from formats.metadata import Findings
from formats.normalise import normalise
from formats.strict_json import shown
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit
from models.readings import State
from models.records import Intake


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reading comes from. name: the file's; line: from 1; key, annotator: what the file calls them."""

    name: str
    reader: str
    line: int | None = None
    key: str | None = None
    annotator: str | None = None
    media_type: str = "application/json"


def draft_of(text: str, marks: Sequence[Mark], options: ReadOptions, unit: OffsetUnit) -> Draft:
    """A draft with the marks as spans; unit: of their offsets. Raises UserError that names what does not fit."""
    mine = draft(normalise(text), options)
    offsets = OffsetMap(text, unit)
    for mark in marks:
        pairs = [(_code_point(offsets, mark, start), _code_point(offsets, mark, end)) for start, end in mark.pairs]
        mine.add(mark.key, mark.label, pairs, mark.words, keyed=mark.keyed)
    return mine


def draft_in_doubt(text: str, marks: Sequence[Mark], options: ReadOptions, likely: OffsetUnit | None) -> Draft:
    """The same of a tool that does not say what its offsets count; likely: what those of the whole file do."""
    unit, in_doubt = unit_of(text, marks, likely)
    mine = draft_of(text, marks, options, unit)
    if unit is not OffsetUnit.CODE_POINT:
        mine.note("offsets read as UTF-16 units, since as code points they do not fit", f"{len(marks)} spans")
    elif in_doubt:
        mine.note("offsets read as code points, though as UTF-16 units they would fit, too", f"{len(marks)} spans")
    return mine


def reading_intake(text: str, done: Draft, source: Source, findings: Findings | None = None) -> Intake:
    """The reading of a finished draft; without an annotator and spans it is an article only."""
    place = source.name if source.line is None else f"{source.name}:{source.line}"
    intake = article_intake(
        text,
        source.name,
        findings or Findings(),
        reader=source.reader,
        media_type=source.media_type,
        key=source.key,
        line=source.line,
    )
    article = intake.record.article
    state = State.DONE if done.spans or source.annotator else State.TODO
    record = done.record(article, source.annotator, state)
    return Intake(
        record,
        changes=intake.changes,
        warnings=(*intake.warnings, *done.warnings(place)),
        line=source.line,
        media_type=source.media_type,
        reader=source.reader,
        unmapped_labels=done.unmapped_labels,
        unmapped_roles=done.unmapped_roles,
        noted=done.noted,
    )


def _code_point(offsets: OffsetMap, mark: Mark, offset: int) -> int:
    found = offsets.to_code_point(offset)
    if found is None:
        what = "an offset lies outside the text or inside a character"
        raise UserError(what, value=f"{mark.key}: {offset}", remedy="use the text that was annotated")
    return found


# --- values of JSON, checked --------------------------------------------------------------------------------------


def objects(value: object, name: str) -> list[dict[str, object]]:
    """A list of objects, empty where there is none; raises UserError for anything else."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        value = f"{name}: {shown(value)}"
        raise UserError("a list of objects is needed", value=value, remedy="export it anew, or remove the record")
    return value


def number(item: Mapping[str, object], name: str) -> int:
    """An offset; raises UserError where it is missing or no whole number."""
    value = item.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise UserError("an offset must be a whole number", value=_named(item, name), remedy="mend the offset")
    return value


def words(item: Mapping[str, object], name: str) -> str:
    """A text; raises UserError where it is missing or empty."""
    value = item.get(name)
    if not isinstance(value, str) or not value:
        raise UserError("a text is needed", value=_named(item, name), remedy="fill it in, or remove the record")
    return value


def _named(item: Mapping[str, object], name: str) -> str:
    """A value with its name and the id of the object that it is in, to be shown in an error."""
    identity = maybe(item, "id")
    return f"{name}: {shown(item.get(name))}" + (f" of {identity}" if identity else "")


def maybe(item: Mapping[str, object], name: str) -> str | None:
    """A text or number as a text; None where there is none."""
    value = item.get(name)
    usable = isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""
    return str(value) if usable else None
