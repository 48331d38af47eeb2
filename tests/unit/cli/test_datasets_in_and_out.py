"""`import` and `export` as other programs call them: what comes back equal, exit codes, one line for each failure."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.run import run
from formats import registry
from models.canonical import first_difference
from models.records import Intake, Record
from models.scheme import default_scheme
from tests.datasets import Data, lines, record, span, written
from tests.helpers import rows_of

# Emoji beyond the BMP, every line end, a BOM, NUL, no-break space, combining marks, Arabic, soft hyphen.
RAW = (
    "\ufeffHarbour 😀 news\r\n\r\n“Noe\u0301l’s\u00a0ferry 🏗️ sails”, said\u2028Ida Brandel.\r"
    "قال الوزير: «لن نبيع الميناء».\x85A NUL\x00 and\fa soft\u00adhyphen\u2029end"
)
CLEAN = (
    "Harbour 😀 news\n\n“Noe\u0301l’s\u00a0ferry 🏗️ sails”, said\nIda Brandel.\n"
    "قال الوزير: «لن نبيع الميناء».\nA NUL\ufffd and\na soft\u00adhyphen\nend"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.inquit"
    assert run(["new", str(path)]) == 0
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A text file with hard characters, and two annotators' records of it and of a second article."""
    text = tmp_path / "harbour.txt"
    text.write_bytes(RAW.encode())
    one = _hard(RAW, "s")
    return [
        text,
        written(tmp_path / "gold.jsonl", one | {"annotator": "gold"}, record(2, "gold")),
        written(tmp_path / "ana.jsonl", record(2), _hard(CLEAN, "x") | {"annotator": "ana"}),
    ]


def _hard(text: str, letter: str) -> Data:
    ids = [f"{letter}{number}" for number in range(4)]
    spans = [
        span(text, ids[0], "quote", "“Noe\u0301l’s\u00a0ferry 🏗️ sails”"),
        span(text, ids[1], "speaker", "Ida Brandel"),
        span(text, ids[2], "quote", "«لن نبيع الميناء»", attributes={"type": "direct"}),
        span(text, ids[3], "speaker", "الوزير"),
    ]
    links = [{"role": "speaker", "from": ids[at], "to": ids[at + 1]} for at in (0, 2)]
    return {"id": "harbour", "text": text, "spans": spans, "links": links, "meta": {"source_name": "harbour.txt"}}


def _records(*paths: Path) -> dict[tuple[str, str | None], Record]:
    found = {}
    for path in paths:
        with path.open("rb") as file:
            for item in registry.reader("inquit-jsonl")(file, path.name):
                assert isinstance(item, Intake), item
                found[item.record.article.text, item.record.annotator] = item.record
    return found


def _import(project: Path, *files: Path) -> int:
    return run(["import", str(project), *map(str, files), "--json"])


def _export(project: Path, out: Path, *options: str) -> int:
    return run(["export", str(project), "--format", "inquit-jsonl", "--all", "--out", str(out), *options])


@pytest.mark.parametrize("unit", ["code_point", "utf16", "byte"])
def test_every_record_comes_out_equal_to_what_went_in(
    project: Path, files: list[Path], tmp_path: Path, unit: str
) -> None:
    assert _import(project, *files) == 0
    assert _export(project, tmp_path / "out.jsonl", "--offsets", unit) == 0

    given, back = _records(*files[1:]), _records(tmp_path / "out.jsonl")
    assert back.keys() == given.keys() == {
        (CLEAN, "gold"), (CLEAN, "ana"), (record(2)["text"], "gold"), (record(2)["text"], "ana"),
    }  # fmt: skip
    assert [first_difference(given[name], back[name], default_scheme()) for name in given] == [None] * 4
    assert {one["offsets"] for one in lines(tmp_path / "out.jsonl")} == {unit}


def test_the_same_import_again_changes_nothing(
    project: Path, files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(project, *files) == 0
    before = rows_of(project, log=True)
    capsys.readouterr()

    assert _import(project, *files) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["status"] for one in report["files"]] == ["unchanged"] * 3
    assert rows_of(project, log=True) == before


