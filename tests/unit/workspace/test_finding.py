"""Finding words in all articles of a project."""

from pathlib import Path

from tests.samples import new_project
from workspace import finding
from workspace.finding import find_everywhere


def test_passages_come_in_the_order_of_the_list_each_on_one_line_with_its_context(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit", "A line.\nThe Mayor\tspoke.\nMore.", "None here.", "The mayor again.")
    found = find_everywhere(project, "mayor", exactly=False, cancelled=lambda: False)

    assert [project.article(one.article).text[:6] for one in found.passages] == ["A line", "The ma"]
    assert [(one.before, one.words, one.after) for one in found.passages] == [
        ("The ", "Mayor", " spoke."),
        ("The ", "mayor", " again."),
    ]
    assert (found.articles, found.more) == (2, False)
    project.close()


def test_long_lines_are_cut_around_the_words(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit", "x" * 500 + " mayor " + "y" * 500)
    (passage,) = find_everywhere(project, "mayor", exactly=True, cancelled=lambda: False).passages

    assert passage.before == "x" * 59 + " "
    assert passage.after == " " + "y" * 89
    project.close()


def test_a_search_that_is_cancelled_ends(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit", *[f"mayor {number}" for number in range(60)])
    asked = iter((False, True))

    assert len(find_everywhere(project, "mayor", exactly=False, cancelled=lambda: next(asked)).passages) == 50
    project.close()


def test_no_more_passages_are_listed_than_anybody_reads(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit", "mayor " * (finding.MOST + 1), "mayor")
    found = find_everywhere(project, "mayor", exactly=False, cancelled=lambda: False)

    assert (len(found.passages), found.more) == (finding.MOST, True)
    project.close()
