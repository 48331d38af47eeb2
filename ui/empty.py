"""What stands where an article would, while there is none: what this is, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.errors import Trouble
from ui.keyboard import shown
from ui.keys import command
from ui.plain import PlainLabel
from ui.theme import SANS, SERIF, font


class EmptyState(QWidget):
    """A message with the commands that lead on. Signal: asked(command id)."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._message = _label("message", self)
        self._message.setFont(font(SERIF, 22, bold=True))
        self._trouble = _label("trouble", self)
        self._note = _label("note", self)
        self._buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 0, 56, 0)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._message, self._trouble, self._note):
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(3)

    @property
    def words(self) -> str:
        """All that is said."""
        labels = (self._message, self._trouble, self._note)
        return "\n".join(label.text() for label in labels if label.text())

    def show_message(
        self, message: str, note: str, commands: Sequence[str] = (), trouble: Trouble | None = None
    ) -> None:
        """Says what is the case, what went wrong, what to do; commands: ids, a button for each."""
        self._message.setText(message)
        self._trouble.setText("" if trouble is None else str(trouble))
        self._trouble.setVisible(trouble is not None)
        self._note.setText(note)
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for id in commands:
            self._buttons.addWidget(self._button(id))
        self._buttons.addStretch(1)

    def _button(self, id: str) -> QPushButton:
        wanted = command(id)
        key = f"   {shown(wanted.key)}" if wanted.key else ""
        button = QPushButton(f"{wanted.text}{key}", self)
        button.setFont(font(SANS, 13))
        button.clicked.connect(lambda: self.asked.emit(id))
        return button


def _label(name: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(parent)
    label.setObjectName(name)
    label.setFont(font(SANS, 14))
    label.setWordWrap(True)
    label.setMaximumWidth(640)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
