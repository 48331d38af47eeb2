"""The page on which a dataset is written: the choices at the left, a record as it would be written at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.errors import UserError
from ui import files
from ui.asking_page import AskingPage
from ui.dataset.form import DatasetForm
from ui.dataset.wanted import People, outcome
from ui.guard import guarded
from ui.hints import Hint
from ui.keys import command
from ui.page import Services, share_of
from ui.page_keys import PageKeys
from ui.palettes import Palette
from ui.plain import PlainLabel, PlainWords
from ui.theme import MONO, SANS, font

if TYPE_CHECKING:
    from workspace.exporting import ExportReport
    from workspace.formats_known import Writable
    from workspace.project import Project

_FORM_SHARE: Final = 0.3
_FORM_WIDTHS: Final = (320, 440)
_MARGIN: Final = 34
_HINTS: Final = (Hint("export", "write it"),)


class DatasetPage(AskingPage):
    """Asks `Transfer` for what the form says."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._session = services.session
        self._transfer = services.transfer
        self.form = DatasetForm(self)
        self.title = PlainLabel(self)
        self.sample = PlainWords(self)
        self._area = QScrollArea(self)
        self._whole = QWidget(self)
        self._put_together()
        self._connect()

    def _put_together(self) -> None:
        self.title.setObjectName("note")
        self.title.setFont(font(SANS, 12))
        self.sample.setObjectName("sample_record")
        self.sample.setReadOnly(True)
        self.sample.setFont(font(MONO, 12))
        self.sample.setAccessibleName("A record as it would be written")
        self.sample.document().setDocumentMargin(10)
        self._area.setWidget(self.form)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.title)
        right.addWidget(self.sample, 1)
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(_MARGIN, 20, _MARGIN, 20)
        row.setSpacing(_MARGIN)
        row.addWidget(self._area)
        row.addLayout(right, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._whole)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)

    def _connect(self) -> None:
        self.form.changed.connect(self._look)
        self.form.asked_path.connect(self._ask_path)
        self.form.asked.connect(self._on_asked)
        self._transfer.progressed.connect(self.form.progress.show_count)
        self._transfer.running_changed.connect(self._on_running)
        self._transfer.exported.connect(self._on_exported)
        self._transfer.failed.connect(lambda error: self.form.show_outcome(str(error)))
        self._session.opened.connect(lambda _: self._refresh())
        self._session.closed.connect(self._refresh)
        self.empty.asked.connect(self._services.commands.run)
        self.chooser.closed.connect(self.form.whose.setFocus)
        keys = PageKeys({"export": command("export")}, {"export": self.export}, self)
        for part in (*self.form.fields, self.sample):
            part.installEventFilter(keys)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.form.whose, self.sample)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """How far everybody is now."""
        if not self.isVisible():
            return
        if self._session.project is None:
            self.empty.show_message("No project is open", "", ("open", "new project"))
            self._stack.setCurrentWidget(self.empty)
        else:
            self._session.run(_state_of, lambda found: self._show(*found))

    def _show(self, people: People, formats: tuple[Writable, ...]) -> None:
        project, annotator = self._session.project, self._session.annotator
        if project is not None:
            self._stack.setCurrentWidget(self._whole)
            self.form.offer(people, formats, project.path, annotator.name if annotator is not None else "")
            if self.isVisible() and not self.chooser.isVisible():
                self.form.whose.setFocus()
            self._look()

    def _look(self) -> None:
        """Has a record shown as it would be written."""
        wanted = self.form.wanted

        def job(project: Project) -> str | UserError:
            from workspace.sampling import sample

            try:
                return sample(project, wanted.format, wanted.annotator, wanted.states, wanted.offsets, wanted.profile)
            except UserError as error:
                return error

        def shown(found: str | UserError) -> None:
            if wanted == self.form.wanted:
                is_record = isinstance(found, str) and found != ""
                self.title.setText("The first record" if is_record else "")
                self.sample.setPlainText(str(found) or "No reading is in the chosen states yet.")

        self._session.beside(job, shown)

    def _on_running(self, running: bool) -> None:
        self.form.progress.show_running(running, "Writing…")
        if running:
            self.form.show_outcome("")

    def _on_exported(self, report: ExportReport) -> None:
        self.form.show_outcome(outcome(report))

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        self.chooser.set_colours(palette)

    # --- what is done -----------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Writes what the form says."""
        if self.form.write.isEnabled():
            self._transfer.export(self.form.wanted)

    def _on_asked(self, what: str) -> None:
        if what == "export":
            self.export()
        else:
            self._services.commands.run(what)

    def _ask_path(self) -> None:
        path = files.file_to_write(self, str(self.form.wanted.path))
        if path is not None:
            self.form.show_path(path)

    # --- Qt's events ------------------------------------------------------------------------------------------------

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._services.hint(_HINTS)
        self._refresh()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._area.setFixedWidth(share_of(self.width(), _FORM_SHARE, _FORM_WIDTHS))


def _state_of(project: Project) -> tuple[People, tuple[Writable, ...]]:
    from workspace.formats_known import writables

    progress = project.progress()
    articles = max((one.todo + one.doing + one.done for one in progress), default=0)
    return People(progress, articles), writables()
