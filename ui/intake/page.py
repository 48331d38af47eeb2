"""The page on which files come in: those that need a look, the text as it would be, what there is to choose.

Puts the parts together; what happens to the files is `Arrivals`' business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from models.previews import Choices, Preview, TableChoice
from ui.asking_page import AskingPage
from ui.guard import guarded
from ui.hints import Hint
from ui.intake.inbox import Item, Stage
from ui.intake.joins import Join, joins
from ui.intake.mapping import MOST_ASKED
from ui.intake.pane import ChoicePane
from ui.intake.progress import ProgressStrip
from ui.intake.source_list import SourceList
from ui.intake.words import report, report_so_far, rows, said_of
from ui.keys import Command, Context, bound, command
from ui.page import Services, share_of
from ui.page_keys import PageKeys
from ui.palettes import Palette
from ui.plain import PlainWords
from ui.scene import title_lines
from ui.text.marks import Mark
from ui.text.view import ArticleView
from ui.theme import SANS, font

if TYPE_CHECKING:
    from models.scheme import Scheme

_LIST_SHARE, _PANE_SHARE = 0.2, 0.3
_LIST_WIDTHS: Final = (190, 290)
_PANE_WIDTHS: Final = (350, 430)
_MARGIN: Final = 28  # around the report
_BRING: Final = Hint("import this", "bring it in")
_BRING_ALL: Final = Hint("import alike", "all like it")
_SKIP: Final = Hint("skip source", "skip")
_OTHER: Final = Hint("next choice", "another choice")
_AS_IN_FILE: Final = Hint("as in file", "as the file has it")
_TRY_AGAIN: Final = Hint("import this", "try again")
_UNDONE: Final = (Stage.FAILED, Stage.SKIPPED, Stage.CANCELLED)
_OF_THE_REPORT: Final = (Hint("import this", "the next in doubt"), Hint("copy report", "copy"))


class ImportPage(AskingPage):
    """Shows the inbox of `Arrivals`, and asks them for what the user wants."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._arrivals = services.arrivals
        self._palette = services.palette
        self._shown: Preview | None = None
        self._as_in_file = False
        self._joins: list[Join] = []
        self.list = SourceList(services.palette, self)
        self.progress = ProgressStrip("cancel import", self)
        self.view = ArticleView(self, palette=services.palette)
        self.words = PlainWords(self)
        self.pane = ChoicePane(services.palette, self)
        self._side = QWidget(self)
        self._put_together()
        self._connect()
        self._take_keys()
        self.show_inbox()

    def _put_together(self) -> None:
        self.view.setObjectName("source_text")
        self.view.setAccessibleName("The text as it would come in")
        self.words.setObjectName("report_words")
        self.words.setReadOnly(True)
        self.words.setFrameShape(PlainWords.Shape.NoFrame)
        self.words.setFont(font(SANS, 13))
        self.words.document().setDocumentMargin(_MARGIN)
        self.words.setAccessibleName("Report of the import")
        self._side.setObjectName("article_pane")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(12, 12, 12, 0)
        side.setSpacing(10)
        side.addWidget(self.progress)
        side.addWidget(self.list, 1)
        for part in (self.empty, self.view, self.words):
            self._stack.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        row.addWidget(self.pane)

    def _connect(self) -> None:
        self._arrivals.changed.connect(self.show_inbox)
        self._arrivals.progressed.connect(self.progress.show_progress)
        self._arrivals.running_changed.connect(self._on_running)
        self.progress.asked.connect(self._services.commands.run)
        self.list.picked.connect(self._show_current)
        self.pane.chosen.connect(self._choose)
        self.pane.asked.connect(self._services.commands.run)
        self.pane.pointed.connect(lambda place: self.view.reveal(place.start, place.end))
        self.empty.asked.connect(self._services.commands.run)
        self.chooser.closed.connect(self.list.setFocus)

    def _take_keys(self) -> None:
        own: dict[str, Callable[[], None]] = {
            "import this": self.import_this,
            "import alike": self.import_alike,
            "skip source": self.skip,
            "next choice": lambda: self.pane.step(1),
            "previous choice": lambda: self.pane.step(-1),
            "as in file": self._turn_text,
            "copy report": lambda: QApplication.clipboard().setText(report(self._arrivals.inbox)),
            "leave import": lambda: self._services.commands.run("page annotate"),
            **{f"take choice {n}": lambda n=n: self.pane.take(n - 1) for n in range(1, 10)},  # type: ignore[misc]
        }
        self._services.commands.handle(own)
        table: dict[str, Command] = {one.id: one for one in bound(Context.IMPORT)} | {"keys": command("keys")}
        self._keys = PageKeys(table, {**own, "keys": lambda: self._services.commands.run("keys")}, self)
        for part in (self.list, self.view, self.pane):
            part.installEventFilter(self._keys)
        in_words = {id: one for id, one in table.items() if id not in ("next choice", "previous choice")}
        self._word_keys = PageKeys(in_words, own | {"keys": lambda: self._services.commands.run("keys")}, self)
        self.words.installEventFilter(self._word_keys)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.list, self.view if self._shown is not None else self.words)

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def current(self) -> Item | None:
        """The file that is shown, None for the report of all."""
        return self._arrivals.inbox.item(self.list.current) if self.list.current is not None else None

    def show_inbox(self) -> None:
        """Shows how things stand."""
        if not self.isVisible():
            return
        inbox = self._arrivals.inbox
        self.list.show_rows(rows(inbox))
        self._side.setVisible(bool(inbox.items) or self._arrivals.running)
        self._show_current()

    def _on_running(self, running: bool) -> None:
        self.progress.show_running(running, "Looking at the files…")
        self.show_inbox()

    def _show_current(self) -> None:
        item = self.current
        self.pane.setVisible(item is not None)
        if item is None:
            self._show_report()
        else:
            self._show_item(item)
        if self.isVisible():
            self._services.hint(self._hints(item))

    def _hints(self, item: Item | None) -> Sequence[Hint]:
        if item is None:
            inbox = self._arrivals.inbox
            return _OF_THE_REPORT[not inbox.counts[Stage.IN_DOUBT] :] if inbox.items else ()
        if item.stage is not Stage.IN_DOUBT:
            return (_TRY_AGAIN,) if item.stage in _UNDONE and not item.is_part else ()
        holds = {
            _BRING: item.is_settled,
            _BRING_ALL: item.is_settled and len(self._arrivals.inbox.alike(item)) > 1,
            _SKIP: True,
            _OTHER: self.pane.has_candidates,
            _AS_IN_FILE: bool(self._joins),
        }
        return [hint for hint, is_there in holds.items() if is_there]

    def _show_report(self) -> None:
        self._shown = None
        inbox = self._arrivals.inbox
        if inbox.items:
            self._show_words(report_so_far(inbox) if self._arrivals.running else report(inbox))
        elif self._arrivals.running:
            self._show_message("Looking at the files…", "", ())
        elif self._services.session.project is None:
            self._show_message("No project is open", "", ("open", "new project"))
        else:
            note = "Drop article files, folders or annotated records on this window, or open them."
            self._show_message("Nothing has come in yet", note, ("open", "open folder"))

    def _show_message(self, message: str, note: str, commands: tuple[str, ...]) -> None:
        self.empty.show_message(message, note, commands)
        self._stack.setCurrentWidget(self.empty)

    def _show_words(self, words: str) -> None:
        if words != self.words.toPlainText():
            self.words.setPlainText(words)
        self._stack.setCurrentWidget(self.words)

    def _show_item(self, item: Item) -> None:
        if item.stage is Stage.IN_DOUBT and item.wants_a_look:
            self._arrivals.look(item)
        if item.preview is None or not item.preview.articles:
            self._shown = None
            self._joins = []
            self._show_words(_words_of(item))
        elif item.preview is not self._shown:
            self._shown = item.preview
            self._as_in_file = False
            self._show_text(item.preview)
        self.pane.show_item(item, self._joins, self._scheme, len(self._arrivals.inbox.alike(item)))
        if self._stack.currentWidget() is not self.view and self._shown is not None:
            self._stack.setCurrentWidget(self.view)

    def _show_text(self, preview: Preview) -> None:
        article = preview.articles[0]
        self._joins = list(joins(article.before, article.text)) if article.before is not None else []
        if self._as_in_file and article.before is not None:
            self.view.set_article(article.before, ("", "The text as the file has it"))
            return
        places = dict.fromkeys(join.place for join in self._joins if join.at_hyphen)
        marks = [Mark(str(number), "quote", (place,)) for number, place in enumerate(places)]
        self.view.set_article(article.text, title_lines(article.meta, article.text), marks)

    def _turn_text(self) -> None:
        """Shows the text as the file has it, or as it would come in."""
        if self._shown is not None and self._joins:
            self._as_in_file = not self._as_in_file
            self._show_text(self._shown)

    @property
    def _scheme(self) -> Scheme | None:
        project = self._services.session.project
        return project.scheme if project is not None else None

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        for part in (self.list, self.view, self.pane, self.chooser):
            part.set_colours(palette)

    # --- what is done -----------------------------------------------------------------------------------------------

    def _choose(self, choices: Choices) -> None:
        item = self.current
        if item is not None and choices != item.choices:
            self._arrivals.look(replace(item, choices=choices))

    def import_this(self) -> None:
        """Brings the file in under its choices; from the report, goes to the next in doubt."""
        item = self.current
        if item is None:
            self._go_to_doubt()
        elif not item.is_settled:
            self._services.session.told.emit("Say first which column holds the text")
        elif item.is_part:
            self._services.session.told.emit("Bring the whole folder in again")
        elif item.stage not in (Stage.IMPORTED, Stage.UNCHANGED, Stage.WAITING):
            self._arrivals.confirm([item])

    def import_alike(self) -> None:
        """Brings in every file in the same doubt under the same choices."""
        item = self.current
        if item is not None and item.stage is Stage.IN_DOUBT and item.is_settled:
            self._arrivals.confirm(self._arrivals.inbox.alike(item))

    def skip(self) -> None:
        """Leaves the file out."""
        item = self.current
        if item is not None and item.stage is Stage.IN_DOUBT:
            self._arrivals.skip(item)

    def _go_to_doubt(self) -> None:
        listed = self.list.sources.rows
        first = next((at for at, row in enumerate(listed) if row.stage is Stage.IN_DOUBT), None)
        if first is not None:
            self.list.go(first)

    # --- Qt's events ------------------------------------------------------------------------------------------------

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_inbox()
        if self.current is None:
            self._go_to_doubt()
        self.list.setFocus()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(share_of(self.width(), _LIST_SHARE, _LIST_WIDTHS))
        self.pane.setFixedWidth(share_of(self.width(), _PANE_SHARE, _PANE_WIDTHS))


def _words_of(item: Item) -> str:
    """What there is to be said of a file that shows no text."""
    table = item.preview.table if item.preview is not None else None
    if item.stage is Stage.IN_DOUBT and table is not None:
        return "\n\n".join(["Choose the column that holds the text. The first rows:", *_first_rows(table)])
    errors = item.preview.errors if item.preview is not None else ()
    return "\n".join(map(str, item.troubles or errors)) or f"{item.path}\n\n{said_of(item)}"


def _first_rows(table: TableChoice) -> list[str]:
    rows = (zip(table.columns[:MOST_ASKED], row[:MOST_ASKED], strict=True) for row in table.rows)
    return ["\n".join(map(": ".join, row)) for row in rows]
