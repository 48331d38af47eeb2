"""Something laid over the window for a while. Esc or a click beside it puts it away; it never stops the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from ui.guard import guarded

_MARGIN: Final = 40


class Overlay(QFrame):
    """Signal: closed(). widest, highest: in pixels; a smaller window makes it smaller. rest: what gets the focus."""

    closed = Signal()

    def __init__(self, parent: QWidget, widest: int, highest: int) -> None:
        super().__init__(parent)
        self._around = parent
        self._limits = (widest, highest)
        self._before: QWidget | None = None  # what had the focus
        self.rest: QWidget = self
        self.setObjectName("sheet")
        self.hide()

    def present(self) -> None:
        """Shows itself, and takes the focus, until it is put away."""
        if not self.isVisible():
            self._before = self._around.focusWidget()
        self.fit()
        self.show()
        self.raise_()
        self.rest.setFocus()

    def leave(self) -> None:
        """Puts itself away."""
        if self.isVisible():
            self.hide()
            if self._before is not None and isValid(self._before):
                self._before.setFocus()
            self.closed.emit()

    def fit(self) -> None:
        """Takes its size and place from the window."""
        around = self._around.size()
        widest, highest = self._limits
        self.resize(min(widest, around.width() - 2 * _MARGIN), min(highest, around.height() - 2 * _MARGIN))
        middle = QPointF(around.width() - self.width(), around.height() - self.height()) / 2
        self.move(middle.toPoint())

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)  # while it is shown it sees whatever happens in the window

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.isVisible():  # what is being taken apart is no longer asked
            return False
        if watched is self._around and event.type() == QEvent.Type.Resize:
            self.fit()
        elif self._is_beside(watched):
            if event.type() == QEvent.Type.MouseButtonPress:
                self.leave()
            elif event.type() == QEvent.Type.FocusIn:  # an article that opens meanwhile asks for it
                self.rest.setFocus()
        return False

    def _is_beside(self, watched: QObject) -> bool:
        inside = watched is self or (isinstance(watched, QWidget) and self.isAncestorOf(watched))
        return isinstance(watched, QWidget) and self._around.isAncestorOf(watched) and not inside
