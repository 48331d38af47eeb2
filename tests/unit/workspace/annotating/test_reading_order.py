"""A whole article annotated strictly in reading order by gestures alone, as the benchmark does with any file."""

from pathlib import Path

from benchmarks.reading_order import measured, records

SAMPLE = Path(__file__).parents[4] / "sample" / "annotations.jsonl"


def test_an_article_annotated_in_reading_order_equals_its_record_and_comes_back_by_redo(tmp_path: Path) -> None:
    wanted = [record for record in records(SAMPLE, "gold") if record.article.id.startswith(("05", "06"))]

    report = measured(wanted, tmp_path)

    assert report.links == sum(len(record.links) for record in wanted) > 0
    assert report.wrong == []
    assert report.differences == {}
    assert report.kept
