"""Where a newcomer stumbles on the command line: what is said, and that nothing was harmed."""

from pathlib import Path

import pytest

from cli.run import run
from tests.helpers import damaged, rows_of
from tests.samples import TEXT, new_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.inquit"
    new_project(path, TEXT).close()
    return path


def test_a_backup_never_takes_the_projects_own_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.read_bytes()

    assert run(["backup", str(project), "--out", str(project.parent / "." / project.name)]) == 2
    assert "own place" in capsys.readouterr().err
    assert project.read_bytes() == before


def test_a_backup_elsewhere_holds_the_same_rows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = project.with_name("copy.inquit")

    assert run(["backup", str(project), "--out", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"
    assert rows_of(target, log=True) == rows_of(project, log=True)


def test_a_backup_of_a_damaged_project_is_made_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged(project, "UPDATE article SET outlet = 'Another Courier'")
    target = project.with_name("copy.inquit")

    assert run(["backup", str(project), "--out", str(target)]) == 1

    shown = capsys.readouterr()
    assert shown.out == f"{target}\n"
    assert shown.err.startswith(f"{target}: the copy has the faults of the project: what is known of 1.txt ")
    assert shown.err.count("\n") == 1
    assert rows_of(target, log=True) == rows_of(project, log=True)


def test_a_project_in_a_folder_that_is_not_there_names_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "missing" / "p.inquit")]) == 2

    assert capsys.readouterr().err == f"there is no such folder: {tmp_path / 'missing'}: make it first\n"


def test_agreement_of_nobody_says_why_the_table_is_empty(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", str(project)]) == 0

    assert "no article was finished by two" in capsys.readouterr().err


def test_one_article_is_counted_in_the_singular(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = project.with_name("a.txt")
    article.write_text("Another text.", encoding="utf-8")

    assert run(["import", str(project), str(article)]) == 0
    assert capsys.readouterr().out == f"{article}: imported, 1 article\n"


def test_a_fault_is_named_with_the_copy_in_which_it_is_mended(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged(project, "UPDATE article SET outlet = 'Another Courier'")
    mended = project.with_name("mended.inquit")

    assert run(["check", str(project), "--repair", str(mended)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("article: ")
    assert told[-1] == f"{mended}: the mended copy"
    assert run(["check", str(mended)]) == 0
