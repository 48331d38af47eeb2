"""What happens when the project's file fails while somebody works: nothing more is stored, nothing typed is lost.

The deed that failed is kept with all that was typed behind it, and can be tried again as it was meant. Whatever else
the user does instead and gets stored ends the halt as well. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject, Signal

from models.errors import ProjectError, UserError
from ui.gate import Gate, Held


class Reach(IntEnum):
    """How far into the file a deed got."""

    NOWHERE = 0
    READ = 1
    WRITTEN = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """Something asked of the project. what: in words, "" for what only looks; again: asks for it anew."""

    what: str
    again: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Halt:
    """A deed that the file did not let happen. behind: what was typed after it, and waits with it."""

    deed: Deed
    error: ProjectError
    behind: Sequence[Held] = ()


class Halts(QObject):
    """Signals: halted(Halt), also when the same fails again; resumed()."""

    halted = Signal(object)
    resumed = Signal()

    def __init__(self, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self._retrying = False
        self.present: Halt | None = None

    def takes(self, deed: Deed, error: UserError) -> bool:
        """Takes a failure for one of the file, and halts; False for any other."""
        if not isinstance(error, ProjectError):
            return False
        self._retrying = False
        self.present = Halt(deed, error, self._gate.set_aside())
        self.halted.emit(self.present)
        return True

    def passed(self, reached: Reach) -> None:
        """A deed was done: where it was the very one that had failed, or got into the file all the same, work goes on.

        What was only read says nothing about whether more can be written.
        """
        halt = self.present
        if halt is not None and (self._retrying or reached >= (Reach.WRITTEN if halt.deed.what else Reach.READ)):
            self.end()

    def retry(self) -> None:
        """Tries what failed once more, and then what was typed behind it."""
        if self.present is not None:
            halt, self._retrying = self.present, True
            halt.deed.again()
            if self._gate.closed:
                self._gate.put_back(halt.behind)

    def end(self) -> None:
        """Goes on without what failed."""
        self._retrying = False
        if self.present is not None:
            self.present = None
            self.resumed.emit()
