"""One card on the screen: draws a face and says what was clicked."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.cards import face
from ui.cards.card import Card
from ui.guard import guarded
from ui.palettes import Palette
from ui.theme import colour
from ui.typeset import Typesetter, at

_STRIPE: Final = 4
_RADIUS: Final = 5


class CardView(QWidget):
    """Signals: chosen(id) for a click on the card; asked(command) for one on a key; hovered(id), "" on leaving."""

    chosen = Signal(str)
    hovered = Signal(str)
    asked = Signal(str)

    def __init__(self, setter: Typesetter, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._panel = parent
        self._setter = setter
        self._colours = palette
        self._card: Card | None = None
        self._face = face.Face(0, ())
        self._field = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def card(self) -> Card | None:
        """What is shown."""
        return self._card

    def show_card(self, card: Card, width: int) -> int:
        """Shows another card, or the same in another width; returns how high it is."""
        if (card, width) != (self._card, self.width()):
            self._card = card
            self._face = self._laid_out(card, width)
            self.setAccessibleName(card.spoken)
            self.resize(width, self._face.height)
            self.update()
        return self._face.height

    @property
    def fields(self) -> list[str]:
        """The commands of what can be changed on the card, from the top."""
        return list(dict.fromkeys(item.piece.command for item in self._face.placed if item.piece.command))

    def mark_field(self, field: str) -> None:
        """Marks what Enter would change, by its command; "" for nothing."""
        if field != self._field:
            self._field = field
            self.update()

    def show_landings(self, lands: tuple[str, ...]) -> None:
        """Shows which commands would add the selection to this card."""
        if self._card is not None and lands != self._card.lands:
            self.show_card(replace(self._card, lands=lands), self.width())

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._colours = palette
        self.update()

    def _laid_out(self, card: Card, width: int) -> face.Face:
        if card.waits:
            return face.pending(card, self._setter, width)
        return (face.opened if card.active else face.folded)(card, self._setter, width)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_frame(painter, self._card)
        if rule := face.drawn_rule(self._face, self.width()):
            painter.fillRect(rule, colour(self._colours.hairline))
        if (box := self._marked_box()) is not None:
            painter.setPen(QPen(colour(self._colours.accent), 1))
            painter.setBrush(colour(self._colours.panel))
            painter.drawRoundedRect(box.adjusted(-3.5, 1.5, 3.5, -1.5), 4, 4)
        self._setter.draw(painter, self._face.placed, self._colours)

    def _marked_box(self) -> QRectF | None:
        """Around the first row of pieces of the marked field."""
        boxes = [item.box for item in self._face.placed if self._field and item.piece.command == self._field]
        row = [box for box in boxes if box.top() == boxes[0].top()]
        return QRectF(row[0].topLeft(), row[-1].bottomRight()) if row else None

    def _draw_frame(self, painter: QPainter, card: Card) -> None:
        palette = self._colours
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, _RADIUS, _RADIUS)
        edge = palette.quote_edge if card.active and not card.waits else palette.hairline
        if card.active and self._panel.hasFocus():
            edge = palette.accent
        painter.fillPath(shape, colour(palette.card))
        painter.save()
        painter.setClipPath(shape)
        if card.waits:
            pen = QPen(colour(palette.accent), _STRIPE, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(_STRIPE / 2, 0), QPointF(_STRIPE / 2, box.bottom()))
        else:
            stripe = QRectF(0, 0, _STRIPE, self.height())
            painter.fillRect(stripe, colour(palette.quote_edge))
            if card.suggested:  # hollow, as in the text
                painter.fillRect(stripe.adjusted(1.5, 1.5, -1, -1.5), colour(palette.card))
        painter.restore()
        painter.setPen(QPen(colour(edge), 1))
        painter.drawPath(shape)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the panel would take it as a click beside the cards

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._card is None:
            return
        if command := at(self._face.placed, event.position()):
            self.asked.emit(command)
        else:
            self.chosen.emit(self._card.id)

    @guarded(None)
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._card is not None:
            self.hovered.emit(self._card.id)

    @guarded(None)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit("")
