"""The bar over the pages that says what is the matter; it never takes the focus and asks for no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.keyboard import shown
from ui.keys import command
from ui.plain import PlainLabel
from ui.safekeeping.notices import Notice, Remedy, Topic
from ui.theme import SANS, font

_SIDE: Final = 14
_CLOSE: Final = 26


class NoticeBar(QFrame):
    """Shows the most urgent of its notices. Signals: asked(command id); put_away(Topic), by the user."""

    asked = Signal(str)
    put_away = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._notices: dict[Topic, Notice] = {}
        self._words, self._more = PlainLabel(self), PlainLabel(self)
        self._words.setObjectName("notice_words")
        self._more.setObjectName("note")
        self._words.setFont(font(SANS, 13, bold=True))
        self._more.setFont(font(SANS, 12))
        for label in (self._words, self._more):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._close = _button("×", self, self._put_away)
        self._close.setObjectName("put_away")
        self._close.setFixedSize(_CLOSE, _CLOSE)
        self._close.setAccessibleName("Put this notice away")
        self._put_together()
        self.hide()

    def _put_together(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._words)
        told.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 8, _SIDE, 8)
        row.setSpacing(16)
        row.addLayout(told, 1)
        row.addLayout(self._buttons)
        row.addWidget(self._close)

    @property
    def notice(self) -> Notice | None:
        """What is shown."""
        return self._notices[min(self._notices)] if self._notices else None

    @property
    def words(self) -> str:
        """All that is said."""
        return "\n".join(label.text() for label in (self._words, self._more) if self.notice is not None)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes to: the first button, while there is one."""
        first = self._buttons.itemAt(0) if self._buttons.count() else None
        widget = first.widget() if first is not None else self._close
        return (widget,) if widget is not None and widget.isVisible() else ()

    def show_notice(self, notice: Notice) -> None:
        """Says this in the place of what was said on the same topic."""
        self._notices[notice.topic] = notice
        self._present()

    def drop(self, *topics: Topic) -> None:
        """Says nothing more on these topics."""
        if any(self._notices.pop(topic, None) for topic in topics):
            self._present()

    def clear(self) -> None:
        """Says nothing more."""
        self.drop(*self._notices)

    def button(self, id: str) -> QPushButton:
        """The button that asks for a command; raises ValueError where none does."""
        for at in range(self._buttons.count()):
            item = self._buttons.itemAt(at)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QPushButton) and widget.property("command") == id:
                return widget
        raise ValueError(f"the bar does not offer {id}")

    def _put_away(self) -> None:
        if (notice := self.notice) is not None:
            self.drop(notice.topic)
            self.put_away.emit(notice.topic)

    def _present(self) -> None:
        notice = self.notice
        if notice is not None:
            self._words.setText(notice.words)
            self._more.setText(notice.more)
            self._more.setVisible(bool(notice.more))
            self._close.setVisible(not notice.stays)
            self._offer(notice.remedies)
            self.setProperty("serious", notice.serious)
            self.style().polish(self)
            self.setAccessibleName(self.words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.setVisible(notice is not None)

    def _offer(self, remedies: tuple[Remedy, ...]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for remedy in remedies:
            key = command(remedy.command).key
            made = _button(
                f"{remedy.words}   {shown(key)}" if key else remedy.words, self, self._asking(remedy.command)
            )
            made.setProperty("command", remedy.command)
            self._buttons.addWidget(made)
            self.setTabOrder(made, self._close)  # the cross comes last

    def _asking(self, id: str) -> Callable[[], None]:
        return lambda: self.asked.emit(id)


def _button(words: str, parent: QWidget, does: Callable[[], None]) -> QPushButton:
    button = QPushButton(words, parent)
    button.setFont(font(SANS, 12))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(does)
    return button
