"""A question in place: a strip with a field and numbered choices. Typing filters; keys or a click pick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.guard import guarded
from ui.keyboard import pressed
from ui.keys import Command, Context, bound, by_key
from ui.palettes import Palette
from ui.plain import PlainLabel
from ui.theme import SANS, colour, font
from ui.typeset import Piece, Placed, Style, Typesetter, at, bottom
from workspace.annotating.gestures import NEW, Ask, Option

_MOST: Final = 9
_PAD: Final = 10
_MARGIN: Final = 16  # from the edges of the room it is placed in
Picked = Callable[[str], None]


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options that hold what was typed, those that begin with it first; all for nothing typed."""
    wanted = " ".join(typed.casefold().split())
    found = [option for option in options if wanted in f"{option.label} {option.hint}".casefold()]
    return sorted(found, key=lambda option: not option.label.casefold().startswith(wanted)) if wanted else found


def _advice(question: Ask) -> str:
    if not question.options:
        return "type, then Enter; Esc to leave"
    return f"type to filter{', Ctrl+Enter for a new one' if question.makes else ''}, Esc to leave"


def is_light(question: Ask) -> bool:
    """Whether the question is answered by the letters that its options hint at; any other key passes it over."""
    return bool(question.options) and all(
        len(option.hint) == 1 and option.hint.isalpha() for option in question.options
    )


