"""The backup before an import, which no undo takes back."""

from pathlib import Path

import pytest

from cli.run import run
from models.errors import ProjectError
from tests.helpers import damaged, rows_of
from tests.samples import change_note, new_project
from workspace.keeping.backups import Backups, default_folder
from workspace.keeping.care import before_import
from workspace.keeping.restoring import restore
from workspace.project import Project


def test_a_project_is_backed_up_before_an_import_if_it_has_changed_since_the_last_backup(
    project: Project, folder: Path
) -> None:
    first = before_import(project, folder)
    assert first is not None
    assert rows_of(first.path, log=True) == rows_of(project.path, log=True)

    assert before_import(project, folder) is None
    change_note(project, "one")
    assert before_import(project, folder) is not None


def test_an_empty_project_is_not_backed_up(tmp_path: Path, folder: Path) -> None:
    empty = Project.create(tmp_path / "empty.inquit")

    assert before_import(empty, folder) is None
    empty.close()
    assert not folder.exists()


def test_a_damaged_project_takes_no_import(project: Project, folder: Path) -> None:
    path = project.path
    project.close()
    damaged(path, "UPDATE article SET title = 'x'")
    again = Project.open(path)

    with pytest.raises(ProjectError, match="the copy has problems and is not kept"):
        before_import(again, folder)
    again.close()


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_makes_a_verified_backup_before_it_replaces_a_reading(tmp_path: Path) -> None:
    path, out = tmp_path / "p.inquit", tmp_path / "out.jsonl"
    new_project(path).close()
    out.write_text('{"text": "A harbour.", "annotator": "ana", "spans": []}\n', encoding="utf-8")
    assert run(["import", str(path), str(out)]) == 0
    before = rows_of(path, log=True)
    out.write_text(
        '{"text": "A harbour.", "annotator": "ana", "spans": [{"id": "s", "label": "cue", "fragments": [[0, 1]]}]}\n',
        encoding="utf-8",
    )

    assert run(["import", str(path), str(out), "--replace"]) == 0

    assert rows_of(path, log=True) != before
    (backups,) = Backups.of_path(path, default_folder())
    restore(backups.all()[0].path, path)
    assert rows_of(path, log=True) == before


def test_the_command_imports_nothing_into_a_damaged_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, text = tmp_path / "p.inquit", tmp_path / "a.txt"
    new_project(path).close()
    text.write_text("A harbour.", encoding="utf-8")
    damaged(path, "UPDATE article SET title = 'x'")
    before = rows_of(path, log=True)

    assert run(["import", str(path), str(text)]) == 2

    assert "run `inquit check`" in capsys.readouterr().err
    assert rows_of(path, log=True) == before
