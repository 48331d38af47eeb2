"""Writing a dataset from the window: whose, how far, in which format, where to, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.readings import State
from tests.samples import TEXT, at, new_project
from ui import files
from ui.application import open_window
from ui.dataset.page import DatasetPage
from ui.main_window import MainWindow
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import Gesture
from workspace.project import Project

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Exporter:
    """Someone at the page."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
        self.window, self.folder = window, folder
        self._qtbot = qtbot

    @property
    def page(self) -> DatasetPage:
        """The page, which is made when it is first shown."""
        (page,) = self.window.findChildren(DatasetPage)
        return page

    def go(self) -> None:
        """Goes to the page."""
        QTest.keyClick(self.window, Key.Key_E, CTRL)
        self._qtbot.waitUntil(lambda: self.page.sample.toPlainText() != "")

    def choose(self, name: str, letters: str) -> None:
        """Chooses in a field by typing how the choice begins."""
        field = getattr(self.page.form, name)
        field.setFocus()
        QTest.keyClicks(field, letters)

    def write(self) -> str:
        """Writes the dataset by its key, and returns what is said of it."""
        said: list[object] = []
        transfer = self.window.projects.transfer
        transfer.exported.connect(said.append)
        transfer.failed.connect(said.append)
        QTest.keyClick(self.page.form.format, Key.Key_E, CTRL)
        self._qtbot.waitUntil(lambda: bool(said) and not transfer.running)
        return self.page.form.outcome.text()


@pytest.fixture
def exporter(qtbot: QtBot, tmp_path: Path) -> Iterator[Exporter]:
    """At a project in which ana is done with one of two articles, and has begun the other; gold has nothing."""
    path = tmp_path / "p.inquit"
    with closing(new_project(path, TEXT, "Second article.")) as project:
        desk = Desk(project, project.annotator("ana"))
        desk.open(project.articles(desk.annotator)[0].id)
        desk.perform(Gesture("quote", selection=at("“The old bridge will stay open.”")))
        desk.finish(State.DONE)
        desk.open(project.articles(desk.annotator)[1].id)
        desk.perform(Gesture("note", argument="begun"))
        project.annotator("gold")
    window = open_window(path, "ana", {})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.snapshot is not None and not window.worker.waiting)
    yield Exporter(window, qtbot, tmp_path)
    window.close()


def test_gold_is_proposed_and_its_emptiness_is_said(exporter: Exporter) -> None:
    exporter.go()

    assert exporter.page.form.whose.currentText() == "gold · 0 of 2 articles done"
    assert exporter.page.sample.toPlainText() == "No reading is in the chosen states yet."


def test_an_annotators_done_readings_are_written_and_the_rest_is_counted(exporter: Exporter) -> None:
    exporter.go()
    exporter.choose("whose", "ana")
    assert "Export 1 reading" in exporter.page.form.write.text()
    said = exporter.write()
    (record,) = (json.loads(line) for line in (exporter.folder / "p-ana.jsonl").read_text("utf-8").splitlines())

    assert (record["annotator"], record["state"], len(record["spans"])) == ("ana", "done", 1)
    assert "1 record with 1 span, every slice verified" in said
    assert "Left out: 1 reading (doing)" in said


def test_states_offsets_and_everyone_are_chosen_by_keys(exporter: Exporter) -> None:
    exporter.go()
    exporter.choose("whose", "every")
    exporter.choose("states", "in")
    exporter.choose("offsets", "UTF-8")
    exporter.write()
    records = [json.loads(line) for line in (exporter.folder / "p-everyone.jsonl").read_text("utf-8").splitlines()]

    assert {record["offsets"] for record in records} == {"byte"}
    assert sorted(record["state"] for record in records) == ["doing", "done"]


def test_another_format_has_its_own_ending_and_layouts_and_says_what_it_cannot_hold(exporter: Exporter) -> None:
    exporter.go()
    assert exporter.page.form.profile.isHidden()
    exporter.choose("whose", "ana")
    exporter.choose("format", "brat")
    assert exporter.page.form.profile.isVisible()
    exporter.choose("profile", "polnear")
    said = exporter.write()

    assert (exporter.folder / "p-ana.zip").is_file()
    assert "1 record" in said


def test_a_record_is_shown_as_it_would_be_written(exporter: Exporter, qtbot: QtBot) -> None:
    exporter.go()
    exporter.choose("whose", "ana")

    qtbot.waitUntil(lambda: '"annotator": "ana"' in exporter.page.sample.toPlainText())
    assert exporter.page.title.text() == "The first record"


def test_a_file_that_is_there_is_replaced_only_with_a_word_about_it(exporter: Exporter) -> None:
    exporter.go()
    exporter.choose("whose", "ana")
    assert "replacing" not in exporter.page.form.write.text()
    exporter.write()

    assert "replacing the file" in exporter.page.form.write.text()


def test_a_path_that_cannot_be_written_is_said_in_place_and_nothing_is_left_behind(
    exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter.go()
    monkeypatch.setattr(files, "file_to_write", lambda *_: exporter.folder / "nowhere" / "x.jsonl")
    QTest.mouseClick(exporter.page.form.choose_path, LEFT)
    said = exporter.write()

    assert "the dataset cannot be written" in said
    assert sorted(path.name for path in exporter.folder.iterdir() if path.suffix == ".jsonl") == []


def test_cancelling_leaves_the_file_that_was_there(exporter: Exporter, qtbot: QtBot) -> None:
    exporter.go()
    exporter.choose("whose", "every")
    exporter.choose("states", "in")
    target = exporter.folder / "p-everyone.jsonl"
    target.write_text("what was there", encoding="utf-8")
    transfer = exporter.window.projects.transfer
    transfer.export(exporter.page.form.wanted)
    exporter.window.commands.run("cancel export")
    qtbot.waitUntil(lambda: not transfer.running)

    assert target.read_text(encoding="utf-8") == "what was there"
    qtbot.waitUntil(lambda: exporter.window.status.hints.words == "The export was cancelled; nothing was written")


def test_without_a_project_the_page_says_how_to_begin(qtbot: QtBot) -> None:
    window = open_window(None, "ana", {})
    qtbot.addWidget(window)
    window.show_page("dataset")
    (page,) = window.findChildren(DatasetPage)

    assert page.empty.words.startswith("No project is open")
    window.close()


def test_the_project_is_only_read(exporter: Exporter) -> None:
    exporter.go()
    exporter.choose("whose", "ana")
    before = exporter.folder.joinpath("p.inquit").read_bytes()
    exporter.write()

    assert exporter.folder.joinpath("p.inquit").read_bytes() == before
    Project.open(exporter.folder / "p.inquit", read_only=True).close()
