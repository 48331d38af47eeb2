"""The choices of a dataset, below one another, and the way to write it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.offsets import OffsetUnit
from ui.combo import Combo
from ui.dataset.wanted import EVERYONE, OFFSETS, STATES, People, file_name
from ui.intake.progress import ProgressStrip
from ui.keyboard import shown
from ui.keys import command
from ui.plain import PlainLabel, small_label, tip
from ui.theme import SANS, font
from ui.transfer import Export

if TYPE_CHECKING:
    from workspace.formats_known import Writable

_PLAIN: Final = "as it is"


class DatasetForm(QWidget):
    """Signals: changed(), what is wanted; asked_path(), where to; asked(command id)."""

    changed = Signal()
    asked_path = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = People((), 0)
        self._formats: Sequence[Writable] = ()
        self._project = Path()
        self._is_own_path = False  # the user's, not the one proposed
        self.whose, self.states, self.format = Combo(), Combo([(key, one[1]) for key, one in STATES.items()]), Combo()
        self.offsets, self.profile = Combo(OFFSETS), Combo()
        self.path = QLineEdit(self)
        self.choose_path = QPushButton("…", self)
        self.write = QPushButton(self)
        self.write.setObjectName("main_button")
        self.progress = ProgressStrip("cancel export", self)
        self.outcome = PlainLabel(self)
        self._profile_label = _label("Layout", self)
        self._put_together()
        for combo, name in ((self.whose, "Annotations"), (self.states, "Readings that are"), (self.format, "Format")):
            combo.setAccessibleName(name)
        for combo in (self.whose, self.states, self.format, self.offsets, self.profile):
            combo.chosen.connect(self._on_chosen)
        self.path.textEdited.connect(self._on_path)
        self.choose_path.clicked.connect(self.asked_path)
        self.write.clicked.connect(lambda: self.asked.emit("export"))
        self.progress.asked.connect(self.asked)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What takes the focus, in its order."""
        combos = (self.whose, self.states, self.format, self.offsets, self.profile)
        return (*combos, self.path, self.choose_path, self.write)

    def _put_together(self) -> None:
        for part in (self.path, self.write, self.choose_path):
            part.setFont(font(SANS, 13))
        self.path.setAccessibleName("To")
        self.choose_path.setAccessibleName("Choose a file")
        self.outcome.setFont(font(SANS, 12))
        self.outcome.setWordWrap(True)
        self.outcome.setObjectName("outcome")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        fields = (("Annotations", self.whose), ("Readings that are", self.states), ("Format", self.format))
        for name, field in fields:
            column.addWidget(_label(name, self))
            column.addWidget(field)
            column.addSpacing(8)
        column.addLayout(self._pair())
        column.addSpacing(8)
        column.addWidget(_label("To", self))
        to = QHBoxLayout()
        to.setSpacing(6)
        to.addWidget(self.path, 1)
        to.addWidget(self.choose_path)
        column.addLayout(to)
        column.addSpacing(14)
        button = QHBoxLayout()
        button.addWidget(self.write)
        button.addStretch(1)
        column.addLayout(button)
        column.addSpacing(10)
        column.addWidget(self.progress)
        column.addWidget(self.outcome)
        column.addStretch(1)

    def _pair(self) -> QHBoxLayout:
        """Offsets and layout beside one another."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for label, field in ((_label("Offsets", self), self.offsets), (self._profile_label, self.profile)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label)
            column.addWidget(field)
            row.addLayout(column, 1)
        return row

    # --- what is offered --------------------------------------------------------------------------------------------

    def offer(self, people: People, formats: Sequence[Writable], project: Path, annotator: str) -> None:
        """Offers what this project has; annotator: whose annotations are proposed at first."""
        if project != self._project:
            self._project, self._is_own_path = project, False
            self.outcome.setText("")
        first = not self.whose.count()
        self._people, self._formats = people, formats
        self.whose.offer(people.offered)
        if first:
            self.whose.show_value(people.offered[0][0] if people.offered[0][0] == "gold" else annotator)
        self.format.offer([(one.name, one.title) for one in formats])
        self._show()

    @property
    def _format(self) -> Writable | None:
        return next((one for one in self._formats if one.name == self.format.value), None)

    def _on_chosen(self, _: str) -> None:
        self._show()
        self.changed.emit()

    def _on_path(self, _: str) -> None:
        self._is_own_path = True
        self._show_button()

    def show_path(self, path: Path) -> None:
        """Takes a path that the user chose."""
        self._is_own_path = True
        is_beside = path.parent == self._project.parent
        self.path.setText(path.name if is_beside else str(path))
        self._show_button()

    def _show(self) -> None:
        """What follows from one choice for the others."""
        found = self._format
        profiles = found.profiles if found is not None else ()
        self.profile.offer([("", _PLAIN), *((name, name) for name in profiles)])
        self.profile.setVisible(bool(profiles))
        self._profile_label.setVisible(bool(profiles))
        if found is not None and not self._is_own_path:
            self.path.setText(file_name(self._project, self.whose.value, found.suffix))
        self._show_button()

    def _show_button(self) -> None:
        number = self._people.readings(self.whose.value, self.states.value) if self.whose.count() else None
        words = "Export" if number is None else f"Export {number:,} reading{'' if number == 1 else 's'}"
        is_there = self.path.text() and self._path.exists()
        self.path.setToolTip(tip(str(self._path)))
        self.write.setText(f"{words}{', replacing the file' if is_there else ''}   {shown(command('export').key)}")
        self.write.setEnabled(bool(self.path.text().strip()))

    # --- what is wanted ---------------------------------------------------------------------------------------------

    @property
    def _path(self) -> Path:
        """Where to; what is no whole path is meant from the project's folder on."""
        return self._project.parent / self.path.text().strip()

    @property
    def wanted(self) -> Export:
        """What is to be written."""
        whose = self.whose.value
        return Export(
            self._path,
            None if whose == EVERYONE else whose,
            STATES[self.states.value][0],
            self.format.value,
            OffsetUnit(self.offsets.value),
            self.profile.value or None,
        )

    def show_outcome(self, words: str) -> None:
        """Says what came of it."""
        self.outcome.setText(words)
        self._show_button()


def _label(words: str, parent: QWidget) -> PlainLabel:
    label = small_label("note", parent)
    label.setText(words)
    return label
