"""A sheet laid over the window: the keys that work now, help, a report. Esc or a click beside it puts it away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.guard import guarded
from ui.key_help import KeyRow
from ui.keyboard import shown
from ui.overlay import Overlay
from ui.palettes import Palette
from ui.plain import PlainLabel, PlainWords
from ui.safekeeping.notices import Remedy
from ui.theme import MONO, SANS, font
from ui.typeset import Piece, Placed, Style, Typesetter

_WIDEST, _HIGHEST = 1080, 760
_COLUMN: Final = 330
_KEYS: Final = 96  # width of the keys before their words

Groups = Sequence[tuple[str, Sequence[KeyRow]]]


class KeyTable(QWidget):
    """The keys in as many columns as there is room for."""

    def __init__(self, groups: Groups, palette: Palette, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setter = Typesetter(12)
        self._colours = palette
        columns = _balanced(groups, max(1, width // _COLUMN))
        step = width / max(1, len(columns))
        self._placed = [item for at, column in enumerate(columns) for item in self._column(column, at * step, step)]
        height = max((len(column) for column in columns), default=0) * self._setter.line_height
        self._size = QSize(width, height + 8)
        self.setAccessibleName("; ".join(f"{' or '.join(row.keys)}: {row.words}" for _, rows in groups for row in rows))

    def _column(self, rows: Sequence[str | KeyRow], left: float, width: float) -> list[Placed]:
        placed: list[Placed] = []
        for number, row in enumerate(rows):
            y = number * self._setter.line_height
            if isinstance(row, str):
                placed += self._setter.line([Piece(row, Style.STRONG)], left, y, width)
                continue
            keys = [Piece(shown(key), Style.KEY, 4) for key in row.keys[:2]]
            placed += self._setter.line(keys, left, y, _KEYS)
            start = max(left + _KEYS, placed[-1].box.right() + 8)
            placed += self._setter.line([Piece(row.words, elides=True)], start, y, left + width - start - 12)
        return placed

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return self._size

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._setter.draw(painter, self._placed, self._colours)


def _balanced(groups: Groups, columns: int) -> list[list[str | KeyRow]]:
    """The groups with their titles in columns of about one height; no group is broken."""
    blocks: list[list[str | KeyRow]] = [[title, *rows, ""] for title, rows in groups]
    height = sum(map(len, blocks)) / columns
    found: list[list[str | KeyRow]] = [[]]
    for block in blocks:
        if found[-1] and len(found[-1]) + len(block) / 2 > height and len(found) < columns:
            found.append([])
        found[-1] += block
    return found


class Sheet(Overlay):
    """Shows one thing at a time. Signal: asked(command id), for what is offered with it."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _WIDEST, _HIGHEST)
        self._title = PlainLabel(self)
        self._title.setFont(font(SANS, 15, bold=True))
        self._title.setWordWrap(True)
        self._offers = QHBoxLayout()
        self.rest = self._close = QPushButton(f"Close   {shown('Esc')}", self)
        self._copy = QPushButton("Copy", self)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._words = PlainWords(self)
        self._words.setFont(font(MONO, 12))
        self._put_together()
        self._close.clicked.connect(self.leave)
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self._words.toPlainText()))

    def _put_together(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addLayout(self._offers)
        top.addWidget(self._copy)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        """The text that is shown, "" while keys are."""
        return "" if self._words.isHidden() else self._words.toPlainText()

    @property
    def title(self) -> str:
        """What stands above it."""
        return self._title.text()

    def show_keys(self, title: str, groups: Groups, palette: Palette) -> None:
        """Shows keys."""
        self.fit()
        table = KeyTable(groups, palette, self.width() - 72, self)
        self._area.setWidget(table)
        self._area.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        table.setAutoFillBackground(False)
        self._present(title, keys=True)

    def show_words(self, title: str, words: str, remedies: Sequence[Remedy] = ()) -> None:
        """Shows plain text that can be copied, with what can be done about it."""
        self._words.setPlainText(words)
        self._present(title, keys=False, remedies=remedies)

    def _present(self, title: str, *, keys: bool, remedies: Sequence[Remedy] = ()) -> None:
        self._title.setText(title)
        self._offer(remedies)
        self._area.setVisible(keys)
        self._words.setVisible(not keys)
        self._copy.setVisible(not keys)
        self.present()

    def _offer(self, remedies: Sequence[Remedy]) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for remedy in remedies:
            button = QPushButton(remedy.words, self)
            button.clicked.connect(partial(self._take, remedy.command))
            self._offers.addWidget(button)

    def _take(self, id: str) -> None:
        self.leave()
        self.asked.emit(id)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "?":
            self.leave()
        else:
            super().keyPressEvent(event)
