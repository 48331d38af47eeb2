"""The native record, `inquit-jsonl` version 1: one JSON object a line, one line a reading.

`fields` is the table of keys and their order, by which `table` takes checked values out of plain data for `reading`,
which names every fault; `forms` are the same keys as typed objects, by which `quick` reads usual lines and `writing`
writes all; `checks` is what both ways of reading ask of a record. Here are the streams. docs/formats.md tells it to
other programs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from formats.interface import READ_DEFAULTS, WRITE_DEFAULTS, ReadOptions, WriteOptions, Written
from formats.native.quick import quick_record
from formats.native.reading import record_of
from formats.native.writing import line_of
from formats.strict_json import parse
from models.errors import UserError
from models.records import Intake, Record
from models.scheme import Scheme, default_scheme

LONGEST_LINE = 256 * 1024 * 1024  # bytes; twelve times the longest article
MOST_FAULTS = 20  # listed of one line

_BOM = b"\xef\xbb\xbf"


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The records of a file, line by line; for a bad line all its faults (at most MOST_FAULTS) and no record.

    Raises UserError for an empty file and for a line that is longer than LONGEST_LINE.
    """
    scheme = options.scheme or default_scheme()
    number = 0
    for number, line in _lines(data, name):
        found = _record_or_faults(line, scheme)
        if isinstance(found, Intake):
            yield replace(found, line=number)
        else:
            yield from (fault.at(name, number) for fault in _fewer(found))
    if not number:
        raise UserError("the file is empty", remedy="leave it out, or look whether it was saved", file=name)


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions = WRITE_DEFAULTS) -> Written:
    """Writes each record as a line, its slices verified; raises UserError for one with a span outside its text."""
    digest = hashlib.sha256()
    count = spans = 0
    for record in records:
        line = line_of(record, options.offsets)
        digest.update(line)
        out.write(line)
        count += 1
        spans += len(record.spans)
    return Written(count, spans, digest.hexdigest())


def _record_or_faults(line: bytes, scheme: Scheme) -> Intake | list[UserError]:
    if quick := quick_record(line, scheme):
        return quick
    faults: list[UserError] = []
    try:
        intake = record_of(parse(line), scheme, faults)
    except UserError as error:
        return [*faults, error]
    return faults or intake


def _lines(data: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """Numbered lines without their ends; a file may end in an empty one, which is no line."""
    number, empty = 0, False
    while line := data.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            longest = f"keep it under {LONGEST_LINE:,} bytes"
            raise UserError("a line that is too long", remedy=longest, file=name, line=number)
        if empty:
            yield number - 1, b""
        line = line.removeprefix(_BOM if number == 1 else b"").strip()
        empty = not line
        if line:
            yield number, line


def _fewer(faults: list[UserError]) -> list[UserError]:
    if len(faults) <= MOST_FAULTS:
        return faults
    rest = UserError(f"{len(faults) - MOST_FAULTS} more faults in this line", remedy="mend these first")
    return [*faults[:MOST_FAULTS], rest]
