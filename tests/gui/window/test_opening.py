"""Opening a project that lies in a risky place, that somebody else has, or that cannot be opened at all."""

from __future__ import annotations

import json
import os
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storage.lock import lock_path
from tests.gui.window.bars import bar, bring_to_front, click, marks
from tests.gui.window.conftest import CTRL, OpenOn, User
from tests.samples import TEXT, new_project
from ui import files
from ui.application import open_window
from ui.keys import COMMANDS
from ui.main_window import MainWindow
from ui.safekeeping.notices import Topic
from workspace.keeping.summons import folder as summons_folder
from workspace.project import Project

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"
SPEAKER = "Mayor Ilse Brandt"


# --- where it lies ----------------------------------------------------------------------------------------------------


@pytest.fixture
def synced(qtbot: QtBot, tmp_path: Path) -> User:
    """At a project in a folder that a sync program works on."""
    (tmp_path / "OneDrive").mkdir()
    path = tmp_path / "OneDrive" / "p.inquit"
    new_project(path, TEXT).close()
    window = open_window(path, "ana", {})
    qtbot.addWidget(window, before_close_func=lambda window: window.close())
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    user = User(window, qtbot, path)
    user.settle()
    return user


def test_in_a_sync_folder_the_work_can_go_on_in_a_local_copy(
    synced: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bar(synced).startswith("OneDrive may replace this project")
    marks(synced, SPEAKER, Key.Key_S)
    before = synced.path.read_bytes()
    copy = tmp_path / "local.inquit"
    monkeypatch.setattr(files, "local_copy_to_write", lambda *_: copy)
    click(synced, "local copy")
    synced.settle()
    original, synced.path = synced.path, copy
    marks(synced, QUOTE, Key.Key_Q)

    assert [span[0] for span in synced.spans()] == ["speaker", "quote"]
    assert original.read_bytes() == before
    assert not lock_path(original).exists()
    assert "You work on the copy" in bar(synced)
    monkeypatch.setattr(files, "copy_to_write", lambda _, proposed: proposed.with_name("back again.inquit"))
    click(synced, "put back")
    with closing(Project.open(original.with_name("back again.inquit"), read_only=True)) as project:
        assert len(project.reading(project.articles(project.annotators()[0])[0].id, project.annotators()[0]).spans) == 2


def test_a_local_copy_over_the_project_itself_is_refused(synced: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "local_copy_to_write", lambda *_: synced.path)
    click(synced, "local copy")
    marks(synced, QUOTE, Key.Key_Q)

    assert "choose another place" in synced.window.status.hints.words or synced.spans() == [("quote", QUOTE)]
    assert synced.spans() == [("quote", QUOTE)]


def test_dont_ask_again_is_remembered_for_this_project(synced: User, qtbot: QtBot, tmp_path: Path) -> None:
    click(synced, "accept place")
    assert bar(synced) == ""
    synced.window.projects.open(synced.path)
    synced.settle()
    qtbot.waitUntil(lambda: synced.window.session.snapshot is not None)

    assert bar(synced) == ""


# --- who else has it --------------------------------------------------------------------------------------------------


def test_a_second_window_says_who_has_the_project_and_each_key_says_why_not(
    user: User, open_on: OpenOn, qtbot: QtBot
) -> None:
    second = open_on()
    qtbot.waitUntil(lambda: not list(summons_folder().iterdir()))
    bring_to_front(second, qtbot)
    assert f"process {os.getpid()}" in bar(second)
    assert "since" in bar(second)
    for key, modifiers in ((Key.Key_Q, Qt.KeyboardModifier.NoModifier), (Key.Key_Z, CTRL), (Key.Key_Return, CTRL)):
        second.window.status.hints.say("")
        second.press(key, modifiers)
        assert "nothing can be changed" in second.window.status.hints.words, key
    second.press(Key.Key_S, CTRL)

    assert "Nothing can be changed here" in second.window.status.hints.words
    assert user.spans() == []


def test_try_again_writes_once_the_first_window_is_closed(user: User, open_on: OpenOn, qtbot: QtBot) -> None:
    second = open_on()
    qtbot.waitUntil(lambda: not list(summons_folder().iterdir()))
    user.window.close()
    bring_to_front(second, qtbot)
    second.press(Key.Key_F5)
    second.settle()
    marks(second, QUOTE, Key.Key_Q)

    assert second.spans() == [("quote", QUOTE)]
    assert bar(second) == ""


def test_the_first_window_comes_to_the_front_when_a_second_wants_its_project(
    user: User, open_on: OpenOn, qtbot: QtBot
) -> None:
    user.window.showMinimized()
    second = open_on()
    qtbot.waitUntil(lambda: not user.window.isMinimized())
    user.window.showMinimized()
    click(second, "show holder")
    qtbot.waitUntil(lambda: not user.window.isMinimized())

    assert list(summons_folder().iterdir()) == []


def test_a_project_held_on_another_machine_names_it_and_offers_no_window(open_on: OpenOn, tmp_path: Path) -> None:
    new_project(tmp_path / "p.inquit", TEXT).close()
    holder = {"host": "elsewhere", "pid": 7, "program": "inquit", "started": "1", "since": "2026-03-01T09:00:00+00:00"}
    lock_path(tmp_path / "p.inquit").write_text(json.dumps(holder))
    user = open_on()

    assert "process 7 on elsewhere has this project open, since " in bar(user)
    assert "March 2026" in bar(user)
    with pytest.raises(ValueError, match="show holder"):
        user.window.safeguards.bar.button("show holder")


# --- opening ----------------------------------------------------------------------------------------------------------


def with_version(path: Path, major: int, minor: int) -> Path:
    """A project that another Inquit says it made."""
    new_project(path, TEXT).close()
    data = bytearray(path.read_bytes())
    data[60:64] = ((major << 16) | minor).to_bytes(4, "big")
    path.write_bytes(data)
    return path


def test_a_newer_minor_version_opens_for_reading_and_says_so(open_on: OpenOn, tmp_path: Path) -> None:
    before = with_version(tmp_path / "p.inquit", 1, 9).read_bytes()
    user = open_on()
    user.press(Key.Key_Q)

    assert "Read only: the project was made by a newer Inquit (version 1.9)" in bar(user)
    assert user.snapshot.article.text == TEXT
    assert user.path.read_bytes() == before


@pytest.mark.parametrize("kind", ["newer", "foreign", "trigger", "text", "empty"])
def test_what_cannot_be_opened_says_why_in_its_own_words_and_the_window_stays(
    user: User, tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    path, words = wrong(tmp_path / f"{kind}.inquit", kind)
    before, shown = path.read_bytes(), user.snapshot
    user.window.projects.take([path])
    qtbot.waitUntil(lambda: "cannot be opened" in bar(user))
    assert words in bar(user)
    marks(user, QUOTE, Key.Key_Q)

    assert user.spans() == [("quote", QUOTE)]
    assert user.snapshot.article is shown.article
    assert path.read_bytes() == before


def wrong(path: Path, kind: str) -> tuple[Path, str]:
    """A file that is no project to be opened, and what is said of it."""
    import sqlite3

    if kind == "newer":
        return with_version(path, 2, 0), "made by a newer Inquit: version 2.0"
    if kind == "text":
        path.write_text("This is no project. " * 20, encoding="utf-8")
        return path, "not an Inquit project"
    if kind == "empty":
        path.touch()
        return path, "is empty"
    if kind == "trigger":
        new_project(path).close()
    with closing(sqlite3.connect(path)) as file:
        sql = "CREATE TABLE mine (x)"
        if kind == "trigger":
            sql = "CREATE TRIGGER evil AFTER INSERT ON fragment BEGIN DELETE FROM article; END"
        file.execute(sql)
        file.commit()
    return path, "trigger" if kind == "trigger" else "another program"


def test_a_notice_can_be_put_away_and_the_next_one_shows(open_on: OpenOn, tmp_path: Path) -> None:
    with_version(tmp_path / "p.inquit", 1, 9)
    user = open_on()
    shown = user.window.safeguards.bar.notice
    assert shown is not None
    assert shown.topic is Topic.READ_ONLY
    user.press(Key.Key_F6, times=2)
    user.press(Key.Key_Tab)
    user.press(Key.Key_Space)

    assert bar(user) == ""
    assert user.window.status.saved.text() == "Read only"


def test_an_unopened_project_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    window: MainWindow = open_window(tmp_path / "p.inquit", "ana", {})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "there is no such project" in window.annotate.empty.words)
    new_project(tmp_path / "p.inquit", TEXT).close()
    QTest.keyClick(window, Key.Key_F5)
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    window.close()


CHANGING = [wanted.id for wanted in COMMANDS if wanted.gesture and wanted.gesture != "escape" and not wanted.later]
OTHERS = ["undo", "redo", "done", "nothing here", "pass quotes", "pass all"]


def test_every_command_that_would_change_a_project_that_is_only_read_says_why_not(
    open_on: OpenOn, tmp_path: Path
) -> None:
    before = with_version(tmp_path / "p.inquit", 1, 9).read_bytes()
    user = open_on()
    silent: list[str] = []
    for id in [*CHANGING, *OTHERS]:
        user.window.status.hints.say("")
        user.view.select(*user.at(QUOTE))
        user.window.commands.run(id)
        user.settle()
        if "nothing can be changed: the project was made by a newer" not in user.window.status.hints.words:
            silent.append(id)
        user.window.annotate.chooser.leave()

    assert silent == []
    assert user.path.read_bytes() == before


def test_files_dropped_on_a_project_that_is_only_read_do_not_come_in_and_it_says_so(
    open_on: OpenOn, tmp_path: Path
) -> None:
    before = with_version(tmp_path / "p.inquit", 1, 9).read_bytes()
    user = open_on()
    (tmp_path / "a.txt").write_text("A harbour.", encoding="utf-8")
    user.window.projects.take([tmp_path / "a.txt"])
    user.settle()

    assert "nothing can be brought in: the project was made by a newer" in user.window.status.hints.words
    assert user.path.read_bytes() == before


def test_files_meant_for_a_project_that_cannot_be_opened_do_not_come_into_the_next_one(
    user: User, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.txt").write_text("A harbour.", encoding="utf-8")
    path, _ = wrong(tmp_path / "text.inquit", "text")
    user.window.projects.take([path, tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: "cannot be opened" in bar(user))
    user.window.projects.take([user.path])
    user.settle()

    assert user.window.annotate.pane.list.articles.count == 1
