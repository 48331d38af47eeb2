"""The text's scroll bar, moved to the right edge of the page so that nothing stands between the text and its cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QTextEdit, QWidget


class ScrollBar(QScrollBar):
    """Follows the view's own scroll bar, which is hidden, and moves it."""

    def __init__(self, view: QTextEdit, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("article_scroll_bar")
        own = view.verticalScrollBar()
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own.rangeChanged.connect(lambda *_: self._follow(own))
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        self._follow(own)

    def _follow(self, other: QScrollBar) -> None:
        self.setRange(other.minimum(), other.maximum())
        self.setPageStep(other.pageStep())
        self.setSingleStep(other.singleStep())
        self.setValue(other.value())
        self.setEnabled(other.maximum() > other.minimum())
