"""The list of disagreements: kind, passage with each annotator's version on a lane under the words, who has what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.figures import Disagreement
from models.offsets import OffsetMap
from ui.guard import guarded
from ui.listing import NOTHING, Index, set_up
from ui.palettes import Palette
from ui.plain import tip
from ui.review import colours
from ui.review.names import Names
from ui.review.passages import line
from ui.review.rows import Side, kind_words, sides, spoken
from ui.theme import SANS, SERIF, colour, font
from ui.visible import visible

ITEM: Final = Qt.ItemDataRole.UserRole
_PILL: Final = 92
_GAP: Final = 12
_LANE, _LANE_GAP = 2.5, 1.5
_PLACED: Final = ("missing", "split", "boundary", "label")
_SIDES_SHARE: Final = 0.3
_SAMPLE: Final = "said the minister on Tuesday, adding that"


@dataclass(frozen=True)
class Listed:
    """What the list shows: disagreements in order, and the words around them."""

    items: Sequence[Disagreement] = ()
    names: Names = field(default_factory=lambda: Names(()))
    texts: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


class DisagreementModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listed = Listed()

    def replace(self, listed: Listed) -> None:
        """Shows others."""
        self.beginResetModel()
        self.listed = listed
        self.endResetModel()

    def item(self, row: int) -> Disagreement | None:
        """The disagreement of a row, None outside."""
        return self.listed.items[row] if 0 <= row < len(self.listed.items) else None

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.listed.items)

    @guarded(NOTHING)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = spoken(item, self.listed.names, self.listed.headings.get(item.article, ""))
            return tip(words) if role == Qt.ItemDataRole.ToolTipRole else visible(words, lines=True)
        return None


class DisagreementRow(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, palette: Palette, model: DisagreementModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.palette = palette
        self._model = model
        self._serif, self._small = font(SERIF, 14), font(SANS, 12)
        self._tiny = font(SANS, 12)
        self._text = QFontMetricsF(self._serif)
        self._small_text = QFontMetricsF(self._small)
        self._character = self._text.horizontalAdvance(_SAMPLE) / len(_SAMPLE)

    @property
    def height(self) -> int:
        """Of every row: the words and a lane for each annotator."""
        lanes = max(2, len(self._model.listed.names.annotators))
        return round(self._text.height() + lanes * (_LANE + _LANE_GAP) + 13)

    @guarded(QSize(200, 38))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Disagreement = index.data(ITEM)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, box, option.state)
        middle = box.top() + 8 + self._text.height() / 2
        self._draw_kind(painter, QRectF(box.left() + 4, middle - 9, _PILL, 18), kind_words(item))
        words = sides(item, self._model.listed.names)
        left = self._draw_sides(painter, box, middle, words)
        passage = QRectF(box.left() + _PILL + 4 + _GAP, box.top() + 8, 0, box.height() - 9)
        passage.setRight(left - _GAP)
        self._draw_passage(painter, passage, item)
        painter.restore()

    def _draw_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour(self.palette.card))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRectF(box.left(), box.top(), 2.5, box.height()), colour(self.palette.accent))
        painter.setPen(QPen(colour(self.palette.hairline), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _draw_kind(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(colours.pill(self.palette)))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(self._tiny)
        painter.setPen(colour(self.palette.on_verdict))
        shown = self._small_text.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 12)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_sides(self, painter: QPainter, box: QRectF, middle: float, words: Sequence[Side]) -> float:
        """Draws who has what, up to the right edge; returns where it begins."""
        between = " " if any(not side.places for side in words) else " · "
        gap = self._small_text.horizontalAdvance(between)
        room = box.width() * _SIDES_SHARE - gap * (len(words) - 1)
        cap = room / max(1, len(words))
        shown = [self._small_text.elidedText(s.words, Qt.TextElideMode.ElideRight, max(30.0, cap)) for s in words]
        if sum(map(self._small_text.horizontalAdvance, (side.words for side in words))) <= room:
            shown = [side.words for side in words]
        widths = [self._small_text.horizontalAdvance(text) for text in shown]
        x = left = box.right() - 6 - sum(widths) - gap * (len(words) - 1)
        baseline = middle + (self._small_text.ascent() - self._small_text.descent()) / 2
        painter.setFont(self._small)
        for place, (side, text, width) in enumerate(zip(words, shown, widths, strict=True)):
            painter.setPen(colour(self.palette.muted))
            painter.drawText(QPointF(x, baseline), text)
            for nth, whose in enumerate(side.places):
                share = width / len(side.places)
                under = QRectF(x + nth * share, baseline + 4, share, 2)
                painter.fillRect(under, colour(colours.line_colour(self.palette, whose)))
            if place < len(words) - 1:
                painter.drawText(QPointF(x + width, baseline), between)
            x += width + gap
        return left

    def _draw_passage(self, painter: QPainter, box: QRectF, item: Disagreement) -> None:
        listed = self._model.listed
        room = int(box.width() / self._character)
        shown = line(item, listed.texts.get(item.article, ""), room)
        layout, laid = _laid_out(shown.text, self._serif)
        if laid.naturalTextWidth() > box.width():  # wider letters than usual
            room = int(room * box.width() / laid.naturalTextWidth()) - 2
            shown = line(item, listed.texts.get(item.article, ""), room)
            layout, laid = _laid_out(shown.text, self._serif)
        painter.save()
        painter.setClipRect(box)
        painter.setPen(colour(self.palette.text))
        layout.draw(painter, box.topLeft())
        self._draw_lanes(painter, box, item, laid, shown.text, shown.lanes)
        painter.restore()

    def _draw_lanes(
        self,
        painter: QPainter,
        box: QRectF,
        item: Disagreement,
        laid: QTextLine,
        text: str,
        lanes: Sequence[Sequence[tuple[int, int]]],
    ) -> None:
        top = box.top() + self._text.height() + 1
        units = OffsetMap(text)
        if item.kind not in _PLACED and len(set(map(tuple, filter(None, lanes)))) == 1:
            for left, width in _boxes(laid, units, next(filter(None, lanes))):
                painter.fillRect(QRectF(box.left() + left, top, width, 1.2), colour(self.palette.muted))
            return
        for version, parts in zip(item.versions, lanes, strict=True):
            place = self._model.listed.names.place(version.annotator)
            y = top + place * (_LANE + _LANE_GAP)
            for left, width in _boxes(laid, units, parts):
                ink = colour(colours.line_colour(self.palette, place))
                painter.fillRect(QRectF(box.left() + left, y, width, _LANE), ink)


def _laid_out(text: str, made: QFont) -> tuple[QTextLayout, QTextLine]:
    """The words on one line; the layout has to be kept for as long as the line is used."""
    layout = QTextLayout(text, made)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    laid = layout.createLine()
    laid.setLineWidth(1e6)
    laid.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout, laid


def _boxes(laid: QTextLine, units: OffsetMap, parts: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Left edge and width of parts of a laid-out line, character by character, since it may run both ways."""
    found: list[tuple[float, float]] = []
    for start, end in parts:
        for at in range(units.from_code_point(start), units.from_code_point(end)):
            one, other = _x(laid, at), _x(laid, at + 1)
            left, right = min(one, other), max(one, other)
            if found and abs(found[-1][0] + found[-1][1] - left) < 0.5:
                found[-1] = (found[-1][0], right - found[-1][0])
            elif right > left:
                found.append((left, right - left))
    return found


