"""Bugs in the window: whatever is not a UserError becomes a report that the user can copy and send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal


class Bugs(QObject):
    """Shows reports on the window's thread, whichever thread the bug was on; `tell` is what `report_bugs` wants."""

    _found = Signal(str)

    def __init__(self, show: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found.connect(show)

    def tell(self, report: str, _file: Path | None) -> None:
        """To be called on any thread."""
        self._found.emit(report)
