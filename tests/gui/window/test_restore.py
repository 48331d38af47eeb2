"""The restore window: which backups there are, what each would change, and the way back, by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.spans import Fragment
from tests.gui.window.conftest import LEFT, OpenOn, User
from tests.samples import TEXT, new_project
from ui.application import open_window
from ui.main_window import MainWindow
from ui.restore.sheet import RestoreSheet
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import Gesture
from workspace.keeping.backups import Backups, default_folder
from workspace.project import Project

Key = Qt.Key
SPEAKER, CUE, QUOTE = "Mayor Ilse Brandt", "said on Monday", "“The old bridge will stay open.”"


def backed_up(path: Path, *labels: tuple[str, str], annotator: str = "ana") -> None:
    """Makes each gesture, and a backup after it."""
    with closing(Project.open(path)) as project:
        desk = Desk(project, project.annotator(annotator))
        desk.open(project.articles(desk.annotator)[0].id)
        for label, words in labels:
            start = TEXT.index(words)
            desk.perform(Gesture(label, Fragment(start, start + len(words)), start))
            Backups.of(project.store, default_folder()).keep(project.store)


def shown(window: MainWindow, qtbot: QtBot, words: str = "backup") -> RestoreSheet:
    """The restore window, once it says these words."""
    sheet = window.safeguards.restoring.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and words in sheet.words)
    return sheet


@pytest.fixture
def three(open_on: OpenOn, tmp_path: Path) -> User:
    """At a project with backups after its first, second and third gesture."""
    new_project(tmp_path / "p.inquit", TEXT).close()
    backed_up(tmp_path / "p.inquit", ("speaker", SPEAKER), ("cue", CUE), ("quote", QUOTE))
    return open_on()


def test_the_newest_backup_is_chosen_and_says_that_nothing_differs(three: User, qtbot: QtBot) -> None:
    three.window.commands.run("restore")
    sheet = shown(three.window, qtbot, "hold the same")

    assert sheet.list.count() == 3
    assert "as the project is now" in sheet.list.item(0).text()
    assert "Articles: 1 now, 1 in the backup" in sheet.words
    assert "ana: 3 now, 3 in the backup" in sheet.words


def test_going_down_the_list_shows_what_an_older_one_would_change(three: User, qtbot: QtBot) -> None:
    three.window.commands.run("restore")
    sheet = shown(three.window, qtbot, "hold the same")
    QTest.keyClick(sheet.list, Key.Key_Down)
    QTest.keyClick(sheet.list, Key.Key_Down)
    sheet = shown(three.window, qtbot, "3 spans now, 1 then")

    assert "2 changes ago" in sheet.list.item(2).text()
    assert "ana’s reading of “The bridge”" in sheet.words
    assert "Spans: 3 now, 1 in the backup" in sheet.words


def test_enter_restores_keeps_the_present_file_and_the_window_goes_on_with_the_restored_one(
    three: User, qtbot: QtBot
) -> None:
    three.window.commands.run("restore")
    sheet = shown(three.window, qtbot, "hold the same")
    QTest.keyClick(sheet.list, Key.Key_Down)
    sheet = shown(three.window, qtbot, "3 spans now, 2 then")
    assert "p before restoring 1.inquit" in sheet.words
    QTest.keyClick(sheet.list, Key.Key_Return)
    qtbot.waitUntil(lambda: "was restored" in three.window.safeguards.bar.words)
    three.settle()

    assert {span[0] for span in three.spans()} == {"speaker", "cue"}
    assert len(three.snapshot.reading.spans) == 2
    assert "p before restoring 1.inquit" in three.window.safeguards.bar.words
    kept = three.path.with_name("p before restoring 1.inquit")
    with closing(Project.open(kept, read_only=True)) as project:
        ana = project.annotator("ana", make=False)
        assert len(project.reading(project.articles(ana)[0].id, ana).spans) == 3
    three.drag(QUOTE)
    three.press(Key.Key_Q)
    assert {span[0] for span in three.spans()} == {"speaker", "cue", "quote"}


def test_what_was_typed_just_before_is_stored_before_the_file_is_put_aside(three: User, qtbot: QtBot) -> None:
    three.window.commands.run("restore")
    sheet = shown(three.window, qtbot, "hold the same")
    three.view.select(*three.at("the treasurer"))
    three.window.commands.run("addressee")
    sheet.leave()
    sheet.wanted.emit(sheet.backup)
    qtbot.waitUntil(lambda: "was restored" in three.window.safeguards.bar.words)
    three.settle()

    assert len(three.spans()) == 3
    with closing(Project.open(three.path.with_name("p before restoring 1.inquit"), read_only=True)) as project:
        ana = project.annotator("ana", make=False)
        assert len(project.reading(project.articles(ana)[0].id, ana).spans) == 4


def test_without_a_backup_it_says_when_one_is_made(user: User, qtbot: QtBot) -> None:
    user.window.commands.run("restore")
    sheet = shown(user.window, qtbot, "There is no backup")

    assert not sheet.list.isVisible()
    QTest.keyClick(sheet.rest, Key.Key_Escape)
    assert not sheet.isVisible()
    assert user.focused is user.view


def test_a_backup_that_cannot_be_read_says_why_and_cannot_be_restored(three: User, qtbot: QtBot) -> None:
    newest = max(default_folder().glob("*/*.inquit"))
    newest.write_bytes(newest.read_bytes()[:5000])
    three.window.commands.run("restore")
    sheet = shown(three.window, qtbot, "cannot be read")
    QTest.keyClick(sheet.list, Key.Key_Return)

    assert sheet.isVisible()
    assert len(three.spans()) == 3


def test_a_click_on_the_button_restores(three: User, qtbot: QtBot) -> None:
    three.window.commands.run("restore")
    sheet = shown(three.window, qtbot, "hold the same")
    sheet.list.setCurrentRow(2)
    sheet = shown(three.window, qtbot, "3 spans now, 1 then")
    button = next(one for one in sheet.findChildren(QPushButton) if one.text().startswith("Restore"))
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: "was restored" in three.window.safeguards.bar.words)
    three.settle()

    assert [span[0] for span in three.spans()] == ["speaker"]


# --- a project that cannot be opened ----------------------------------------------------------------------------------


@pytest.fixture
def cut_off(tmp_path: Path, qtbot: QtBot) -> Iterator[User]:
    """At a window whose project was cut off; there are two backups of it."""
    path = tmp_path / "p.inquit"
    new_project(path, TEXT).close()
    backed_up(path, ("speaker", SPEAKER), ("cue", CUE))
    path.write_bytes(path.read_bytes()[:20_000])
    window = open_window(path, "ana", {"annotator": "ana"})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "There are backups" in window.annotate.empty.words)
    yield User(window, qtbot, path)
    window.close()


def test_the_error_on_opening_a_damaged_project_leads_to_its_backups(cut_off: User, qtbot: QtBot) -> None:
    assert "cut off" in cut_off.window.annotate.empty.words
    buttons = cut_off.window.annotate.empty.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in buttons if one.text().startswith("Restore")), LEFT)
    sheet = shown(cut_off.window, qtbot, "ana: – now, 2 in the backup")
    QTest.keyClick(sheet.list, Key.Key_Return)
    qtbot.waitUntil(lambda: cut_off.window.session.snapshot is not None)
    cut_off.settle()

    assert [span[0] for span in cut_off.spans()] == ["speaker", "cue"]
    assert cut_off.path.with_name("p before restoring 1.inquit").stat().st_size == 20_000


def test_from_another_open_project_the_bar_leads_to_the_backups_of_the_damaged_one(
    user: User, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.inquit"
    new_project(broken, TEXT).close()
    backed_up(broken, ("speaker", SPEAKER))
    broken.write_bytes(broken.read_bytes()[:20_000])
    user.window.projects.take([broken])
    qtbot.waitUntil(lambda: "broken.inquit cannot be opened" in user.window.safeguards.bar.words)
    QTest.mouseClick(user.window.safeguards.bar.button("restore unopened"), LEFT)
    sheet = shown(user.window, qtbot, "ana: – now, 1 in the backup")
    QTest.keyClick(sheet.list, Key.Key_Return)
    qtbot.waitUntil(lambda: user.window.windowTitle().startswith("broken"))
    user.settle()

    assert "was restored" in user.window.safeguards.bar.words
    assert user.window.session.project is not None
    assert user.window.session.project.path == broken
