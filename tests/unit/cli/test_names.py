"""Hostile names of labels and annotators on the command line: one line that says why, and nothing stored."""

import json
from pathlib import Path

import pytest

from cli.run import run
from models.scheme import default_scheme
from tests.helpers import rows_of
from tests.samples import TEXT, new_project

HOSTILE = ["quot\u0435", "quote\u200b", "\u202equote", "two\nlines", "\x1b]0;x\x07", "x" * 200, "QUOTE"]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_scheme_with_a_label_of_a_hostile_name_makes_no_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    body = dict(default_scheme().body)
    body["labels"] = [*default_scheme().body["labels"], {"name": name}]  # type: ignore[misc]  # JSON
    scheme = tmp_path / "scheme.json"
    scheme.write_text(json.dumps(body), encoding="utf-8")

    assert run(["new", str(tmp_path / "p.inquit"), "--scheme", str(scheme)]) == 1

    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"{scheme}: a label of the scheme ")
    assert shown.err.removesuffix("\n").isprintable()
    assert not (tmp_path / "p.inquit").exists()


@pytest.mark.parametrize("markup", ["<b>quote</b>", "&amp;", "=cmd|' /C calc'!A0"])
def test_a_label_with_markup_in_its_name_is_a_label_like_any_other(tmp_path: Path, markup: str) -> None:
    body = dict(default_scheme().body)
    body["labels"] = [*default_scheme().body["labels"], {"name": markup}]  # type: ignore[misc]  # JSON
    scheme, project, texts = (tmp_path / name for name in ("scheme.json", "p.inquit", "a.jsonl"))
    scheme.write_text(json.dumps(body), encoding="utf-8")
    span = {"id": "s1", "label": markup, "fragments": [[0, 5]]}
    texts.write_text(json.dumps({"text": TEXT, "annotator": "ana", "spans": [span]}), encoding="utf-8")

    assert run(["new", str(project), "--scheme", str(scheme)]) == 0
    assert run(["import", str(project), str(texts)]) == 0
    assert run(["export", str(project), "--format", "inquit-jsonl", "--out", str(tmp_path / "out.jsonl")]) == 0

    record = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [span["label"] for span in record["spans"]] == [markup]


@pytest.mark.parametrize("name", ["an\u0430", "ana\u200b", "ANA\u202e", "\x1b[2Jana", "x" * 200], ids=ascii)
def test_an_annotator_of_a_hostile_name_is_refused_and_nothing_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    project, texts = tmp_path / "p.inquit", tmp_path / "a.jsonl"
    new_project(project, TEXT).close()
    before = rows_of(project, log=True)
    texts.write_text(json.dumps({"text": TEXT, "annotator": name, "spans": []}), encoding="utf-8")

    assert run(["import", str(project), str(texts)]) == 1

    shown = capsys.readouterr()
    assert "an annotator " in shown.err
    assert all(line.isprintable() for line in shown.err.splitlines())
    assert rows_of(project, log=True) == before
