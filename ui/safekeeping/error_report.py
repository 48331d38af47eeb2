"""Bugs in the window: whatever is not a UserError becomes a report that the user can copy and send."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui.commands import Commands
from ui.safekeeping import notices
from ui.safekeeping.notice_bar import NoticeBar
from ui.sheet import Sheet
from workspace.report import default_folder

_WHAT = "Something went wrong in Inquit"
_SAFE = "Your project is safe: what you did last may not have been done, everything before it is saved."
_ENDED = "Your project is safe: every gesture was stored when it was made, and it is checked on opening."
_PRIVATE = "You can go on. If you send this report to whoever looks after Inquit: no words of your articles are in it."


class Bugs(QObject):
    """Shows reports on the window's thread, whichever thread the bug was on; `tell` is what `report_bugs` wants."""

    _found = Signal(str, str)
    _ended = Signal(str, str)

    def __init__(self, sheet: Sheet, bar: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._bar = bar
        self._last = ("", "")
        self._found.connect(lambda report, file: self._show(_SAFE, report, file))
        self._ended.connect(self._on_ended)

    def handle(self, commands: Commands) -> None:
        """Takes on the command."""
        commands.handle({"last crash": lambda: self._show(_ENDED, *self._last)})

    def tell(self, report: str, file: Path | None) -> None:
        """A bug; to be called on any thread. file: where the report lies, None where the disk did not take it."""
        self._found.emit(report, "" if file is None else str(file))

    def tell_end(self, report: str, file: Path | None) -> None:
        """A crash that ended the program last time."""
        self._ended.emit(report, "" if file is None else str(file))

    def _on_ended(self, report: str, file: str) -> None:
        self._last = (report, file)
        self._bar.show_notice(notices.crashed())

    def _show(self, safe: str, report: str, file: str) -> None:
        where = [f"This report:  {file}"] if file else ["This report could not be written to the disk: copy it."]
        where.append(f"The log:      {default_folder() / 'inquit.log'}")
        self._sheet.show_words(_WHAT, "\n".join([safe, _PRIVATE, "", *where, "", report]))
