"""The list of articles: a model with all rows at hand, a filter, and how a row is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

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
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.readings import State
from ui.guard import guarded
from ui.listing import NOTHING, Index, draw_ground, set_up
from ui.palettes import Palette
from ui.plain import tip
from ui.theme import SANS, colour, font
from ui.visible import visible

if TYPE_CHECKING:
    from workspace.project import ArticleEntry

ENTRY: Final = Qt.ItemDataRole.UserRole
_TITLE_LINES: Final = 2
_MARGIN: Final = 10
_DOT: Final = 8
_TEXT: Final = 28  # from a row's left edge to its words
_MEASURED: Final = 1_000  # articles up to which each row is as high as its title needs
NEAR: Final = "≈"  # nearly the same text
_NEAR_TYPED: Final = (NEAR, "~")  # what the filter begins with to show such articles only, together
_CORNER: Final = 32  # of a row, in which its mark is clicked
_NEAR_TOLD: Final = 6  # others of a group that a tip names


class ArticleModel(QAbstractListModel):
    """The articles that pass the filter, in the order of their import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, ArticleEntry] = {}
        self._shown: list[str] = []
        self._rows: dict[str, int] = {}
        self._groups: dict[str, list[str]] = {}  # of articles that are nearly the same text
        self._filter = ""
        self.done = 0  # articles, filtered or not

    @property
    def entries(self) -> list[ArticleEntry]:
        """All articles, filtered or not."""
        return list(self._all.values())

    @property
    def count(self) -> int:
        """How many articles there are, filtered or not."""
        return len(self._all)

    def replace(self, entries: Sequence[ArticleEntry]) -> None:
        """Shows other articles."""
        self.beginResetModel()
        self._all = {entry.id: entry for entry in entries}
        self.done = sum(entry.state is State.DONE for entry in entries)
        self._groups = {}
        for entry in entries:
            if entry.near_group:
                self._groups.setdefault(entry.near_group, []).append(entry.id)
        self._show_filtered()
        self.endResetModel()

    def filter(self, words: str) -> None:
        """Shows those articles whose title, outlet or date hold every one of the words.

        Where the words begin with ≈ or ~: those that are nearly the same text as another, beside one another; a group
        is shown whole where the words fit one of its articles.
        """
        self.beginResetModel()
        self._filter = words.casefold()
        self._show_filtered()
        self.endResetModel()

    def _show_filtered(self) -> None:
        words = self._filter.lstrip("".join(_NEAR_TYPED)).split()
        found = [id for id, entry in self._all.items() if all(word in _searched(entry) for word in words)]
        if self._filter.startswith(_NEAR_TYPED):
            groups = dict.fromkeys(self._all[id].near_group for id in found)
            found = [id for group in groups for id in self._groups.get(group, ())]
        self._shown = found
        self._rows = {id: row for row, id in enumerate(self._shown)}

    def update_entry(self, entry: ArticleEntry) -> None:
        """Shows an article's new state."""
        before = self._all[entry.id]
        self._all[entry.id] = entry
        self.done += (entry.state is State.DONE) - (before.state is State.DONE)
        if (row := self.row(entry.id)) >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def entry(self, id: str) -> ArticleEntry | None:
        """The article of this id."""
        return self._all.get(id)

    def near(self, entry: ArticleEntry) -> list[ArticleEntry]:
        """The other articles that are nearly the same text."""
        return [self._all[id] for id in self._groups.get(entry.near_group, ()) if id != entry.id]

    def row(self, id: str) -> int:
        """Where an article stands among those shown, -1 where it is not."""
        return self._rows.get(id, -1)

    def id_at(self, row: int) -> str | None:
        """The article in a row, None outside."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    @guarded(NOTHING)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._all[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(entry.heading)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join([entry.heading, *_near_words(self.near(entry))]))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            near = f"nearly the same text as {len(self.near(entry))} more" if entry.near_group else ""
            return ", ".join(filter(None, (entry.heading, entry.state.value, *_facts(entry), near)))
        return entry if role == ENTRY else None


def _searched(entry: ArticleEntry) -> str:
    return f"{entry.heading} {entry.outlet} {entry.published}".casefold()


def _near_words(others: Sequence[ArticleEntry]) -> list[str]:
    """What a tip says of the articles that are nearly the same text."""
    named = [f"{NEAR} {entry.heading}{f' ({entry.outlet})' if entry.outlet else ''}" for entry in others]
    more = [f"and {len(others) - _NEAR_TOLD:,} more"] if len(others) > _NEAR_TOLD else []
    return ["", "Nearly the same text as", *named[:_NEAR_TOLD], *more] if others else []


def _facts(entry: ArticleEntry) -> tuple[str, str]:
    """Where it appeared, "" where that is not known, and how far it is or how long."""
    if entry.quotes:
        return entry.outlet, f"{entry.quotes} quote{'s' if entry.quotes != 1 else ''}"
    if entry.state is State.DONE:
        return entry.outlet, "nothing here"
    return entry.outlet, entry.published[:10] or f"{entry.chars:,} characters"


class ArticleRow(QStyledItemDelegate):
    """Draws a row: a dot for the state, the title on up to two lines, the facts below.

    even: whether all rows are as high as the highest.
    """

    def __init__(self, palette: Palette, parent: QListView) -> None:
        super().__init__(parent)
        self.palette = palette
        self.even = False
        self._list = parent
        self._title = font(SANS, 13)
        self._small = font(SANS, 11)
        self._title_height = QFontMetricsF(self._title).height()
        self._small_height = QFontMetricsF(self._small).height()

    @guarded(QSize(100, 70))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._list.viewport().width()
        lines = _TITLE_LINES if self.even else len(self._lines(index.data(ENTRY), width))
        return QSize(120, round(lines * self._title_height + self._small_height + 2 * _MARGIN + 4))

    def _lines(self, entry: ArticleEntry, width: float) -> list[str]:
        return _wrapped(visible(entry.heading), self._title, width - _TEXT - _MARGIN)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: ArticleEntry = index.data(ENTRY)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, box, option.state, self.palette)
        lines = self._lines(entry, box.width())
        top = box.top() + _MARGIN
        self._draw_dot(painter, QPointF(box.left() + _MARGIN + _DOT / 2, top + self._title_height / 2), entry.state)
        for number, line in enumerate(lines):
            self._write(painter, line, QPointF(box.left() + _TEXT, top + number * self._title_height), title=True)
        below = QPointF(box.left() + _TEXT, top + len(lines) * self._title_height + 2)
        self._write_facts(painter, entry, below, box.width() - _TEXT - _MARGIN)
        painter.restore()

    def _write_facts(self, painter: QPainter, entry: ArticleEntry, at: QPointF, room: float) -> None:
        """The outlet gives way to what comes behind it; at the right edge, whether the text is nearly another's."""
        metrics = QFontMetricsF(self._small)
        if entry.near_group:
            room -= metrics.horizontalAdvance(NEAR)
            self._write(painter, NEAR, at + QPointF(room, 0), title=False)
            room -= _MARGIN
        outlet, rest = map(visible, _facts(entry))
        behind = f" · {rest}" if outlet else rest
        shown = metrics.elidedText(outlet, Qt.TextElideMode.ElideRight, room - metrics.horizontalAdvance(behind))
        words = shown + behind if shown.rstrip("…") else metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)
        self._write(painter, words, at, title=False)

    def _draw_dot(self, painter: QPainter, centre: QPointF, state: State) -> None:
        """Hollow: not begun; half: begun; full: done."""
        ink = {State.TODO: self.palette.muted, State.DOING: self.palette.accent, State.DONE: self.palette.good}[state]
        box = QRectF(0, 0, _DOT, _DOT)
        box.moveCenter(centre)
        painter.setPen(QPen(colour(ink), 1.2))
        painter.setBrush(colour(ink) if state is State.DONE else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if state is State.DOING:
            painter.setBrush(colour(ink))
            painter.drawPie(box, 90 * 16, 180 * 16)

    def _write(self, painter: QPainter, words: str, at: QPointF, *, title: bool) -> None:
        made = self._title if title else self._small
        painter.setFont(made)
        painter.setPen(colour(self.palette.text if title else self.palette.muted))
        painter.drawText(at + QPointF(0, QFontMetricsF(made).ascent()), words)


def _wrapped(words: str, made: QFont, width: float) -> list[str]:
    """The words on at most two lines; the last one ends in an ellipsis where there are more."""
    layout = QTextLayout(words, made)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid() and len(starts) < _TITLE_LINES:
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return _sliced(words, starts, made, width)


def _sliced(words: str, starts: list[int], made: QFont, width: float) -> list[str]:
    units = words.encode("utf-16-le")
    lines = [
        units[2 * start : 2 * end].decode("utf-16-le").strip()
        for start, end in zip(starts, [*starts[1:], len(units) // 2], strict=True)
    ]
    metrics = QFontMetricsF(made)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


class ArticleList(QListView):
    """The list itself. Signals: picked(article id), by a click or by moving in it; near_asked(), by a click on the mark
    of an article that is nearly the same text as another.
    """

    picked = Signal(str)
    near_asked = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.articles = ArticleModel(self)
        self._row = ArticleRow(palette, self)
        set_up(self, "article_list", "Articles", self.articles, self._row, even=False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)  # or Qt keeps the heights of rows when the list becomes wider or narrower
        self.articles.modelReset.connect(self._on_reset)

    def _on_reset(self) -> None:
        """Many rows are of one height: to measure each would take longer than to look at them."""
        self._row.even = self.articles.rowCount() > _MEASURED
        self.setUniformItemSizes(self._row.even)

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self._row.palette = palette
        self.viewport().update()

    def show_current(self, id: str) -> None:
        """Marks the article that is open, without asking for it again."""
        index = self.articles.index(self.articles.row(id))
        self._quiet = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = False
        if index.isValid():
            self.scrollTo(index)

    def near_box(self, index: Index) -> QRectF:
        """Where the mark of a row is clicked, nowhere for an article that has none."""
        entry = index.data(ENTRY)
        if entry is None or not entry.near_group:
            return QRectF()
        box = QRectF(self.visualRect(index))
        return QRectF(box.right() - _CORNER, box.bottom() - _CORNER, _CORNER, _CORNER)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self.near_box(self.indexAt(event.position().toPoint())).contains(event.position()):
            self.near_asked.emit()

    @guarded(None)
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        id = self.articles.id_at(current.row())
        if not self._quiet and id is not None and current.isValid():
            self.picked.emit(id)
