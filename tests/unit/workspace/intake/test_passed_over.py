"""What lies in a folder and is not read is counted, and its first names are said."""

from __future__ import annotations

import os
from pathlib import Path

from workspace.intake.looking import brought, unread
from workspace.intake.passed_over import PassedOver, passed_over
from workspace.intake.sources import sources


def folder(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text("Words.", encoding="utf-8")
    return path


def test_unknown_kinds_are_counted_and_the_first_are_named(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "a.txt", ".hidden.xlsx", "Thumbs.db", "c.md", *(f"s/{n}.xlsx" for n in range(7)))
    (left,) = passed_over([made])
    assert left == PassedOver(made, 7, tuple(f"s/{n}.xlsx" for n in range(5)))
    named = "s/0.xlsx, s/1.xlsx, s/2.xlsx, s/3.xlsx, s/4.xlsx and 2 more"
    assert str(left).endswith(f"in: 7 files of no known kind passed over: {named}")
    assert [source.path.name for source in sources([made])] == ["a.txt", "c.md"]


def test_pipes_and_links_that_lead_out_are_named_though_their_suffix_is_known(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "a.txt")
    os.mkfifo(made / "pipe.txt")
    (made / "out.txt").symlink_to(folder(tmp_path / "other", "x.txt") / "x.txt")
    (made / "there").symlink_to(tmp_path / "other")
    (made / "again.txt").symlink_to(made / "a.txt")
    (left,) = passed_over([made])
    assert left.names == ("out.txt", "pipe.txt", "there")
    assert [source.path.name for source in sources([made])] == ["a.txt", "again.txt"]


def test_nothing_is_said_of_a_folder_that_is_read_whole_nor_of_a_file(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "a.txt", "b/c.txt")
    assert list(passed_over([made, made / "a.txt", tmp_path / "missing"])) == []


def test_what_a_corpus_holds_beside_its_texts_is_named_too(tmp_path: Path) -> None:
    made = folder(tmp_path / "brat", "a.txt", "readme.pdf", "sheet.xlsx")
    (made / "a.ann").write_text("T1\tCue 0 5\tWords\n", encoding="utf-8")
    (brat,) = passed_over([made], ["brat"])
    assert brat.names == ("readme.pdf", "sheet.xlsx")
    (plain,) = passed_over([made])
    assert plain.names == ("a.ann", "sheet.xlsx")  # a PDF is read then


def test_files_beside_a_corpus_that_is_dropped_come_in_too(tmp_path: Path) -> None:
    made = folder(tmp_path / "all", "corpus/text/a.txt", "alone.txt", "b.pdf", "sheet.xlsx")
    (made / "corpus" / "attributions").mkdir()
    (made / "corpus" / "attributions" / "a_ana.ann").write_text("T1\tCue 0 5\tWords\n", encoding="utf-8")
    found = list(brought([made]))
    assert [(one.path, one.profile) for one in found] == [
        (made, "polnear"),
        (made / "alone.txt", ""),
        (made / "b.pdf", ""),
    ]
    (left,) = unread([made], found)
    assert left.names == ("sheet.xlsx",)
