"""The review page: puts board, chooser and live figures together, and hands to each what the user asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.errors import UserError
from models.figures import Disagreement
from models.spans import Fragment
from ui import files
from ui.asking_page import AskingPage
from ui.guard import guarded
from ui.hints import Hint
from ui.keys import Command, Context, bound, command
from ui.page import Services
from ui.page_keys import PageKeys
from ui.palettes import Palette
from ui.review.advice import advice, with_gold
from ui.review.board import WITHOUT, Board, View
from ui.review.filtering import Filter
from ui.review.live import Answer, LiveReview, Wanted
from ui.review.questions import FILE, TABLE, Question, by_what, names_of, which_measure, whom
from ui.review.report_writer import ReportWriter

_HINTS: Final = (
    Hint("open passage", "open at the passage"),
    Hint("filter disagreements", "filter"),
    Hint("compare", "whom to compare"),
    Hint("export", "report"),
)


class ReviewPage(AskingPage):
    """Shows the open project's agreement, live for as long as it is looked at."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._session = services.session
        self._answer: Answer | None = None
        self._view = View()
        self._report = ReportWriter(services.session, services.worker)
        self.live = LiveReview(services.session, services.worker, self)
        self.board = Board(services.palette, self)
        self._put_together()
        self._connect()
        self._take_commands()
        self.board.set_colours(services.palette)
        self._show_waiting()

    def _put_together(self) -> None:
        for part in (self.empty, self.board):
            self._stack.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)

    def _connect(self) -> None:
        self.live.reviewed.connect(self._on_reviewed)
        self.live.progressed.connect(self._on_progressed)
        self.live.rested.connect(self._on_rested)
        self.live.failed.connect(self._on_failed)
        self._session.opened.connect(self._on_opened)
        self.board.picked.connect(self._toggle)
        self.board.opened.connect(self.open_passage)
        self.board.asked.connect(self._on_asked)
        self.empty.asked.connect(self._services.commands.run)
        self.chooser.closed.connect(self.board.list.setFocus)

    def _take_commands(self) -> None:
        own: dict[str, Callable[[], None]] = {
            "open passage": self._open_current,
            "filter disagreements": self._ask_filter,
            "let go of filter": self._let_go,
            "measure": self._ask_measure,
            "compare": self._ask_whom,
            "blind": self._change_blind,
        }
        self._services.commands.handle(own)
        actions = {**own, "export": self._ask_report, "keys": lambda: self._services.commands.run("keys")}
        table: dict[str, Command] = {one.id: one for one in bound(Context.REVIEW)}
        table |= {id: command(id) for id in ("export", "keys")}
        self._list_keys = PageKeys(table, actions, self)
        of_grids = {id: one for id, one in table.items() if id != "open passage"}  # there Enter picks a cell
        self._grid_keys = PageKeys(of_grids, actions, self)
        self.board.list.installEventFilter(self._list_keys)
        for grid in self.board.grids:
            grid.installEventFilter(self._grid_keys)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.board.list, *self.board.grids)

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """How the figures are looked at."""
        return self._view

    def look(self, view: View) -> None:
        """Shows the same figures in another way."""
        self._view = view
        if self._answer is not None and self._answer.review.report.articles:
            self.board.show_review(self._answer, view)

    def _on_opened(self) -> None:
        self._answer, self._view = None, View()
        self._report.forget()
        self._show_waiting()

    def _show_waiting(self) -> None:
        if self._session.project is None:
            self.empty.show_message("No project is open", "", ("open", "new project"))
        else:
            self.empty.show_message("Comparing the annotators…", "")
        self._show_part(self.empty)

    def _show_part(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._show_hints()

    def _show_hints(self) -> None:
        """Keys act on what is listed, so none is named while there is nothing."""
        if self.isVisible():
            self._services.hint(_HINTS if self._stack.currentWidget() is self.board else ())

    def _on_reviewed(self, answer: Answer) -> None:
        self._answer = answer
        advised = advice(answer.review)
        instead = with_gold(answer.review)
        if advised is not None and instead is not None and self.live.wanted == Wanted():
            self.live.want(Wanted(instead))
            return
        if advised is not None:
            self.empty.show_message(advised.message, advised.note, advised.commands)
            self._show_part(self.empty)
            return
        was_empty = self._stack.currentWidget() is self.empty
        self._show_part(self.board)
        self.board.show_review(answer, self._view)
        if was_empty and self.isVisible() and not self.chooser.isVisible():
            self.board.list.setFocus()

    def _on_progressed(self, done: int, of: int) -> None:
        if self._answer is None:
            self.empty.show_message("Comparing the annotators…", f"{done:,} of {of:,} articles")
        elif self.live.computing:
            self.board.say_progress(done, of, gamma=self._answer.review.report.gamma_pending)

    def _on_rested(self) -> None:
        """Nothing more will come: figures that are not there were not computed."""
        if self._answer is not None:
            review = self._answer.review
            settled = replace(review, report=replace(review.report, gamma_pending=False))
            stopped = self._answer.stopped or review.report.gamma_pending
            self._answer = replace(self._answer, review=settled, stopped=stopped)
        self.look(self._view)
        if self._answer is not None:
            self._report.write_waiting(self._answer, blind=self._view.blind)

    def _on_failed(self, error: UserError) -> None:
        self._session.failed.emit(error)
        if self._answer is None:
            self.empty.show_message("The annotators cannot be compared", "", (), error.trouble)

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self.board.set_colours(palette)
        self.chooser.set_colours(palette)

    # --- the list ---------------------------------------------------------------------------------------------------

    def _open_current(self) -> None:
        if (item := self.board.list.current) is not None:
            self.open_passage(item)

    def open_passage(self, item: Disagreement) -> None:
        """Opens the article with the passage selected."""
        self._services.open_article(item.article, Fragment(item.start, item.end))

    def _toggle(self, parts: Mapping[str, object]) -> None:
        chosen = self._view.filter
        for part, value in parts.items():
            chosen = chosen.toggled(part, value)
        self.look(replace(self._view, filter=chosen))

    def _on_asked(self, what: str) -> None:
        if what.startswith(WITHOUT):
            self.look(replace(self._view, filter=self._view.filter.without(what.removeprefix(WITHOUT))))
        else:
            self._services.commands.run(what)

    def _let_go(self) -> None:
        if self._view.filter.set_parts:
            self.look(replace(self._view, filter=Filter()))
        else:
            self.live.stop()

    def _change_blind(self) -> None:
        self.look(replace(self._view, blind=not self._view.blind))

    # --- questions --------------------------------------------------------------------------------------------------

    def _put(self, question: Question, then: Callable[[Mapping[str, Any]], None]) -> None:
        self.ask(question.ask, lambda argument: then(question.answers[argument]))

    def _ask_filter(self) -> None:
        if self._answer is not None:
            review = self._answer.review
            self._put(by_what(review, names_of(review, blind=self._view.blind)), self._toggle)

    def _ask_measure(self) -> None:
        if self._answer is not None:
            self._put(which_measure(self._answer.review), lambda parts: self.look(replace(self._view, **parts)))

    def _ask_whom(self) -> None:
        if self._answer is not None:
            review = self._answer.review
            self._put(whom(review, names_of(review, blind=self._view.blind), self.live.wanted), self._compare)

    def _compare(self, parts: Mapping[str, Any]) -> None:
        self._view = replace(self._view, filter=Filter())
        self.live.want(replace(self.live.wanted, **parts))

    # --- the report -------------------------------------------------------------------------------------------------

    def _ask_report(self) -> None:
        def ask_path(kind: str) -> None:
            path = files.report_to_write(self, table=kind == TABLE)
            if path is not None:
                self.write_report(path)

        if self._answer is not None:
            self.ask(FILE, ask_path)

    def write_report(self, path: Path) -> None:
        """Writes the report, or the table of disagreements where the name ends in .csv; waits for gamma."""
        if self._answer is None:
            return
        if self.live.computing:
            self._report.wait(path)
        else:
            self._report.write(path, self._answer, blind=self._view.blind)

    # --- Qt's events ------------------------------------------------------------------------------------------------

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_hints()
        self.live.wake()
        self.board.list.setFocus()

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.live.sleep()
