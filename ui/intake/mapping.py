"""What stands for what: a row with a combo for each column of a table, or for each foreign label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.combo import Combo
from ui.intake.labels import OneLine

_NAME_WIDTH: Final = 112
MOST_ASKED: Final = 80  # names that get a row: a combo each for thousands would take minutes


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to be mapped. name: what the file calls it; note: what it holds, or how often it occurs."""

    name: str
    note: str = ""


class MappingForm(QWidget):
    """Signal: chosen(name, what for it), "" for nothing."""

    chosen = Signal(str, str)

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """nothing: what the choice of nothing is called."""
        super().__init__(parent)
        self._nothing = nothing
        self._combos: dict[str, Combo] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._asked: Sequence[Asked] = ()
        self._offered: Sequence[tuple[str, str]] = ()

    @property
    def combos(self) -> Mapping[str, Combo]:
        """The combo of each name."""
        return self._combos

    def ask(self, asked: Sequence[Asked], offered: Sequence[tuple[str, str]], mapping: Mapping[str, str]) -> None:
        """Asks for each, of many the first; offered: what may be chosen, and how it is called; mapping: what holds."""
        asked = asked[:MOST_ASKED]
        if (asked, offered) != (self._asked, self._offered):
            self._asked, self._offered = asked, offered
            self._make_rows()
        for name, combo in self._combos.items():
            combo.show_value(mapping.get(name, ""))

    def _make_rows(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._combos = {}
        for row, one in enumerate(self._asked):
            combo = Combo([("", self._nothing), *self._offered], self)
            combo.setAccessibleName(one.name)
            combo.chosen.connect(partial(self.chosen.emit, one.name))
            name, note = OneLine(one.name, "", 12, self), OneLine(one.note, "note", 11, self)
            self._grid.addWidget(name, 2 * row, 0)
            self._grid.addWidget(combo, 2 * row, 1)
            self._grid.addWidget(note, 2 * row + 1, 0, 1, 2)
            self._combos[one.name] = combo
