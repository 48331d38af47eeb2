"""How far an import or an export is, and the way to end it."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.plain import small_label
from ui.theme import SANS, font


class ProgressStrip(QWidget):
    """Shown while something is under way. Signal: asked(command id)."""

    asked = Signal(str)

    def __init__(self, cancel: str, parent: QWidget | None = None) -> None:
        """cancel: the command that ends it."""
        super().__init__(parent)
        self._told, self._name = small_label("", self), small_label("note", self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("share")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(5)
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setObjectName("pill")
        self._cancel.setFont(font(SANS, 12))
        self._cancel.setFixedHeight(22)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(lambda: self.asked.emit(cancel))
        top = QHBoxLayout()
        top.addWidget(self._told, 1)
        top.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._name)
        self.hide()

    @property
    def words(self) -> str:
        """How far it is."""
        return self._told.text()

    def show_running(self, running: bool, words: str) -> None:
        """Shows the strip, or puts it away. words: what is under way."""
        self._told.setText(words)
        self._name.setText("")
        self._bar.setRange(0, 0)
        self.setVisible(running)

    def show_progress(self, done: int, of: int, path: str) -> None:
        """So many files are done, and this one is in hand."""
        self._told.setText(f"{min(done + 1, of):,} of {of:,} files")
        name = PurePath(path).name
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, self.width()))
        self._bar.setRange(0, max(1, of))
        self._bar.setValue(done)
        self._bar.setAccessibleName(self._told.text())

    def show_count(self, number: int) -> None:
        """So many records are done, of nobody knows how many."""
        self._told.setText(f"{number:,} records")
