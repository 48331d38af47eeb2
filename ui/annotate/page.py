"""The page on which articles are annotated: puts the parts together and hands to each what the session tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import Trouble
from models.spans import Fragment
from ui.annotate.article_pane import ArticlePane
from ui.annotate.border_drag import BorderDrag
from ui.annotate.column import ReadingColumn
from ui.annotate.find_strip import FindStrip
from ui.annotate.finding import Finding
from ui.annotate.guide_line import GuideLine
from ui.annotate.input import InputFilter
from ui.annotate.scroll_bar import ScrollBar
from ui.annotate.tally import Tally
from ui.annotate.text_commands import TextCommands
from ui.annotate.timekeeper import TimeKeeper
from ui.cards.card import PENDING
from ui.cards.panel import CardsPanel
from ui.chooser import Chooser
from ui.commands import Commands
from ui.door import Opened
from ui.empty import EmptyState
from ui.gate import Place
from ui.guard import guarded
from ui.hints import hints, landings
from ui.keys import Command, Context, bound, by_key
from ui.page import share_of
from ui.palettes import Palette
from ui.session import Session
from workspace.annotating.gestures import Ask
from workspace.annotating.in_hand import unconfirmed_in_hand
from workspace.annotating.offers import offer_in_hand
from workspace.passes import allows

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot
    from workspace.project import ArticleEntry

_LIST_SHARE: Final = 0.174
_LIST_WIDTHS: Final = (176, 250)
_CARDS_SHARE: Final = 0.3
_CARDS_WIDTHS: Final = (288, 430)
_SHEET_BELOW: Final = 1200  # pixels of width in which cards and text are told apart by a sheet behind the cards


class AnnotatePage(QWidget):
    """Signals: hinted(hints) and progressed(complete, quotes) for the status line; article_shown(id)."""

    hinted = Signal(object)
    progressed = Signal(int, int)
    article_shown = Signal(str)

    def __init__(
        self,
        column: ReadingColumn,
        session: Session,
        commands: Commands,
        palette: Palette,
        last_article: Callable[[Path], str],
        parent: QWidget | None = None,
    ) -> None:
        """last_article: which article of a project was open last, "" for none."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._commands = commands
        self._last_article = last_article
        self.column = column
        self.view = column.view
        self.pane = ArticlePane(palette, self)
        self.cards = CardsPanel(self.view.anchor_y, palette, self)
        self.guide = GuideLine(self)
        self.empty = EmptyState(self)
        self.chooser = Chooser(palette, self)
        self.find_strip = FindStrip(palette, self)
        self._asker: QWidget = self.view
        self._reading = QWidget(self)
        self._stack = QStackedWidget(self)
        self._put_together()
        self._connect_parts()
        self._connect_session()
        self.time = TimeKeeper(session, self)
        self._tally = Tally(session, self)
        self._text = TextCommands(column, session, self.pane.list.articles, self.ask)
        self.finding = Finding(self.find_strip, column, session, self.open_passage)
        self._connect_helpers()
        self._filter_input()
        self.show_no_project()

    def _put_together(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(self.find_strip)
        text.addWidget(self.guide)
        side_by_side = QHBoxLayout(self._reading)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        side_by_side.addLayout(text, 1)
        side_by_side.addWidget(self.cards)
        side_by_side.addWidget(ScrollBar(self.view, self._reading))
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._reading)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self._stack, 1)

    def _connect_parts(self) -> None:
        self.pane.picked.connect(self.open_article)
        self.pane.list.near_asked.connect(partial(self._commands.run, "near duplicates"))
        self.pane.left.connect(self.view.setFocus)
        self.empty.asked.connect(self._commands.run)
        self.view.scrolled.connect(self.cards.place)
        self.view.laid_out.connect(self.cards.place)
        self.view.selection_moved.connect(lambda *_: self._show_hints())
        self.view.span_activated.connect(self._on_span_clicked)
        self.cards.chosen.connect(self._on_card_clicked)
        self.cards.hovered.connect(self.column.hint)
        self.cards.asked.connect(self._commands.run)
        self.cards.picked.connect(self._on_span_clicked)
        self.cards.wheel_turned.connect(lambda event: QApplication.sendEvent(self.view.viewport(), event))
        self.chooser.closed.connect(self._on_answered)

    def _connect_session(self) -> None:
        self._session.opened.connect(self._on_opened)
        self._session.entries_changed.connect(self._on_entries)
        self._session.article_opened.connect(self._on_article)
        self._session.changed.connect(self._on_changed)

    def _connect_helpers(self) -> None:
        """Behind the page's own: they hear of an article once it is shown."""
        for lively in (self.view.selection_moved, self.view.scrolled):
            lively.connect(self.time.notice)
        self._tally.counted.connect(self._on_counted)
        self.finding.closed.connect(self.view.setFocus)
        self._text.handle(self._commands)
        self.finding.handle(self._commands)
        self._commands.handle({"filter": partial(self._session.in_turn, self.pane.go_to_filter)})
        self._commands.handle({"near duplicates": self._show_near})

    def _filter_input(self) -> None:
        keys = by_key(bound(Context.TEXT))
        over_suggestion = {**keys, **by_key(bound(Context.SUGGESTION))}
        self._input = self._new_filter(lambda: over_suggestion if self._is_at_suggestion() else keys)
        for watched in (self.view, self.view.viewport(), self.cards):
            watched.installEventFilter(self._input)
        self._border_drag = BorderDrag(self.column, self._session, self)
        for watched in (self.view, self.view.viewport()):
            watched.installEventFilter(self._border_drag)
        few = {key: wanted for key, wanted in keys.items() if wanted.id in ("keys", "filter")}
        self._list_input = self._new_filter(lambda: few)
        self.pane.list.installEventFilter(self._list_input)

    def _show_near(self) -> None:
        """The articles that are nearly the same text as the open one, once that is there."""

        def show() -> None:
            snapshot = self._session.snapshot
            self._session.told.emit(self.pane.show_near(snapshot.article.id if snapshot is not None else None))

        self._session.in_turn(show)

    def _is_at_suggestion(self) -> bool:
        snapshot = self._session.snapshot
        if snapshot is None:
            return False
        return offer_in_hand(snapshot.reading, snapshot.state, snapshot.step) is not None

    def _new_filter(self, keys: Callable[[], Mapping[str, Command]]) -> InputFilter:
        return InputFilter(self.column, self._session, keys, self._on_key, self.chooser.answers, self)

    def _on_key(self, wanted: Command) -> None:
        """Enter goes into the open card once there is nothing to confirm, and Esc comes back from it."""
        in_card = self.cards.hasFocus()
        if wanted.id == "confirm" and in_card and self.cards.take_field():
            return
        if wanted.id == "confirm" and not in_card and self._has_card_to_enter():
            self.cards.setFocus()
        elif wanted.id == "escape" and in_card:
            self.view.setFocus()
        else:
            self._commands.run(wanted.id)

    def _has_card_to_enter(self) -> bool:
        """Whether there is an open card, on which nothing waits to be confirmed."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.state.active is None:
            return False
        waits = unconfirmed_in_hand(snapshot.reading, snapshot.scheme, snapshot.state) is not None
        return not (waits and allows(snapshot.step, "confirm"))

    # --- what is open -----------------------------------------------------------------------------------------------

    def show_no_project(self) -> None:
        """Says how to begin."""
        self.pane.setVisible(False)
        self.empty.show_message(
            "No project is open",
            "A project is one file that holds your articles and annotations. Open one, or make a new one and drop "
            "article files on this window.",
            ("open", "new project"),
        )
        self._stack.setCurrentWidget(self.empty)

    def show_trouble(self, trouble: Trouble, *, backups: bool = False) -> None:
        """Says why there is no project, and how to go on. backups: whether there are any of that project."""
        self.show_no_project()
        offers = ("restore unopened", "try again", "open") if backups else ("try again", "open", "new project")
        note = "The file was left as it is. There are backups of it." if backups else "The file was left as it is."
        self.empty.show_message("The project cannot be opened", note, offers, trouble)

    def open_article(self, id: str) -> None:
        """Opens an article once everything asked before has been done."""
        self._session.in_turn(lambda: self._session.open_article(id))

    def open_passage(self, id: str, place: Fragment) -> None:
        """Opens an article with a place of it selected and in sight."""
        self.open_article(id)
        self._session.in_turn(lambda: self.column.show_place(place))

    def _on_opened(self, opened: Opened) -> None:
        self.pane.setVisible(True)
        self.pane.show_project(opened.project.path.stem, opened.entries)
        self.cards.show_snapshot(None)
        self._open_first(opened.entries)

    def _on_entries(self, entries: tuple[ArticleEntry, ...]) -> None:
        self.pane.show_entries(entries)
        if self._session.snapshot is None:
            self._open_first(entries)

    def _open_first(self, entries: tuple[ArticleEntry, ...]) -> None:
        ids = [entry.id for entry in entries]
        if not ids:
            self.empty.show_message(
                "This project has no articles yet",
                "Drop article files, folders or annotated records on this window, or open them.",
                ("open", "open folder"),
            )
            self._stack.setCurrentWidget(self.empty)
            return
        last = self._last_article(self._session.project.path) if self._session.project else ""
        self._session.open_article(last if last in ids else ids[0])

    def _on_article(self, snapshot: Snapshot, caret: int | None) -> None:
        self._stack.setCurrentWidget(self._reading)
        self.chooser.leave()
        self.column.show_article(snapshot)
        self.pane.list.show_current(snapshot.article.id)
        self._show(snapshot)
        if caret is not None:
            self.column.reveal(caret)
        if self.isVisible() and not self.pane.list.hasFocus():  # or the keys of another page would come here
            self.view.setFocus()
        self.article_shown.emit(snapshot.article.id)

    def _on_changed(self, snapshot: Snapshot, caret: int | None, made_at: Place | None) -> None:
        self.column.show_snapshot(snapshot, caret, made_at)
        self._show(snapshot)

    def _show(self, snapshot: Snapshot) -> None:
        self.cards.show_snapshot(snapshot)
        self.guide.show_snapshot(snapshot)
        self._show_hints()
        self._tally.count(snapshot)

    def show_status(self) -> None:
        """Has the status line say what the keys would do now, and how far the article is."""
        self._show_hints()
        self._tally.count_soon()

    def _show_hints(self) -> None:
        snapshot, selection = self._session.snapshot, self.column.selection
        if self.isVisible():  # else the status line is another page's
            self.hinted.emit(hints(snapshot, selection) if snapshot else ())
        self.cards.show_landings(landings(snapshot, selection) if snapshot and selection else {})

    def _on_counted(self, snapshot: Snapshot, complete: int, quotes: int) -> None:
        if self.isVisible():
            self.progressed.emit(complete, quotes)
        entry = self.pane.list.articles.entry(snapshot.article.id)
        if entry is not None:
            self.pane.update_entry(replace(entry, state=snapshot.reading.header.state, quotes=quotes))

    # --- the user's doing ---------------------------------------------------------------------------------------------

    def ask(self, question: Ask, then: Callable[[str], None]) -> None:
        """Asks in place; the focus goes back to the card afterwards if that had it."""
        self._asker = self.cards if self.cards.hasFocus() else self.view
        self.chooser.ask(question, then)
        self._place_chooser()

    def _on_answered(self) -> None:
        self._asker.setFocus()

    def _on_span_clicked(self, span: str) -> None:
        self._session.in_turn(lambda: self._session.activate(span))

    def _on_card_clicked(self, id: str) -> None:
        self.view.setFocus()
        if id != PENDING:
            self._session.in_turn(lambda: self._session.activate(id))

    # --- where things stand -----------------------------------------------------------------------------------------

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.pane.list, self.view, self.cards)

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        for part in (self.view, self.pane.list, self.cards, self.chooser, self.find_strip):
            part.set_colours(palette)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self.pane.setFixedWidth(share_of(width, _LIST_SHARE, _LIST_WIDTHS))
        self.cards.setFixedWidth(share_of(width, _CARDS_SHARE, _CARDS_WIDTHS))
        self.cards.show_as_sheet(width < _SHEET_BELOW)
        self._place_chooser()

    def _place_chooser(self) -> None:
        """At the lower edge of what is read; the cards and the rule of the guideline stay in sight."""
        for part in (self, self._reading):
            if (layout := part.layout()) is not None:
                layout.activate()  # within a resize the parts have their old places still
        reads = self._stack.currentWidget() is self._reading
        room = self.view if reads else self._stack
        self.chooser.place(self._stack.x(), room.width(), self.guide.height() if reads else 0)
