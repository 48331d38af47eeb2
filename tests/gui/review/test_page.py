"""The review page as a user meets it: keys and clicks, what the screen shows, what the files hold."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.readings import State
from tests.gui.review.conftest import CTRL, Key, Reviewer, ReviewOf
from tests.reviewed import SAME, TEXTS, readings, record
from ui.palettes import DARK, LIGHT
from ui.review import colours
from ui.review.live import Wanted

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_disagreements_are_listed_hardest_first_and_counted(reviewer: Reviewer) -> None:
    board = reviewer.page.board

    assert reviewer.kinds == ["missing", "label", "boundary"]
    assert [row[1].words for row in board.kinds.table.rows] == ["1", "1", "1"]
    assert board.matrix.table.rows[0][2].words == board.labels.table.rows[0][7].words.split(" ")[0]
    assert "3 articles" in board.note.text()


def test_enter_opens_the_article_with_the_passage_selected(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Down)
    assert reviewer.current == "label"

    reviewer.press(Key.Key_Return)
    reviewer.settle()

    view, snapshot = reviewer.window.annotate.view, reviewer.window.session.snapshot
    assert reviewer.window.annotate.isVisible()
    assert snapshot is not None
    assert view.selection is not None
    start, end = view.selection
    assert (snapshot.article.text, snapshot.article.text[start:end]) == (TEXTS[1], "the skippers")


def test_a_double_click_opens_it_as_well(reviewer: Reviewer) -> None:
    rows = reviewer.page.board.list
    place = rows.visualRect(rows.rows.index(2)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NONE, place)
    QTest.mouseDClick(rows.viewport(), LEFT, NONE, place)
    reviewer.settle()

    chosen = reviewer.window.annotate.view.selection
    assert chosen is not None
    assert TEXTS[0][chosen.start : chosen.end] == "“The ferry will sail,”"


def test_the_slash_filters_and_escape_lets_go(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Slash)
    reviewer.type("kind bound")
    reviewer.press(Key.Key_Return)

    assert reviewer.kinds == ["boundary"]
    assert "1 of 3" in reviewer.page.board.titles["disagreements"].words

    reviewer.press(Key.Key_Escape)

    assert len(reviewer.kinds) == 3


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("annotator ben", ["missing", "label", "boundary"]),
        ("label cue", ["missing"]),
        ("article Article 2", ["label"]),
        ("guideline O", ["label"]),
    ],
)
def test_one_can_filter_by_annotator_label_article_and_section(
    reviewer: Reviewer, words: str, kinds: list[str]
) -> None:
    reviewer.press(Key.Key_Slash)
    reviewer.type(words)
    reviewer.press(Key.Key_Return)

    assert len(reviewer.page.view.filter.set_parts) == 1
    assert reviewer.kinds == kinds


def test_filters_add_up_and_say_when_nothing_passes(reviewer: Reviewer) -> None:
    for words in ("kind missing", "label quote"):
        reviewer.press(Key.Key_Slash)
        reviewer.type(words)
        reviewer.press(Key.Key_Return)

    assert reviewer.kinds == []
    assert "Nothing passes" in reviewer.page.board.nothing.text()
    assert reviewer.page.board.nothing.isVisible()
    reviewer.press(Key.Key_Escape)
    assert len(reviewer.kinds) == 3


@pytest.mark.parametrize(
    ("grid", "row", "column", "expected"),
    [("kinds", 0, 0, 1), ("pairs", 0, 2, 3), ("labels", 1, 0, 1), ("confusion", 3, 5, 1)],
)
def test_a_click_on_a_cell_filters_and_a_second_one_lets_go(
    reviewer: Reviewer, grid: str, row: int, column: int, expected: int
) -> None:
    table = next(one for one in reviewer.page.board.grids if one.objectName() == grid)
    place = table.visualRect(table.model().index(row, column)).center()

    QTest.mouseClick(table.viewport(), LEFT, NONE, place)
    assert len(reviewer.kinds) == expected
    assert set(reviewer.page.view.filter.set_parts) == set(table.table.rows[row][column].picks)
    QTest.mouseClick(table.viewport(), LEFT, NONE, place)

    assert reviewer.page.view.filter.set_parts == ()
    assert len(reviewer.kinds) == 3


def test_enter_on_a_cell_filters_too(reviewer: Reviewer) -> None:
    kinds = reviewer.page.board.kinds
    kinds.setFocus()
    kinds.setCurrentIndex(kinds.model().index(1, 0))

    reviewer.press(Key.Key_Return)

    assert len(reviewer.kinds) == 1


def test_f6_goes_through_the_page_and_the_palette_opens_on_it(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_F6)
    assert reviewer.window.focusWidget() is reviewer.page.board.matrix

    reviewer.press(Key.Key_K, CTRL)
    assert reviewer.page.chooser.isVisible()


def test_blind_mode_hides_every_name(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_B)

    board = reviewer.page.board
    shown = [column.words for column in board.matrix.table.columns]
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    rows = [board.list.rows.data(board.list.rows.index(row), role) for row in range(3) for role in roles]
    cells = [f"{cell.words} {cell.tip}" for grid in board.grids for row in grid.table.rows for cell in row]
    heads = [f"{column.words} {column.tip}" for grid in board.grids for column in grid.table.columns]
    assert shown == ["", "I", "II"]
    assert not re.search(r"\bben\b", " ".join(map(str, [*rows, *cells, *heads, board.titles["disagreements"].words])))
    for key in (Key.Key_Slash, Key.Key_G):
        reviewer.press(key)
        assert not re.search(r"\bben\b", " ".join(reviewer.page.chooser.shown))
        reviewer.press(Key.Key_Escape)


def test_the_pairs_show_the_measure_that_is_asked_for(reviewer: Reviewer) -> None:
    for words in ("F1 exact", "quote"):
        reviewer.press(Key.Key_M)
        reviewer.type(words)
        reviewer.press(Key.Key_Return)

    assert reviewer.page.board.matrix.table.rows[0][2].words == "0.67"
    assert "F1 exact over quote" in reviewer.page.board.titles["matrix"].words


def test_an_annotator_sees_where_gold_differs(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_G)
    reviewer.type("ana with gold")
    reviewer.press(Key.Key_Return)
    reviewer.settle()

    assert [column.words for column in reviewer.page.board.matrix.table.columns] == ["", "ana", "gold"]
    assert reviewer.kinds == ["boundary"]


def test_everybody_can_be_compared_with_gold_and_let_go_again(reviewer: Reviewer) -> None:
    for words, shown in (("everybody and gold", ["", "ana", "ben", "gold"]), ("with one another", ["", "ana", "ben"])):
        reviewer.press(Key.Key_G)
        reviewer.type(words)
        reviewer.press(Key.Key_Return)
        reviewer.settle()
        assert [column.words for column in reviewer.page.board.matrix.table.columns] == shown


def test_a_blind_repeat_is_set_apart_and_has_a_row_of_its_own(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_G)
    reviewer.type("ben is a blind repeat of ana")
    reviewer.press(Key.Key_Return)
    reviewer.settle()

    assert [row[0].words for row in reviewer.page.board.labels.table.rows][-1] == "ana = ben"
    assert reviewer.kinds == []


def test_spans_that_began_as_suggestions_are_left_out_and_counted_again(review_of: ReviewOf) -> None:
    begun = {"origin": "human", "suggested_by": "rules"}
    records = [*readings("ana"), *readings("ben")]
    accepted = [
        {**one, "spans": [{**span, **begun} if span["label"] == "cue" else span for span in one["spans"]]}  # type: ignore[attr-defined]
        for one in records
    ]
    reviewer = review_of(*accepted)
    assert "6 began as suggestions" in reviewer.page.board.note.text()

    for words, said in (("leave out", "6 that began as suggestions left out"), ("count", "6 began as suggestions")):
        reviewer.press(Key.Key_G)
        reviewer.type(words)
        reviewer.press(Key.Key_Return)
        reviewer.settle()
        assert said in reviewer.page.board.note.text()


def test_what_is_annotated_meanwhile_is_in_the_figures_when_one_comes_back(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Return)  # to the passage of the first: a cue that Ben lacks
    reviewer.settle()
    reviewer.press(Key.Key_Delete)
    reviewer.settle()

    reviewer.press(Key.Key_2, CTRL)
    reviewer.settle()

    assert reviewer.kinds == ["label", "boundary"]


def test_a_change_while_the_page_is_shown_is_followed(reviewer: Reviewer) -> None:
    session = reviewer.window.session
    session.finish(State.DOING, lambda: None)
    reviewer.settle()
    assert "2 articles" in reviewer.page.board.note.text()

    session.finish(State.DONE, lambda: None)
    reviewer.settle()

    assert "3 articles" in reviewer.page.board.note.text()


def test_the_report_and_the_table_are_written_from_what_is_shown(
    reviewer: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("r.html", "r.csv"):
        reviewer.page.write_report(tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists)

    assert "Agreement: p" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").count("\n") == 4
    qtbot.waitUntil(lambda: "r.csv" in reviewer.window.status.hints.words)


def test_what_is_written_in_blind_mode_names_nobody(reviewer: Reviewer, qtbot: QtBot, tmp_path: Path) -> None:
    reviewer.press(Key.Key_B)
    for name in ("r.html", "r.csv"):
        reviewer.page.write_report(tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists)
        written = (tmp_path / name).read_text(encoding="utf-8")
        assert "II" in written
        assert "ben" not in written


def test_a_report_asked_for_too_early_comes_when_all_figures_are_there(
    reviewer: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    reviewer.window.session.finish(State.DOING, lambda: None)
    qtbot.waitUntil(lambda: reviewer.page.live.computing)

    reviewer.page.write_report(tmp_path / "r.html")
    reviewer.settle()
    qtbot.waitUntil((tmp_path / "r.html").exists)

    assert "still to be computed" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_ctrl_e_asks_what_to_write_instead_of_a_dataset(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_E, CTRL)

    assert reviewer.page.chooser.isVisible()
    assert reviewer.page.chooser.shown == ["the whole report", "the disagreements"]


def test_each_version_has_a_line_of_its_annotators_colour_and_lane(reviewer: Reviewer) -> None:
    rows = reviewer.page.board.list
    box = rows.visualRect(rows.rows.index(2))
    drawn = rows.viewport().grab().toImage()
    found = {}
    for place in (0, 1):
        ink = QColor(colours.line_colour(LIGHT, place)).rgb()
        points = [
            (x, y)
            for y in range(box.top() + 10, box.bottom())
            for x in range(100, box.width() * 2 // 3)
            if drawn.pixel(x, y) == ink
        ]
        found[place] = min(x for x, _ in points), max(x for x, _ in points), min(y for _, y in points)

    (ana_left, ana_right, ana_top), (ben_left, ben_right, ben_top) = found[0], found[1]
    assert ana_left < ben_left < ben_right < ana_right
    assert ana_top < ben_top


def test_another_palette_draws_the_page_dark(reviewer: Reviewer) -> None:
    reviewer.window.set_colours(DARK)

    drawn = reviewer.page.board.list.viewport().grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, drawn.height() - 5).name() == DARK.page


def test_one_annotator_alone_is_told_what_to_do(review_of: ReviewOf) -> None:
    reviewer = review_of(*readings("ana"))

    assert "Agreement needs two annotators" in reviewer.page.empty.words
    assert reviewer.page.empty.isVisible()
    assert "filter" not in reviewer.window.status.hints.words


def test_two_who_share_no_finished_article_are_told_how_to_finish(review_of: ReviewOf) -> None:
    reviewer = review_of(*readings("ana"), record(0, "ben", SAME[0], state="doing"))

    assert "No article has been finished by two annotators" in reviewer.page.empty.words


def test_where_everybody_marked_the_same_the_list_says_so(review_of: ReviewOf) -> None:
    reviewer = review_of(*readings("ana"), *readings("ben"))

    assert "No disagreement" in reviewer.page.board.nothing.text()
    assert reviewer.page.board.matrix.table.rows[0][2].words == "1.00"


def test_a_page_that_is_left_stops_computing(reviewer: Reviewer) -> None:
    reviewer.window.session.finish(State.DOING, lambda: None)
    reviewer.press(Key.Key_1, CTRL)
    reviewer.settle()

    assert not reviewer.page.live.computing
    assert "3 articles" in reviewer.page.board.note.text()


def test_computing_that_is_stopped_leaves_a_dash_and_what_is_there_already(reviewer: Reviewer, qtbot: QtBot) -> None:
    reviewer.page.live.want(Wanted(("ana", "gold")))
    cells = reviewer.page.board.matrix
    qtbot.waitUntil(lambda: [column.words for column in cells.table.columns][1:] == ["ana", "gold"])

    reviewer.press(Key.Key_Escape)
    reviewer.settle()

    shown = cells.table.rows[0][2]
    assert shown.words != "…"
    stopped = "still to be computed" in shown.tip  # it may have been done just before
    assert (shown.words == "–") == stopped == ("γ was stopped" in reviewer.page.board.note.text())
    assert reviewer.kinds == ["boundary"]


def test_a_project_that_has_gone_is_told_in_place_of_figures(review_of: ReviewOf) -> None:
    reviewer = review_of(*readings("ana"), *readings("ben"), shows=False)
    reviewer.path.unlink()

    reviewer.go()

    assert "cannot be compared" in reviewer.page.empty.words
    assert "moved or deleted" in reviewer.page.empty.words


def test_a_window_can_be_closed_while_figures_are_computed(reviewer: Reviewer, qtbot: QtBot) -> None:
    said = reviewer.page.board.note
    reviewer.page.live.want(Wanted(("ana", "gold")))
    qtbot.waitUntil(lambda: said.text().startswith(("Comparing", "Computing")))

    assert reviewer.page.live.computing
    assert reviewer.window.close()