def test_the_other_order_of_files_gives_the_same_export(project: Path, files: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.inquit"
    assert run(["new", str(other)]) == 0
    assert (_import(project, *files), _import(other, *files[::-1])) == (0, 0)
    assert (_export(project, tmp_path / "a.jsonl"), _export(other, tmp_path / "b.jsonl")) == (0, 0)

    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_what_normalising_changed_is_reported(
    project: Path, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert _import(project, files[0]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["files"][0]["changed_characters"] == {
        "bom": 1, "crlf": 2, "line_separator": 1, "carriage_return": 1, "next_line": 1, "nul": 1, "form_feed": 1,
        "paragraph_separator": 1,
    }  # fmt: skip
    assert report["totals"] == {"files": 1, "articles": 1, "readings": 0, "spans": 0, "failed": 0}


# --- bad input --------------------------------------------------------------------------------------------------------


def _with(part: str, at: int = 0, **values: object) -> Callable[[Data], object]:
    return lambda one: one[part][at].update(values)


def _doubled(one: Data) -> None:
    one["spans"][1]["id"] = "s1"


def _nested_outside(one: Data) -> None:
    one["spans"].append(span(one["text"], "s9", "quote", "Article"))
    one["links"].append({"role": "nested_in", "from": "s9", "to": "s1"})


BAD_LINES: dict[str, tuple[Callable[[Data], object], str, str]] = {
    "an offset past the end": (_with("spans", fragments=[[0, 9999]]), "behind the end of the text", "9999"),
    "start at its end": (_with("spans", fragments=[[7, 7]]), "must start at 0 or later and before its end", "[7, 7]"),
    "start behind its end": (_with("spans", fragments=[[9, 7]]), "must start at 0 or later", "[9, 7]"),
    "a float": (_with("spans", fragments=[[0, 7.0]]), "offsets must be whole numbers", "[0, 7.0]"),
    "an unknown label": (_with("spans", label="shout"), "unknown label", "shout"),
    "a slice that differs": (_with("spans", text=["“The ferries"]), "a slice differs from the text", "“The ferries"),
    "an id twice": (_doubled, "", "s1"),
    "NaN": (lambda one: one.update(seconds=float("nan")), "no number in JSON", "NaN"),
    "an unknown end of a link": (_with("links", to="s77"), "", "s77"),
    "nesting that is none": (_nested_outside, "", "s9"),
    "a wrong digest": (lambda one: one["meta"].update(sha256="ab" * 32), "not the digest of the text", "ab" * 32),
}


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_bad_line_is_named_and_the_project_stays_as_it_was(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    spoil, what, value = BAD_LINES[kind]
    five = [record(number) for number in range(1, 6)]
    spoil(five[2])
    path = written(tmp_path / "five.jsonl", *five)
    before = rows_of(project, log=True)

    assert run(["import", str(project), str(path)]) == 1

    told = capsys.readouterr()
    found = told.err.splitlines()
    assert found, told
    assert all(line.startswith(f"{path}:3: ") for line in found)
    assert what in told.err
    assert value in told.err
    assert rows_of(project, log=True) == before


def test_a_lone_surrogate_in_a_line_is_an_error(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text":"Yes."}\n{"text":"\\ud83d alone"}\n', encoding="utf-8")

    assert run(["import", str(project), str(path)]) == 1
    assert f"{path}:2: half a surrogate pair in a text: \\ud83d: " in capsys.readouterr().err


def test_files_that_hold_nothing_readable_fail_one_line_each_and_the_others_are_kept(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    names = ("none.txt", "folder", "empty.txt", "broken.txt", "good.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "broken.txt").write_bytes(b"\x80\x81\xfe\xff broken \xc3(")
    (tmp_path / "good.txt").write_text("Ida spoke.", encoding="utf-8")

    assert run(["import", str(project), *(str(tmp_path / name) for name in names)]) == 1

    told = capsys.readouterr()
    assert [line.split(": ")[0] for line in told.err.splitlines()] == [str(tmp_path / name) for name in names[:4]]
    assert told.out.splitlines()[-1] == f"{tmp_path / 'good.txt'}: imported, 1 article"


@pytest.mark.parametrize("content", [b"", b"Only a text, named like a project.\n" * 40, None])
def test_a_file_that_is_no_project_is_refused_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path, article = tmp_path / "bad.inquit", tmp_path / "a.txt"
    article.write_text("Ida spoke.", encoding="utf-8")
    if content is not None:
        path.write_bytes(content)

    assert run(["import", str(path), str(article)]) == 2
    assert _export(path, tmp_path / "out.jsonl") == 2

    told = capsys.readouterr().err.splitlines()
    assert [line.startswith(f"{path}: ") for line in told] == [True, True]
    assert (path.read_bytes() if content is not None else None) == content
    assert not (tmp_path / "out.jsonl").exists()


def test_an_unclear_choice_of_annotator_is_a_matter_of_usage(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(project, written(tmp_path / "r.jsonl", record(1, "ana"), record(1, "bo"))) == 0
    capsys.readouterr()

    assert run(["export", str(project), "--format", "inquit-jsonl", "--out", str(tmp_path / "out.jsonl")]) == 2
    assert "ana, bo: choose --annotator NAME, --gold or --all" in capsys.readouterr().err


def test_the_export_says_in_json_what_it_wrote(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(project, written(tmp_path / "r.jsonl", record(1), record(2, state="doing"))) == 0
    capsys.readouterr()

    out = str(tmp_path / "out.jsonl")
    assert run(["export", str(project), "--format", "inquit-jsonl", "--out", out, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["path"], told["records"], told["spans"], told["left_out"], told["losses"]) == (
        out,
        1,
        3,
        {"doing": 1},
        [],
    )
    assert len(told["sha256"]) == 64
