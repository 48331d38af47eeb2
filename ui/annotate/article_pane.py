"""The pane at the left: the filter, how far the project is, the list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ui.article_list import NEAR, ArticleList
from ui.guard import guarded
from ui.palettes import Palette
from ui.plain import PlainLabel
from ui.theme import SANS, font
from ui.visible import visible

if TYPE_CHECKING:
    from workspace.project import ArticleEntry


class ArticlePane(QWidget):
    """Signals: picked(article id); left(), when the filter is closed."""

    picked = Signal(str)
    left = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit(self)
        self.field.setObjectName("article_filter")
        self.field.setAccessibleName("Filter articles")
        self.field.setPlaceholderText("Filter articles…  /")
        self.field.setFont(font(SANS, 13))
        self._name, self._count = _label(self), _label(self)
        self._share = QProgressBar(self)
        self._share.setObjectName("share")
        self._share.setTextVisible(False)
        self._share.setFixedHeight(5)
        self.list = ArticleList(palette, self)
        self._put_together()
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.picked.connect(self.picked)

    def _put_together(self) -> None:
        told = QHBoxLayout()
        told.addWidget(self._name, 1)
        told.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 0)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addLayout(told)
        column.addWidget(self._share)
        column.addWidget(self.list, 1)

    def show_project(self, name: str, entries: Sequence[ArticleEntry]) -> None:
        """Shows a project's articles."""
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(visible(name), Qt.TextElideMode.ElideMiddle, 150))
        self._name.setToolTip(name)
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[ArticleEntry]) -> None:
        """Shows these articles in the place of those before; the current one stays current."""
        current = self.list.articles.id_at(self.list.currentIndex().row())
        self.list.articles.replace(entries)
        if current is not None:
            self.list.show_current(current)
        self._show_progress()

    def update_entry(self, entry: ArticleEntry) -> None:
        """Shows an article's new state."""
        self.list.articles.update_entry(entry)
        self._show_progress()

    def _show_progress(self) -> None:
        articles = self.list.articles
        self._count.setText(f"{articles.done:,} / {articles.count:,} done")
        self._share.setRange(0, max(1, articles.count))
        self._share.setValue(articles.done)
        self._share.setAccessibleName(self._count.text())

    def go_to_filter(self) -> None:
        """Has what is typed now filter the list."""
        self.field.setFocus()
        self.field.selectAll()

    def show_near(self, id: str | None) -> str:
        """Has the list show the articles that are nearly the same text as this one, else all such, together; where it
        does already, all articles again. Returns what is to be said of it.
        """
        if self.field.text().startswith(NEAR):
            self.field.clear()
            return "All articles are shown again"
        entry = self.list.articles.entry(id or "")
        self.field.setText(f"{NEAR} {entry.heading}" if entry is not None and entry.near_group else NEAR)
        count = self.list.articles.rowCount()
        if not count:
            self.field.clear()
            return "No article is nearly the same text as another"
        return f"{count:,} articles that are nearly the same text as another"

    def _on_typed(self, words: str) -> None:
        current = self.list.articles.id_at(self.list.currentIndex().row())
        self.list.articles.filter(words)
        if current is not None:
            self.list.show_current(current)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to_list(opens=event.key() != Qt.Key.Key_Down)
        else:
            return False
        return True

    def _go_to_list(self, *, opens: bool) -> None:
        self.list.setFocus()
        first = self.list.articles.id_at(0)
        if first is not None and opens:
            self.picked.emit(first)
            self.left.emit()


def _label(parent: QWidget) -> PlainLabel:
    label = PlainLabel(parent)
    label.setFont(font(SANS, 13))
    return label
