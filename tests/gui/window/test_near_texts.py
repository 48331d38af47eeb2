"""Articles that are nearly the same text, in the list: a mark, a tip that names the others, all of them together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.window.conftest import LEFT, NONE, Key, OpenOn, User
from tests.unit.suggest.test_near_duplicates import edited, invented
from workspace.intake.importing import import_files
from workspace.project import Project

STORY, OTHER = invented(1), invented(2)


@pytest.fixture
def user(open_on: OpenOn, tmp_path: Path) -> User:
    """At a project that five files came into: two pairs and one alone."""
    texts = (f"Vote\n{STORY}", f"Fog\n{OTHER}", f"Crews\n{edited(STORY, 0.9)}", "Alone here.", f"Mist\n{OTHER}")
    paths = [tmp_path / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    project = Project.create(tmp_path / "p.inquit")
    import_files(project, paths)
    project.close()
    return open_on()


def shown(user: User) -> list[str]:
    """What the list calls its articles."""
    articles = user.window.annotate.pane.list.articles
    return [str(articles.index(row).data()) for row in range(articles.rowCount())]


def test_the_tip_of_an_article_names_the_others_and_a_screen_reader_says_how_many(user: User) -> None:
    articles = user.window.annotate.pane.list.articles
    tips = [articles.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(5)]
    said = [articles.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(5)]

    assert tips[0] == "Vote\n\nNearly the same text as\n≈ Crews"
    assert tips[2] == "Crews\n\nNearly the same text as\n≈ Vote"
    assert tips[3] == "Alone here."
    assert said[4].endswith("nearly the same text as 1 more")
    assert "nearly" not in said[3]


def test_a_click_on_the_mark_shows_the_group_and_another_shows_all_again(user: User) -> None:
    articles = user.window.annotate.pane.list
    place = articles.near_box(articles.articles.index(2)).center().toPoint()
    QTest.mouseClick(articles.viewport(), LEFT, NONE, place)
    user.settle()
    assert shown(user) == ["Vote", "Crews"]
    assert user.text.startswith("Crews")
    assert user.window.status.hints.words == "2 articles that are nearly the same text as another"

    user.window.commands.run("near duplicates")
    user.settle()
    assert len(shown(user)) == 5


def test_only_the_left_button_asks_for_the_group(user: User) -> None:
    articles = user.window.annotate.pane.list
    place = articles.near_box(articles.articles.index(2)).center().toPoint()
    QTest.mouseClick(articles.viewport(), Qt.MouseButton.RightButton, NONE, place)
    user.settle()

    assert len(shown(user)) == 5


def test_an_article_without_a_mark_has_none_to_be_clicked(user: User) -> None:
    articles = user.window.annotate.pane.list

    assert articles.near_box(articles.articles.index(3)).isEmpty()
    assert not articles.near_box(articles.articles.index(4)).isEmpty()


def test_a_tilde_in_the_filter_shows_every_group_together_and_words_choose_among_them(user: User) -> None:
    user.press(Key.Key_Slash)
    user.type("~")
    assert shown(user) == ["Vote", "Crews", "Fog", "Mist"]
    user.type(" mist")
    assert shown(user) == ["Fog", "Mist"]
    user.press(Key.Key_Escape)
    assert len(shown(user)) == 5


def test_where_no_two_texts_are_alike_it_is_said(open_on: OpenOn) -> None:
    user = open_on("One here.", "Another.")
    user.window.commands.run("near duplicates")
    user.settle()

    assert user.window.status.hints.words == "No article is nearly the same text as another"
    assert len(shown(user)) == 2
