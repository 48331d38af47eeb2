"""Labels that fit themselves into a narrow pane: one is cut to its width, one is as high as its words need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.plain import PlainLabel
from ui.theme import SANS, font


class OneLine(PlainLabel):
    """Shows as much of its words as there is room for; all of them in its tip."""

    def __init__(self, words: str, name: str, pixels: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = " ".join(words.split())
        self.setObjectName(name)
        self.setFont(font(SANS, pixels))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(words)
        self.setText(self._words)

    @guarded(None)
    def resizeEvent(self, event: object) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class Wrapped(PlainLabel):
    """Breaks its words into lines; Qt's own label asks for more room than these take."""

    def __init__(self, words: str, name: str, pixels: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(font(SANS, pixels))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(words)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())
