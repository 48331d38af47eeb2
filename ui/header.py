"""The bar above everything: menus behind the program's name, pages, the palette, whose annotations these are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ui.keyboard import shown
from ui.keys import command
from ui.plain import caption
from ui.theme import SANS, font

_HEIGHT: Final = 44
_PILL: Final = 22


class Header(QWidget):
    """Signals: page_chosen(name); asked(command id)."""

    page_chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._tabs = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 14, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self._wordmark(menu))
        self._row.addStretch(1)
        self._row.addWidget(self._pill(f"{shown('Ctrl+K')} Find any command", "palette"))
        self._annotator = self._pill("", "annotator")
        self._row.addWidget(self._annotator)

    def show_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        """A tab for each page, by name and title; a single page needs none to be chosen."""
        for number, (name, title) in enumerate(pages):
            tab = QToolButton(self)
            tab.setObjectName("tab")
            tab.setText(title)
            tab.setFont(font(SANS, 13))
            tab.setCheckable(True)
            tab.setChecked(number == 0)
            tab.setFixedHeight(_HEIGHT)
            tab.setToolTip(shown(command(f"page {name}").key))
            tab.clicked.connect(lambda _=False, name=name: self.page_chosen.emit(name))
            tab.setProperty("page", name)
            self._tabs.addButton(tab)
            self._row.insertWidget(1 + number, tab)

    def show_tab(self, page: str, title: str) -> None:
        """Calls a page's tab otherwise; "" puts the tab away."""
        for tab in self._tabs.buttons():
            if tab.property("page") == page:
                tab.setText(title)
                tab.setVisible(bool(title))

    def show_page(self, name: str) -> None:
        """Marks the page that is shown."""
        for tab in self._tabs.buttons():
            tab.setChecked(tab.property("page") == name)

    def show_annotator(self, name: str) -> None:
        """Says whose annotations are made; nobody's without a project."""
        self._annotator.setVisible(bool(name))
        self._annotator.setText(name if name == "gold" else f"{caption(name)} · annotator")

    def _wordmark(self, menu: QMenu) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("wordmark")
        button.setText("Inquit")
        button.setAccessibleName("Inquit: all menus")
        button.setFont(font(SANS, 15, bold=True))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _pill(self, text: str, id: str) -> QPushButton:
        pill = QPushButton(text, self)
        pill.setObjectName("pill")
        pill.setFont(font(SANS, 12))
        pill.setFixedHeight(_PILL)
        pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pill.clicked.connect(lambda: self.asked.emit(id))
        return pill
