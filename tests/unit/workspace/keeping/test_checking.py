"""`check`: every damage has a name, and none ends in a traceback."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.bit_flips import flips
from models.errors import ProjectError
from storage.store import Store
from tests.helpers import damaged
from tests.unit.workspace.keeping.damages import DAMAGES
from workspace.keeping.checking import check, check_project
from workspace.project import Project


def test_a_sound_project_has_no_problems(path: Path) -> None:
    project = Project.open(path)

    assert check(project.store, project.scheme) == check(project.store, project.scheme, thorough=True) == ()
    project.close()
    assert check_project(path) == ()


@pytest.mark.parametrize(("statement", "kind", "words"), DAMAGES, ids=[statement[-60:] for statement, *_ in DAMAGES])
def test_every_damage_is_named(path: Path, statement: str, kind: str, words: str) -> None:
    damaged(path, statement)

    problems = check_project(path)

    assert [problem for problem in problems if problem.kind == kind and words in problem.message]


def test_a_problem_says_which_article_and_which_object(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        id, article = connection.execute(
            "SELECT reading.id, article.id FROM reading JOIN article ON article = article.id"
            " JOIN annotator ON annotator = annotator.id WHERE name = 'Anna 2' AND source_name = '2.txt'"
        ).fetchone()
    damaged(path, f"UPDATE reading SET note = 'x' WHERE id = '{id}'")

    (problem,) = check_project(path)

    assert (problem.kind, problem.article, problem.object) == ("reading", article, id)
    assert problem.message == "the reading of Anna 2 is not as it was stored (2.txt)"


def test_a_flaw_in_the_tables_themselves_is_found_by_a_thorough_check(path: Path) -> None:
    damaged(
        path, "UPDATE sqlite_schema SET sql = replace(sql, 'source_name, sha256', 'sha256, title') WHERE type = 'index'"
    )

    assert "file" in {problem.kind for problem in check_project(path)}


def test_texts_that_are_no_utf_8_are_named_and_not_read_on_opening(path: Path) -> None:
    damaged(path, "UPDATE entity SET name = CAST(x'C3C3' AS TEXT) WHERE key = 'e1'")

    assert [problem.kind for problem in check_project(path)] == ["entity"]
    with pytest.raises(ProjectError, match="damaged"):
        Project.open(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entity SET type = 'ship' WHERE key = 'e1'",
        "UPDATE entity SET extra = '{'",
        "UPDATE utterance SET extra = '7'",
        "UPDATE target SET name = ''",
        "UPDATE scheme SET body = '{'",
        "DELETE FROM scheme",
    ],
)
def test_a_project_whose_shared_rows_are_damaged_says_so_on_opening(path: Path, statement: str) -> None:
    damaged(path, statement)

    with pytest.raises(ProjectError):
        Project.open(path)
    Store(path).close()  # the lock was given back


def test_a_check_can_be_cancelled(path: Path) -> None:
    damaged(path, "UPDATE article SET title = 'x'", "DELETE FROM setting")
    project = Project.open(path)

    answers = iter([False, False, True])
    found = check(project.store, project.scheme, cancelled=lambda: next(answers))

    assert [problem.kind for problem in found] == ["setting"]
    assert len(check(project.store, project.scheme)) > 1
    project.close()


def test_others_can_write_between_the_pages_of_a_check(path: Path) -> None:
    project = Project.open(path)

    def write() -> bool:
        project.annotator(f"Bo {len(written)}")
        written.append(1)
        return False

    written: list[int] = []
    assert check(project.store, project.scheme, cancelled=write) == ()
    assert len(written) > 3
    project.close()


def test_random_flipped_bits_are_refused_or_named_wherever_they_change_a_value(path: Path) -> None:
    tally = flips(path, 15, seed=7)

    assert tally.missed == []
    assert tally.refused + tally.named > 0
