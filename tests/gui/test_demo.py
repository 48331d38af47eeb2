"""The demonstration does the whole job: import, annotate, save, export, and a picture of the window."""

import json
from pathlib import Path

from PySide6.QtGui import QImage

from ui.demo import ANNOTATOR, SIZE, demonstrate, sample_project


def test_the_demonstration_leaves_a_dataset_with_its_annotations_and_a_picture(tmp_path: Path) -> None:
    picture, dataset = demonstrate(tmp_path)
    records = [json.loads(line) for line in dataset.read_text(encoding="utf-8").splitlines()]
    (made,) = (record for record in records if record["annotator"] == ANNOTATOR and "Ferry crews" in record["text"])
    labels = [span["label"] for span in made["spans"]]
    slices = [[made["text"][start:end] for start, end in span["fragments"]] for span in made["spans"]]

    assert (QImage(str(picture)).width(), QImage(str(picture)).height()) == SIZE
    assert (labels.count("quote"), labels.count("speaker"), labels.count("cue"), labels.count("source")) == (6, 5, 6, 1)
    assert [span["text"] for span in made["spans"]] == slices
    assert {stance["polarity"] for stance in made["stances"]} == {"favor", "against"}


def test_the_sample_project_is_kept_once_it_is_there(tmp_path: Path) -> None:
    path = sample_project(tmp_path / "sample.inquit")
    made = path.stat().st_mtime_ns

    assert sample_project(path).stat().st_mtime_ns == made
