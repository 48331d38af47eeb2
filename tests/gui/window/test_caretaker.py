"""An opened project is checked and backed up beside the work; a copy can be saved at any time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.window.conftest import CTRL, LEFT, SHIFT, OpenOn, User
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


@pytest.fixture
def damaged(open_on: OpenOn, tmp_path: Path, qtbot: QtBot) -> User:
    """At a project with a backup, whose text somebody altered behind its back."""
    path = tmp_path / "p.inquit"
    new_project(path, TEXT).close()
    store = Project.open(path).store
    Backups.of(store, default_folder()).keep(store)
    store.close()
    with sqlite3.connect(path) as file:
        (trigger,) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'article_text_is_immutable'").fetchone()
        file.execute("DROP TRIGGER article_text_is_immutable")
        file.execute("UPDATE article_text SET text = replace(text, 'bridge', 'brigde')")
        file.execute(trigger)
    file.close()
    user = open_on()
    qtbot.waitUntil(lambda: "This project is damaged" in user.window.safeguards.bar.words)
    return user


def test_a_damaged_project_is_told_calmly_and_what_was_found_is_listed(damaged: User) -> None:
    assert "1 problem was found" in damaged.window.safeguards.bar.words
    assert not damaged.window.sheet.isVisible()
    QTest.mouseClick(damaged.window.safeguards.bar.button("findings"), LEFT)

    assert "text: the text of 1.txt is not as it was stored" in damaged.window.sheet.words
    assert "What to do" in damaged.window.sheet.words


def test_a_copy_is_mended_beside_the_work_and_can_be_opened(
    damaged: User, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = damaged.path.read_bytes()
    copy = tmp_path / "mended.inquit"
    monkeypatch.setattr(files, "mended_copy_to_write", lambda *_: copy)
    damaged.window.commands.run("findings")
    offers = damaged.window.sheet.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in offers if one.text().startswith("Mend")), LEFT)
    qtbot.waitUntil(lambda: "The mended copy is" in damaged.window.safeguards.bar.words)
    assert damaged.path.read_bytes() == before
    QTest.mouseClick(damaged.window.safeguards.bar.button("open mended"), LEFT)
    qtbot.waitUntil(lambda: damaged.window.windowTitle().startswith("mended"))


def test_a_damaged_project_leads_to_its_backups(damaged: User, qtbot: QtBot) -> None:
    QTest.mouseClick(damaged.window.safeguards.bar.button("restore"), LEFT)
    sheet = damaged.window.safeguards.restoring.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and sheet.list.count() == 1)
    qtbot.waitUntil(lambda: "Restoring" in sheet.words or "same" in sheet.words)
    QTest.keyClick(sheet.list, Key.Key_Return)
    qtbot.waitUntil(lambda: "was restored" in damaged.window.safeguards.bar.words)
    damaged.settle()
    qtbot.waitUntil(lambda: damaged.window.session.snapshot is not None)

    assert damaged.text == TEXT


def test_without_problems_there_is_nothing_to_list_or_mend(user: User) -> None:
    for command in ("findings", "repair"):
        user.window.commands.run(command)
        assert "The check has found nothing" in user.window.status.hints.words


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


def test_the_look_at_a_project_waits_for_a_pause_and_a_closed_window_waits_for_nothing(
    user: User, qtbot: QtBot
) -> None:
    quiet = user.window.safeguards.caretaker._lull._quiet
    assert not quiet.is_set()
    qtbot.waitUntil(quiet.is_set)
    user.view.select(*user.at("Ilse"))
    user.press(Key.Key_S)
    assert not quiet.is_set()
    user.window.close()

    assert quiet.is_set()
