"""The objects in a JSON file of any layout: one a line, an array of them, or one alone; strictly, with all faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from formats.articles import limited
from formats.strict_json import parse, refuse_deep
from models.errors import UserError

LARGEST_FILE = 200_000_000  # bytes of a file that must be parsed as a whole
LONGEST_LINE = 100_000_000  # bytes
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Item:
    """An object with the line where it stands; in an array, its place in the array, from 1."""

    value: dict[str, object]
    line: int


def json_records(data: BinaryIO, name: str) -> Iterator[Item | UserError]:
    """The objects of a file; an error names the file and line. A file that begins with `[` is read as a whole.

    Raises UserError where such a file is no JSON or too large.
    """
    count = 0
    for item in _of_its_layout(data, name):
        count += 1
        yield item
    if not count:
        raise UserError(
            "there is no record in the file", remedy="leave it out, or look whether it was saved", file=name
        )


def _of_its_layout(data: BinaryIO, name: str) -> Iterator[Item | UserError]:
    head = data.read(64).removeprefix(_BOM).lstrip()
    data.seek(0)
    if head.startswith(b"["):
        return _array(data, name)
    first = data.readline(LONGEST_LINE).removeprefix(_BOM).strip()
    data.seek(0)
    return _whole(data, name) if first == b"{" else _lines(data, name)


def _lines(data: BinaryIO, name: str) -> Iterator[Item | UserError]:
    line = 0
    while raw := data.readline(LONGEST_LINE + 1):
        line += 1
        if len(raw) > LONGEST_LINE:
            what = f"a line is longer than {LONGEST_LINE:,} bytes"
            raise UserError(what, remedy="split it into several", file=name, line=line)
        raw = raw.removeprefix(_BOM) if line == 1 else raw
        if raw.strip():
            yield _item(raw, name, line)


def _item(raw: bytes, name: str, line: int) -> Item | UserError:
    try:
        return _checked(parse(raw.strip()), line)
    except UserError as error:
        return error.at(name, line)


def _array(data: BinaryIO, name: str) -> Iterator[Item | UserError]:
    values = _parsed(data, name)
    for place, value in enumerate(values if isinstance(values, list) else [values], start=1):
        try:
            yield _checked(value, place)
        except UserError as error:
            yield error.at(name, place)


def _whole(data: BinaryIO, name: str) -> Iterator[Item | UserError]:
    """One object over several lines."""
    yield _checked(_parsed(data, name), 1)


def _parsed(data: BinaryIO, name: str) -> object:
    try:
        return parse(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE).removeprefix(_BOM).strip())
    except UserError as error:
        raise error.at(name) from error


def _checked(value: object, line: int) -> Item:
    if not isinstance(value, dict):
        raise UserError("not a JSON object", value=str(value), remedy="use one object a record", line=line)
    refuse_deep(value)
    return Item(value, line)
