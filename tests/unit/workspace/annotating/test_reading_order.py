"""A whole article annotated strictly in reading order by gestures alone, as the benchmark does with any file."""

from pathlib import Path

import pytest

from benchmarks.reading_order import main, measured, records

SAMPLE = Path(__file__).parents[4] / "sample" / "annotations.jsonl"


def test_an_article_annotated_in_reading_order_equals_its_record_and_comes_back_by_redo(tmp_path: Path) -> None:
    wanted = [record for record in records(SAMPLE, "gold") if record.article.id.startswith(("05", "06"))]

    report = measured(wanted, tmp_path)

    assert report.links == sum(len(record.links) for record in wanted) > 0
    assert report.wrong == []
    assert report.differences == {}
    assert report.kept


def test_a_folder_and_an_annotator_without_records_are_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "bare.jsonl"
    bare.write_text('{"text": "A harbour."}\n', encoding="utf-8")
    assert main([str(tmp_path)]) == main([str(bare), "ana"]) == 2

    folder, nobody = capsys.readouterr().err.splitlines()
    assert "this is no file" in folder
    assert "no record of this annotator: ana" in nobody
