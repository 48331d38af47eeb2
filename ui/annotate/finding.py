"""Finding: in the open article, where every place is brought out, and in all articles of the project."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from models.spans import Fragment
from models.text import search
from ui.annotate.column import ReadingColumn
from ui.annotate.find_strip import FindStrip
from ui.commands import Commands
from ui.gate import Place
from ui.session import Session

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot
    from workspace.finding import Found, Passage
    from workspace.project import Project

OpenAt = Callable[[str, Fragment], None]
_REST: Final = 150  # milliseconds without a key after which all articles are searched
_LONGEST: Final = 200  # code points of a selection that is taken for what is looked for


class Finding(QObject):
    """open_at: shows a place of an article. Signals: opened(), when the strip appears; closed(), when it goes."""

    opened = Signal()
    closed = Signal()

    def __init__(self, strip: FindStrip, column: ReadingColumn, session: Session, open_at: OpenAt) -> None:
        super().__init__(strip)
        self._strip = strip
        self._column = column
        self._session = session
        self._open_at = open_at
        self._places: Sequence[Fragment] = ()
        self._words = ""  # what was looked for last
        self._before: Place | None = None  # where the user was when the strip was opened
        self._stop = Event()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._search_everywhere)
        strip.wanted.connect(self._on_wanted)
        strip.stepped.connect(self._step)
        strip.taken.connect(self._take)
        strip.left.connect(self._leave)
        strip.passages.picked.connect(self._open)
        session.article_opened.connect(self._on_article)

    def handle(self, commands: Commands) -> None:
        """Takes on the commands."""
        actions = {
            "find": partial(self._begin, everywhere=False),
            "find everywhere": partial(self._begin, everywhere=True),
            "find next": partial(self._step, 1),
            "find previous": partial(self._step, -1),
        }
        commands.handle({id: partial(self._session.in_turn, action) for id, action in actions.items()})

    def _begin(self, *, everywhere: bool) -> None:
        if self._session.snapshot is None:
            self._session.told.emit("There is no article to look in")
            return
        if self._strip.isHidden():
            self._before = self._column.place()
        self.opened.emit()
        chosen = self._column.view.selection
        selected = self._text[chosen.start : chosen.end] if chosen and chosen.end - chosen.start <= _LONGEST else ""
        self._strip.open(selected or self._words, everywhere=everywhere)

    @property
    def _text(self) -> str:
        return self._session.snapshot.article.text if self._session.snapshot else ""

    # --- in the open article ----------------------------------------------------------------------------------------

    def _on_wanted(self, words: str) -> None:
        if not self._strip.isVisible():
            return
        self._words = words
        self._show(search.find(self._text, words, exactly=self._strip.exactly))
        if self._strip.everywhere:
            self._stop.set()
            self._rest.start()
            self._strip.show_count("…" if words.strip() else "")
        else:
            self._go_from(self._before.caret if self._before else 0)

    def _show(self, places: Sequence[Fragment]) -> None:
        self._places = places
        self._column.view.set_found(places)

    def _go_from(self, caret: int) -> None:
        """To the first place at or behind a caret, around at the end."""
        if self._places:
            self._go_to(bisect_left(self._places, caret, key=lambda place: place.end))
        else:
            self._go_back()
            self._strip.show_count("not found" if self._words.strip() else "", bad=True)

    def _go_to(self, number: int) -> None:
        number %= len(self._places)
        self._column.show_place(self._places[number])
        over = "+" if len(self._places) == search.MOST else ""
        told = f"{number + 1:,} of {len(self._places):,}{over}"
        self._strip.show_count(told)
        if not self._strip.isVisible():
            self._session.told.emit(f"“{self._words}”: {told}")

    def _step(self, direction: int) -> None:
        """F3, or an arrow in the strip: the next place, or the one before."""
        if self._strip.isVisible() and self._strip.everywhere:
            self._strip.passages.mark(self._strip.passages.place - 1 + direction)
            return
        if not self._words.strip():
            self._begin(everywhere=False)
            return
        places = self._places or search.find(self._text, self._words, exactly=self._strip.exactly)
        self._places = places
        if not places:
            self._session.told.emit(f"“{self._words}” is not in this article")
            return
        at = self._column.view.selection or Fragment(self._column.view.caret, self._column.view.caret)
        starts = [place.start for place in places]
        self._go_to(bisect_right(starts, at.start) if direction > 0 else bisect_left(starts, at.start) - 1)

    # --- in all articles --------------------------------------------------------------------------------------------

    def _search_everywhere(self) -> None:
        words, exactly = self._words, self._strip.exactly
        stop = self._stop = Event()
        if not words.strip():
            self._strip.passages.show_passages(())
            return

        def job(project: Project) -> Found:
            from workspace.finding import find_everywhere

            return find_everywhere(project, words, exactly=exactly, cancelled=stop.is_set)

        self._session.beside(job, lambda found: None if stop.is_set() else self._on_found(found))

    def _on_found(self, found: Found) -> None:
        count = len(found.passages)
        told = f"{count:,}{'+' if found.more else ''} in {found.articles:,} article{'s' if found.articles != 1 else ''}"
        self._strip.show_count(told if count else "not found", bad=not count)
        self._strip.passages.show_passages(found.passages)

    def _open(self, passage: Passage) -> None:
        self._close()
        self._open_at(passage.article, passage.place)

    # --- leaving ----------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        """Enter: the place that is shown is kept, or the passage of another article opened."""
        if not self._strip.everywhere:
            self._close()
        elif (passage := self._strip.passages.marked) is not None:
            self._open(passage)

    def _leave(self) -> None:
        """Esc: the caret is where it was."""
        self._go_back()
        self._close()

    def _go_back(self) -> None:
        if self._before is not None:
            self._column.go(self._before)
            self._column.reveal_caret()

    def _close(self) -> None:
        self._stop.set()
        self._rest.stop()
        self._show(())
        self._strip.hide()
        self.closed.emit()

    def _on_article(self, _: Snapshot, __: int | None) -> None:
        """What is looked for stays, in the next article too."""
        if self._strip.isVisible():
            self._before = self._column.place()
            self._on_wanted(self._words)
        else:
            self._places = ()
