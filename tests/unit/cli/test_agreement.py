"""The command `agreement` on an invented project, as other programs call it."""

import csv
import json
from pathlib import Path

import pytest

from cli.run import run
from tests.reviewed import BEN, SAME, ana_and_ben, project_of, readings, record


@pytest.fixture
def project(tmp_path: Path) -> str:
    path = tmp_path / "review.inquit"
    ana_and_ben(path).close()
    return str(path)


def test_json_is_one_object_of_the_promised_shape(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", project, "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["annotators"] == ["ana", "ben"]
    assert found["articles"] == 3
    assert found["disagreements"] == {"missing": 1, "label": 1, "boundary": 1}
    assert found["labels"]["cue"]["f1_exact"]["value"] == pytest.approx(2 * 2 / 5)
    assert found["pairs"][0]["labels"]["quote"]["f1_exact"]["value"] == pytest.approx(2 / 3)


def test_words_show_figures_as_papers_print_them(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", project]) == 0

    words = capsys.readouterr().out
    assert "3 articles, annotators ana, ben" in words
    assert "0.67 [" in words
    assert "differs in boundary: 1" in words


def test_labels_narrow_what_is_compared(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", project, "--labels", "quote", "--json"]) == 0

    assert list(json.loads(capsys.readouterr().out)["labels"]) == ["quote"]


def test_a_profile_takes_a_difference_of_reading_away(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", project, "--labels", "quote", "--profile", "guardian", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["settings"]["profile"] == "guardian"


@pytest.mark.parametrize("wrong", [["--annotators", "ana,zoe"], ["--labels", "verse"], ["--profile", "tabloid"]])
def test_a_name_that_is_unknown_is_a_matter_of_usage_and_is_answered_with_those_known(
    project: str, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["agreement", project, *wrong]) == 2

    told = capsys.readouterr().err
    assert wrong[1].split(",")[-1] in told
    assert "use" in told
    assert told.count("\n") == 1


def test_unfinished_readings_count_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half_read = [*readings("ana"), *readings("ben", BEN)[:2], record(2, "ben", SAME[2], state="doing")]
    project_of(tmp_path / "half.inquit", *half_read).close()
    counts = []
    for articles in ("done", "all"):
        assert run(["agreement", str(tmp_path / "half.inquit"), "--articles", articles, "--json"]) == 0
        counts.append(json.loads(capsys.readouterr().out)["articles"])

    assert counts == [2, 3]


def test_gold_is_compared_only_when_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ana_and_ben(tmp_path / "gold.inquit", *readings("gold")).close()
    found = []
    for chosen in ([], ["--annotators", "ben,gold"]):
        assert run(["agreement", str(tmp_path / "gold.inquit"), *chosen, "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out)["annotators"])

    assert found == [["ana", "ben"], ["ben", "gold"]]


def test_the_page_holds_figures_definitions_and_no_script(project: str, tmp_path: Path) -> None:
    assert run(["agreement", project, "--html", str(tmp_path / "report.html")]) == 0

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Agreement: review" in page
    assert "bootstrap" in page
    assert "numpy" in page
    assert "<script" not in page


def test_the_table_has_a_row_for_each_disagreement(project: str, tmp_path: Path) -> None:
    assert run(["agreement", project, "--csv", str(tmp_path / "rows.csv")]) == 0

    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows] == ["missing", "label", "boundary"]
    assert [row["title"] for row in rows] == ["Article 3", "Article 2", "Article 1"]
    assert [row["ben: has"] for row in rows] == ["", "source", "The ferry will sail"]


def test_a_report_that_cannot_be_written_is_a_failure_and_leaves_no_draft(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["agreement", project, "--html", str(tmp_path / "nowhere" / "report.html")]) == 1

    assert "the report cannot be written" in capsys.readouterr().err
    assert list(tmp_path.glob(".*")) == []


def test_a_project_nobody_has_annotated_has_a_report_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "empty.inquit")]) == 0
    capsys.readouterr()

    assert run(["agreement", str(tmp_path / "empty.inquit"), "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["annotators"], found["char_alpha"]["value"]) == (0, [], None)


def test_a_blind_repeat_is_compared_apart_and_suggestions_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spans = [{**one, "suggested_by": "rules"} for one in readings("ben")[0]["spans"]]  # type: ignore[attr-defined]
    assisted = [{**readings("ben")[0], "spans": spans}, *readings("ben")[1:]]
    project_of(tmp_path / "p.inquit", *readings("ana"), *assisted, *readings("ana-2", BEN)).close()
    command = ["agreement", str(tmp_path / "p.inquit"), "--repeats", "ana-2=ana", "--json"]

    assert run([*command, "--without-suggested"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["annotators"], found["repeats"][0]["annotators"]) == (["ana", "ben"], ["ana", "ana-2"])
    assert (found["left_out"]["suggested_left_out"], found["labels"]["quote"]["n"]) == (3, 5)
    assert run(["agreement", str(tmp_path / "p.inquit"), "--repeats", "ana=ana"]) == 2
