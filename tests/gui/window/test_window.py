"""The window around the text: opening, lists, undo, files that are dropped, and what it says when things fail."""

import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.readings import State
from tests.gui.window.conftest import CTRL, LEFT, NONE, SHIFT, Key, OpenOn, User
from tests.samples import new_project
from ui import files
from ui.application import open_window
from ui.intake.page import ImportPage
from ui.main_window import MainWindow
from ui.memory import memory
from ui.review.page import ReviewPage
from ui.transfer import Export
from workspace.project import Project
from workspace.report import report_bugs

QUOTE = "“The old bridge will stay open.”"


# --- undo -----------------------------------------------------------------------------------------------------------


def test_undo_to_the_start_and_redo_to_the_end_give_what_was_there(user: User) -> None:
    for words, key in (("Mayor Ilse Brandt", Key.Key_S), ("said on Monday", Key.Key_C), (QUOTE, Key.Key_Q)):
        user.drag(words)
        user.press(key)
    before = user.stored()
    user.press(Key.Key_Z, CTRL, times=3)
    assert user.stored().spans == {}
    user.press(Key.Key_Z, CTRL | SHIFT, times=3)
    after = user.stored()

    assert (after.spans, after.links, after.header) == (before.spans, before.links, before.header)


def test_undo_opens_the_article_of_the_change_and_brings_its_place_into_view(open_on: OpenOn) -> None:
    user = open_on("\n".join(f"Line {n} stands here." for n in range(200)), "Second article.")
    user.view.select(*user.at("Line 190"))
    user.press(Key.Key_S)
    user.press(Key.Key_PageDown, CTRL)
    assert user.text == "Second article."
    user.press(Key.Key_Z, CTRL)

    place = user.view.rectangles(*user.at("Line 190"))[0]
    assert user.view.viewport().rect().contains(place.center())
    assert user.spans() == []


def test_undo_survives_closing_the_window(open_on: OpenOn) -> None:
    user = open_on("First article.")
    user.press(Key.Key_Right, CTRL | SHIFT)
    user.press(Key.Key_S)
    user.window.close()
    again = open_on()
    again.press(Key.Key_Z, CTRL)

    assert again.spans() == []


# --- opening --------------------------------------------------------------------------------------------------------


def test_the_window_is_painted_before_the_project_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    new_project(tmp_path / "p.inquit").close()
    window = open_window(tmp_path / "p.inquit", "ana", {})
    qtbot.addWidget(window)
    order: list[str] = []
    window.painted.connect(lambda: order.append("painted"))
    window.session.opened.connect(lambda _: order.append("opened"))
    qtbot.waitUntil(lambda: len(order) == 2)
    window.close()

    assert order == ["painted", "opened"]


def test_the_parts_can_be_found_by_name_from_outside(user: User) -> None:
    for name in ("article_list", "article_view", "cards", "chooser", "save_state"):
        assert user.window.findChild(QWidget, name) is not None, name


def test_a_project_that_is_open_already_is_taken_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit")
    window = open_window(project, "ana", {})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.snapshot is not None)

    assert window.session.project is project
    window.close()


def test_without_a_project_the_window_says_how_to_begin(qtbot: QtBot) -> None:
    window = open_window(None, "ana", {})
    qtbot.addWidget(window)

    assert "No project is open" in window.annotate.empty.words
    assert window.annotate.empty.isVisible()
    window.close()


def test_a_project_that_cannot_be_opened_is_named_with_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "text.inquit").write_text("This is no project at all. " * 10)
    window = open_window(tmp_path / "text.inquit", "ana", {})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "not an Inquit project" in window.annotate.empty.words)

    assert "choose a file made by Inquit" in window.annotate.empty.words
    window.close()


def test_a_project_without_articles_says_how_to_get_some(qtbot: QtBot, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.inquit").close()
    window = open_window(tmp_path / "p.inquit", "ana", {})
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "no articles yet" in window.annotate.empty.words)
    window.close()


