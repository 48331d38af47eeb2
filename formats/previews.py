"""What a person sees of one file before it is imported, and what there is to choose; stores and writes nothing."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from formats.encodings import encoding_choices
from formats.folders import Folder
from formats.interface import ReadOptions
from formats.registry import folder_reader, reader
from models.errors import UserError
from models.previews import LONGEST_SHOWN, ArticlePreview, BlockChoice, EncodingChoice, Preview, TableChoice
from models.records import Intake

_ARTICLES_SHOWN = 3
_READ = 50  # records that are read at most
_OF_SOME_ENCODING = frozenset(("text", "html", "mail", "table", "conll", "webanno-tsv", "press-database"))


def preview(format_name: str, data: BinaryIO, name: str, options: ReadOptions) -> Preview:
    """What reading a file would bring; what ends the reading is among the `errors`."""
    found = _preview(format_name, reader(format_name)(data, name, options))
    data.seek(0)
    raw = data.read()
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
    articles: list[ArticlePreview] = []
    errors: list[UserError] = []
    labels: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    try:
        for item in islice(items, _READ):
            if isinstance(item, UserError):
                errors.append(item)
                continue
            labels.update(item.unmapped_labels)
            roles.update(item.unmapped_roles)
            articles.append(_shown(item))
    except UserError as error:
        errors.append(error)
    shown = tuple(articles[:_ARTICLES_SHOWN])
    return Preview(
        format_name,
        shown,
        more=len(articles) > len(shown),
        errors=tuple(errors),
        unmapped_labels=dict(labels),
        unmapped_roles=dict(roles),
    )


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
