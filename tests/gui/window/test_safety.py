"""When the file fails under the window: nothing is shown as saved that is not, nothing typed is lost, work goes on."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.errors import UserError
from storage.lock import lock_path
from tests.faults.conftest import Mount, mount
from tests.gui.window.conftest import CTRL, LEFT, OpenOn, User
from tests.samples import TEXT, new_project
from ui import files
from ui.application import open_window
from ui.keys import COMMANDS
from ui.main_window import MainWindow
from ui.safekeeping.notices import Topic
from workspace.keeping.summons import folder as summons_folder
from workspace.project import Project

__all__ = ["mount"]

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"
SPEAKER = "Mayor Ilse Brandt"


def bar(user: User) -> str:
    """What the bar says."""
    return user.window.safeguards.bar.words if user.window.safeguards.bar.isVisible() else ""


def click(user: User, command: str) -> None:
    """Clicks on a button of the bar."""
    QTest.mouseClick(user.window.safeguards.bar.button(command), LEFT)
    user.settle()


def bring_to_front(user: User, qtbot: QtBot) -> None:
    """Window-wide keys go to the window in front."""
    user.window.activateWindow()
    qtbot.waitUntil(user.window.isActiveWindow)


def marks(user: User, words: str, key: Qt.Key) -> None:
    """Draws the mouse over words and presses the key of their label."""
    user.drag(words)
    user.press(key)


# --- while working ----------------------------------------------------------------------------------------------------


def test_a_gesture_on_a_moved_file_is_not_shown_and_the_bar_says_what_is_saved(user: User, tmp_path: Path) -> None:
    marks(user, SPEAKER, Key.Key_S)
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)

    assert [span.label for span in user.snapshot.reading.spans.values()] == ["speaker"]
    assert bar(user).startswith("The project was moved or deleted")
    assert f"Not saved: Quote {QUOTE}." in bar(user)
    assert "Everything before it is saved" in bar(user)
    assert user.window.status.saved.text() == "Not saved"


def test_try_again_does_the_gesture_once_the_file_is_back(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    (tmp_path / "elsewhere.inquit").rename(user.path)
    user.press(Key.Key_F5)

    assert user.spans() == [("quote", QUOTE)]
    assert bar(user) == ""
    assert user.window.status.saved.text() == "● Saved"


def test_trying_again_in_vain_keeps_the_bar_and_the_gesture(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    click(user, "try again")
    assert user.window.safeguards.bar.notice is not None
    (tmp_path / "elsewhere.inquit").rename(user.path)
    click(user, "try again")

    assert user.spans() == [("quote", QUOTE)]


def test_what_was_typed_behind_the_gesture_waits_with_it_and_is_done_in_its_order(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    for words, key in ((QUOTE, Key.Key_Q), ("said on Monday", Key.Key_C), (SPEAKER, Key.Key_S)):
        user.view.select(*user.at(words))
        user.press(key, fast=True)
    user.settle()
    assert "keys or clicks after it" in bar(user)
    (tmp_path / "elsewhere.inquit").rename(user.path)
    user.press(Key.Key_F5)

    assert user.linked(QUOTE) == {("cue", "said on Monday"), ("speaker", SPEAKER)}


def test_work_goes_on_by_itself_when_the_next_gesture_is_stored(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    (tmp_path / "elsewhere.inquit").rename(user.path)
    marks(user, SPEAKER, Key.Key_S)

    assert user.spans() == [("speaker", SPEAKER)]
    assert bar(user) == ""


def test_a_look_that_touches_no_file_does_not_end_the_halt(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    user.press(Key.Key_Tab)

    assert user.window.status.saved.text() == "Not saved"


def test_ctrl_s_does_not_say_that_everything_is_saved_while_it_is_not(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    user.press(Key.Key_S, CTRL)

    assert user.window.status.hints.words.startswith("Not saved: Quote")


def test_a_rescue_copy_from_the_bar_holds_what_was_saved(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks(user, SPEAKER, Key.Key_S)
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    monkeypatch.setattr(files, "copy_to_write", lambda *_: tmp_path / "rescue.inquit")
    click(user, "save copy")

    with closing(Project.open(tmp_path / "rescue.inquit", read_only=True)) as project:
        ana = project.annotator("ana", make=False)
        reading = project.reading(project.articles(ana)[0].id, ana)
        assert [span.label for span in reading.spans.values()] == ["speaker"]


def test_a_file_that_a_sync_program_replaced_is_named_and_can_be_opened_instead(user: User, tmp_path: Path) -> None:
    shutil.copy(user.path, tmp_path / "from elsewhere")
    marks(user, SPEAKER, Key.Key_S)
    os.replace(tmp_path / "from elsewhere", user.path)
    marks(user, QUOTE, Key.Key_Q)
    assert bar(user).startswith("Another file was put in the project")
    assert "a rescue copy holds it" in bar(user)
    click(user, "reopen")
    user.settle()
    marks(user, QUOTE, Key.Key_Q)

    assert user.spans() == [("quote", QUOTE)]
    assert bar(user) == ""


def test_a_full_disk_stops_writing_and_work_goes_on_when_there_is_space(
    qtbot: QtBot, tmp_path: Path, mount: Mount
) -> None:
    disk = mount("1m")
    path = disk / "p.inquit"
    new_project(path, TEXT).close()
    window = open_window(path, "ana", {})
    qtbot.addWidget(window)
    user = User(window, qtbot, path)
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    user.settle()
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize))
    marks(user, QUOTE, Key.Key_Q)
    assert bar(user).startswith("The disk is full")
    assert user.snapshot.reading.spans == {}
    (disk / "ballast").unlink()
    user.press(Key.Key_F5)

    assert user.spans() == [("quote", QUOTE)]
    window.close()


def test_while_the_disk_is_slow_the_window_paints_and_says_that_it_is_saving(user: User, qtbot: QtBot) -> None:
    hold, painted = Event(), []
    user.window.safeguards.safety.slow_after = 20
    user.window.worker.database(hold.wait, lambda _: None, lambda _: None)
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q, fast=True)
    qtbot.waitUntil(lambda: bar(user).startswith("Saving takes long"))
    assert user.window.status.saved.text() == "Saving…"
    user.view.viewport().update()
    painted.append(user.window.grab().size().isValid())
    user.view.select(*user.at(SPEAKER))
    user.press(Key.Key_S, fast=True)
    hold.set()
    user.settle()

    assert painted == [True]
    assert {span[0] for span in user.spans()} == {"quote", "speaker"}
    assert bar(user) == ""


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


# --- the bar itself ---------------------------------------------------------------------------------------------------


def test_the_bar_takes_no_focus_and_f6_reaches_its_buttons(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    assert user.focused is user.view
    user.press(Key.Key_F6, times=2)
    assert user.focused.property("command") == "save copy"


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


def test_f5_says_when_there_is_nothing_to_try_again(user: User) -> None:
    user.press(Key.Key_F5)

    assert "nothing to try again" in user.window.status.hints.words


def test_a_failure_that_is_not_the_files_halts_nothing(user: User) -> None:
    user.window.session.failed.emit(UserError("the export has no place", file="x.jsonl"))

    assert bar(user) == ""
    assert user.window.status.saved.text() == "● Saved"


def test_the_report_of_a_crash_that_ended_the_last_run_is_offered_calmly(user: User, tmp_path: Path) -> None:
    user.window.safeguards.bugs.tell_end("Fatal Python error: Segmentation fault", tmp_path / "report-1.txt")
    assert not user.window.sheet.isVisible()
    click(user, "last crash")

    assert "Segmentation fault" in user.window.sheet.words
    assert str(tmp_path / "report-1.txt") in user.window.sheet.words
    assert "inquit.log" in user.window.sheet.words


def test_a_bug_whose_report_the_disk_does_not_take_is_shown_all_the_same(user: User) -> None:
    user.window.safeguards.bugs.tell("ValueError: x", None)

    assert "could not be written" in user.window.sheet.words
    assert "Your project is safe" in user.window.sheet.words
    assert sys.executable not in user.window.sheet.words


def test_an_unopened_project_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    window: MainWindow = open_window(tmp_path / "p.inquit", "ana", {})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "there is no such project" in window.annotate.empty.words)
    new_project(tmp_path / "p.inquit", TEXT).close()
    QTest.keyClick(window, Key.Key_F5)
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    window.close()


def test_what_was_typed_just_before_a_log_out_is_stored(user: User) -> None:
    for words, key in ((QUOTE, Key.Key_Q), (SPEAKER, Key.Key_S)):
        user.view.select(*user.at(words))
        user.press(key, fast=True)
    user.window.store_everything()

    assert not user.window.session.gate.closed
    assert {span[0] for span in user.spans()} == {"quote", "speaker"}


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
