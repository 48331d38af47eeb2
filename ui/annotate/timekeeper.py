"""Counts the time that the annotator works on the open article, and has it stored when they leave it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ui.session import Session
from workspace.annotating.timing import Spent, in_words

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot

_LEAST: Final = 1.0  # seconds that are worth a change of the file
_MOST: Final = 120.0  # seconds that a crash may lose


class TimeKeeper(QObject):
    """Signal: told(how long, in words). clock: seconds that only grow."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QObject, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._article = ""
        self._stored = 0.0
        self._spent = Spent()
        self._words = ""
        session.opened.connect(self._forget)
        session.article_opened.connect(self._on_article)
        session.changed.connect(self.notice)

    @property
    def seconds(self) -> float:
        """The time spent on the open article so far."""
        return self._stored + self._spent.seconds

    def notice(self, *_: object) -> None:
        """A sign that somebody is at work."""
        if self._article:
            self._spent = self._spent.at(self._clock())
            if self._spent.seconds >= _MOST:
                self.store()
            self._tell()

    def store(self) -> None:
        """Has what was counted stored; to be called before the article is left."""
        if self._article and self._spent.seconds >= _LEAST:
            self._session.spend(self._article, self._spent.seconds)
            self._stored += self._spent.seconds
            self._spent = self._spent.emptied()

    def _on_article(self, snapshot: Snapshot, _: object) -> None:
        if snapshot.article.id != self._article:
            self.store()
            self._article, self._stored = snapshot.article.id, snapshot.reading.header.seconds
            self._spent = Spent()
        self.notice()

    def _forget(self, _: object) -> None:
        self._article, self._stored, self._spent = "", 0.0, Spent()
        self._tell()

    def _tell(self) -> None:
        words = in_words(self.seconds)
        if words != self._words:
            self._words = words
            self.told.emit(words)
