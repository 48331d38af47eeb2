"""Names that are hostile on every surface of an open window: nothing is drawn as HTML, nothing hidden stays hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.articles import Article, Meta
from models.entities import Entity, Target
from models.readings import Annotator
from storage import bulk
from tests.gui.window.conftest import User
from tests.samples import TEXT, fill, new_store
from ui.application import open_window
from ui.cards.card_view import CardView
from ui.intake.inbox import Stage
from ui.pages import DATASET, IMPORT
from ui.plain import PlainLabel, caption, tip, title
from ui.review.page import ReviewPage
from ui.visible import dotted, visible
from workspace.annotating.gestures import Ask, Option
from workspace.project import Project

HTML = "<b>bold</b><img src='file:///etc/hostname'>&amp;"
HIDDEN = "left\u202ethgir\u200bzero\u2066"
HOSTILE = f"{HTML} {HIDDEN}"
FORBIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff"


def hostile_project(path: Path) -> None:
    """A project, made elsewhere, in which everything that has a name has a hostile one; here none would be taken."""
    store = new_store(path)
    fill(store, annotators=2)
    store.close()
    project = Project.open(path)
    with project.store.writing() as connection:
        meta = Meta(HOSTILE, HOSTILE, HOSTILE, source_name=f"{HIDDEN}.txt", agency=HOSTILE)
        bulk.add_article(connection, Article(project.ids(), TEXT, meta))
        bulk.add_shared(connection, [Entity(project.ids(), HOSTILE, "person", (HOSTILE,), note=HOSTILE)])
        bulk.add_annotator(connection, Annotator(project.ids(), HOSTILE))
        bulk.add_shared(connection, [Target(project.ids(), HOSTILE, 1)])
    project.close()


@pytest.fixture
def hostile(qtbot: QtBot, tmp_path: Path) -> Iterator[User]:
    """At the hostile article, with an attribution whose speaker, target and note are hostile too."""
    path = tmp_path / f"{HIDDEN}.inquit"
    hostile_project(path)
    window = open_window(path, HOSTILE, {})
    window.resize(1440, 900)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    user = User(window, qtbot, path)
    window.annotate.open_article(window.annotate.pane.list.articles.entries[-1].id)
    user.settle()
    for words, key in (("“The old bridge will stay open.”", Qt.Key.Key_Q), ("Mayor Ilse Brandt", Qt.Key.Key_S)):
        user.view.select(*user.at(words))
        user.press(key)
    window.commands.run("note")
    window.annotate.chooser.field.setText(HOSTILE)
    user.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.commands.run("target")
    window.annotate.chooser.field.setText("left")
    user.press(Qt.Key.Key_Return)
    yield user
    window.close()


def surfaces(root: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a widget and those in it show as text, with where it was found."""
    for widget in (root, *root.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield f"{where}: title", widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield f"{where}: text", widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield f"{where}: text", widget.toPlainText()
        if isinstance(widget, CardView):
            yield from ((f"{where}: piece", item.piece.text) for item in widget._face.placed)
        yield from ((f"{where}: row", text) for text in rows(widget, Qt.ItemDataRole.DisplayRole))


def rows(widget: QWidget, role: Qt.ItemDataRole) -> Iterator[str]:
    """What the rows of a list or table say."""
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if model is None:
        return
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount()):
        for column in range(columns):
            yield str(model.index(row, column).data(role) or "")


def tips(root: QWidget) -> Iterator[str]:
    """All tool tips, those of lists and tables too."""
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.toolTip()
        yield from rows(widget, Qt.ItemDataRole.ToolTipRole)


def in_every_state(user: User, qtbot: QtBot) -> Iterator[str]:
    """Brings one surface of the window up after the other."""
    window = user.window
    yield "article"
    window.annotate.ask(Ask(HOSTILE, (Option("x", HOSTILE, HOSTILE),), "entity"), lambda _: None)
    yield "chooser"
    window.annotate.chooser.leave()
    window.status.hints.say(HOSTILE, bad=True)
    yield "status"
    window.sheet.show_words(HOSTILE, HOSTILE)
    yield "sheet"
    window.sheet.leave()
    window.commands.run("restore")
    qtbot.waitUntil(window.safeguards.restoring.sheet.isVisible)
    yield "restore"
    window.safeguards.restoring.sheet.leave()
    window.show_page("review")
    page = window.findChild(ReviewPage)
    assert page is not None
    qtbot.waitUntil(lambda: not page.live.computing)
    yield "review"
    window.show_page(DATASET)
    user.settle()
    yield "dataset"
    bad = user.path.with_name(f"{HIDDEN}.jsonl")
    bad.write_text('{"text": "x", "spans": 3}\n', encoding="utf-8")
    window.projects.take([bad])
    qtbot.waitUntil(lambda: bool(window.arrivals.inbox.of(Stage.FAILED)))
    window.show_page(IMPORT)
    user.settle()
    yield "import"


def test_no_surface_of_the_window_draws_html_or_hides_a_character(hostile: User, qtbot: QtBot) -> None:
    bold = 0
    for state in in_every_state(hostile, qtbot):
        QApplication.processEvents()
        for where, text in surfaces(hostile.window):
            assert not set(text) & set(FORBIDDEN), (state, where, text)
            bold += "<b>bold</b>" in text
        for label in hostile.window.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText, (state, label.objectName())
        for words in tips(hostile.window):
            assert not set(words) & set(FORBIDDEN), (state, words)
            assert "<img" not in words, (state, words)
    assert bold > 6  # the names were there to be seen, letter by letter


def test_every_label_of_the_window_is_a_plain_one(hostile: User) -> None:
    labels = hostile.window.findChildren(QLabel)

    assert labels
    assert [label for label in labels if not isinstance(label, PlainLabel)] == []


def test_the_title_line_above_the_article_shows_its_markup_and_marks(hostile: User) -> None:
    assert hostile.window.windowTitle() == f"{visible(HIDDEN)} – Inquit"
    headings = [entry.heading for entry in hostile.window.annotate.pane.list.articles.entries]
    assert HOSTILE in headings  # the data are as they were: only what is shown differs


def test_a_tip_says_the_very_letters_also_where_qt_takes_it_for_html() -> None:
    document = QTextDocument()
    document.setHtml(tip(f"<b>x</b> & {HTML}"))

    assert QtGui.Qt.mightBeRichText(f"<b>x</b> & {HTML}")
    assert document.toPlainText() == f"<b>x</b> & {HTML}"
    assert tip("two\nlines") == "two\nlines"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("sou\u200bce", "sou\\u200bce"),
        ("soft\xadhyphen", "soft\\xadhyphen"),
        ("two\nlines", "two\\nlines"),
        ("sou\u200crce", "sou\\u200crce"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d💻 🏗️", "👩\u200d💻 🏗️"),
        ("A\u0301vila", "A\u0301vila"),
        ("\ufeffbegin", "\\ufeffbegin"),
    ],
)
def test_hidden_characters_are_written_out_and_joiners_stay_where_a_script_needs_them(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert len(dotted(text)) == len(text)


def test_an_ampersand_underlines_nothing_on_a_button_and_a_title_keeps_its_brackets() -> None:
    assert caption("R&D <b>") == "R&&D <b>"
    assert title("a [*] b") == "a [*][*] b"
