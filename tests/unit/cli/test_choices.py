"""The flags by which a person says how foreign files are to be read, and what is said where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.arguments import parser
from cli.output import warning_line
from cli.run import run
from tests.datasets import Data
from tests.unit.suggest.test_near_duplicates import edited, invented
from workspace.intake.importing import FileReport

DOCCANO = (
    '{"id": 1, "text": "😀 Ada said no.", "entities": ['
    '{"id": 1, "label": "PERSON", "start_offset": 2, "end_offset": 5},'
    ' {"id": 2, "label": "VERB", "start_offset": 6, "end_offset": 10},'
    ' {"id": 3, "label": "quote", "start_offset": 11, "end_offset": 13}],'
    ' "relations": [{"from_id": 3, "to_id": 1, "type": "SAID_BY"}]}\n'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.inquit"
    assert run(["new", str(path)]) == 0
    return path


def imported(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Data:
    """The report of the one file of an import."""
    capsys.readouterr()
    run(["import", str(project), *words, "--json"])
    (report,) = json.loads(capsys.readouterr().out)["files"]
    return dict(report)


def exported(project: Path, *flags: str) -> list[Data]:
    out = project.with_name("out.jsonl")
    assert run(["export", str(project), "--format", "inquit-jsonl", "--out", str(out), "--all", *flags]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_labels_and_roles_are_mapped(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(DOCCANO, encoding="utf-8")
    words = (str(path), "--annotator", "ana", "--labels", "PERSON=speaker,VERB=cue", "--roles", "SAID_BY=speaker")
    report = imported(project, capsys, *words)
    assert (report["spans"], report["warnings"]) == (3, [])
    (record,) = exported(project)
    assert [(span["label"], span["text"]) for span in record["spans"]] == [
        ("speaker", ["Ada"]),
        ("cue", ["said"]),
        ("quote", ["no"]),
    ]
    assert [link["role"] for link in record["links"]] == ["speaker"]


def test_a_name_without_a_mapping_costs_one_line_that_says_how_to_map_it(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(DOCCANO, encoding="utf-8")
    warnings = imported(project, capsys, str(path), "--annotator", "ana")["warnings"]
    lines = [line for line in warnings if " of ours is " in line]
    assert lines == [
        "no label of ours is PERSON: 1 span not stored: map it, such as --labels PERSON=speaker",
        "no label of ours is VERB: 1 span not stored: map it, such as --labels VERB=speaker",
        "no role of ours is SAID_BY: 1 relation not stored: map it, such as --roles SAID_BY=cue",
    ]


def test_what_is_not_stored_of_another_tools_file_is_counted_by_kind(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text(DOCCANO, encoding="utf-8")
    assert run(["import", str(project), str(tmp_path), "--annotator", "ana", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    counts = {
        "not stored, no label for PERSON": 1,
        "not stored, no label for VERB": 1,
        "not stored, no role for SAID_BY": 1,
    }
    assert (report["noted"], report["files"][0]["noted"]) == (counts, counts)


@pytest.mark.parametrize(
    ("name", "warning", "line"),
    [
        ("x/a.txt", "a.txt: the same text as b.txt", "x/a.txt: the same text as b.txt"),
        ("x/a.jsonl", "a.jsonl:7: label lost", "x/a.jsonl:7: label lost"),
        ("x/attributions/a_x.ann", "attributions/a_x.ann: unlinked: 1", "x/attributions/a_x.ann: unlinked: 1"),
        ("x/ba.txt", "a.txt: no: such", "x/ba.txt: a.txt: no: such"),
        ("x/a.txt", "a.txt “in part”", "x/a.txt: “in part”"),
        ("x/a.txt", "3 invisible characters", "x/a.txt: 3 invisible characters"),
    ],
)
def test_a_warning_names_its_file_once(name: str, warning: str, line: str) -> None:
    assert warning_line(FileReport(str(Path(name)), "imported"), warning) == line.replace(name, str(Path(name)), 1)


def test_columns_are_chosen(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"Story, long",Head\n"“No,” she said.",Pier\n', encoding="utf-8")
    words = (str(path), "--columns", "text=Story, long,title=Head")
    assert imported(project, capsys, *words)["status"] == "imported"
    (record,) = exported(project)
    assert (record["text"], record["meta"]["title"]) == ("“No,” she said.", "Pier")


def test_keys_of_json_lines_are_chosen_without_naming_the_format(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"Story": "“No,” she said."}\n', encoding="utf-8")
    assert run(["import", str(project), str(tmp_path / "a.jsonl"), "--columns", "text=Story"]) == 0
    assert [record["text"] for record in exported(project)] == ["“No,” she said."]


def test_a_block_of_a_page_is_chosen(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><article>One.</article><div id='b'>Two.</div></body></html>", encoding="utf-8")
    assert imported(project, capsys, str(path), "--block", "//*[@id='b']")["status"] == "imported"
    (record,) = exported(project)
    assert record["text"] == "Two."


def test_an_encoding_is_chosen(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Лёд тает".encode("koi8-r"))
    report = imported(project, capsys, str(path))
    assert report["status"] == "failed"
    assert "choose its encoding" in report["errors"][0]["message"]
    assert imported(project, capsys, str(path), "--encoding", "koi8-r")["status"] == "imported"
    (record,) = exported(project)
    assert record["text"] == "Лёд тает"


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("--labels", "PERSON=person", "no such label: person: use one of quote, speaker"),
        ("--roles", "SAYS=says", "no such role: says: use one of speaker, cue"),
        ("--columns", "story=text", "no such field of an article: story: use one of text, id, title"),
        ("--encoding", "klingon", "unknown encoding: klingon: use a name such as utf-8"),
    ],
)
def test_a_name_that_means_nothing_is_refused_before_anything_is_read(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], flag: str, value: str, said: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.", encoding="utf-8")
    assert run(["import", str(project), str(path), flag, value]) == 2
    assert said in capsys.readouterr().err
    assert exported(project) == []


def test_an_argument_of_brats_events_may_be_said_to_be_the_quote(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ada.", encoding="utf-8")
    ann = "T1\tWords 0 5\t“No,”\nT2\tWho 11 14\tAda\nT3\tSay 6 10\tsaid\nE1\tSay:T3 Told:T1 By:T2\n"
    (tmp_path / "a.ann").write_text(ann, encoding="utf-8")
    labels, roles = "Words=quote,Who=speaker", "Told=quote,By=speaker"
    words = ["import", str(project), str(tmp_path), "--annotator", "ana", "--labels", labels, "--roles", roles]
    assert run([*words, "--format", "brat"]) == 0
    assert [(link["from"], link["to"]) for link in exported(project)[0]["links"]] == [("T1", "T2")]
    assert run(words) == 2


@pytest.mark.parametrize("value", ["PERSON", "=speaker", "PERSON=", ""])
def test_a_mapping_that_is_none_is_refused_with_its_form(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser("1").parse_args(["import", "p.inquit", "a.jsonl", "--labels", value])
    assert "write it as NAME=NAME,NAME=NAME" in capsys.readouterr().err


def test_a_mapping_may_be_given_in_parts() -> None:
    words = ["import", "p.inquit", "a.jsonl", "--labels", "A=quote", "--labels", "B=cue,C=cue"]
    assert dict(parser("1").parse_args(words).labels) == {"A": "quote", "B": "cue", "C": "cue"}


def test_the_help_names_every_flag_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        parser("1").parse_args(["import", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    for words in ("--labels THEIRS=OURS", "PERSON=speaker", "--columns FIELD=COLUMN", "text=Story", "--block XPATH"):
        assert words in text


def test_wire_copy_is_named_in_the_report_and_counted(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, kept in (("a", 1.0), ("b", 0.9)):
        (tmp_path / f"{name}.txt").write_text(edited(invented(1), kept), encoding="utf-8")
    run(["import", str(project), str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    told = capsys.readouterr()
    assert f"{tmp_path / 'b.txt'}: nearly the same text as a.txt: about" in told.err
    assert "2 articles are nearly the same text: a.txt, b.txt\n" in told.out
    assert run(["stats", str(project)]) == 0
    assert "2 of them nearly the same as another, in 1 group\n" in capsys.readouterr().out
    run(["stats", str(project), "--json"])
    assert json.loads(capsys.readouterr().out)["near_duplicates"] == {"groups": 1, "articles": 2}


def test_what_no_reader_knows_in_a_folder_is_named_and_costs_nothing(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "in"
    made.mkdir()
    for name in ("a.txt", "b.xlsx", "c.key"):
        (made / name).write_text("Words.", encoding="utf-8")
    assert run(["import", str(project), str(made)]) == 0
    assert capsys.readouterr().err == f"{made}: 2 files of no known kind passed over: b.xlsx, c.key\n"
    assert run(["import", str(project), str(made), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["passed_over"]
    assert told == [{"path": str(made), "count": 2, "names": ["b.xlsx", "c.key"]}]


def test_a_profile_that_does_not_exist_is_refused_before_anything_is_read(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    assert run(["import", str(project), str(tmp_path / "a.txt"), "--profile", "polnaer"]) == 2
    assert capsys.readouterr().err == "no such profile: polnaer: use one of polnear\n"


def test_a_field_without_a_column_takes_none(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("title,text\nPier,Words.\n", encoding="utf-8")
    assert run(["import", str(project), str(table), "--columns", "title="]) == 0
    (article,) = exported(project)
    assert article["meta"]["title"] == ""


def test_groups_of_wire_copy_in_one_file_are_told_by_title_and_outlet(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"title": title, "outlet": outlet, "text": edited(invented(seed), kept)}
        for title, outlet, seed, kept in (("Vote", "ANI", 1, 1.0), ("Crews", "Gazette", 1, 0.9), ("Fog", "ANI", 2, 1.0))
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run(["import", str(project), str(tmp_path / "wire.jsonl"), "--json"])
    told = json.loads(capsys.readouterr().out)
    (warning,) = told["files"][0]["warnings"]
    assert warning.startswith("wire.jsonl “Crews” (Gazette): nearly the same text as wire.jsonl “Vote” (ANI): about")
    (group,) = told["near_duplicates"]
    assert [(one["title"], one["outlet"]) for one in group["articles"]] == [("Vote", "ANI"), ("Crews", "Gazette")]
    assert group["group"] == group["articles"][0]["id"]
    run(["import", str(project), str(tmp_path / "wire.jsonl"), "--json"])
    assert json.loads(capsys.readouterr().out)["near_duplicates"] == []  # this import made none
