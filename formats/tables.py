"""Tables (.csv, .tsv) with one article a row, under a header row of column names."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from formats.articles import article_intake, limited
from formats.columns import Columns, columns_of, table_choice
from formats.encodings import decoded
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import LONGEST_TEXT
from formats.normalise import BOM
from models.errors import UserError
from models.previews import TableChoice
from models.records import Intake

LARGEST_FILE = 500_000_000  # bytes
_SEPARATORS = ",;\t|"
_NAMED_SEPARATOR = re.compile(r"\"?sep=([,;\t|])\"?\r?\n", re.IGNORECASE)  # for spreadsheets, before the header


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The articles of a table; raises UserError for one without a header that names the text's column."""
    try:
        content = decoded(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), options.encoding).removeprefix(BOM)
        yield from _rows(content, name, options)
    except UserError as error:
        raise error.at(name) from error


def table(data: BinaryIO, options: ReadOptions = READ_DEFAULTS) -> TableChoice:
    """The columns with what they are taken for, and the first rows; raises UserError for what is no table."""
    csv.field_size_limit(LONGEST_TEXT)
    content = decoded(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), options.encoding).removeprefix(BOM)
    rows = _numbered(content)
    _, names = next(rows, (1, []))
    return table_choice(names, (dict(zip(names, row, strict=False)) for _, row in rows), options.columns)


def _rows(content: str, name: str, options: ReadOptions) -> Iterator[Intake | UserError]:
    csv.field_size_limit(LONGEST_TEXT)  # the module's own limit would refuse long articles
    rows = _numbered(content)
    _, names = next(rows, (1, []))
    columns = _columns(names, options) if names else None
    line = 0
    for line, row in rows:
        if columns is not None:
            yield _article(row, names, columns, name, line)
    if not line:
        raise UserError("the table has no rows", remedy="leave it out, or look whether it was saved")


def _numbered(content: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with the line where it begins."""
    named = _NAMED_SEPARATOR.match(content)
    before = 1 if named else 0  # lines
    content = content[named.end() :] if named else content
    separator = named[1] if named else _separator(content)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    line = 1 + before
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _malformed(error, line) from error
        if row is None:
            return
        if row:
            yield line, row
        line = before + reader.line_num + 1


def _malformed(error: csv.Error, line: int) -> UserError:
    if "field limit" in str(error):
        remedy = "split it into articles, or mend the quotation marks of the table"
        return UserError(f"a cell is longer than {LONGEST_TEXT:,} characters", remedy=remedy, line=line)
    return UserError("not a well-formed table", value=error, remedy="mend its quotation marks", line=line)


def _separator(content: str) -> str:
    """What separates the names in the header most often."""
    header = content[: content.find("\n")] if "\n" in content else content
    return max(_SEPARATORS, key=header.count)


def _columns(names: list[str], options: ReadOptions) -> Columns:
    if twice := next((name for name, count in Counter(names).items() if count > 1), None):
        raise UserError("two columns have the same name", value=twice, remedy="rename one of them", line=1)
    return columns_of(names, options.columns)


def _article(row: list[str], names: list[str], columns: Columns, name: str, line: int) -> Intake | UserError:
    if len(row) != len(names):
        counts = f"{len(row)} instead of {len(names)}"
        what, remedy = "a row with another number of cells than the header", "mend the row, or its quotation marks"
        return UserError(what, value=counts, remedy=remedy, file=name, line=line)
    cells = dict(zip(names, row, strict=True))
    try:
        return article_intake(
            columns.text(cells),
            name,
            columns.findings(cells),
            reader="table",
            media_type="text/csv",
            key=columns.key(cells),
            line=line,
        )
    except UserError as error:
        return error.at(name, line)
