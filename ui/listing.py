"""What the lists of the window share: what a row is to Qt, how they scroll, how the current one stands out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QListView, QStyle

from ui.palettes import Palette
from ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
NOTHING: Final[object] = None  # what a model answers to what it does not know


def make_plain(view: QAbstractItemView) -> None:
    """Without a frame, scrolled by pixels, and never sideways."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def set_up(
    view: QListView, name: str, spoken: str, model: QAbstractItemModel, row: QAbstractItemDelegate, *, even: bool = True
) -> None:
    """A list of this model, drawn by this row.

    name: for style and tests; spoken: for screen readers; even: all rows are of one height.
    """
    view.setObjectName(name)
    view.setAccessibleName(spoken)
    view.setModel(model)
    view.setItemDelegate(row)
    view.setUniformItemSizes(even)
    make_plain(view)


def draw_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag, palette: Palette) -> None:
    """A card behind the row that is current; its border says whether keys go there."""
    if state & QStyle.StateFlag.State_Selected:
        focused = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(colour(palette.accent if focused else palette.hairline), 1))
        painter.setBrush(colour(palette.card))
        painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
