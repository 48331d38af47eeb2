"""The line below everything: whether all is saved, what the next keys would do, how far the article is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.guard import guarded
from ui.hints import Hint
from ui.keyboard import shown
from ui.keys import command
from ui.palettes import Palette
from ui.plain import small_label, tip
from ui.theme import SANS, font
from ui.typeset import Piece, Placed, Style, Typesetter, at

_HEIGHT: Final = 30
_APART, _NEAR = 18, 9  # pixels between hints, and between those that belong together
_TOLD: Final = 0.4  # of the width: the most that a word to the user takes from the hints
_LASTS: Final = 3_000  # milliseconds that a word to the user stays
_BAD_LASTS: Final = 20_000
SAVED, SAVING, UNSAVED, READ_ONLY = "Saved", "Saving…", "Not saved", "Read only"


class HintLine(QWidget):
    """Keys and what they would do now, or in their place a word to the user. Signal: asked(command id)."""

    asked = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setter = Typesetter(12)
        self._colours = palette
        self._hints: Sequence[Hint] = ()
        self._message = Piece("")
        self._placed: list[Placed] = []
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(lambda: self.say(""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    @property
    def words(self) -> str:
        """What the line says."""
        return self._message.text or "  ".join(piece.text for group in self._groups() for piece in group)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Says what the keys would do."""
        if hints != self._hints:
            self._hints = hints
            self._lay_out()

    def say(self, words: str, *, bad: bool = False) -> None:
        """A word to the user before the hints, for a while, in their place if it is bad; "" for none."""
        if words:
            self._silence.start(_BAD_LASTS if bad else _LASTS)
        self._message = Piece(words, Style.BAD if bad else Style.STRONG, 0, elides=True)
        self.setToolTip(tip(words) if bad else "")
        self._lay_out()

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._colours = palette
        self.update()

    def _lay_out(self) -> None:
        top = (_HEIGHT - self._setter.line_height) / 2
        if self._message.style is Style.BAD:
            self._placed = self._setter.line([self._message], 0, top, self.width())
        else:
            self._placed = self._fitting(top)
        self.setAccessibleName(self.words)
        self.update()

    def _fitting(self, top: float) -> list[Placed]:
        """The word to the user, then as many hints as have room; the key help, which comes last, always has."""
        told = self._setter.line([self._message], 0, top, _TOLD * self.width()) if self._message.text else []
        left = told[-1].box.right() + _APART if told else 0
        groups = self._groups()
        while len(groups) > 1 and sum(map(self._setter.widths, groups)) > self.width() - left:
            del groups[-2]
        return [*told, *self._setter.line([piece for group in groups for piece in group], left, top, self.width())]

    def _groups(self) -> list[tuple[Piece, ...]]:
        groups = [_group(hint) for hint in self._hints]
        return [*groups, (Piece("?", Style.KEY, 18, "keys"), Piece("all keys", Style.MUTED, 5, "keys"))]

    @guarded(QSize(100, _HEIGHT))
    def minimumSizeHint(self) -> QSize:
        return QSize(100, _HEIGHT)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._setter.draw(painter, self._placed, self._colours)

    @guarded(None)
    def resizeEvent(self, event: object) -> None:
        self._lay_out()

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if asked := at(self._placed, event.position()):
            self.asked.emit(asked)


def _group(hint: Hint) -> tuple[Piece, ...]:
    ids = (hint.command, *hint.with_keys)
    gap = _NEAR if hint.near else _APART
    keys = [Piece(shown(command(id).key), Style.KEY, 2 if place else gap, id) for place, id in enumerate(ids)]
    return (*keys, Piece(hint.words, Style.TEXT, 5, "" if hint.with_keys else hint.command))


class StatusLine(QWidget):
    """Saved state, hints, progress and zoom. Signal: asked(command id)."""

    asked = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._read_only = ""
        self._halted = False
        self.saved = small_label("save_state", self)
        self.hints = HintLine(palette, self)
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setObjectName("pill")
        self._cancel.setFont(font(SANS, 12))
        self._cancel.setFixedHeight(_HEIGHT - 8)
        self._cancel.clicked.connect(lambda: self.asked.emit("cancel import"))
        self._cancel.hide()
        self._progress = small_label("progress", self)
        self._time = small_label("time", self)
        self._time.setToolTip("Your own time on this article, without breaks of more than a minute")
        self._zoom = small_label("zoom", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(20)
        row.addWidget(self.saved)
        row.addWidget(self.hints, 1)
        row.addWidget(self._cancel)
        row.addWidget(self._progress)
        row.addWidget(self._time)
        row.addWidget(self._zoom)
        self.setFixedHeight(_HEIGHT)
        self.hints.asked.connect(self.asked)
        self.saved.hide()  # until there is a project
        self.show_zoom(100)

    def show_saved(self, words: str) -> None:
        """Says whether everything is stored."""
        if self._read_only:
            words = READ_ONLY
        elif self._halted and words == SAVED:
            words = UNSAVED
        self.saved.setText(f"● {words}" if words == SAVED else words)
        self.saved.setProperty("good", words == SAVED)
        self.saved.setToolTip(self._read_only)
        self.saved.style().polish(self.saved)

    def show_halted(self, halted: bool) -> None:
        """Says that something was not stored, until it is."""
        self._halted = halted
        self.saved.setProperty("bad", halted)
        self.show_saved(SAVED)

    def show_cancel(self, running: bool) -> None:
        """Offers to cancel what is running."""
        self._cancel.setVisible(running)

    def show_project(self, why: str) -> None:
        """A project is open. why: the reason why nothing can be stored in it, "" where it can."""
        self._read_only, self._halted = why, False
        self.saved.show()
        self.show_saved(SAVED)

    def show_no_project(self) -> None:
        """No project is open any more."""
        self.saved.hide()
        for label in (self._progress, self._time):
            label.setText("")

    def show_progress(self, complete: int, quotes: int) -> None:
        """Says how many of the article's quotes are complete."""
        self._progress.setText(f"{complete} of {quotes} complete" if quotes else "")

    def show_time(self, words: str) -> None:
        """Says how long the annotator has worked on the article."""
        self._time.setText(words)

    def show_zoom(self, zoom: int) -> None:
        """Says how large the text is, in per cent."""
        self._zoom.setText(f"{zoom} %")