class OptionList(QWidget):
    """The numbered choices, drawn; one of them is marked. Signal: picked(place among them)."""

    picked = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setter = Typesetter()
        self.colours = palette
        self._placed: list[Placed] = []
        self._options: Sequence[Option] = ()
        self._more = ""
        self._light = False
        self.marked = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_options(self, options: Sequence[Option], more: str, *, light: bool) -> None:
        """Shows these; more: what is said behind them; light: with the letters of their hints for numbers."""
        self._options, self._more, self._light = options, more, light
        self.marked = 0
        self.lay_out()

    def mark(self, place: int) -> None:
        """Marks another one, around at the ends."""
        self.marked = place % len(self._options) if self._options else 0
        self.update()

    def lay_out(self) -> None:
        """Sets the choices into the present width."""
        light = self._light
        groups = [
            (
                Piece(option.hint if light else str(number), Style.KEY, 16 if number > 1 else 4, str(number - 1)),
                Piece(option.label, Style.TEXT, 6, str(number - 1), elides=True),
                Piece("" if light else option.hint, Style.SMALL, 6, str(number - 1)),
            )
            for number, option in enumerate(self._options, 1)
        ]
        said = [(Piece(self._more, Style.SMALL, 16),)] if self._more else []
        self._placed = self._setter.flow([*groups, *said], 4, 2, max(80, self.width() - 8))
        self.setFixedHeight(round(bottom(self._placed, self._setter.line_height)) + 4)
        self.setAccessibleName(", ".join(option.label for option in self._options))
        self.update()

    @guarded(None)
    def resizeEvent(self, event: object) -> None:
        self.lay_out()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = [item.box for item in self._placed if item.piece.command == str(self.marked)]
        if boxes and not self._light:  # there its letter takes a choice, and no Enter
            around = QRectF(boxes[0].topLeft(), boxes[-1].bottomRight()).adjusted(-4, -1, 4, 1)
            painter.setPen(colour(self.colours.accent))
            painter.setBrush(colour(self.colours.card))
            painter.drawRoundedRect(around.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._setter.draw(painter, self._placed, self.colours)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if picked := at(self._placed, event.position()):
            self.picked.emit(int(picked))


class Chooser(QFrame):
    """The strip. Signal: closed(), when it was answered or left."""

    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chooser")
        self._keys = by_key(bound(Context.CHOOSER))
        self._ask = Ask("", (), "")
        self._shown: list[Option] = []
        self._then: Picked = lambda _: None
        self._foot = 0  # the y of its lower edge
        self._title = PlainLabel(self)
        self._title.setFont(font(SANS, 13, bold=True))
        self.field = QLineEdit(self)
        self.field.setObjectName("chooser_field")
        self.field.setFont(font(SANS, 13))
        self._list = OptionList(palette, self)
        self._put_together()
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self._list.picked.connect(self._pick)
        self.hide()

    def _put_together(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD + 4, _PAD, _PAD + 4, _PAD)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._list)

    @property
    def shown(self) -> list[str]:
        """The labels of the choices that are offered."""
        return [option.label for option in self._shown]

    def ask(self, question: Ask, then: Picked) -> None:
        """Asks; `then` gets the argument of what is picked."""
        self._ask, self._then = question, then
        self._title.setText(question.title)
        self.field.setAccessibleName(question.title)
        self.field.setPlaceholderText(_advice(question))
        self.field.clear()
        self._on_typed("")
        self.field.setVisible(not is_light(question))
        self.show()
        self.raise_()
        if not is_light(question):
            self.field.setFocus()

    def place(self, left: int = 0, width: int | None = None, above: int = 0) -> None:
        """Puts it at the lower edge of the page it is on. left, width: of the room there, in pixels; else all of it;

        above: pixels at the lower edge that stay free.
        """
        page = self.parentWidget()
        if page is not None and self.isVisible():
            self.setFixedWidth((page.width() if width is None else width) - 2 * _MARGIN)
            self._foot = page.height() - max(_MARGIN, above)
            self.move(left + _MARGIN, 0)
            self._fit()

    def _fit(self) -> None:
        """As high as its choices, standing on its lower edge."""
        self.adjustSize()
        self.move(self.x(), self._foot - self.height())

    def answers(self, letter: str) -> bool:
        """Takes a letter for the answer to a light question; any other key leaves the question, and is not taken."""
        if not (self.isVisible() and is_light(self._ask)):
            return False
        for place, option in enumerate(self._shown):
            if option.hint == letter.upper():
                self._pick(place)
                return True
        self.leave()
        return False

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._list.colours = palette
        self._list.update()

    def leave(self) -> None:
        """Closes without an answer."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _on_typed(self, typed: str) -> None:
        found = matching(self._ask.options, typed)
        self._shown = found[:_MOST]
        over = len(found) - len(self._shown)
        more = f"and {over:,} more" if over else ""
        if not found:
            more = f"Enter makes “{typed.strip()}”" if self._ask.makes and typed.strip() else "nothing like this"
        self._list.show_options(self._shown, more, light=is_light(self._ask))
        self._fit()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys sent to the strip itself are the field's."""
        if is_light(self._ask):
            self.answers(event.text())
        elif not self.eventFilter(self.field, event):
            self.field.event(event)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._command(event) is not None:
                event.accept()  # so that the window's shortcuts leave the key to us
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            command = self._command(event)
            if command is not None:
                self._run(command.id.removeprefix("choose "))
                return True
        return False

    def _command(self, event: QKeyEvent) -> Command | None:
        command = pressed(event, self._keys)
        is_digit = command is not None and command.key.isdigit()
        return None if is_digit and self.field.text() else command

    def _run(self, what: str) -> None:
        match what:
            case "next":
                self._list.mark(self._list.marked + 1)
            case "previous":
                self._list.mark(self._list.marked - 1)
            case "none":
                self.leave()
            case "new":
                self._make()
            case "choose":
                self._take_marked()
            case digit:
                self._pick(int(digit) - 1)

    def _take_marked(self) -> None:
        if self._shown:
            self._pick(self._list.marked)
        else:
            self._make()

    def _make(self) -> None:
        """Something new where there can be; else what is marked, so that Ctrl+Enter twice finishes an article."""
        if self._ask.makes and (name := self.field.text().strip()):
            self._answer(self._ask.prefix + NEW + name)
        elif not self._ask.makes and self._shown:
            self._pick(self._list.marked)

    def _pick(self, place: int) -> None:
        if place < len(self._shown):
            self._answer(self._shown[place].argument)

    def _answer(self, argument: str) -> None:
        self.hide()
        self.closed.emit()
        self._then(argument)
