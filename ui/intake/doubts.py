"""What is not certain about a file that is to come in, and what a choice for one says about others. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from models.previews import Choices, Preview, TableChoice

_UNSURE: Final = ("densest block", "whole page")  # how the part of a page was found, where the page does not say it

_NATIVE: Final = "inquit-jsonl"  # what JSON Lines are taken for, until their keys say otherwise
_ARTICLES: Final = "json"  # articles under keys of their own


class Doubt(StrEnum):
    """What a person has to look at; the value is what the list calls it."""

    ENCODING = "encoding"
    COLUMNS = "columns"
    BLOCK = "part of the page"
    LABELS = "labels"
    JOINS = "joined lines"
    DELIVERY = "one article or several"


def doubts_of(preview: Preview) -> frozenset[Doubt]:
    """What is uncertain about a file, nothing where it can come in as it is or where a choice would not help."""
    holds = {
        Doubt.ENCODING: bool(preview.encodings) and not preview.articles,
        Doubt.COLUMNS: _has_no_text(preview.table),
        Doubt.BLOCK: len(preview.blocks) > 1 and preview.blocks[0].how in _UNSURE,
        Doubt.LABELS: bool(preview.unmapped_labels or preview.unmapped_roles),
        Doubt.DELIVERY: preview.may_be_delivery,
        Doubt.JOINS: any(article.before is not None for article in preview.articles),
    }
    return frozenset(doubt for doubt, is_there in holds.items() if is_there)


def _has_no_text(table: TableChoice | None) -> bool:
    """Whether a table has columns, none of which is known to hold the text."""
    return table is not None and bool(table.columns) and "text" not in table.mapping


def proposed(preview: Preview, choices: Choices, doubts: frozenset[Doubt]) -> Choices:
    """The choices with the likeliest answer to each doubt that has none yet."""
    if Doubt.ENCODING in doubts and not choices.encoding and preview.encodings:
        choices = replace(choices, encoding=preview.encodings[0].name)
    if Doubt.COLUMNS in doubts and preview.format == _NATIVE:
        choices = replace(choices, format=_ARTICLES)
    if Doubt.BLOCK in doubts and not choices.block and preview.blocks:
        choices = replace(choices, block=preview.blocks[0].path)
    if Doubt.DELIVERY in doubts and choices.divided is None:
        choices = replace(choices, divided=True)
    return choices


def carried(choices: Choices, chosen_on: Preview, other: Preview) -> Choices | None:
    """The choices made for one file, for another in the same doubt; None where they do not fit it.

    An encoding fits where the same one was the likeliest: one that is wrong seldom fails, and is not seen later.
    """
    if chosen_on.encodings[:1] and other.encodings[:1] and chosen_on.encodings[0].name != other.encodings[0].name:
        return None
    if choices.encoding and choices.encoding not in {encoding.name for encoding in other.encodings}:
        return None
    if choices.block and choices.block not in {block.path for block in other.blocks}:
        return None
    return choices if _columns_fit(choices.columns, other) else None


def _columns_fit(columns: Mapping[str, str], other: Preview) -> bool:
    return not columns or (other.table is not None and set(columns.values()) <= {"", *other.table.columns})
