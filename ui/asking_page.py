"""What the pages of the window have in common that ask in place: what they may use, a word for emptiness, the strip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.chooser import Chooser
from ui.empty import EmptyState
from ui.guard import guarded
from ui.page import Services
from workspace.annotating.gestures import Ask


class AskingPage(QWidget):
    """A page that shows one thing of a stack. empty: what it says where there is nothing; chooser: its questions."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._services = services
        self.empty = EmptyState(self)
        self.chooser = Chooser(services.palette, self)
        self._stack = QStackedWidget(self)

    def ask(self, question: Ask, then: Callable[[str], None]) -> None:
        """Asks in place."""
        self.chooser.ask(question, then)
        self.chooser.place()

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.chooser.hide()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.chooser.place()
