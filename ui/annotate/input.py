"""Keys and mouse of the text and the cards: what has a meaning becomes a command, the rest goes to the widget.

While an answer is awaited everything is kept and played again afterwards, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.annotate.aim import Aim
from ui.annotate.column import ReadingColumn
from ui.guard import guarded
from ui.keyboard import counts_as_x11, pressed
from ui.keys import Command
from ui.session import Session

_MOUSE: Final = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)
_ALT: Final = Qt.KeyboardModifier.AltModifier
_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class InputFilter(QObject):
    """To be installed on the text, its viewport and the cards.

    keys: what they mean now; answers: takes a letter if a question waits for it.
    """

    def __init__(
        self,
        column: ReadingColumn,
        session: Session,
        keys: Callable[[], Mapping[str, Command]],
        run: Callable[[Command], None],
        answers: Callable[[str], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._session = session
        self._keys = keys
        self._run = run
        self._answers = answers
        self._window = parent
        self._xkb = counts_as_x11()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._command(event) is not None:
                event.accept()  # the key comes to us, not to a shortcut of the window
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.KeyRelease:
            self._column.end_drawing()
        if event.type() in _MOUSE and isinstance(event, QMouseEvent) and watched is self._column.view.viewport():
            return self._on_mouse(event)
        return False

    def _command(self, event: QKeyEvent) -> Command | None:
        return pressed(event, self._keys(), xkb=self._xkb)

    def _on_key(self, event: QKeyEvent) -> bool:
        if self._session.gate.closed:
            kept = event.clone()
            self._session.gate.hold(lambda: self._replay_key(kept))
            return True
        if event.text() and self._answers(event.text()):
            return True
        if (command := self._command(event)) is not None:
            self._run(command)
            return True
        alone = bool(event.modifiers() & _ALT)
        self._column.draw(exactly=alone)
        if alone and event.key() in _ARROWS:
            self._send_without_alt(event)
            return True
        return False

    def _replay_key(self, event: QEvent) -> None:
        """To whatever has the focus now: it may be a field that the gesture before has opened."""
        focused: QWidget | None = self._window.window().focusWidget()
        _send(self._column.view if focused is None else focused, event)
        self._column.end_drawing()

    def _send_without_alt(self, event: QKeyEvent) -> None:
        plain = QKeyEvent(event.type(), event.key(), event.modifiers() & ~_ALT)
        self._column.view.keyPressEvent(plain)

    def _on_mouse(self, event: QMouseEvent) -> bool:
        hovers = event.type() == QEvent.Type.MouseMove and not event.buttons()
        if self._session.gate.closed and not hovers:
            view, kept = self._column.view, event.clone()
            aim = Aim.of(view, event.position().toPoint())
            self._session.gate.hold(lambda: _send(view.viewport(), aim.again(view, kept)))
            return True
        if event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            self._column.draw(exactly=bool(event.modifiers() & _ALT))
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._column.end_drawing()
            self._column.show_snapped()
        else:
            self._column.end_drawing()
        return False


def _send(target: QWidget, event: QEvent) -> None:
    QCoreApplication.sendEvent(target, event)
