"""How many of the open article's quotes are complete: counted at once, or of a long article when the keys rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.scene import progress
from ui.session import Session

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot

_AT_ONCE: Final = 100  # quotes
_REST: Final = 300  # milliseconds after which the keys are taken to rest


class Tally(QObject):
    """Signal: counted(Snapshot, complete quotes, quotes), of the article that is on the desk."""

    counted = Signal(object, int, int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._count_beside)

    def count(self, snapshot: Snapshot) -> None:
        """Counts the quotes, a long article's when the keys rest, since nobody waits for it."""
        if len(snapshot.reading.quotes) <= _AT_ONCE:
            self._tell(snapshot, progress(snapshot.reading, snapshot.step))
        else:
            self.count_soon()

    def count_soon(self) -> None:
        """Counts those of the article on the desk when the keys rest."""
        self._rest.start()

    def _count_beside(self) -> None:
        if (snapshot := self._session.snapshot) is not None:
            self._session.aside(partial(progress, snapshot.reading, snapshot.step), partial(self._tell, snapshot))

    def _tell(self, snapshot: Snapshot, counted: tuple[int, int]) -> None:
        if snapshot is self._session.snapshot:
            self.counted.emit(snapshot, *counted)
