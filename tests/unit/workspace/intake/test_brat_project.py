"""A brat corpus through a project: what was stored goes out again, span for span and argument for argument."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest

from formats.archives import ZipFolder
from models.errors import UserError
from tests.folders import MemoryFolder
from tests.unit.formats.test_brat import ANN, TEXT, counted
from tests.unit.formats.test_docx import archive
from workspace.disk_folder import DiskFolder
from workspace.exporting import ExportOptions, export_file
from workspace.intake.importing import ImportOptions, import_files
from workspace.project import Project

NAME = "attributions/a_b_x1.ann"
NOT_STORED = [("Attribution", "Cue", "doubts")]  # an argument whose span is none of ours


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = DiskFolder(tmp_path / "dev")
    folder.put("text/a_b.txt", TEXT.encode())
    folder.put(NAME, ANN.encode())
    return tmp_path / "dev"


def stored_arguments() -> Counter[tuple[str, ...]]:
    expected = counted(MemoryFolder({NAME: ANN.encode()}), NAME)
    for lost in NOT_STORED:
        del expected[lost]
    return expected


def test_a_polnear_corpus_comes_out_of_a_project_as_it_went_in(project: Project, corpus: Path, tmp_path: Path) -> None:
    (report,) = import_files(project, [corpus], ImportOptions(format="brat", profile="polnear"))
    assert (report.status, report.articles, report.readings, report.spans, report.errors) == ("imported", 1, 1, 8, ())
    assert report.path == str(corpus / NAME)
    assert dict(report.noted) == {
        "fragments sorted": 1,
        "not stored, no label for Discuss": 1,
        "not stored, no label for Discard": 1,
        "link lost": 2,
        "event without a quote, no links": 1,
        "empty event, not stored": 1,
        "unlinked": 1,
        "note, not stored": 1,
    }

    written = export_file(project, tmp_path / "out", ExportOptions(format="brat"))
    out = DiskFolder(tmp_path / "out")
    assert out.names() == [NAME, "text/a_b.txt"]
    assert counted(out, NAME) == stored_arguments()
    assert out.read("text/a_b.txt").decode() == TEXT
    assert (written.records, written.spans, dict(written.losses)) == (1, 8, {})


def test_the_same_corpus_again_changes_nothing(project: Project, corpus: Path) -> None:
    options = ImportOptions(format="brat", profile="polnear")
    import_files(project, [corpus], options)
    assert [report.status for report in import_files(project, [corpus], options)] == ["unchanged"]


def test_a_bad_file_of_one_annotator_costs_the_others_nothing(project: Project, corpus: Path) -> None:
    folder = DiskFolder(corpus)
    folder.put("attributions/a_b_x0.ann", f"{ANN}no line of brat\n".encode())
    folder.put("attributions/a_b_x2.ann", ANN.encode())
    reports = import_files(project, [corpus], ImportOptions(format="brat", profile="polnear"))
    assert [(report.status, report.articles, report.readings) for report in reports] == [
        ("failed", 0, 0),
        ("imported", 1, 1),
        ("imported", 0, 1),
    ]
    (error,) = reports[0].errors
    assert error.trouble.file == str(corpus / "attributions" / "a_b_x0.ann")
    assert error.trouble.line == ANN.count("\n") + 1


def test_a_corpus_goes_through_a_project_as_a_zip_too(project: Project, tmp_path: Path) -> None:
    source, target = tmp_path / "dev.zip", tmp_path / "out.zip"
    source.write_bytes(archive({"dev/text/a_b.txt": TEXT, f"dev/{NAME}": ANN}))
    import_files(project, [source], ImportOptions(format="brat", profile="polnear"))
    export_file(project, target, ExportOptions(format="brat"))
    assert counted(ZipFolder(io.BytesIO(target.read_bytes())), NAME) == stored_arguments()


def test_a_folder_that_holds_something_is_not_written_over(project: Project, corpus: Path, tmp_path: Path) -> None:
    import_files(project, [corpus], ImportOptions(format="brat", profile="polnear"))
    with pytest.raises(UserError, match="the dataset cannot be written"):
        export_file(project, corpus, ExportOptions(format="brat"))
    assert DiskFolder(corpus).read(NAME) == ANN.encode()
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
