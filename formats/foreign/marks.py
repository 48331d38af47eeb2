"""What the readers of other tools' annotations share: spans with offsets of an uncertain unit, and the intake of them.

Tools disagree on what an offset counts, and some changed their mind: where the file says which words a span covers,
they decide; else the unit under which spans begin and end with words does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from formats.articles import article_intake
from formats.drafts import Draft, draft
from formats.interface import ReadOptions
from formats.metadata import Findings
from formats.normalise import normalise
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit
from models.readings import State
from models.records import Intake

_UNITS = (OffsetUnit.CODE_POINT, OffsetUnit.UTF16)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as a file has it. pairs: in its unit; words: what it says they cover; keyed: whether `key` is its id."""

    key: str
    label: str
    pairs: tuple[tuple[int, int], ...]
    words: str | None = None
    keyed: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reading comes from. name: the file's; line: from 1; key, annotator: what the file calls them."""

    name: str
    reader: str
    line: int | None = None
    key: str | None = None
    annotator: str | None = None
    media_type: str = "application/json"


def draft_of(text: str, marks: list[Mark], options: ReadOptions, unit: OffsetUnit | None = None) -> Draft:
    """A draft with the marks as spans; unit: of their offsets, None where that is to be found out.

    Raises UserError that names the span which does not fit.
    """
    mine = draft(normalise(text), options)
    found = unit or _unit(text, marks)
    if unit is None and found is not OffsetUnit.CODE_POINT:
        mine.note("offsets read as UTF-16 units, since as code points they do not fit", f"{len(marks)} spans")
    offsets = OffsetMap(text, found)
    for mark in marks:
        pairs = [(_code_point(offsets, mark, start), _code_point(offsets, mark, end)) for start, end in mark.pairs]
        mine.add(mark.key, mark.label, pairs, mark.words, keyed=mark.keyed)
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
    )


def _unit(text: str, marks: list[Mark]) -> OffsetUnit:
    if not marks or text.isascii() or all(ord(char) < 0x10000 for char in text):
        return OffsetUnit.CODE_POINT
    misfits = {unit: _misfits(text, marks, OffsetMap(text, unit)) for unit in _UNITS}
    return min(_UNITS, key=lambda unit: misfits[unit])


def _misfits(text: str, marks: Iterable[Mark], offsets: OffsetMap) -> int:
    """How many spans cover other words than the file says or, where it says none, begin or end inside a word."""
    count = 0
    for mark in marks:
        places = [(offsets.to_code_point(start), offsets.to_code_point(end)) for start, end in mark.pairs]
        if any(start is None or end is None for start, end in places):
            count += 1
            continue
        pairs = cast("list[tuple[int, int]]", places)
        if mark.words is not None:
            count += " ".join(text[start:end] for start, end in pairs).split() != mark.words.split()
        else:
            count += any(_inside_word(text, start) or _inside_word(text, end) for start, end in pairs)
    return count


def _inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _code_point(offsets: OffsetMap, mark: Mark, offset: int) -> int:
    found = offsets.to_code_point(offset)
    if found is None:
        raise UserError("an offset lies outside the text or inside a character", value=f"{mark.key}: {offset}")
    return found


# --- values of JSON, checked --------------------------------------------------------------------------------------


def objects(value: object, name: str) -> list[dict[str, object]]:
    """A list of objects, empty where there is none; raises UserError for anything else."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UserError("a list of objects is needed", value=name)
    return value


def number(item: Mapping[str, object], name: str) -> int:
    """An offset; raises UserError where it is missing or no whole number."""
    value = item.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise UserError("an offset must be a whole number", value=f"{name}: {value!r}")
    return value


def words(item: Mapping[str, object], name: str) -> str:
    """A text; raises UserError where it is missing or empty."""
    value = item.get(name)
    if not isinstance(value, str) or not value:
        raise UserError("a text is needed", value=f"{name}: {value!r}")
    return value


def maybe(item: Mapping[str, object], name: str) -> str | None:
    """A text or number as a text; None where there is none."""
    value = item.get(name)
    usable = isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""
    return str(value) if usable else None
