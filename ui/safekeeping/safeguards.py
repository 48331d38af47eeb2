"""Everything that keeps the work safe, put together: the bar, and who speaks through it. Decides nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.commands import Commands
from ui.memory import Memory
from ui.palettes import Palette
from ui.restore.actions import RestoreActions
from ui.safekeeping.caretaker import Caretaker
from ui.safekeeping.error_report import Bugs
from ui.safekeeping.holder import Holder
from ui.safekeeping.notice_bar import NoticeBar
from ui.safekeeping.safety import Safety
from ui.session import Session
from ui.sheet import Sheet
from ui.status_line import StatusLine
from ui.worker import Worker


class Safeguards:
    """window: what sheets lie over, and what comes to the front when another window asks for it."""

    def __init__(
        self, window: QWidget, session: Session, worker: Worker, sheet: Sheet, memory: Memory, palette: Palette
    ) -> None:
        self.bar = NoticeBar(window)
        self.safety = Safety(window, session, worker, self.bar, memory)
        self.holder = Holder(window, session, self.bar)
        self.caretaker = Caretaker(session, worker, sheet, self.bar, window)
        self.restoring = RestoreActions(window, session, worker, self.bar, self.safety, palette)
        self.bugs = Bugs(sheet, self.bar, window)
        self._session = session

    def handle(self, commands: Commands) -> None:
        """Takes on the commands, and has the bar ask for them."""
        for part in (self.safety, self.holder, self.caretaker, self.restoring, self.bugs):
            part.handle(commands)
        self.bar.asked.connect(commands.run)

    def tell(self, status: StatusLine) -> None:
        """Has the status line say when something is not saved."""
        self._session.halts.halted.connect(lambda halt: status.show_halted(bool(halt.deed.what)))
        self._session.halts.resumed.connect(lambda: status.show_halted(False))

    @property
    def state(self) -> str:
        """Whether everything is saved, in a sentence."""
        project, halt = self._session.project, self._session.halts.present
        if project is None:
            return "No project is open"
        if project.read_only:
            return f"Nothing can be changed here, and nothing was: {project.read_only}"
        if halt is not None and halt.deed.what:
            return f"Not saved: {halt.deed.what}. Everything before it is saved"
        return "Everything is saved"

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self.restoring.set_colours(palette)