def test_the_next_session_opens_project_article_and_size_of_the_last(qtbot: QtBot, tmp_path: Path) -> None:
    new_project(tmp_path / "p.inquit", "First article.", "Second article.").close()
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    window = open_window(tmp_path / "p.inquit", "ana", settings)
    qtbot.addWidget(window)
    user = User(window, qtbot, tmp_path / "p.inquit")
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    user.press(Key.Key_PageDown, CTRL)
    user.press(Key.Key_Plus, CTRL)
    window.close()
    remembered = memory(settings)
    again = open_window(remembered.project, "", settings)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.session.snapshot is not None)

    assert again.session.snapshot is not None
    assert again.session.snapshot.article.text == "Second article."
    assert again.annotate.view.zoom == 110
    again.close()


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_shows_states_and_opens_what_is_clicked(open_on: OpenOn) -> None:
    user = open_on("First article.", "Second article.")
    listed = user.window.annotate.pane.list
    user.press(Key.Key_Right, CTRL | SHIFT)
    user.press(Key.Key_S)
    assert [entry.state for entry in listed.articles.entries] == [State.DOING, State.TODO]
    place = listed.visualRect(listed.articles.index(1)).center()
    QTest.mouseClick(listed.viewport(), LEFT, NONE, place)
    user.settle()

    assert user.text == "Second article."


def test_the_filter_finds_an_article_and_enter_opens_it(open_on: OpenOn, tmp_path: Path) -> None:
    user = open_on("First article.")
    (tmp_path / "piece.txt").write_text("Another piece.", encoding="utf-8")
    drop(user.window, tmp_path / "piece.txt")
    user.settle()
    user.press(Key.Key_Slash)
    user.type("another")
    listed = user.window.annotate.pane.list.articles
    assert listed.rowCount() == 1
    user.press(Key.Key_Return)

    assert user.text == "Another piece."
    assert user.focused is user.view


def test_ten_thousand_articles_are_a_list_of_ten_thousand_rows(open_on: OpenOn) -> None:
    user = open_on("Only article.")
    articles = user.window.annotate.pane.list.articles
    entry = articles.entries[0]
    from dataclasses import replace

    articles.replace([replace(entry, id=str(n), heading=f"Article {n}") for n in range(10_000)])
    articles.filter("article 9999")

    assert articles.rowCount() == 1
    assert articles.id_at(0) == "9999"


# --- files ----------------------------------------------------------------------------------------------------------


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPoint(500, 300), action, data, buttons, NONE)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(500, 300), action, data, buttons, NONE))


def test_files_and_folders_that_are_dropped_come_into_the_project(user: User, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "two.txt").write_text("Two came from a folder.", encoding="utf-8")
    (tmp_path / "one.txt").write_text("One came by itself.", encoding="utf-8")
    drop(user.window, folder, tmp_path / "one.txt")
    user.settle()
    listed = user.window.annotate.pane.list.articles

    assert [entry.heading for entry in listed.entries][1:] == ["Two came from a folder.", "One came by itself."]
    assert "2 articles" in user.window.status.hints.words


def test_a_file_that_cannot_be_read_is_named_and_the_others_come_in(user: User, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good.", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"text": "x", "spans": 3}\n', encoding="utf-8")
    drop(user.window, tmp_path / "good.txt", tmp_path / "bad.jsonl")
    user.settle()

    (page,) = user.window.findChildren(ImportPage)
    assert "bad.jsonl:1" in page.words.toPlainText()
    assert len(user.window.annotate.pane.list.articles.entries) == 2
    user.press(Key.Key_Escape)
    assert user.window.annotate.isVisible()


def test_files_dropped_without_a_project_go_into_a_new_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.txt").write_text("One.", encoding="utf-8")
    monkeypatch.setattr(files, "new_project", lambda _: tmp_path / "new.inquit")
    window = open_window(None, "ana", {})
    qtbot.addWidget(window)
    drop(window, tmp_path / "one.txt")
    qtbot.waitUntil(lambda: window.session.snapshot is not None)

    assert window.session.snapshot is not None
    assert window.session.snapshot.article.text == "One."
    window.close()


def test_one_goes_on_annotating_while_a_dataset_is_written(user: User, tmp_path: Path, qtbot: QtBot) -> None:
    target, busy = tmp_path / "out.jsonl", Event()
    transfer = user.window.projects.transfer

    transfer.export(Export(target, None))
    user.window.session.run(lambda _: busy.wait(20), lambda _: None)  # the database has something else to do
    with qtbot.waitSignal(transfer.exported):
        assert user.window.worker.waiting
    busy.set()
    user.settle()

    assert target.exists()


# --- nothing is lost ------------------------------------------------------------------------------------------------


def test_ctrl_s_says_that_everything_is_saved(user: User) -> None:
    user.press(Key.Key_S, CTRL)

    assert user.window.status.hints.words == "Everything is saved"


def test_saved_shows_only_when_nothing_is_under_way(user: User) -> None:
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q, fast=True)
    during = user.window.status.saved.text()
    user.settle()

    assert (during, user.window.status.saved.text()) == ("Saving…", "● Saved")


