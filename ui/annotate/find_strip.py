"""The strip below the text in which one types what is looked for: in the open article, or in all of them.

Knows nothing of articles; says what is wanted, and shows how many places there are.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.annotate.passage_list import PassageList
from ui.guard import guarded
from ui.keyboard import pressed, shown
from ui.keys import Context, bound, by_key, command
from ui.palettes import Palette
from ui.plain import PlainLabel
from ui.theme import SANS, font

_PAD: Final = 10
_PILL: Final = 22
_HERE: Final = ("Find", "Enter keeps the place, Esc goes back")
_EVERYWHERE: Final = ("Find in all articles", "Enter opens the article, Esc goes back")


class FindStrip(QFrame):
    """Signals: wanted(words), when they or how they are compared have changed; stepped(1 or -1); taken(); left()."""

    wanted = Signal(str)
    stepped = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_strip")
        self._keys = by_key(bound(Context.FIND))
        self.everywhere = False
        self._title = PlainLabel(self)
        self._title.setFont(font(SANS, 13, bold=True))
        self.field = QLineEdit(self)
        self.field.setObjectName("find_field")
        self.field.setFont(font(SANS, 13))
        self._count = PlainLabel(self)
        self._count.setObjectName("note")
        self._count.setFont(font(SANS, 12))
        self._exactly = QPushButton(f"Exactly  {shown(command('find exactly').key)}", self)
        self._exactly.setObjectName("pill")
        self._exactly.setCheckable(True)
        self._exactly.setFixedHeight(_PILL)
        self._exactly.setFont(font(SANS, 12))
        self._exactly.setToolTip("Case, accents and the form of quotation marks count")
        self.passages = PassageList(palette, self)
        self._put_together()
        self.field.textChanged.connect(self.wanted)
        self._exactly.toggled.connect(lambda _: self.wanted.emit(self.field.text()))
        self.field.installEventFilter(self)
        self.hide()

    def _put_together(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self.field, 1)
        top.addWidget(self._count)
        top.addWidget(self._exactly)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD + 4, _PAD, _PAD + 4, _PAD)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.passages)

    @property
    def exactly(self) -> bool:
        """Whether case and accents count."""
        return self._exactly.isChecked()

    @property
    def count(self) -> str:
        """What is said of how many places there are."""
        return self._count.text()

    def open(self, words: str, *, everywhere: bool) -> None:
        """Asks what is looked for; words: to begin with."""
        self.everywhere = everywhere
        title, advice = _EVERYWHERE if everywhere else _HERE
        self._title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(advice)
        self.passages.show_passages(())
        self.show()
        self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus()
        self.wanted.emit(words)

    def show_count(self, words: str, *, bad: bool = False) -> None:
        """Says how many places there are."""
        self._count.setObjectName("trouble" if bad else "note")
        self._count.style().polish(self._count)
        self._count.setText(words)

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self.passages.colours = palette
        self.passages.update()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        wanted = pressed(event, self._keys)
        if wanted is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # so that the window's shortcuts leave the key to us
        elif event.type() == QEvent.Type.KeyPress:
            self._run(wanted.id)
        return event.type() == QEvent.Type.KeyPress

    def _run(self, id: str) -> None:
        match id:
            case "find exactly":
                self._exactly.toggle()
            case "find down":
                self.stepped.emit(1)
            case "find up":
                self.stepped.emit(-1)
            case "find take":
                self.taken.emit()
            case _:
                self.left.emit()
