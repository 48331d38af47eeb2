"""`round_trip()`, inside which every format that can be written and read is tested."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from formats.interface import WRITE_DEFAULTS, WriteOptions, Written
from models.canonical import first_difference
from models.errors import UserError
from models.records import Intake, Record
from models.scheme import default_scheme

Read = Callable[[BinaryIO, str], Iterator[Intake | UserError]]
Write = Callable[[Iterable[Record], BinaryIO, WriteOptions], Written]


def round_trip(write: Write, read: Read, records: Sequence[Record], options: WriteOptions = WRITE_DEFAULTS) -> bytes:
    """Writes the records, reads them back, proves them equal, writes them again and proves the bytes the same."""
    first = io.BytesIO()
    written = write(records, first, options)
    assert written.records == len(records)
    back = records_of(read, first.getvalue())
    differences = [first_difference(a, b, default_scheme()) for a, b in zip(records, back, strict=True)]
    assert differences == [None] * len(records)
    second = io.BytesIO()
    assert write(back, second, options).sha256 == written.sha256
    assert second.getvalue() == first.getvalue()
    return first.getvalue()


def records_of(read: Read, data: bytes) -> list[Record]:
    """The records of a file in which nothing is wrong."""
    items = list(read(io.BytesIO(data), "records"))
    assert [str(item) for item in items if isinstance(item, UserError)] == []
    return [item.record for item in items if isinstance(item, Intake)]
