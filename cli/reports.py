"""What came of the files of an import, kept until it can be told: beyond some of them in a temporary file.

A hundred thousand reports would take more memory than all else that an import needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from workspace.intake.importing import FileReport
from workspace.lines import line_reader, write_line

_IN_MEMORY = 1_000_000  # bytes, some 5,000 reports
_COUNTED = ("articles", "readings", "spans")


class Reports:
    """Reports in the order they were added, and their sums."""

    def __init__(self) -> None:
        self._kept = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by `__exit__`
        self._sums = Counter({"files": 0, **dict.fromkeys(_COUNTED, 0), "failed": 0})
        self._noted: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    @property
    def totals(self) -> Mapping[str, int]:
        """Files, articles, readings and spans, and how many files failed."""
        return self._sums

    @property
    def noted(self) -> Mapping[str, int]:
        """What of other tools' annotations was changed or not stored, by kind."""
        return self._noted

    def add(self, reports: Iterable[FileReport]) -> None:
        """Takes in reports, behind those there are."""
        for report in reports:
            write_line(self._kept, report)
            self._sums.update({name: getattr(report, name) for name in _COUNTED})
            self._sums.update(files=1, failed=int(report.status == "failed"))
            self._noted.update(report.noted)

    def __iter__(self) -> Iterator[FileReport]:
        self._kept.seek(0)
        read = line_reader(self._kept, FileReport)
        return (read() for _ in range(self._sums["files"]))
