"""Articles as JSON: one object a line, or one array or object a file; keys mean fields as the columns of a table do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from formats.articles import article_intake
from formats.columns import columns_of, table_choice
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import json_records
from models.errors import UserError
from models.previews import TableChoice
from models.records import Intake

_LOOKED_AT = 20  # objects whose keys a person may choose from


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The articles of the file, one an object."""
    for item in json_records(data, name):
        if isinstance(item, UserError):
            yield item
            continue
        try:
            columns = columns_of(list(item.value), options.columns)
            yield article_intake(
                columns.text(item.value),
                name,
                columns.findings(item.value),
                reader="json",
                media_type="application/json",
                key=columns.key(item.value),
                line=item.line,
            )
        except UserError as error:
            yield error.at(name, item.line)


def table(data: BinaryIO, options: ReadOptions = READ_DEFAULTS) -> TableChoice:
    """The keys of the first objects with what they are taken for; raises UserError for what is no JSON."""
    items = (item for item in json_records(data, "") if not isinstance(item, UserError))
    rows = [item.value for item in islice(items, _LOOKED_AT)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return table_choice(names, rows, options.columns)
