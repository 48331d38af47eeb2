"""The page, the table, and the runner of worked cases."""

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from agreement.model import Settings
from agreement.page import as_html, shown
from agreement.report import agreement
from agreement.table import as_csv, safe
from benchmarks.agreement_cases import main
from models.figures import AgreementReport, Figure
from tests.unit.agreement.samples import link, record, span


def _report(name: str = "ben") -> AgreementReport:
    text = "=SUM(A1) <b>said</b> the mayor, and so on"
    ana = record("ana", span("q", "quote", (0, 8)), span("s", "speaker", (20, 31)), text=text)
    return agreement([ana, record(name, span("q", "quote", (0, 8)), text=text)], Settings(gamma=False))


def test_a_cell_that_a_spreadsheet_would_run_is_made_text() -> None:
    assert [safe(cell) for cell in ("=1", "+1", "-1", "@a", "\tx", "\n=1", "＝1", "plain", "")] == [
        "'=1", "'+1", "'-1", "'@a", "'\tx", "'\n=1", "'＝1", "plain", "",
    ]  # fmt: skip
    assert "'=ben: has" in as_csv(_report("=ben"))


def test_the_table_has_a_row_for_each_disagreement_and_a_place_for_each_annotator() -> None:
    rows = list(csv.DictReader(StringIO(as_csv(_report()))))
    assert [(row["kind"], row["label"], row["ana: where"], row["ben: has"]) for row in rows] == [
        ("missing", "speaker", "[20, 31)", "")
    ]


class _Tags(HTMLParser):
    """Checks that tags are closed in the order they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_takes_nothing_from_outside() -> None:
    tags = _Tags()
    tags.feed(as_html(_report("<script>alert(1)</script>"), title="A & B"))
    assert tags.open == []
    assert tags.seen.isdisjoint({"script", "link", "img", "iframe"})


def test_the_page_says_what_was_left_out_how_figures_are_defined_and_with_which_versions() -> None:
    report = _report()
    page = as_html(replace(report, left_out=replace(report.left_out, unfinished=7)))
    for part in ("readings not finished: 7", "2 x shared", "seed 1", "numpy", "positive specific agreement"):
        assert part in page


def test_links_drawn_the_other_way_round_are_told_apart() -> None:
    spans = span("q", "quote", (0, 8)), span("s", "speaker", (20, 31))
    text = "=SUM(A1) <b>said</b> the mayor, and so on"
    sides = [("ana", ("q", "s")), ("ben", ("s", "q"))]
    report = agreement(
        [record(who, *spans, link("speaker", *ends), text=text) for who, ends in sides], Settings(gamma=False)
    )
    assert "speaker (1 drawn the other way round)" in as_html(report)


def test_a_missing_interval_is_marked_at_the_figure_and_explained_once() -> None:
    page = as_html(_report())
    assert page.count("fewer than 3 articles") == 1
    assert page.count(" †<br>") > 5


def test_a_figure_is_printed_as_papers_do() -> None:
    assert shown(Figure(0.862, 9, 0.834, 0.891)) == "0.86 [.83, .89]"
    assert shown(Figure(0.5, 9)) == "0.50"
    assert shown(Figure(0.1, 9, -0.2, 1.0)) == "0.10 [-.20, 1.00]"
    assert shown(Figure(None, why="nobody marked any")) == "undefined (nobody marked any)"


CASES: list[dict[str, object]] = [
    {"id": "kappa", "metric": "cohen_kappa", "input": {"table": [[20, 5], [10, 15]]}, "expected": 0.4},
    {"id": "f1", "metric": "f1_exact", "input": {"a": [["X", [[0, 3]]]], "b": [["X", [[0, 3]]]]}, "expected": 1.0},
    {"id": "nothing", "metric": "f1_exact", "input": {"a": [], "b": []}, "expected": None},
    {"id": "muc", "metric": "muc", "input": {"key": [["a", "b"]], "response": [["a", "b"]]}, "expected": [1, 1, 1]},
]


def _run(path: Path, cases: list[dict[str, object]]) -> int:
    file = path / "cases.json"
    file.write_text(json.dumps([{"params": {}, "tolerance": 1e-9, **case} for case in cases]), encoding="utf-8")
    return main([str(file)])


def test_worked_cases_pass_through_the_public_functions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, CASES) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "4 of 4 cases pass, 0 fail"


def test_a_case_that_fails_or_that_nobody_knows_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [
        {**CASES[0], "expected": 0.5},
        {**CASES[0], "id": "odd", "metric": "astrology"},
        {**CASES[2], "expected": 0},
    ]
    assert _run(tmp_path, [*CASES, *wrong]) == 1
    out = capsys.readouterr().out
    assert "FAIL  kappa: 0.400000, expected 0.500000" in out
    assert "FAIL  odd: no function for the metric astrology" in out
    assert out.splitlines()[-1] == "4 of 7 cases pass, 3 fail"


@pytest.mark.parametrize(("content", "words"), [("{", "no JSON"), ("\xff", "no JSON"), ('{"a": 1}', "no list")])
def test_a_file_that_holds_no_cases_is_told_in_one_line(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cases.json").write_bytes(content.encode("latin-1"))
    assert main([str(tmp_path / "cases.json")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert main([str(tmp_path / "none.json")]) == 2


def test_a_malformed_case_fails_by_its_name_or_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = [{"id": "rows", "metric": "cohen_kappa", "input": {"rows": [["a"]]}, "expected": 1}, {}, 3, [], CASES[0]]
    (tmp_path / "cases.json").write_text(json.dumps(broken), encoding="utf-8")
    assert main([str(tmp_path / "cases.json")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[:4]] == ["FAIL  rows", "FAIL  case 2", "FAIL  case 3", "FAIL  case 4"]
    assert lines[-1] == "1 of 5 cases pass, 4 fail"
