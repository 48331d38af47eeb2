"""The restore window itself: the backups at the left, what the chosen one would bring at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.guard import guarded
from ui.keyboard import shown
from ui.overlay import Overlay
from ui.palettes import Palette
from ui.plain import PlainLabel, PlainWords
from ui.restore import words
from ui.restore.words import Count
from ui.theme import SANS, font
from ui.typeset import Piece, Placed, Style, Typesetter

if TYPE_CHECKING:
    from workspace.keeping.backups import Backup
    from workspace.keeping.restoring import Contents, Prospect

_WIDEST, _HIGHEST = 980, 640
_LIST: Final = 300
_MOST_ROWS: Final = 9  # of the counts; a project of many annotators has more
_NUMBERS: Final = 96  # width of a column of numbers
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Comparison(QWidget):
    """The counts of the project and of a backup side by side."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setter = Typesetter(13)
        self.colours = palette
        self._counts: Sequence[Count] = ()
        self._placed: list[Placed] = []

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Shows these; without any there is nothing to see."""
        left_out = len(counts) - _MOST_ROWS
        self._counts = counts if left_out <= 0 else [*counts[:_MOST_ROWS]]
        self.setVisible(bool(counts))
        self.setFixedHeight((len(self._counts) + 1) * self._setter.line_height + 4)
        self.setAccessibleName("; ".join(f"{row.name}: {_now(row)} now, {row.then:,} in the backup" for row in counts))
        self._lay_out()

    def _lay_out(self) -> None:
        placed = self._row(0, "", ("now", "backup", "change"), Style.SMALL)
        for number, row in enumerate(self._counts, 1):
            name = f"    {row.name}" if row.indent else row.name
            figures = (_now(row), f"{row.then:,}", row.difference)
            placed += self._row(number, name, figures, Style.MUTED if row.indent else Style.TEXT)
        self._placed = placed
        self.update()

    def _row(self, number: int, name: str, figures: Sequence[str], style: Style) -> list[Placed]:
        top = number * self._setter.line_height
        room = self.width() - 3 * _NUMBERS
        placed = self._setter.line([Piece(name, style, 0, elides=True)], 0, top, max(60, room))
        for at, figure in enumerate(figures):
            is_change = at == 2 and number > 0
            piece = Piece(figure, Style.STRONG if is_change else style, 0)
            placed += self._setter.right([piece], room + (at + 1) * _NUMBERS - 8, top)
        return placed

    @guarded(QSize(320, 60))
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 60)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._setter.draw(painter, self._placed, self.colours)


def _now(row: Count) -> str:
    return "–" if row.now is None else f"{row.now:,}"


class RestoreSheet(Overlay):
    """Signals: looked_at(Backup), to be answered with `show_prospect`; wanted(Backup), to be restored."""

    looked_at = Signal(object)
    wanted = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent, _WIDEST, _HIGHEST)
        self._title, self._note, self._told = PlainLabel(self), PlainLabel(self), PlainLabel(self)
        self._title.setFont(font(SANS, 15, bold=True))
        self.rest = self.list = QListWidget(self)
        self.list.setObjectName("backups")
        self.list.setAccessibleName("Backups, newest first")
        self.list.setFont(font(SANS, 13))
        self.list.setFixedWidth(_LIST)
        self.list.setSpacing(1)
        self.comparison = Comparison(palette, self)
        self._differences = PlainWords(self)
        self._differences.setFont(font(SANS, 12))
        self._differences.document().setDocumentMargin(8)
        self._differences.setAccessibleName("What restoring would change")
        self._restore = QPushButton(f"Restore this backup   {shown('Enter')}", self)
        self._restore.setObjectName("primary")
        self._close = QPushButton(f"Close   {shown('Esc')}", self)
        self._backups: Sequence[Backup] = ()
        self._put_together()
        self.list.currentRowChanged.connect(self._on_row)
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _: self._want())
        self._restore.clicked.connect(self._want)
        self._close.clicked.connect(self.leave)

    def _put_together(self) -> None:
        for label in (self._note, self._told):
            label.setFont(font(SANS, 12))
            label.setWordWrap(True)
        self._note.setObjectName("note")
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._told)
        right.addWidget(self.comparison)
        right.addWidget(self._differences, 1000)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        bottom.addWidget(self._note, 1)
        bottom.addWidget(self._close)
        bottom.addWidget(self._restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addLayout(middle, 1)
        column.addLayout(bottom)

    @property
    def words(self) -> str:
        """All that is said of the chosen backup."""
        counted, listed = self.comparison.accessibleName(), self._differences.toPlainText()
        return "\n".join(part for part in (self._told.text(), counted, listed, self._note.text()) if part)

    @property
    def backup(self) -> Backup | None:
        """The one that is chosen."""
        row = self.list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def show_backups(self, project: str, backups: Sequence[Backup], newest: int | None) -> None:
        """Lists them. newest: the number of the project's newest change, None where it cannot be opened."""
        self._title.setText(f"Restore a backup of {project}")
        self._backups = backups
        self.list.blockSignals(True)
        self.list.clear()
        now = datetime.now(UTC)
        for backup in backups:
            below = f"{words.ago(backup.made, now)}, {words.behind(backup.changes, newest)}"
            self.list.addItem(QListWidgetItem(f"{words.moment(backup.made)}\n{below}"))
        self.list.blockSignals(False)
        self.list.setVisible(bool(backups))
        self._restore.setVisible(bool(backups))
        self._restore.setEnabled(False)
        self.rest = self.list if backups else self._close
        self._show_nothing(
            ""
            if backups
            else "There is no backup of this project yet. One is made shortly after a project is opened, "
            "whenever it has changed since the last; it lies outside the project’s folder."
        )
        self.present()
        if backups:
            self.list.setCurrentRow(0)

    def show_prospect(self, prospect: Prospect, now: Contents | None, kept_as: str) -> None:
        """Says what a backup holds, if it is still the chosen one. kept_as: the name that the present file gets."""
        if prospect.backup is not self.backup:
            return
        if prospect.contents is None:
            self._show_nothing(f"This backup cannot be read: {prospect.trouble}.")
            return
        self._told.setText(words.moment(prospect.backup.made))
        self.comparison.show_counts(words.counts(now, prospect.contents))
        self._differences.setPlainText("" if prospect.differences is None else words.changes(prospect.differences))
        self._differences.setVisible(prospect.differences is not None)
        self._note.setText(f"Nothing is lost by restoring: the present file stays beside it as “{kept_as}”.")
        self._restore.setEnabled(True)

    def _show_nothing(self, told: str) -> None:
        self._told.setText(told)
        self.comparison.show_counts(())
        self._differences.setVisible(False)
        self._note.setText("")
        self._restore.setEnabled(False)

    def _on_row(self, _: int) -> None:
        if (backup := self.backup) is not None:
            self._show_nothing("Looking into the backup…")
            self.looked_at.emit(backup)

    def _want(self) -> None:
        if self._restore.isEnabled() and (backup := self.backup) is not None:
            self.leave()
            self.wanted.emit(backup)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if watched is self.list and key in _ENTER:
            self._want()
            return True
        return super().eventFilter(watched, event)