def test_every_commit_is_acknowledged_with_its_number(qtbot: QtBot, tmp_path: Path) -> None:
    from ui.application import acknowledging

    new_project(tmp_path / "p.inquit", "First article.").close()
    window = open_window(tmp_path / "p.inquit", "ana", {}, [acknowledging(tmp_path / "ack")])
    qtbot.addWidget(window)
    user = User(window, qtbot, tmp_path / "p.inquit")
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    user.press(Key.Key_Right, CTRL | SHIFT)
    user.press(Key.Key_S)
    user.press(Key.Key_Z, CTRL)
    window.close()

    numbers = [int(line) for line in (tmp_path / "ack").read_text().split()]
    assert len(numbers) == 2
    assert numbers == sorted(set(numbers))


def test_keys_that_were_typed_before_closing_are_still_done(user: User, qtbot: QtBot) -> None:
    for words, key in (("Mayor Ilse Brandt", Key.Key_S), ("said on Monday", Key.Key_C), (QUOTE, Key.Key_Q)):
        user.view.select(*user.at(words))
        user.press(key, fast=True)
    user.window.close()
    qtbot.waitUntil(lambda: not user.window.isVisible())

    assert {span.label for span in user.stored().spans.values()} == {"speaker", "cue", "quote"}


def test_another_annotator_begins_anew_in_the_same_project(user: User) -> None:
    user.drag("Mayor Ilse Brandt")
    user.press(Key.Key_S)
    user.window.commands.run("annotator")
    user.type("ben")
    user.press(Key.Key_Return, CTRL)

    assert user.snapshot.reading.spans == {}
    assert user.spans() == [("speaker", "Mayor Ilse Brandt")]


def test_a_project_that_is_only_read_says_so_and_refuses_gestures(qtbot: QtBot, tmp_path: Path) -> None:
    new_project(tmp_path / "p.inquit").close()
    project = Project.open(tmp_path / "p.inquit", read_only=True)
    window = open_window(project, "ana", {})
    qtbot.addWidget(window)
    user = User(window, qtbot, tmp_path / "p.inquit")
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    user.view.select(*user.at(QUOTE))
    user.press(Key.Key_Q)

    assert window.status.saved.text() == "Read only"
    assert "nothing can be changed" in window.status.hints.words
    assert user.snapshot.reading.spans == {}
    window.close()


def test_f6_goes_from_pane_to_pane(user: User) -> None:
    user.view.setFocus()
    found = []
    for _ in range(3):
        user.press(Key.Key_F6)
        found.append(user.focused.objectName())

    assert found == ["cards", "article_list", "article_view"]


def test_a_bug_becomes_a_report_that_can_be_copied_on_whichever_thread_it_was(user: User, qtbot: QtBot) -> None:
    stop = report_bugs(user.window.safeguards.bugs.tell)
    try:
        sys.excepthook(ValueError, ValueError(QUOTE), None)
        assert "ValueError: (32 characters)" in user.window.sheet.words
        nothing: list[str] = []
        thread = Thread(target=lambda: nothing[0])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: "IndexError" in user.window.sheet.words)
    finally:
        stop()

    assert "PySide6" in user.window.sheet.words
    assert "bridge" not in user.window.sheet.words


def test_without_a_project_there_is_nothing_to_review(qtbot: QtBot) -> None:
    window = open_window(None, "ana", {})
    qtbot.addWidget(window)
    window.show_page("review")
    page = window.findChild(ReviewPage)

    assert page is not None
    assert page.empty.words.startswith("No project is open")
    window.close()
