"""Small datasets in the native format, as plain data: what tests of import and export put into files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from models.offsets import OffsetUnit
from workspace.exporting import ExportOptions, export_file
from workspace.intake.importing import FileReport, ImportOptions, import_files
from workspace.project import Project

Data = dict[str, Any]

WORDS = "“The ferry 😀 sails again,” Ida Brandel said on Friday."
IDA: Data = {"id": "e1", "name": "Ida Brandel", "type": "person", "aliases": [], "external_id": None}
FERRY: Data = {"id": "g1", "name": "the ferry"}


def record(number: int = 1, annotator: str = "ana", **changed: object) -> Data:
    """A done reading of an article of its own, with a value in most fields; `changed` keys are put in."""
    text = f"{WORDS}\nArticle {number}."
    return {
        "format": "inquit-jsonl/1",
        "id": f"a{number}",
        "text": text,
        "meta": {"title": f"Ferry {number}", "source_name": f"{number}.txt"},
        "offsets": "code_point",
        "scheme": "attribution-v1",
        "annotator": annotator,
        "state": "done",
        "spans": [
            span(text, "s1", "quote", "“The ferry 😀 sails again,”", attributes={"type": "direct"}),
            span(text, "s2", "speaker", "Ida Brandel", entity="e1"),
            span(text, "s3", "cue", "said"),
        ],
        "links": [{"role": "speaker", "from": "s1", "to": "s2"}, {"role": "cue", "from": "s1", "to": "s3"}],
        "stances": [
            {"id": "t1", "holder": "e1", "target": "g1", "polarity": "favor", "evidence": ["s1"], "quote": "s1"}
        ],
        "entities": [IDA],
        "targets": [FERRY],
        "utterances": [],
        "split": None,
    } | changed


def span(text: str, id: str, label: str, *words: str, **more: object) -> Data:
    """A span over the first place of each of `words`."""
    starts = [text.index(one) for one in words]
    fragments = [[start, start + len(one)] for start, one in zip(starts, words, strict=True)]
    return {"id": id, "label": label, "fragments": fragments, "text": list(words)} | more


def bare(number: int = 1, **changed: object) -> Data:
    """A record that brings an article only."""
    whole = record(number)
    return {key: whole[key] for key in ("id", "text", "meta")} | changed


def written(path: Path, *records: Data) -> Path:
    """A file of the records, one a line."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def brought(
    project: Project, path: Path, *records: Data, annotator: str | None = None, replace: bool = False
) -> FileReport:
    """The report of importing the records from a file at `path`."""
    return import_files(project, [written(path, *records)], ImportOptions(annotator=annotator, replace=replace))[0]


def stored(project: Project, path: Path, offsets: OffsetUnit = OffsetUnit.CODE_POINT) -> list[Data]:
    """What an export of everyone's readings writes."""
    export_file(project, path, ExportOptions(everyone=True, offsets=offsets))
    return lines(path)


def lines(path: Path) -> list[Data]:
    """The records of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def errors(reports: Iterable[FileReport]) -> list[str]:
    """All that went wrong, in words."""
    return [str(error) for report in reports for error in report.errors]


def values(records: Sequence[Data], key: str) -> list[Any]:
    """The values of one key in all records."""
    return [one[key] for one in records]
