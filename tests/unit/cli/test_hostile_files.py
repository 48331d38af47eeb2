"""Files that are no project, or are called oddly: one clear line, the right exit code, and the file untouched."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cli.run import run
from tests.samples import TEXT, new_project

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes, pipes and links are Linux")
Answer = tuple[int, str, str]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command; its exit code, stdout and stderr."""

    def answer(*arguments: object) -> Answer:
        code = run([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return answer


@pytest.fixture
def project(tmp_path: Path) -> Path:
    new_project(tmp_path / "p.inquit", TEXT).close()
    return tmp_path / "p.inquit"


# --- no project -----------------------------------------------------------------------------------------------------


def sql(*statements: str) -> Callable[[Path], None]:
    """What another program, or somebody who means harm, does to a project file."""

    def write(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)

    return write


def at(offset: int, content: bytes) -> Callable[[Path], None]:
    """Bytes written into the file."""

    def write(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(content)

    return write


def emptied(path: Path) -> None:
    path.write_bytes(b"")


GENERATED = "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT AS (upper(name)) STORED) STRICT"
HOSTILE: list[tuple[str, Callable[[Path], None], str]] = [
    ("nothing in it", emptied, "the file is empty"),
    (
        "a trigger",
        sql("CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM span; END"),
        "a trigger that no project",
    ),
    ("a view", sql("CREATE VIEW v AS SELECT 1"), "holds a view"),
    ("a generated column", sql("DROP TABLE setting", GENERATED), "columns it should have"),
    ("a virtual table", sql("CREATE VIRTUAL TABLE v USING fts5(a)"), "a table that no project has"),
    ("a write-ahead log", sql("PRAGMA journal_mode = WAL"), "write-ahead log"),
    ("a huge count of pages", at(28, b"\x7f\xff\xff\xff"), "cut off"),
    ("no size of a page", at(16, b"\x00\x03"), "damaged"),
    ("a first page of noise", at(100, bytes(range(256)) * 15), "damaged"),
    ("a schema that is no text", sql("UPDATE sqlite_schema SET sql = x'ff00' WHERE name = 'setting'"), "damaged"),
]


@pytest.mark.parametrize(
    ("write", "words"), [(write, words) for _, write, words in HOSTILE], ids=[n for n, *_ in HOSTILE]
)
@pytest.mark.parametrize("command", ["stats", "check", "export"])
def test_a_hostile_database_is_refused_in_one_line_and_left_as_it_was(
    project: Path, ask: Ask, write: Callable[[Path], None], words: str, command: str
) -> None:
    write(project)
    before = project.read_bytes(), sorted(file.name for file in project.parent.iterdir())
    more = ["--format", "inquit-jsonl", "--all", "--out", project.with_name("out.jsonl")] if command == "export" else []

    code, out, err = ask(command, project, *more)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert str(project) in err
    assert (project.read_bytes(), sorted(file.name for file in project.parent.iterdir())) == before


@LINUX
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "this is no file"),
        (os.mkfifo, "this is no file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("gone"), "no such project"),
    ],
    ids=["a folder", "a pipe", "a link to itself", "a link to nothing"],
)
def test_what_is_no_file_is_refused_in_one_line(
    tmp_path: Path, ask: Ask, make: Callable[[Path], None], words: str
) -> None:
    make(tmp_path / "x.inquit")

    for command in ("stats", "check", "backup"):
        code, out, err = ask(command, tmp_path / "x.inquit")
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert words in err


# --- odd names ------------------------------------------------------------------------------------------------------

NAMES = [b"a\nb", b"a\xff\xfe", b"a?mode=memory&b=%00", b"\x1b[2J", "a\u202eb".encode(), b"-x", b"x" * 200, b" "]


@LINUX
@pytest.mark.parametrize("name", NAMES, ids=[repr(name)[:20] for name in NAMES])
def test_a_project_and_a_file_of_any_name_are_used_and_shown_on_one_line(tmp_path: Path, ask: Ask, name: bytes) -> None:
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    project, text, out = (folder / os.fsdecode(name + end) for end in (b".inquit", b".txt", b".jsonl"))
    text.write_text("A harbour.", encoding="utf-8")

    told = [
        ask("new", project),
        ask("import", project, text),
        ask("import", project, text, "--json"),
        ask("export", project, "--format", "inquit-jsonl", "--all", "--out", out),
        ask("backup", project, "--out", folder / "copy.inquit"),
        ask("check", project),
    ]

    assert [code for code, *_ in told] == [0] * 6
    assert all(words.isprintable() for _, result, _ in told for words in [result.removesuffix("\n")])
    (record,) = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert record["text"] == "A harbour."
    assert os.fsencode(json.loads(told[2][1])["files"][0]["path"]) == os.fsencode(text)


@LINUX
def test_a_name_that_is_too_long_for_the_disk_is_refused_in_one_line(tmp_path: Path, ask: Ask) -> None:
    code, _, err = ask("new", tmp_path / f"{'x' * 240}.inquit")

    assert code == 2
    assert err.endswith("choose a shorter one\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_be_read_only_shows_a_project_all_the_same(project: Path, ask: Ask) -> None:
    shutil.copy(project, project.with_name("q.inquit"))
    project.with_name("q.inquit").chmod(0o444)

    assert ask("stats", project.with_name("q.inquit"))[0] == 0
