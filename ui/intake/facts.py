"""What is known of an article, each value with the place it came from. `facts` knows no Qt, `FactTable` shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.articles import META_FIELDS, Article, Meta
from ui.intake.labels import OneLine, Wrapped

_NAMES: Final = {"source_name": "file", "url": "address"}
_NAME_WIDTH: Final = 84
_OWN: Final = frozenset(("origins", "authors"))  # of `extra`, told with the field they belong to


@dataclass(frozen=True, slots=True)
class Fact:
    """name: of what; value: as it is stored; origin: where it came from, "" where that is not known."""

    name: str
    value: str
    origin: str = ""


def facts(meta: Meta) -> list[Fact]:
    """What the metadata say; what is not known is left out."""
    found = meta.extra.get("origins")
    origins: Mapping[str, object] = found if isinstance(found, dict) else {}
    known = [(name, str(getattr(meta, name))) for name in META_FIELDS if getattr(meta, name)]
    told: list[Fact] = []
    for name, value in known:
        told.append(Fact(_NAMES.get(name, name), value, str(origins.get(name, ""))))
        authors = meta.extra.get("authors") if name == "byline" else None
        if isinstance(authors, list) and authors:
            told.append(Fact("names in it", ", ".join(map(str, authors)), "the byline"))
    rest = ((name, value) for name, value in meta.extra.items() if name not in _OWN)
    return [*told, *(Fact(name.replace("_", " "), _words(value), "the file, as it is") for name, value in rest)]


def facts_words(article: Article, near: Sequence[str]) -> str:
    """All that is known of an article as plain text, a line each. near: titles of others with nearly the same text."""
    known = [
        *facts(article.meta),
        Fact("characters", f"{len(article.text):,}"),
        Fact("SHA-256", article.sha256),
        Fact("id", article.key or article.id, "its file" if article.key else ""),
        *(Fact("nearly as in", heading) for heading in near),
    ]
    return "\n".join(f"{fact.name:14}{fact.value}{f'   (from {fact.origin})' if fact.origin else ''}" for fact in known)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class FactTable(QWidget):
    """A line for each fact, and a small one below it for where it came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[Fact] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)

    @property
    def words(self) -> str:
        """All that is told."""
        return "\n".join(f"{fact.name}: {fact.value} (from {fact.origin})" for fact in self._shown)

    def show_facts(self, shown: Sequence[Fact]) -> None:
        """Shows these and no others."""
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, fact in enumerate(shown):
            name = OneLine(fact.name, "note", 12, self)
            self._grid.addWidget(name, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Wrapped(fact.value, "", 12, self), 2 * row, 1)
            if fact.origin:
                self._grid.addWidget(OneLine(f"from {fact.origin}", "note", 11, self), 2 * row + 1, 1)
