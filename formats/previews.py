"""What a person sees of one file before it is imported, and what there is to choose; stores and writes nothing."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import BinaryIO

from formats.encodings import encoding_choices
from formats.folders import Folder
from formats.interface import ReadOptions
from formats.limits import DELIVERY, LONGEST_TEXT
from formats.registry import folder_reader, reader
from models.errors import UserError
from models.previews import (
    ARTICLES_SHOWN,
    LONGEST_SHOWN,
    MOST_ERRORS,
    ArticlePreview,
    BlockChoice,
    EncodingChoice,
    Preview,
    TableChoice,
)
from models.records import Intake

_READ = 50  # records that are read, of annotated files more: each may have labels of its own
_LONGEST = 3.0  # seconds of looking at annotated files
_LARGEST = 4 * LONGEST_TEXT + 4  # bytes of a file for which there is anything to choose
_OF_SOME_ENCODING = frozenset(("text", "html", "mail", "table", "conll", "webanno-tsv", "press-database"))


def preview(format_name: str, data: BinaryIO, name: str, options: ReadOptions) -> Preview:
    """What reading a file would bring; what ends the reading is among the `errors`."""
    found = _preview(format_name, reader(format_name)(data, name, options))
    data.seek(0)
    raw = data.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        return found
    return replace(
        found,
        encodings=_encodings(format_name, raw),
        blocks=_blocks(format_name, raw, options),
        table=_table(format_name, raw, options),
    )


def preview_folder(format_name: str, folder: Folder, options: ReadOptions) -> Preview:
    """What reading the files of a folder that belong together would bring."""
    return _preview(format_name, folder_reader(format_name)(folder, options))


def _preview(format_name: str, items: Iterator[Intake | UserError]) -> Preview:
    look = _Look(monotonic() + _LONGEST)
    try:
        for item in items:
            look.take(item)
            if look.is_enough:
                look.is_partial = any(True for _ in items)
                break
    except UserError as error:
        look.errors.append(error)
    return Preview(
        format_name,
        tuple(look.shown),
        more=look.read > len(look.shown),
        errors=tuple(look.errors[:MOST_ERRORS]),
        unmapped_labels=dict(look.labels),
        unmapped_roles=dict(look.roles),
        read=look.read,
        is_partial=look.is_partial,
        may_be_delivery=look.may_be_delivery,
    )


@dataclass(slots=True)
class _Look:
    """What was seen of a file so far. end: when to stop (`monotonic`); read: how many articles."""

    end: float
    read: int = 0
    is_partial: bool = False
    is_annotated: bool = False
    may_be_delivery: bool = False
    shown: list[ArticlePreview] = field(default_factory=list)
    errors: list[UserError] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)

    def take(self, item: Intake | UserError) -> None:
        """Looks at what a reader gave."""
        if isinstance(item, UserError):
            self.errors.append(item)
            return
        self.read += 1
        self.labels.update(item.unmapped_labels)
        self.roles.update(item.unmapped_roles)
        self.may_be_delivery = self.may_be_delivery or DELIVERY in item.warnings
        self.is_annotated = self.is_annotated or bool(item.record.spans or item.unmapped_labels)
        if len(self.shown) < ARTICLES_SHOWN:
            self.shown.append(_shown(item))

    @property
    def is_enough(self) -> bool:
        """Whether nothing new is to be expected, or it takes too long."""
        seen = self.read + len(self.errors)
        return seen >= _READ and (not self.is_annotated or len(self.errors) >= MOST_ERRORS or monotonic() > self.end)


def _shown(intake: Intake) -> ArticlePreview:
    record = intake.record
    text = record.article.text
    return ArticlePreview(
        text[:LONGEST_SHOWN],
        len(text),
        record.article.meta,
        dict(intake.changes),
        intake.warnings,
        None if intake.before is None else intake.before[:LONGEST_SHOWN],
        record.annotator,
        dict(Counter(span.label for span in record.spans)),
    )


def _encodings(format_name: str, raw: bytes) -> tuple[EncodingChoice, ...]:
    return encoding_choices(raw) if format_name in _OF_SOME_ENCODING else ()


def _blocks(format_name: str, raw: bytes, options: ReadOptions) -> tuple[BlockChoice, ...]:
    """The parts of a page; none where it cannot be read, which the errors say already."""
    if format_name == "html":
        from formats.html import blocks
    elif format_name == "mail":
        from formats.mail import blocks
    else:
        return ()
    try:
        return tuple(blocks(io.BytesIO(raw), options))
    except UserError:
        return ()


def _table(format_name: str, raw: bytes, options: ReadOptions) -> TableChoice | None:
    """The columns; of JSON Lines without annotations too, since they may be articles under keys of their own."""
    if format_name == "table":
        from formats.tables import table
    elif format_name in ("json", "inquit-jsonl"):
        from formats.json_articles import table
    else:
        return None
    try:
        return table(io.BytesIO(raw), options)
    except UserError:
        return None
