"""Everything that is seen on the review page while there are figures: four tables and the list, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from models.figures import AgreementReport
from ui.guard import guarded
from ui.keyboard import shown
from ui.keys import command
from ui.palettes import Palette
from ui.plain import PlainLabel
from ui.review import tables
from ui.review.advice import summary
from ui.review.disagreement_list import DisagreementList, Listed
from ui.review.filtering import SECTIONS, Filter
from ui.review.grid import Grid
from ui.review.headline import Headline, person
from ui.review.live import Answer
from ui.review.names import Names
from ui.theme import SANS, font
from ui.typeset import Piece, Style, keys
from workspace.measures import TITLES

if TYPE_CHECKING:  # at run time it comes with numpy
    from workspace.reviewing import Review

_LEFT_SHARE: Final = 0.3
_LEFT_WIDTHS: Final = (258, 430)
_MARGIN: Final = 28
_UPPER_SHARE: Final = 0.46
WITHOUT: Final = "without "  # with a part of the filter: what a click on that part asks for


@dataclass(frozen=True, slots=True)
class View:
    """How figures are looked at. measure, label: of the pairs, "" for all labels; blind: names are hidden."""

    measure: str = "gamma"
    label: str = tables.ALL
    filter: Filter = field(default_factory=Filter)
    blind: bool = False


class Board(QWidget):
    """Signals: picked(parts of a filter); opened(Disagreement); asked(command id, or WITHOUT and a part of it)."""

    picked = Signal(object)
    opened = Signal(object)
    asked = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = Grid(palette, "pairs", self, row_height=34, head_padding=2)
        self.kinds = Grid(palette, "kinds", self)
        self.time = Grid(palette, "time", self)
        self.confusion = Grid(palette, "confusion", self, head_padding=2)
        self.labels = Grid(palette, "labels", self)
        self.list = DisagreementList(palette, self)
        self.titles = {
            name: Headline(palette, self)
            for name in ("matrix", "kinds", "time", "confusion", "labels", "disagreements")
        }
        self.note = PlainLabel(self)
        self.nothing = PlainLabel(self)
        self._left = QScrollArea(self)
        self._right = QSplitter(Qt.Orientation.Vertical, self)
        self._names = Names(())
        self._upper = 0  # pixels that the table by label was given
        self._put_together()
        self._connect()

    @property
    def grids(self) -> Sequence[Grid]:
        """The tables, in the order in which the eye goes over them."""
        return self.matrix, self.labels, self.kinds, self.time, self.confusion

    def _put_together(self) -> None:
        for label in (self.note, self.nothing):
            label.setObjectName("note")
            label.setFont(font(SANS, 12))
            label.setWordWrap(True)
        for grid in (self.matrix, self.kinds, self.time, self.confusion):
            grid.grow_with_content()
        self._left.setWidget(self._left_column())
        self._left.setWidgetResizable(True)
        self._left.setFrameShape(QFrame.Shape.NoFrame)
        self._left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.addWidget(_column(self.titles["labels"], self.labels))
        self._right.addWidget(_column(self.titles["disagreements"], self.nothing, self.list))
        self._right.setChildrenCollapsible(False)
        self._right.setHandleWidth(18)
        self._right.setStyleSheet("QSplitter::handle { image: none; }")
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 16, _MARGIN, 0)
        row.setSpacing(_MARGIN)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)

    def _left_column(self) -> QWidget:
        column = _column(self.titles["matrix"], self.matrix, self.note)
        layout = column.layout()
        if isinstance(layout, QVBoxLayout):
            for name, grid in (("kinds", self.kinds), ("time", self.time), ("confusion", self.confusion)):
                layout.addSpacing(18)
                layout.addWidget(self.titles[name])
                layout.addWidget(grid)
            layout.addStretch(1)
        return column

    def _connect(self) -> None:
        for grid in self.grids:
            grid.picked.connect(self.picked)
        for title in self.titles.values():
            title.asked.connect(self._on_asked)
        self.list.opened.connect(self.opened)

    def _on_asked(self, what: str) -> None:
        if what.startswith("person "):
            place = int(what.removeprefix("person "))
            self.picked.emit({"annotators": (self._names.annotators[place],)})
        else:
            self.asked.emit(what)

    # --- showing ----------------------------------------------------------------------------------------------------

    def show_review(self, answer: Answer, view: View) -> None:
        """Shows figures and disagreements."""
        review = answer.review
        report, scheme = review.report, review.scheme
        everybody = [one.name for one in review.people]
        self._names = Names(report.annotators, everybody, view.blind)
        self.matrix.show_tables(tables.matrix(report, self._names, view.measure, view.label))
        self.labels.show_tables(*(tables.by_label(report, scheme, self._names, short=short) for short in (False, True)))
        self.kinds.show_tables(tables.kinds(report))
        self.kinds.setVisible(bool(report.disagreements))
        self._show_time(report, view.measure)
        self.confusion.show_tables(tables.confusion(report, scheme))
        self.note.setText(summary(report, answer.seconds, stopped=answer.stopped))
        self._share_height()
        self._show_titles(view, len(report.disagreements))
        self.show_list(review, view)

    def _show_time(self, report: AgreementReport, measure: str) -> None:
        """Over time, of the measure of the pairs where that is there at once, and not counted last."""
        shown_measure = measure if measure in tables.OVER_TIME else tables.OVER_TIME[0]
        self.time.show_tables(tables.over_time(report, shown_measure))
        for part in (self.time, self.titles["time"]):
            part.setVisible(bool(report.periods))

    def show_list(self, review: Review, view: View) -> None:
        """Lists what passes the filter."""
        everything = review.report.disagreements
        found = [item for item in everything if view.filter.passes(item)]
        self.list.show_listed(Listed(found, self._names, review.texts, review.headings))
        self.nothing.setVisible(not found)
        self.nothing.setText(
            f"Nothing passes the filter; {shown('Esc')} lets go of it."
            if everything
            else "No disagreement: everybody has marked the same in these articles."
        )
        marked = {part: getattr(view.filter, part) for part in view.filter.set_parts}
        for grid in self.grids:
            grid.mark(marked)
        self._show_filter(review, view.filter, len(found), len(everything))

    def say_progress(self, done: int, of: int, *, gamma: bool) -> None:
        """Says how far computing is."""
        what = "Computing γ" if gamma else "Comparing"
        if gamma:  # the articles were gone through before, and are so again, in no time
            done, of = max(1, done - of // 2), of // 2
        self.note.setText(f"{what}: article {done:,} of {of:,}; {shown('Esc')} stops")

    def _show_titles(self, view: View, count: int) -> None:
        over = f"{TITLES.get(view.measure, view.measure)} over {view.label or 'all labels'}"
        self.titles["matrix"].say(
            "Pairs of annotators", [Piece(over, Style.MUTED, 0, "measure", elides=True), Piece(*_key("measure"))]
        )
        self.titles["kinds"].say("Where they differ", [Piece(f"· {count:,}", Style.MUTED, 0)])
        self.titles["time"].say("Over time", [Piece("all labels", Style.MUTED, 0)])
        self.titles["confusion"].say("Labels confused")
        self.titles["labels"].say("By label, with 95 % intervals")

    def _show_filter(self, review: Review, chosen: Filter, found: int, of: int) -> None:
        count = f"· {found:,}" if found == of else f"· {found:,} of {of:,}"
        pieces = [Piece(count, Style.MUTED, 0)]
        if chosen.set_parts:
            for part in chosen.set_parts:
                words = f"{self._part_words(review, chosen, part)}  ×"
                pieces.append(Piece(words, Style.NEUTRAL_PILL, 8, f"{WITHOUT}{part}", elides=True))
        else:
            pieces.append(Piece("· hardest first ·", Style.MUTED, 6))
            names = review.report.annotators
            pieces += [person(self._names(name), place) for place, name in enumerate(names)]
        pieces += keys("filter disagreements", shown(command("filter disagreements").key), "filter")
        self.titles["disagreements"].say("Disagreements", pieces)

    def _part_words(self, review: Review, chosen: Filter, part: str) -> str:
        match part:
            case "annotators":
                return " and ".join(map(self._names, chosen.annotators))
            case "article":
                return review.headings.get(chosen.article, chosen.article)
            case "section":
                return f"guideline {chosen.section}: {SECTIONS.get(chosen.section, '')}"
            case "labels":
                return " and ".join(label or "missing" for label in reversed(chosen.labels))
            case _:
                return str(getattr(chosen, part))

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        for grid in self.grids:
            grid.set_colours(palette)
        for title in self.titles.values():
            title.set_colours(palette)
        self.list.set_colours(palette)
        self._left.setStyleSheet(f"QScrollArea, #column {{ background: {palette.page}; }}")

    def _share_height(self) -> None:
        """The table takes no more than it needs, and leaves most to the list; until the user moves the border."""
        needed = self.titles["labels"].height() + self.labels.content_height + self._right.handleWidth()
        upper = min(needed, round(self.height() * _UPPER_SHARE))
        if upper != self._upper:
            self._upper = upper
            self._right.setSizes([upper, self.height() - upper])

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(_LEFT_WIDTHS[0], min(round(self.width() * _LEFT_SHARE), _LEFT_WIDTHS[1]))
        self._left.setFixedWidth(width)
        self._share_height()


def _key(id: str) -> tuple[str, Style, int, str]:
    return shown(command(id).key), Style.KEY, 8, id


def _column(*parts: QWidget) -> QWidget:
    column = QWidget()
    column.setObjectName("column")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for part in parts:
        layout.addWidget(part)
    return column
