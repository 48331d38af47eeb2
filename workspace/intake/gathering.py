"""Files on their way from the readers to the project: as many small ones at a time as are worth one look at it.

Knows nothing of what the project holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from models.errors import ProjectError, UsageError, UserError
from workspace.intake.arriving import Arrival
from workspace.intake.sources import Source, SourceReader
from workspace.intake.unmapped import Unmapped

MOST_FAULTS = 10_000  # of one file: who is told of so many looks for one reason
_MOST_RECORDS = 200
_MOST_SIZE = 4_000_000  # code points of text, and bytes that are kept of the same


class Cancelled(Exception):  # not an error: the user asked for it
    """The user ended the import; the file in hand was not stored."""


class Incoming:
    """One file that is being read.

    first: the first of its records, size: of them, as `enough` counts it; whole: whether they are all; faults: what
    cannot be read, so far; failure: what ended the reading; noted: what readers changed or left out, by kind.
    """

    def __init__(self, source: Source, reader: SourceReader, cancelled: Callable[[], bool]) -> None:
        self.source = source
        self.faults: list[UserError] = []
        self.failure: UserError | None = None
        self.unmapped = Unmapped()
        self.noted: Counter[str] = Counter()
        self._cancelled = cancelled
        self.whole = False
        self._chunks = self._read(reader)
        self.first = next(self._chunks, [])
        self.size = sum(map(_size, self.first))

    @property
    def path(self) -> Path:
        """What reports call the file."""
        return self.source.path

    @property
    def sound(self) -> bool:
        """Whether all of it is here and nothing is wrong with it."""
        return self.whole and not self.faults and self.failure is None

    def rest(self) -> Iterator[list[Arrival]]:
        """What comes behind the first records; where something ends the reading, `failure` says what."""
        return self._chunks

    def _read(self, reader: SourceReader) -> Iterator[list[Arrival]]:
        """The records in lists that are long enough to be fast and short enough for memory not to grow."""
        chunk: list[Arrival] = []
        size = 0
        try:
            for item in reader.read(self.source):
                if self._cancelled():
                    raise Cancelled
                if isinstance(item, UserError):
                    self.faults.append(item)
                    if len(self.faults) == MOST_FAULTS:
                        raise UserError(
                            f"{MOST_FAULTS:,} faults, and perhaps more behind them", remedy="mend these first"
                        )
                    continue
                self.unmapped.add(item.intake)
                self.noted.update(item.intake.noted)
                chunk.append(item)
                size += _size(item)
                if enough(len(chunk), size):
                    yield chunk
                    chunk, size = [], 0
        except (ProjectError, UsageError):
            raise
        except UserError as error:
            self.failure = error
        self.whole = True
        if chunk:
            yield chunk


def enough(records: int, size: int) -> bool:
    """Whether so many records, of this size together, are to be stored before more are read."""
    return records >= _MOST_RECORDS or size > _MOST_SIZE


def _size(arrival: Arrival) -> int:
    return len(arrival.intake.record.article.text) + len(arrival.intake.raw or b"")
