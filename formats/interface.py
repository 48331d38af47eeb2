"""What a reader and a writer are, and the plain values they are given and give back.

Knows no format; `formats.registry` names them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake, Record
from models.scheme import Scheme


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """encoding: the user's choice for a text; scheme: for the checks of annotations (None: the default one).

    profile: a named mapping of a foreign format; labels, roles: foreign names to ours, where they differ;
    columns: for tables, which column holds which field; block: of a page, the path of the part that is the article;
    splits: whether a file that is certainly a delivery of a press database becomes its articles without being told.
    """

    encoding: str | None = None
    scheme: Scheme | None = None
    profile: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    block: str = ""
    splits: bool = False


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """offsets: the unit that is written; profile: a named mapping of a foreign format."""

    offsets: OffsetUnit = OffsetUnit.CODE_POINT
    profile: str | None = None


READ_DEFAULTS = ReadOptions()
WRITE_DEFAULTS = WriteOptions()


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote. left_out: records by reason; losses: objects by what the format cannot hold.

    sha256: of the bytes written.
    """

    records: int
    spans: int
    sha256: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    losses: Mapping[str, int] = field(default_factory=dict)


class Reader(Protocol):
    """How every format module reads."""

    def __call__(self, data: BinaryIO, name: str, options: ReadOptions = ..., /) -> Iterator[Intake | UserError]:
        """Reads lazily, one item a record; name: the file's base name, as shown to people.

        A bad record is yielded as a UserError that says `name` and its line, and reading goes on, so that all
        bad lines of a file are listed; only a fault that ends the reading is raised, as a UserError too.
        """


class Writer(Protocol):
    """How every format module writes."""

    def __call__(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions = ..., /) -> Written:
        """Writes record by record, holding none; raises UserError for one that cannot be written truly."""
