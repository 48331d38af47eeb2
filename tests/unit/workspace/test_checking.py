"""`check`: every damage has a name, and none ends in a traceback."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.bit_flips import flips
from models.errors import ProjectError
from models.ids import IdMaker
from storage.store import Store
from tests.helpers import damaged
from tests.samples import fill_with_history, new_store
from workspace.checking import check, check_project
from workspace.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_store(tmp_path / "p.inquit")
    fill_with_history(store, IdMaker(), articles=2)
    store.close()
    return store.path


def test_a_sound_project_has_no_problems(path: Path) -> None:
    project = Project.open(path)

    assert check(project) == check(project, thorough=True) == ()
    project.close()
    assert check_project(path) == ()


DAMAGES = [
    ("UPDATE article_text SET text = replace(text, 'bridge', 'fridge')", "text", "1.txt"),
    ("UPDATE article_text SET text = text || ' '", "text", "1.txt"),
    ("DELETE FROM article_text", "text", "missing"),
    ("UPDATE article SET chars = chars + 1", "text", "1.txt"),
    ("UPDATE article SET sha256 = upper(sha256)", "text", "1.txt"),
    ("UPDATE article SET title = 'The tunnel'", "article", "1.txt"),
    ("UPDATE article SET heading = 'The tunnel'", "article", "heading of 1.txt"),
    ("UPDATE article SET key = 'b' || key", "article", "1.txt"),
    ("UPDATE article SET extra = '[1]'", "article", "no JSON object"),
    ("UPDATE article SET meta_extra = '{'", "article", "1.txt"),
    ("UPDATE reading SET note = 'x'", "reading", "the reading of Anna 1"),
    ("UPDATE reading SET state = 'never'", "reading", "never"),
    ("UPDATE reading SET extra = 'x'", "reading", "Anna 1"),
    ("UPDATE reading SET seconds = 1e400", "reading", "Anna 1"),
    ("UPDATE reading SET digest = ''", "reading", "Anna 1"),
    ("UPDATE span SET label = 'speaker' WHERE label = 'cue'", "reading", "Anna 1"),
    ("UPDATE span SET label = 'speech'", "rule", "unknown label"),
    ("UPDATE span SET attributes = '{\"type\":\"odd\"}' WHERE label = 'quote'", "rule", "odd"),
    ("UPDATE span SET attributes = 'null'", "reading", "no JSON object"),
    ("UPDATE span SET note = 'ü' || note", "reading", "Anna 1"),
    ("UPDATE fragment SET start = start + 1", "reading", "Anna 1"),
    ('UPDATE fragment SET "end" = 99999', "rule", "ends behind"),
    ("UPDATE fragment SET start = -4 WHERE position = 0", "rule", "start at 0"),
    ("DELETE FROM fragment", "rule", "at least one fragment"),
    ("DELETE FROM link", "reading", "Anna 1"),
    ("UPDATE link SET role = 'married_to'", "rule", "unknown role"),
    ("UPDATE link SET position = 7", "rule", "without a gap"),
    ("UPDATE link SET to_span = 'nowhere'", "link", "missing row of span"),
    ("UPDATE stance SET polarity = 'maybe'", "reading", "maybe"),
    ("UPDATE stance SET strength = 9", "reading", "strength"),
    ("UPDATE stance SET hedged = 0", "reading", "Anna 1"),
    ("UPDATE stance SET target = 'nothing'", "rule", "unknown target"),
    ("DELETE FROM stance_evidence WHERE position = 1", "reading", "Anna 1"),
    ("UPDATE entity SET name = 'Nobody' WHERE key = 'e1'", "entity", "Nobody"),
    ("UPDATE entity SET type = 'ship' WHERE key = 'e1'", "entity", "ship"),
    ("UPDATE entity SET name = '  ' WHERE key = 'e1'", "entity", "needs a name"),
    ("UPDATE entity SET merged_into = id WHERE key = 'e1'", "entity", "merged into itself"),
    ("UPDATE entity_alias SET alias = 'x'", "entity", "Noël"),
    ("DELETE FROM entity WHERE type = 'implicit'", "entity", "one entity of the type implicit"),
    ("UPDATE target SET position = 3", "target", "old bridge"),
    ("UPDATE utterance SET name = 'x'", "utterance", "x"),
    ("UPDATE utterance_member SET variant = 'partial'", "utterance", "no money"),
    (
        "UPDATE utterance_member SET span = (SELECT id FROM span WHERE label = 'cue' LIMIT 1)",
        "rule",
        "no quote of its annotator",
    ),
    ("UPDATE annotator SET name = 'Bo'", "annotator", "Bo"),
    ("UPDATE annotator SET name_key = 'bo' WHERE name = 'Anna 1'", "annotator", "Anna 1"),
    ("UPDATE scheme SET body = replace(body, 'speaker', 'teller')", "scheme", "attribution-v1"),
    ("UPDATE scheme SET body = '{'", "scheme", "attribution-v1"),
    ("UPDATE scheme SET body = '[]'", "scheme", "attribution-v1"),
    ("UPDATE scheme SET version = 2", "scheme", "attribution-v1"),
    ("DELETE FROM scheme", "scheme", "no scheme"),
    ("DELETE FROM setting", "setting", "its id"),
    ("UPDATE article_source SET bytes = x'00'", "source", "1.txt"),
    ("DELETE FROM change WHERE seq = 2", "log", "changes 2 to 2 are missing"),
    ("DELETE FROM change WHERE seq = 4", "log", "ends at change 3"),
    ("UPDATE change SET after = replace(after, 'noted', 'notes')", "log", "change 1 of the log"),
    ("UPDATE change SET \"before\" = '{'", "log", "change 1 of the log"),
    ("UPDATE change SET at = '1970-01-01'", "log", "change 1 of the log"),
]


@pytest.mark.parametrize(("statement", "kind", "words"), DAMAGES, ids=[statement[:60] for statement, *_ in DAMAGES])
def test_every_damage_is_named(path: Path, statement: str, kind: str, words: str) -> None:
    damaged(path, statement)

    problems = check_project(path)

    assert [problem for problem in problems if problem.kind == kind and words in problem.message]


def test_a_problem_says_which_article_and_which_object(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        id, article = connection.execute("SELECT id, article FROM reading ORDER BY id DESC").fetchone()
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
    found = check(project, cancelled=lambda: next(answers))

    assert [problem.kind for problem in found] == ["setting"]
    assert len(check(project)) > 1
    project.close()


def test_others_can_write_between_the_pages_of_a_check(path: Path) -> None:
    project = Project.open(path)

    def write() -> bool:
        project.annotator(f"Bo {len(written)}")
        written.append(1)
        return False

    written: list[int] = []
    assert check(project, cancelled=write) == ()
    assert len(written) > 3
    project.close()


def test_random_flipped_bits_are_refused_or_named_wherever_they_change_a_value(path: Path) -> None:
    tally = flips(path, 40, seed=7)

    assert tally.missed == []
    assert tally.refused + tally.named > 0
