"""The window: assembles header, pages and status line, and connects them to the session. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.errors import Trouble, UserError
from models.events import Event
from models.spans import Fragment
from ui.about_article import show_facts
from ui.annotate.column import ReadingColumn
from ui.annotate.page import AnnotatePage
from ui.commands import Commands
from ui.door import Opened
from ui.guard import guarded
from ui.header import Header
from ui.intake.announcer import Announcer
from ui.intake.arrivals import Arrivals
from ui.key_help import key_groups, manual
from ui.keys import Context
from ui.memory import Memory
from ui.menus import add_shortcuts, main_menu, marking_menu
from ui.page import Page, PageKind, Services
from ui.pages import ANNOTATE, DATASET, FURTHER_PAGES, IMPORT
from ui.palettes import Palette
from ui.plain import title
from ui.project_actions import ProjectActions
from ui.safekeeping.safeguards import Safeguards
from ui.session import Session
from ui.sheet import Sheet
from ui.status_line import SAVED, SAVING, StatusLine
from ui.stylesheet import stylesheet
from ui.text.view import ZOOM_STEP
from ui.theme import current_palette, qt_palette
from ui.worker import Worker
from workspace.annotating.gestures import Ask, Option

_PATIENCE: Final = 5_000  # milliseconds that a log-out waits for what was typed


class MainWindow(QMainWindow):
    """listeners: hear of every commit on the database's thread. Signal: painted(), once, after the first paint."""

    painted = Signal()

    def __init__(self, memory: Memory, listeners: Sequence[Callable[[Event], None]] = ()) -> None:
        super().__init__()
        self._memory = memory
        self._palette = current_palette()
        self._was_painted = self._ended = False
        self.worker = Worker(self)
        self.commands = Commands()
        column = ReadingColumn(self._palette)
        self.session = Session(self.worker, column.place, column.go, listeners, self)
        self.annotate = AnnotatePage(column, self.session, self.commands, self._palette, memory.article, self)
        self.sheet = Sheet(self)
        self.arrivals = Arrivals(self.session, self.worker, self)
        self._announcer = Announcer(self.arrivals, self.session, self)
        self.projects = ProjectActions(self, self.session, self.arrivals, self.annotate.ask)
        self.safeguards = Safeguards(self, self.session, self.worker, self.sheet, memory, self._palette)
        self.status = StatusLine(self._palette, self)
        self._pages: dict[str, QWidget] = {ANNOTATE: self.annotate}
        self._kinds = {kind.name: kind for kind in FURTHER_PAGES}
        self._stack = QStackedWidget(self)
        self._take_commands()
        self.header = Header(main_menu(self, self.commands), self)
        self._put_together()
        self._connect()
        self._restore()

    def _put_together(self) -> None:
        self.setWindowTitle("Inquit")
        self.setAcceptDrops(True)
        self.setMinimumSize(820, 520)
        self._stack.addWidget(self.annotate)
        titles = [(ANNOTATE, "Annotate"), *((kind.name, kind.title) for kind in FURTHER_PAGES)]
        self.header.show_pages(titles)
        self.header.show_tab(IMPORT, "")
        self.header.show_annotator("")
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.safeguards.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        add_shortcuts(self, self.commands)
        self.set_colours(self._palette)

    def _connect(self) -> None:
        self.header.page_chosen.connect(self.show_page)
        self.header.asked.connect(self.commands.run)
        self.status.asked.connect(self.commands.run)
        self.worker.waiting_changed.connect(lambda waiting: self.status.show_saved(SAVING if waiting else SAVED))
        self.safeguards.tell(self.status)
        self.sheet.asked.connect(self.commands.run)
        self.session.opened.connect(self._on_opened)
        self.session.not_opened.connect(self._on_not_opened)
        self.safeguards.safety.stuck.connect(self._on_stuck)
        self.session.told.connect(self.status.hints.say)
        self.arrivals.running_changed.connect(self.status.show_cancel)
        self._announcer.titled.connect(partial(self.header.show_tab, IMPORT))
        self._announcer.wanted.connect(partial(self.show_page, IMPORT))
        self.annotate.view.selection_moved.connect(self._announcer.notice)
        self.session.failed.connect(self._on_failed)
        self.annotate.hinted.connect(self.status.hints.show_hints)
        self.annotate.progressed.connect(self.status.show_progress)
        self.annotate.article_shown.connect(self._on_article_shown)
        self.annotate.finding.opened.connect(partial(self.show_page, ANNOTATE))
        self.annotate.time.told.connect(self.status.show_time)
        self.annotate.view.zoomed.connect(self.status.show_zoom)
        self.annotate.view.customContextMenuRequested.connect(self._show_marking_menu)
        self.sheet.closed.connect(self.annotate.view.setFocus)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self.set_colours(current_palette()))

    def _take_commands(self) -> None:
        self.commands.handle({f"page {name}": partial(self.show_page, name) for name in self._all_pages()})
        self.projects.handle(self.commands)
        self.safeguards.handle(self.commands)
        self.commands.handle(
            {
                "saved": lambda: self.session.in_turn(lambda: self.status.hints.say(self.safeguards.state)),
                "quit": self._quit,
                "palette": self._find_command,
                "keys": self._show_keys,
                "help": self._show_help,
                "article facts": lambda: show_facts(self.session, self.annotate.pane.list.articles, self.sheet),
                "export": partial(self.show_page, DATASET),
                "next pane": lambda: self._go_to_pane(1),
                "previous pane": lambda: self._go_to_pane(-1),
                "zoom reset": lambda: self.annotate.view.set_zoom(100),
                "zoom in": lambda: self.annotate.view.set_zoom(self.annotate.view.zoom + ZOOM_STEP),
                "zoom out": lambda: self.annotate.view.set_zoom(self.annotate.view.zoom - ZOOM_STEP),
            }
        )

    def _restore(self) -> None:
        self.resize(1440, 900)
        if (geometry := self._memory.geometry) is not None:
            self.restoreGeometry(geometry)
        self.annotate.view.set_zoom(self._memory.zoom)

    # --- pages ------------------------------------------------------------------------------------------------------

    def _all_pages(self) -> list[str]:
        return [ANNOTATE, *(kind.name for kind in FURTHER_PAGES)]

    def show_page(self, name: str) -> None:
        """Goes to a page, which is made when it is first shown."""
        if name not in self._pages:
            self._pages[name] = self._made(self._kinds[name])
            self._stack.addWidget(self._pages[name])
        self._stack.setCurrentWidget(self._pages[name])
        self.header.show_page(name)
        if name == ANNOTATE:
            self.annotate.show_status()
            self.annotate.view.setFocus()
        else:
            self.status.show_progress(0, 0)

    def _made(self, kind: PageKind) -> QWidget:
        hint = self.status.hints.show_hints
        transfer, palette, opens = self.projects.transfer, self._palette, self._open_article
        return kind.make(
            Services(self.session, self.worker, self.arrivals, transfer, self.commands, palette, opens, hint)
        )

    @property
    def _page(self) -> Page:
        """The page that is shown."""
        shown: object = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else self.annotate

    def _open_article(self, id: str, place: Fragment | None = None) -> None:
        self.show_page(ANNOTATE)
        if place is None:
            self.annotate.open_article(id)
        else:
            self.annotate.open_passage(id, place)

    def _go_to_pane(self, step: int) -> None:
        panes = (*self._page.panes, *self.safeguards.bar.panes)
        present = next((at for at, pane in enumerate(panes) if pane.hasFocus()), 0)
        panes[(present + step) % len(panes)].setFocus()

    # --- what the session tells -------------------------------------------------------------------------------------

    def _on_opened(self, opened: Opened) -> None:
        name = opened.desk.annotator.name
        self.setWindowTitle(f"{title(opened.project.path.stem)} – Inquit")
        self.header.show_annotator(name)
        self.status.show_project(opened.project.read_only)
        self._memory.keep_project(opened.project.path, name)

    def _on_failed(self, error: UserError) -> None:
        self.status.hints.say(str(error), bad=True)

    def _on_not_opened(self, _: Path, error: UserError) -> None:
        if self.session.project is None:
            self.setWindowTitle("Inquit")
            self.status.show_no_project()
            self.header.show_annotator("")
            self.annotate.show_trouble(error.trouble)

    def _on_stuck(self, trouble: Trouble, backups: bool) -> None:
        self.annotate.show_trouble(trouble, backups=backups)

    def _on_article_shown(self, id: str) -> None:
        if (project := self.session.project) is not None:
            self._memory.keep_article(project.path, id)

    # --- help -------------------------------------------------------------------------------------------------------

    def _find_command(self) -> None:
        options = tuple(Option(wanted.id, wanted.text, wanted.key) for wanted in self.commands.usable if wanted.menu)
        self._page.ask(Ask("Find any command", options, ""), self.commands.run)

    def _show_keys(self) -> None:
        usable = self.commands.usable
        if self.session.snapshot is None:
            usable = [wanted for wanted in usable if wanted.context is Context.EVERYWHERE]
        self.sheet.show_keys("The keys that work now", key_groups(usable), self._palette)

    def _show_help(self) -> None:
        snapshot = self.session.snapshot
        self.sheet.show_words("Help", manual(self.commands.usable, snapshot.scheme if snapshot else None))

    def _show_marking_menu(self, at: QPoint) -> None:
        menu = marking_menu(self, self.commands)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.annotate.view.viewport().mapToGlobal(at))

    def _quit(self) -> None:
        self.close()

    # --- looks ------------------------------------------------------------------------------------------------------

    def set_colours(self, palette: Palette) -> None:
        """Draws everything in another palette."""
        self._palette = palette
        self.setPalette(qt_palette(palette))
        self.setStyleSheet(stylesheet(palette))
        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_colours(palette)
        self.status.hints.set_colours(palette)
        self.safeguards.set_colours(palette)

    # --- Qt's events ------------------------------------------------------------------------------------------------

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.projects.take(paths)

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is done first; nothing is lost."""
        if self.session.gate.closed:
            self.session.rested.connect(self._quit, Qt.ConnectionType.SingleShotConnection)
            event.ignore()
            return
        self.end()
        event.accept()

    def end(self) -> None:
        """Stores what is left to store and closes the project; a second call does nothing."""
        if not self._ended:
            self._ended = True
            self.arrivals.cancel()
            self._memory.keep_window(self.saveGeometry(), self.annotate.view.zoom)
            self.annotate.time.store()
            self.session.close()
            self.worker.close()

    def store_everything(self) -> None:
        """At log-out, which may still be called off: does and stores what was typed, for a few seconds at most."""
        self.annotate.time.store()
        waiting = QEventLoop(self)
        self.session.rested.connect(waiting.quit)
        QTimer.singleShot(_PATIENCE, waiting, waiting.quit)
        if self.session.gate.closed:
            waiting.exec()
        waiting.deleteLater()
