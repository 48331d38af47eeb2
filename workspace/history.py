"""Undo and redo of one annotator, read from the change log, so that they survive closing the program.

Knows which change comes next in either direction; running it is the project's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.log import Step


class History:
    """Two stacks of change ids: what can be undone, and what can be redone."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self._done: list[str] = []
        self._undone: list[str] = []
        for step in steps:
            self.add(step)

    def add(self, step: Step) -> None:
        """Takes in a logged change: a gesture, an undo of one, or a redo (the undo of an undo)."""
        if step.undoes is None:
            self._done.append(step.id)
            self._undone.clear()
        elif step.undoes in self._undone:
            self._move(step, self._undone, self._done)
        else:
            self._move(step, self._done, self._undone)

    @staticmethod
    def _move(step: Step, taken: list[str], put: list[str]) -> None:
        if step.undoes in taken:
            taken.remove(step.undoes)
        put.append(step.id)

    @property
    def to_undo(self) -> str | None:
        """The change that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> str | None:
        """The undo that redo would take back."""
        return self._undone[-1] if self._undone else None
