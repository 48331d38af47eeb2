"""Files are read in a process of their own: what they hold comes back, what they do wrong costs one clear line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from formats.interface import ReadOptions
from models.errors import UserError
from workspace.disk_folder import DiskFolder
from workspace.intake.arriving import Arrival
from workspace.intake.worker import IntakeWorker, Limits

OPTIONS = ReadOptions()


@pytest.fixture(scope="module")
def worker() -> Iterator[IntakeWorker]:
    with closing(IntakeWorker()) as started:
        yield started


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_the_articles_of_a_file_come_back_as_values(worker: IntakeWorker, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", 'text,title\n"“Yes,” she said. 😀",T\n,U\n'.encode())
    items = list(worker.read(path, "table", OPTIONS))
    assert [type(item) for item in items] == [Arrival, UserError]
    arrival, error = items
    assert isinstance(arrival, Arrival)
    assert isinstance(error, UserError)
    assert arrival.intake.record.article.text == "“Yes,” she said. 😀"
    assert (error.trouble.file, error.trouble.line) == ("a.csv", 3)


def test_a_fault_that_ends_the_reading_is_raised_with_its_parts(worker: IntakeWorker, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"a,b\n1,2\n")
    with pytest.raises(UserError) as caught:
        list(worker.read(path, "table", OPTIONS))
    assert caught.value.trouble.what == "no column holds the text"
    assert caught.value.trouble.remedy == "say which, such as text=COLUMN"


def test_a_folder_is_read_by_a_format_of_several_files(worker: IntakeWorker, tmp_path: Path) -> None:
    written(tmp_path, "text/a.txt", b"Ada said no.")
    written(tmp_path, "attributions/a_x.ann", b"T1\tCue 4 8\tsaid\n")
    (item,) = worker.read(tmp_path, "brat", ReadOptions(profile="polnear"))
    assert isinstance(item, Arrival)
    assert item.intake.record.annotator == "x"


def test_each_file_is_read_by_its_own_options(worker: IntakeWorker, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"a,b\nAda said no.,Yes.\n")
    found = []
    for column in ("a", "b", "b", "a"):
        (item,) = worker.read(path, "table", ReadOptions(columns={"text": column}))
        assert isinstance(item, Arrival)
        found.append(item.intake.record.article.text)
    assert found == ["Ada said no.", "Yes.", "Yes.", "Ada said no."]


def test_a_missing_file_is_named(worker: IntakeWorker, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.txt: there is no such file: check its name"):
        list(worker.read(tmp_path / "gone.txt", "text", OPTIONS))


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    slow = written(tmp_path, "slow.rtf", b"{\\rtf1 " + b"{" * 6_000_000 + b"a")
    quick = written(tmp_path, "quick.txt", b"words")
    with closing(IntakeWorker(Limits(seconds=2))) as worker:
        with pytest.raises(UserError, match="reading took longer than 2 seconds"):
            list(worker.read(slow, "rtf", OPTIONS))
        assert len(list(worker.read(quick, "text", OPTIONS))) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a limit of memory that holds")
def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    large = written(tmp_path, "large.json", b'[{"text": "' + b"a" * 150_000_000 + b'"}]')
    with (
        closing(IntakeWorker(Limits(memory=400_000_000))) as worker,
        pytest.raises(UserError, match="too much memory"),
    ):
        list(worker.read(large, "json", OPTIONS))


def test_whoever_stops_early_can_go_on_with_another_file(worker: IntakeWorker, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"text\n" + b"words\n" * 100)
    reading = worker.read(path, "table", OPTIONS)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert len(list(worker.read(path, "table", OPTIONS))) == 100


def test_a_folder_shows_files_below_it_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path, "in/b/a.txt", b"1")
    written(tmp_path, "in/.hidden", b"2")
    written(tmp_path, "out.txt", b"3")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out.txt")
    folder = DiskFolder(tmp_path / "in")
    assert folder.names() == ["b/a.txt"]
    assert folder.read("b/a.txt") == b"1"
    with pytest.raises(UserError, match="leads out of the folder"):
        folder.read("../out.txt")


def test_a_folder_writes_each_file_once(tmp_path: Path) -> None:
    folder = DiskFolder(tmp_path)
    folder.put("x/a.txt", b"1")
    assert (tmp_path / "x" / "a.txt").read_bytes() == b"1"
    with pytest.raises(UserError, match="cannot be written"):
        folder.put("x/a.txt", b"2")
