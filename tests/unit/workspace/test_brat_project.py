"""A brat corpus through a project: what was stored goes out again, span for span and argument for argument."""

from __future__ import annotations

import io
from pathlib import Path

from formats.archives import ZipFolder
from formats.folders import MemoryFolder
from tests.unit.formats.test_brat import ANN, TEXT, counted
from tests.unit.formats.test_docx import archive
from workspace.exporting import ExportOptions, export_file
from workspace.importing import ImportOptions, import_files
from workspace.project import Project

NAME = "attributions/a_b_x1.ann"
NOT_STORED = [("Attribution", "Cue", "doubts"), ("Attribution", "Content", "Bob")]  # an event without a quote


def test_a_polnear_corpus_comes_out_of_a_project_as_it_went_in(project: Project, tmp_path: Path) -> None:
    corpus = tmp_path / "dev.zip"
    corpus.write_bytes(archive({"dev/text/a_b.txt": TEXT, f"dev/{NAME}": ANN}))
    (report,) = import_files(project, [corpus], ImportOptions(format="brat", profile="polnear"))
    assert (report.status, report.articles, report.readings, report.spans, report.errors) == ("imported", 1, 1, 8, ())

    written = export_file(project, tmp_path / "out.zip", ExportOptions(format="brat"))
    out = ZipFolder(io.BytesIO((tmp_path / "out.zip").read_bytes()))
    expected = counted(MemoryFolder({NAME: ANN.encode()}), NAME)
    for lost in NOT_STORED:
        del expected[lost]
    assert counted(out, NAME) == expected
    assert out.read("text/a_b.txt").decode() == TEXT
    assert (written.records, written.spans, dict(written.losses)) == (1, 8, {})
