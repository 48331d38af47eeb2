"""A table of cells on the screen: Qt's own, with its keys, tooltips and words for screen readers; drawn by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.guard import guarded
from ui.listing import NOTHING, Index, make_plain
from ui.palettes import Palette, blend
from ui.plain import tip
from ui.review import colours
from ui.review.cells import Cell, Look, Table
from ui.theme import SANS, colour, font

CELL: Final = Qt.ItemDataRole.UserRole
_EMPTY: Final = Table("", (), ())
_PAD: Final = 8
_INDENT: Final = 14
_STRETCHED: Final = (70, 150)  # pixels of the column that stretches, least and most
_HEAD_HEIGHT: Final = 26
_BAR_HEIGHT, _TRACK_HEIGHT = 8, 8
_SIDES: Final = {
    Look.NUMBER: Qt.AlignmentFlag.AlignRight,
    Look.COUNT: Qt.AlignmentFlag.AlignHCenter,
    Look.MUTED: Qt.AlignmentFlag.AlignHCenter,
}
_SIDE: Final = {True: Qt.AlignmentFlag.AlignRight, False: Qt.AlignmentFlag.AlignLeft}


class CellModel(QAbstractTableModel):
    """The cells of one table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = _EMPTY

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._table

    def replace(self, table: Table) -> None:
        """Shows another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """The cell at a valid index."""
        return self._table.rows[index.row()][index.column()]

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._table.rows)

    @guarded(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._table.columns)

    @guarded(NOTHING)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(cell.tip) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self._table.rows[index.row()][0].words
            return f"{head}, {self._table.columns[index.column()].words}: {cell.words or cell.tip}"
        return cell if role == CELL else None

    @guarded(NOTHING)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._table.columns):
            return None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignHCenter if self._table.even else _SIDE[column.numeric]
            return across | Qt.AlignmentFlag.AlignVCenter
        return {Qt.ItemDataRole.DisplayRole: column.words, Qt.ItemDataRole.ToolTipRole: tip(column.tip) or None}.get(
            Qt.ItemDataRole(role)
        )


class CellPainter(QStyledItemDelegate):
    """Draws a cell by its look. marked: the parts of the filter that are set."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.palette = palette
        self.marked: Mapping[str, object] = {}
        self.font = font(SANS, 13)
        self.metrics = QFontMetricsF(self.font)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match cell.look:
            case Look.SHADE | Look.BLANK:
                self._draw_ground(painter, box, cell)
            case Look.WHISKER:
                self._draw_line(painter, box)
                self._draw_whisker(painter, box, cell)
            case Look.BAR:
                self._draw_line(painter, box)
                self._draw_bar(painter, box, cell)
            case _:
                self._draw_line(painter, box)
                self._write(painter, box, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(self.palette.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _is_marked(self, cell: Cell) -> bool:
        return bool(cell.picks) and all(self.marked.get(part) == value for part, value in cell.picks.items())

    def _draw_line(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(colour(self.palette.hairline), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _draw_ground(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        is_value = cell.look is Look.SHADE and cell.share is not None
        ground = colours.shade(self.palette, cell.share or 0.0) if is_value else self.palette.panel
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRect(box.adjusted(0, 0, -2, -2))
        if self._is_marked(cell):
            painter.setPen(QPen(colour(self.palette.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -3, -3))
        painter.setPen(colour(colours.ink(ground) if is_value else self.palette.muted))
        painter.setFont(self.font)
        painter.drawText(box.adjusted(0, 0, -2, -2), Qt.AlignmentFlag.AlignCenter, cell.words)

    def _write(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        pad = 0 if cell.look is Look.COUNT else _PAD
        inner = box.adjusted(pad + cell.indent * _INDENT, 0, -pad, 0)
        plain = self.palette.muted if cell.look in (Look.MUTED, Look.COUNT) else self.palette.text
        painter.setFont(self.font)
        painter.setPen(colour(self.palette.accent if self._is_marked(cell) else plain))
        side = _SIDES.get(cell.look, Qt.AlignmentFlag.AlignLeft)
        words = self.metrics.elidedText(cell.words, Qt.TextElideMode.ElideRight, inner.width() + 1)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)

    def _draw_whisker(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        track = QRectF(box.left() + _PAD, box.center().y() - _TRACK_HEIGHT / 2, box.width() - 2 * _PAD, _TRACK_HEIGHT)
        if not cell.tip:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.palette.panel))
        painter.drawRoundedRect(track, 2, 2)
        if cell.share is None:
            return
        if cell.low is not None and cell.high is not None:
            left, right = _along(track, cell.low), _along(track, cell.high)
            painter.setBrush(colour(blend(self.palette.page, self.palette.accent, 0.42)))
            painter.drawRoundedRect(QRectF(left, track.center().y() - 2, max(2.0, right - left), 4), 2, 2)
        painter.setBrush(colour(self.palette.accent))
        painter.drawRect(QRectF(_along(track, cell.share) - 1.5, track.top() - 1, 3, _TRACK_HEIGHT + 2))

    def _draw_bar(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.palette.accent if self._is_marked(cell) else colours.bar(self.palette)))
        width = max(2.0, (box.width() - 2 * _PAD) * (cell.share or 0.0))
        painter.drawRect(QRectF(box.left() + _PAD, box.center().y() - _BAR_HEIGHT / 2, width, _BAR_HEIGHT))


def _along(track: QRectF, value: float) -> float:
    """The x of a value on a track from 0 to 1; what is below 0 stands at its left end."""
    return track.left() + track.width() * min(1.0, max(0.0, value))


class Grid(QTableView):
    """The table. Signal: picked(parts of a filter), by a click or Enter on a cell that has some."""

    picked = Signal(object)

    def __init__(
        self,
        palette: Palette,
        name: str,
        parent: QWidget | None = None,
        *,
        row_height: int = 26,
        head_padding: int = _PAD,
    ) -> None:
        super().__init__(parent)
        self._head_padding = head_padding
        self.setObjectName(name)
        self._model = CellModel(self)
        self._painter = CellPainter(palette, self)
        self._tables: Sequence[Table] = (_EMPTY,)
        self._grows = False
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self._set_up(row_height)
        self.set_colours(palette)
        self.clicked.connect(self._pick)

    def _set_up(self, row_height: int) -> None:
        make_plain(self)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(row_height)
        head = self.horizontalHeader()
        head.setFont(font(SANS, 13))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(10)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setFixedHeight(_HEAD_HEIGHT)

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._model.table

    @property
    def content_height(self) -> int:
        """How high it would have to be to show every row, in pixels."""
        return _HEAD_HEIGHT + len(self.table.rows) * self.verticalHeader().defaultSectionSize() + 2

    def show_tables(self, *tables: Table) -> None:
        """Shows the first of the tables that has room, the last where none has."""
        self._tables = tables
        self._fit()

    def grow_with_content(self) -> None:
        """Is as high as its rows from now on, and never scrolls."""
        self._grows = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def mark(self, parts: Mapping[str, object]) -> None:
        """Marks the cells that stand for what is filtered by."""
        self._painter.marked = parts
        self.viewport().update()

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._painter.palette = palette
        self.setStyleSheet(
            f"QTableView {{ background: {palette.page}; }}"
            f"QHeaderView {{ background: {palette.page}; }}"
            f"QHeaderView::section {{ background: {palette.page}; color: {palette.muted}; border: none;"
            f" border-bottom: 1px solid {palette.hairline}; padding: 0 {self._head_padding}px; }}"
        )
        self.viewport().update()

    def _fit(self) -> None:
        width = self.viewport().width()
        for table in self._tables:
            needed = self._needed(table)
            if sum(needed) <= width:
                break
        if self._model.table is not table:
            self._model.replace(table)
            self._span(table)
        for at, pixels in enumerate(self._shared_out(table, needed, width)):
            self.setColumnWidth(at, pixels)
        if self._grows:
            self.setFixedHeight(self.content_height)

    def _span(self, table: Table) -> None:
        self.clearSpans()
        for row, cells in enumerate(table.rows):
            for at, cell in enumerate(cells):
                if cell.span > 1:
                    self.setSpan(row, at, 1, cell.span)

    def _needed(self, table: Table) -> list[int]:
        """The least width of each column."""
        widths = []
        for at, column in enumerate(table.columns):
            words = [column.words, *(row[at].words for row in table.rows if row[at].look is not Look.MUTED)]
            indent = max((row[at].indent for row in table.rows), default=0) * _INDENT
            most = max(map(self._painter.metrics.horizontalAdvance, words), default=0.0)
            widths.append(_STRETCHED[0] if column.stretches else round(most) + indent + 2 * _PAD + 2)
        return widths

    def _shared_out(self, table: Table, needed: Sequence[int], width: int) -> list[int]:
        """The widths of the columns in this room."""
        if table.even and len(needed) > 1:
            first = min(needed[0], width // 3)
            each = (width - first) // (len(needed) - 1)
            return [first, *(each for _ in needed[1:])]
        spare = width - sum(needed)
        stretching = [at for at, column in enumerate(table.columns) if column.stretches]
        widths = list(needed)
        for at in stretching:
            grown = spare if table.wide_bars else min(spare, _STRETCHED[1] - _STRETCHED[0])
            widths[at] = max(0, widths[at] + grown)
            spare -= widths[at] - needed[at]
        if widths and spare:
            widths[0] = max(40, widths[0] + spare)
        return widths

    def _pick(self, index: Index) -> None:
        cell = self._model.cell(index)
        if cell.picks:
            self.picked.emit(cell.picks)

    @guarded(QSize(80, 60))
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 60)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._pick(self.currentIndex())
        else:
            super().keyPressEvent(event)
