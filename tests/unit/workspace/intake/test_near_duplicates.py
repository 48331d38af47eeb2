"""Wire copy that an import brings is named in its report and kept in groups; the rest of the import is as ever."""

from __future__ import annotations

from pathlib import Path

from storage import bulk, queries
from tests.unit.suggest.test_near_duplicates import edited, invented
from workspace.intake.importing import import_files
from workspace.near_duplicates import near_groups
from workspace.project import Project


def written(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def groups(project: Project) -> set[frozenset[str]]:
    """The groups as sets of file names."""
    with project.store.reading() as view:
        found = near_groups(view)
        names = {id: queries.article(view, id).meta.source_name for id in found}
    return {frozenset(names[id] for id in found if found[id] == group) for group in found.values()}


def warnings(project: Project, paths: list[Path]) -> list[str]:
    return [warning for report in import_files(project, paths) for warning in report.warnings]


def test_nearly_the_same_text_is_named_in_the_report_and_grouped(project: Project, tmp_path: Path) -> None:
    story = invented(1)
    paths = written(tmp_path, a=story, b=edited(story, 0.9), c=invented(2))
    (warning,) = warnings(project, paths)
    assert warning.startswith("b.txt: nearly the same text as a.txt: about ")
    assert warning.endswith("% of their runs of five words")
    assert groups(project) == {frozenset({"a.txt", "b.txt"})}


def test_a_later_import_is_compared_with_what_the_project_holds(project: Project, tmp_path: Path) -> None:
    story = invented(1)
    import_files(project, written(tmp_path, a=story, x=invented(7)))
    (warning,) = warnings(project, written(tmp_path, b=edited(story, 0.8)))
    assert "b.txt: nearly the same text as a.txt" in warning
    assert warnings(project, written(tmp_path, c=invented(3))) == []
    (warning,) = warnings(project, written(tmp_path, d=edited(story, 0.95)))
    assert " and 1 more: " in warning
    assert groups(project) == {frozenset({"a.txt", "b.txt", "d.txt"})}


def test_a_text_that_joins_two_groups_makes_them_one(project: Project, tmp_path: Path) -> None:
    one, two = invented(2, 200), invented(52, 200)
    import_files(project, written(tmp_path, a=one, b=edited(one, 0.95), c=two, d=edited(two, 0.95)))
    assert len(groups(project)) == 2
    import_files(project, written(tmp_path, e=f"{one} {two}"))
    assert groups(project) == {frozenset(f"{name}.txt" for name in "abcde")}


def test_the_same_text_under_another_name_is_said_once_and_grouped(project: Project, tmp_path: Path) -> None:
    assert warnings(project, written(tmp_path, a=invented(1), b=invented(1))) == ["b.txt: the same text as a.txt"]
    assert groups(project) == {frozenset({"a.txt", "b.txt"})}


def test_a_project_without_sketches_is_sketched_when_something_new_comes(project: Project, tmp_path: Path) -> None:
    import_files(project, written(tmp_path, a=invented(1)))
    with project.store.writing() as connection:
        bulk.put_setting(connection, "near-sketches-0", "")
    (warning,) = warnings(project, written(tmp_path, b=edited(invented(1), 0.9)))
    assert "nearly the same text as a.txt" in warning


def test_a_file_that_is_refused_is_compared_with_nothing_afterwards(project: Project, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(f'{{"text": "{invented(1)}"}}\n{{"text": 1}}\n', encoding="utf-8")
    reports = import_files(project, [bad, *written(tmp_path, a=invented(1))])
    assert [(report.status, report.warnings) for report in reports] == [("failed", ()), ("imported", ())]
    assert groups(project) == set()