def _x(laid: QTextLine, position: int) -> float:
    place: object = laid.cursorToX(position)  # PySide gives the position back beside it
    x = place[0] if isinstance(place, tuple) else place
    return x if isinstance(x, float) else 0.0


class DisagreementList(QListView):
    """Signal: opened(Disagreement), by a double click; Enter is the page's."""

    opened = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = DisagreementModel(self)
        self._row = DisagreementRow(palette, self.rows, self)
        set_up(self, "disagreements", "Disagreements, hardest first", self.rows, self._row)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.set_colours(palette)

    @property
    def current(self) -> Disagreement | None:
        """The disagreement that is marked."""
        return self.rows.item(self.currentIndex().row())

    def show_listed(self, listed: Listed) -> None:
        """Shows others; the one that was marked stays so if it is still there, else its place does."""
        before, row = self.current, max(0, self.currentIndex().row())
        self.rows.replace(listed)
        if before is not None:
            question = (before.article, before.question)
            found = (at for at, item in enumerate(listed.items) if (item.article, item.question) == question)
            row = next(found, min(row, len(listed.items) - 1))
        if listed.items:
            self.setCurrentIndex(self.rows.index(row))

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._row.palette = palette
        self.setStyleSheet(f"QListView {{ background: {palette.page}; }}")
        self.viewport().update()

    def _open(self, row: int) -> None:
        if (item := self.rows.item(row)) is not None:
            self.opened.emit(item)
