"""The tables of the page, made from the report of a real project."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.figures import AgreementReport, Figure, Period
from models.scheme import default_scheme
from tests.reviewed import BEN, SAME, ana_and_ben, project_of, readings
from ui.palettes import DARK, LIGHT, Palette, contrast
from ui.review import colours
from ui.review.advice import advice, summary, with_gold
from ui.review.cells import Cell, Look, figure_cell, figure_tip, whisker
from ui.review.names import Names
from ui.review.tables import by_label, confusion, days_words, kinds, matrix, over_time
from workspace.reviewing import Review, Reviewer, ReviewOptions

NOBODY = Names(())


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    project = ana_and_ben(tmp_path_factory.mktemp("review") / "p.inquit")
    try:
        return Reviewer(project).review()
    finally:
        project.close()


@pytest.fixture
def report(review: Review) -> AgreementReport:
    return review.report


def test_every_label_has_its_count_and_figures_as_papers_print_them(report: AgreementReport) -> None:
    rows = {row[0].words: [cell.words for cell in row] for row in by_label(report, default_scheme(), NOBODY).rows}

    assert list(rows)[:2] == ["all labels", "quote"]
    assert rows["quote"][1] == "6"
    assert rows["quote"][2].startswith("0.67 [")
    assert rows["cue"][2].startswith("0.80 [")
    assert all(len(row) == 8 for row in rows.values())


def test_a_narrow_window_has_values_without_intervals_but_gamma_with_its_own(report: AgreementReport) -> None:
    row = by_label(report, default_scheme(), NOBODY, short=True).rows[1]

    assert row[2].words == "0.67"
    assert "[" in row[7].words
    assert "[" in row[2].tip


def test_gamma_that_is_being_computed_says_so(report: AgreementReport) -> None:
    pending = replace(report, gamma_pending=True)

    assert by_label(pending, None, NOBODY).rows[0][7] == Cell("…", Look.NUMBER, "being computed")
    assert matrix(pending, Names(report.annotators), "gamma").rows[0][2].words == "…"
    assert matrix(pending, Names(report.annotators), "f1_exact").rows[0][2].look is Look.SHADE


def test_an_undefined_figure_is_a_dash_that_says_why() -> None:
    cell = figure_cell("alpha", Figure(None, why="no variation"))

    assert cell.words == "–"
    assert "no variation" in cell.tip


def test_a_whisker_has_the_value_and_the_ends_of_the_interval() -> None:
    drawn = whisker("gamma", Figure(0.86, 12, 0.83, 0.89))

    assert (drawn.share, drawn.low, drawn.high) == (0.86, 0.83, 0.89)
    assert whisker("gamma", Figure(None, why="nobody marked any")).share is None


def test_the_tip_says_what_a_figure_rests_on() -> None:
    tip = figure_tip("alpha", Figure(0.5, 1200, coverage=0.25))

    assert "n = 1,200" in tip
    assert "25%" in tip


def test_a_cell_of_the_pairs_lists_what_the_two_differ_in_and_the_diagonal_nothing(report: AgreementReport) -> None:
    table = matrix(report, Names(report.annotators), "f1_exact", "quote")

    assert table.rows[0][2].words == table.rows[1][1].words == "0.67"
    assert table.rows[0][2].picks == {"annotators": ("ana", "ben")}
    assert table.rows[0][1] == Cell(look=Look.BLANK)


def test_two_without_a_shared_article_have_a_grey_cell_that_says_so(tmp_path: Path) -> None:
    records = [*readings("ana")[:2], *readings("ben")[1:], readings("cleo")[0]]
    project = project_of(tmp_path / "p.inquit", *records)
    report = Reviewer(project).report(ReviewOptions(gamma=False))
    project.close()

    cell = matrix(report, Names(report.annotators), "f1_exact").rows[1][3]

    assert (cell.look, cell.tip, cell.picks) == (Look.BLANK, "no shared articles", {})


def test_the_confusion_has_a_row_for_what_is_missing(report: AgreementReport) -> None:
    table = confusion(report, default_scheme())
    rows = {row[0].words: row for row in table.rows}
    heads = [column.words for column in table.columns]

    assert heads[-1] == "∅"
    assert rows["cue"][-1].words == "1"
    assert rows["cue"][-1].picks == {"labels": ("", "cue")}
    assert rows["speaker"][heads.index("O")].words == "1"
    assert rows["quote"][heads.index("Q")].words == "6"


def test_kinds_stand_with_signs_counts_and_bars_most_first(report: AgreementReport) -> None:
    rows = kinds(report).rows

    assert {row[0].words for row in rows} == {"∅  missing", "≠  label", "↔  boundary"}
    assert all(row[1].words == "1" and row[2].share == 1 for row in rows)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_numbers_can_be_read_on_every_shade(palette: Palette) -> None:
    for step in range(21):
        ground = colours.shade(palette, step / 20)
        assert contrast(colours.ink(ground), ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_lines_of_six_annotators_differ_and_stand_out(palette: Palette) -> None:
    lines = [colours.line_colour(palette, place) for place in range(6)]

    assert len(set(lines)) == 6
    assert all(contrast(line, palette.page) > 3 for line in lines)


def test_where_figures_are_there_is_nothing_to_advise(review: Review) -> None:
    assert advice(review) is None
    assert summary(review.report, 0.214).startswith("3 articles · 2 annotators · 17 spans")


def test_one_annotator_alone_is_told_what_is_needed_or_compared_with_gold(tmp_path: Path) -> None:
    alone = project_of(tmp_path / "alone.inquit", *readings("ana"))
    with_one = project_of(tmp_path / "gold.inquit", *readings("ana"), *readings("gold", BEN))
    advised = advice(Reviewer(alone).review())
    pair = with_gold(Reviewer(with_one).review())
    alone.close()
    with_one.close()

    assert advised is not None
    assert advised.message == "Agreement needs two annotators"
    assert "ana" in advised.note
    assert pair == ("ana", "gold")


def test_who_share_no_finished_article_are_told_how_to_finish_one(tmp_path: Path) -> None:
    project = project_of(tmp_path / "p.inquit", *readings("ana", SAME)[:1], *readings("ben")[1:])
    advised = advice(Reviewer(project).review())
    project.close()

    assert advised is not None
    assert advised.message == "No article has been finished by two annotators"
    assert "ben has finished 2" in advised.note


def test_time_is_a_row_for_each_period_with_a_line_where_the_guideline_changed(report: AgreementReport) -> None:
    figures = {"f1_exact": Figure(0.5, 8, 0.4, 0.6)}
    before, after = (Period(f"2026-03-0{day}", f"2026-03-0{day}", 3, figures, new) for day, new in ((2, ""), (4, "2")))

    rows = over_time(replace(report, periods=(before, after)), "f1_exact").rows

    assert [[cell.words for cell in row] for row in rows] == [
        ["2 Mar", "3", "", "0.50"],
        ["guideline version 2", "", "", ""],
        ["4 Mar", "3", "", "0.50"],
    ]
    assert (rows[0][2].low, rows[0][2].share, rows[0][2].high) == (0.4, 0.5, 0.6)
    assert rows[1][0].span == 4


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-03-02", "2026-03-02", "2 Mar"),
        ("2026-03-02", "2026-03-08", "2–8 Mar"),
        ("2026-03-30", "2026-04-02", "30 Mar – 2 Apr"),
    ],
)
def test_days_are_said_shortly(start: str, end: str, words: str) -> None:
    assert days_words(Period(start, end, 1, {})) == words


def test_a_blind_repeat_has_a_row_of_its_own_in_blind_mode_too(report: AgreementReport) -> None:
    twice = replace(report, repeats=report.pairs)
    names = Names(("ana", "ben"), blind=True)

    assert by_label(twice, default_scheme(), names).rows[-1][0].words == "I = II"


def test_the_summary_says_how_many_spans_began_as_suggestions(report: AgreementReport) -> None:
    counted = replace(report, left_out=replace(report.left_out, suggested=3))
    left_out = replace(report, left_out=replace(report.left_out, suggested_left_out=3))

    assert "3 began as suggestions" in summary(counted, 0.1)
    assert "3 that began as suggestions left out" in summary(left_out, 0.1)
