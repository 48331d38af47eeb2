"""An opened project is checked and backed up beside the work; a copy can be saved at any time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.window.conftest import CTRL, SHIFT, OpenOn, User
from tests.samples import TEXT, new_project
from ui import files
from workspace.keeping.backups import Backups, default_folder
from workspace.project import Project

Key = Qt.Key


def test_an_opened_project_is_backed_up_outside_its_folder(user: User, qtbot: QtBot) -> None:
    store = Project.open(user.path, read_only=True).store
    backups = Backups.of(store, default_folder())
    store.close()

    qtbot.waitUntil(lambda: len(backups.all()) == 1)

    assert not default_folder().is_relative_to(user.path.parent)


def test_a_damaged_text_is_named_when_the_project_is_opened(open_on: OpenOn, tmp_path: Path, qtbot: QtBot) -> None:
    new_project(tmp_path / "p.inquit", TEXT).close()
    with sqlite3.connect(tmp_path / "p.inquit") as file:
        (trigger,) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'article_text_is_immutable'").fetchone()
        file.execute("DROP TRIGGER article_text_is_immutable")
        file.execute("UPDATE article_text SET text = replace(text, 'bridge', 'brigde')")
        file.execute(trigger)
    file.close()

    user = open_on()

    qtbot.waitUntil(lambda: "text: " in user.window.sheet.words)
    assert "save a copy" in user.window.sheet.words


def test_a_second_window_on_the_project_only_reads_it(user: User, open_on: OpenOn) -> None:
    second = open_on()

    second.press(Key.Key_Q)

    assert second.window.session.project is not None
    assert second.window.session.project.read_only
    assert user.spans() == []


def test_a_copy_saved_after_the_file_was_moved_away_holds_what_was_annotated(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user.drag("The old bridge will stay open.")
    user.press(Key.Key_Q)
    user.path.rename(tmp_path / "elsewhere.inquit")
    copy = tmp_path / "copy.inquit"
    monkeypatch.setattr(files, "copy_to_write", lambda *_: copy)

    user.press(Key.Key_S, CTRL | SHIFT)

    project = Project.open(copy, read_only=True)
    annotator = project.annotator("ana", make=False)
    reading = project.reading(project.articles(annotator)[0].id, annotator)
    project.close()
    assert [span.words(TEXT) for span in reading.spans.values()] == [("The old bridge will stay open.",)]
