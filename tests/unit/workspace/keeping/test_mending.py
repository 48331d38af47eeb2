"""`check --repair`: a mended copy, the project untouched, and honest words about what could not be mended."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import ProjectError
from models.scheme import default_scheme
from models.spans import Fragment
from storage.store import Store
from tests.desks import Hand
from tests.helpers import damaged, rows_of
from tests.samples import TEXT, full_reading, new_project
from tests.unit.workspace.keeping.damages import DAMAGES
from workspace.keeping.checking import check_project
from workspace.keeping.mending import cleaned
from workspace.project import Project

# What nobody can bring back: a text or a log row that is gone, bytes that cannot be unpacked, a scheme.
HOPELESS = {"text", "log", "scheme", "source"}


@pytest.mark.parametrize("statement", [statement for statement, *_ in DAMAGES], ids=lambda text: text[:60])
def test_the_mended_copy_has_no_problem_that_could_be_mended(path: Path, tmp_path: Path, statement: str) -> None:
    damaged(path, statement)
    before = path.read_bytes()
    out = tmp_path / "mended.inquit"

    told = check_project(path, out)

    assert told
    left = check_project(out)
    assert {problem.kind for problem in left} <= HOPELESS
    assert path.read_bytes() == before
    assert bool(left) == any(problem.message.endswith("(not mended)") for problem in told)
    if "scheme" not in {problem.kind for problem in left}:
        Project.open(out).close()


def test_a_sound_project_is_not_copied(path: Path, tmp_path: Path) -> None:
    assert check_project(path, tmp_path / "mended.inquit") == ()
    assert not (tmp_path / "mended.inquit").exists()


def test_a_copy_is_not_written_over_a_file(path: Path, tmp_path: Path) -> None:
    damaged(path, "UPDATE article SET title = 'x'")
    (tmp_path / "mended.inquit").write_text("mine", encoding="utf-8")

    with pytest.raises(ProjectError, match="exists already"):
        check_project(path, tmp_path / "mended.inquit")

    assert (tmp_path / "mended.inquit").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE span SET label = 'speech', note = 'x'",
        "UPDATE span SET attributes = '{'",
        "DELETE FROM fragment",
        "DELETE FROM link",
        "UPDATE reading SET state = 'never'",
        "UPDATE stance SET polarity = 'maybe'",
    ],
)
def test_what_was_annotated_here_comes_back_whole_from_the_log(tmp_path: Path, statement: str) -> None:
    project = new_project(tmp_path / "p.inquit")
    hand = Hand(project)
    for action, words, argument in (
        ("quote", "“The old bridge will stay open.”", ""),
        ("quote", "“not this year.”", ""),
        ("speaker", "the treasurer, Noël A\u0301vila", ""),
        ("cue", "told", ""),
        ("polarity", None, "against/new:the bridge 🌉"),
    ):
        hand.desk.perform(hand.gesture(action, words, argument))
    path = project.path
    project.close()
    before = rows_of(path)
    damaged(path, statement)

    check_project(path, tmp_path / "mended.inquit")

    mended = rows_of(tmp_path / "mended.inquit")
    assert {name: rows for name, rows in mended.items() if name != "setting"} == {
        name: rows for name, rows in before.items() if name != "setting"
    }


def test_rows_on_both_sides_of_a_broken_page_are_saved(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit", *(f"{TEXT} {number} {'x' * 3000}" for number in range(60)))
    path = project.path
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        texts = (
            sorted(
                row[0]
                for row in connection.execute(
                    "SELECT pageno FROM dbstat WHERE name = 'article_text' AND pagetype = 'leaf'"
                )
            )
            if _has_dbstat(connection)
            else []
        )
    if not texts:
        pytest.skip("this SQLite does not say where its pages are")
    with path.open("r+b") as file:
        file.seek((texts[len(texts) // 2] - 1) * page)
        file.write(bytes(page))

    told = check_project(path, tmp_path / "mended.inquit")

    assert "file" in {problem.kind for problem in told}
    assert check_project(tmp_path / "mended.inquit") == ()
    store = Store(tmp_path / "mended.inquit", read_only=True)
    with store.reading() as view:
        assert 55 <= view.exec_driver_sql("SELECT count(*) FROM article_text").scalar_one() < 60
    store.close()


def _has_dbstat(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1 FROM dbstat LIMIT 1")
    except sqlite3.OperationalError:
        return False
    return True


# --- the rules ------------------------------------------------------------------------------------------------------


def test_a_sound_reading_is_left_as_it_is() -> None:
    reading = full_reading("a", "ana", "e", "g")

    assert cleaned(reading, len(TEXT), default_scheme(), {"e"}, {"g"}) == reading


def test_what_breaks_a_rule_is_dropped_and_the_rest_closes_the_gaps() -> None:
    reading = full_reading("a", "ana", "e", "g")
    quote, speaker, cue = reading.spans.values()
    wide = replace(speaker, fragments=(Fragment(0, 99_999),))
    broken = replace(reading, spans={quote.id: quote, speaker.id: wide, cue.id: replace(cue, entity="e")})

    found = cleaned(broken, len(TEXT), default_scheme(), set(), set())

    assert list(found.spans) == [quote.id]
    assert not found.links
    (stance,) = found.stances.values()
    assert (stance.holder, stance.target, stance.evidence) == (None, None, (quote.id,))


def test_a_random_mess_always_ends_sound(path: Path, tmp_path: Path) -> None:
    noise = random.Random(5)
    for number in range(5):
        copy = tmp_path / f"{number}.inquit"
        copy.write_bytes(path.read_bytes())
        damaged(copy, *(statement for statement, *_ in noise.sample(DAMAGES, 12)))

        check_project(copy, tmp_path / f"mended {number}.inquit")

        left = check_project(tmp_path / f"mended {number}.inquit")
        assert {problem.kind for problem in left} <= HOPELESS
