"""An invented project that several annotators have read, in which it is known what they differ in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from workspace.intake.importing import import_files
from workspace.project import Project

TEXTS = (
    "“The ferry will sail,” Ilse Brandt said. Noël Ávila denied that the pier was closed.",
    "The harbour master announced that tolls would rise. “Nobody asked us,” the skippers told the Gazette 😀.",
    "“We wait,” Ilse Brandt said on Monday. She promised a new lock.",
)
Spans = Sequence[tuple[str, str]]  # label and words
SAME: Sequence[Spans] = (
    (("quote", "“The ferry will sail,”"), ("cue", "said"), ("speaker", "Ilse Brandt")),
    (("quote", "“Nobody asked us,”"), ("cue", "told"), ("speaker", "the skippers")),
    (("quote", "“We wait,”"), ("cue", "said"), ("speaker", "Ilse Brandt")),
)
# Ben leaves the marks out in the first, and the third's cue; he takes the skippers for a source.
BEN: Sequence[Spans] = (
    (("quote", "The ferry will sail"), ("cue", "said"), ("speaker", "Ilse Brandt")),
    (("quote", "“Nobody asked us,”"), ("cue", "told"), ("source", "the skippers")),
    (("quote", "“We wait,”"), ("speaker", "Ilse Brandt")),
)


def record(number: int, annotator: str, spans: Spans, *, state: str = "done", title: str = "") -> Mapping[str, object]:
    """One reading of the text of this number as a native record."""
    text = TEXTS[number]
    return {
        "format": "inquit-jsonl/1",
        "id": f"a{number}",
        "text": text,
        "meta": {"title": title or f"Article {number + 1}", "source_name": f"{number + 1}.txt"},
        "annotator": annotator,
        "state": state,
        "spans": [
            {
                "id": f"{annotator}{number}-{place}",
                "label": label,
                "fragments": [[text.index(words), text.index(words) + len(words)]],
            }
            for place, (label, words) in enumerate(spans)
        ],
    }


def readings(annotator: str, spans: Sequence[Spans] = SAME) -> list[Mapping[str, object]]:
    """An annotator's readings of all the texts."""
    return [record(number, annotator, found) for number, found in enumerate(spans)]


def project_of(path: Path, *records: Mapping[str, object]) -> Project:
    """A new project with these readings."""
    project = Project.create(path)
    data = path.with_suffix(".jsonl")
    data.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    (report,) = import_files(project, [data])
    if report.errors:
        raise report.errors[0]
    return project


def ana_and_ben(path: Path, *more: Mapping[str, object]) -> Project:
    """Ana and Ben have read everything and differ in three places."""
    return project_of(path, *readings("ana"), *readings("ben", BEN), *more)
