"""When the file fails under the window: nothing is shown as saved that is not, nothing typed is lost, work goes on."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.errors import UserError
from tests.faults.conftest import Mount, mount
from tests.gui.window.bars import bar, click, marks
from tests.gui.window.conftest import CTRL, User
from tests.samples import TEXT, new_project
from ui import files
from ui.application import open_window
from workspace.project import Project

__all__ = ["mount"]

Key = Qt.Key
QUOTE = "“The old bridge will stay open.”"
SPEAKER = "Mayor Ilse Brandt"


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


# --- the bar itself ---------------------------------------------------------------------------------------------------


def test_the_bar_takes_no_focus_and_f6_reaches_its_buttons(user: User, tmp_path: Path) -> None:
    user.path.rename(tmp_path / "elsewhere.inquit")
    marks(user, QUOTE, Key.Key_Q)
    assert user.focused is user.view
    user.press(Key.Key_F6, times=2)
    assert user.focused.property("command") == "save copy"


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


def test_what_was_typed_just_before_a_log_out_is_stored(user: User) -> None:
    for words, key in ((QUOTE, Key.Key_Q), (SPEAKER, Key.Key_S)):
        user.view.select(*user.at(words))
        user.press(key, fast=True)
    user.window.store_everything()

    assert not user.window.session.gate.closed
    assert {span[0] for span in user.spans()} == {"quote", "speaker"}
