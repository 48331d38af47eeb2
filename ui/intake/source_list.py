"""The files of an import that need a look, below a row for all of them: a model, how a row is drawn, the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.guard import guarded
from ui.intake.inbox import Stage
from ui.intake.words import Row
from ui.listing import NOTHING, Index, draw_ground, set_up
from ui.palettes import Palette
from ui.plain import tip
from ui.theme import SANS, colour, font
from ui.visible import visible

ROW: Final = Qt.ItemDataRole.UserRole
_MARGIN: Final = 9
_TEXT: Final = 28  # from a row's left edge to its words
_SIGNS: Final = {  # a letter-high sign before each file, and its colour in the palette
    Stage.IN_DOUBT: ("?", "accent"),
    Stage.FAILED: ("×", "bad"),
    Stage.IMPORTED: ("✓", "good"),
    Stage.UNCHANGED: ("=", "muted"),
    Stage.SKIPPED: ("–", "muted"),
    Stage.CANCELLED: ("–", "muted"),
    Stage.WAITING: ("…", "muted"),
}


class SourceModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def replace(self, rows: Sequence[Row]) -> None:
        """Shows others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, path: Path | None) -> int:
        """Where a file stands, -1 where it is not listed; None: the report."""
        return next((at for at, row in enumerate(self.rows) if row.path == path), -1)

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @guarded(NOTHING)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(row.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{row.path or row.name}\n{row.words}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}: {row.words}"
        return row if role == ROW else None


class SourceRow(QStyledItemDelegate):
    """Draws a row: a sign for how far the file is, its name, what is to be known of it."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.palette = palette
        self._name, self._words, self._sign = font(SANS, 13), font(SANS, 11), font(SANS, 13, bold=True)
        self._name_metrics, self._words_metrics = QFontMetricsF(self._name), QFontMetricsF(self._words)

    @guarded(QSize(100, 50))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, round(self._name_metrics.height() + self._words_metrics.height() + 2 * _MARGIN + 2))

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, box, option.state, self.palette)
        left = box.left() + (_TEXT if row.stage is not None else _MARGIN)
        width = box.right() - left - _MARGIN
        top = box.top() + _MARGIN
        self._draw_sign(painter, QRectF(box.left() + 2, top, _TEXT - 4, self._name_metrics.height()), row.stage)
        name = self._name_metrics.elidedText(visible(row.name), Qt.TextElideMode.ElideMiddle, width)
        words = self._words_metrics.elidedText(visible(row.words), Qt.TextElideMode.ElideRight, width)
        painter.setFont(self._name)
        painter.setPen(colour(self.palette.text))
        painter.drawText(QPointF(left, top + self._name_metrics.ascent()), name)
        painter.setFont(self._words)
        painter.setPen(colour(self.palette.bad if row.stage is Stage.FAILED else self.palette.muted))
        below = top + self._name_metrics.height() + 2
        painter.drawText(QPointF(left, below + self._words_metrics.ascent()), words)
        painter.restore()

    def _draw_sign(self, painter: QPainter, box: QRectF, stage: Stage | None) -> None:
        if stage is not None:
            sign, ink = _SIGNS[stage]
            painter.setFont(self._sign)
            painter.setPen(colour(getattr(self.palette, ink)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


class SourceList(QListView):
    """The list. Signal: picked(), when another row is current."""

    picked = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.sources = SourceModel(self)
        self._row = SourceRow(palette, self)
        set_up(self, "source_list", "Files of the import", self.sources, self._row)

    @property
    def current(self) -> Path | None:
        """The file that is marked; None for the report."""
        at = self.currentIndex().row()
        return self.sources.rows[at].path if 0 <= at < len(self.sources.rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these; what was current stays so, or what now stands in its place."""
        if rows == self.sources.rows:
            return
        before, path = self.currentIndex().row(), self.current
        self._quiet = True
        self.sources.replace(rows)
        found = self.sources.row_of(path)
        self.go(found if found >= 0 else min(max(before, 0), len(rows) - 1))
        self._quiet = False

    def go(self, row: int) -> None:
        """Marks a row."""
        index = self.sources.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index)

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._row.palette = palette
        self.viewport().update()

    @guarded(None)
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self.picked.emit()
