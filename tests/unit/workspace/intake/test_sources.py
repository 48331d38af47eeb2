"""What an import is given becomes sources; each is read here or in a process of its own, and none unconfirmed."""

from __future__ import annotations

import io
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from formats.interface import ReadOptions
from formats.native import read as read_native
from models.errors import UserError
from models.ids import IdMaker
from models.records import Intake
from storage.reading_rows import values_of
from tests.datasets import record
from tests.unit.formats.test_pdf import pdf
from workspace.intake.arriving import Arrival, Receiver, renamed
from workspace.intake.sources import Source, SourceReader, sources

POLNEAR = ReadOptions(profile="polnear")


def written(folder: Path, name: str, data: bytes = b"Ada said no.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def corpus(folder: Path) -> Path:
    written(folder, "text/a.txt")
    written(folder, "text/b.txt")
    written(folder, "attributions/a_x.ann", b"T1\tCue 4 8\tsaid\n")
    written(folder, "attributions/a_y.ann", b"T1\tCue 4 7\tsaid\n")
    written(folder, "attributions/c_x.ann", b"")
    return folder


def read(source: Source, options: ReadOptions | None = None, *, confirmed: bool = False) -> list[Arrival | UserError]:
    with closing(SourceReader(options, confirmed=confirmed)) as reader:
        return list(reader.read(source))


def test_files_come_as_they_are_and_folders_with_every_file_that_a_reader_knows(tmp_path: Path) -> None:
    single = written(tmp_path, "single.bin")
    first, second = written(tmp_path, "in/b/a.html"), written(tmp_path, "in/c.txt")
    written(tmp_path, "in/photo.png")
    written(tmp_path, "in/.hidden/x.txt")
    assert [source.path for source in sources([single, tmp_path / "in"])] == [single, first, second]


def test_a_folder_without_articles_is_a_source_with_its_trouble(tmp_path: Path) -> None:
    (source,) = sources([tmp_path])
    with pytest.raises(UserError, match="the folder holds no article"):
        read(source)


def test_a_corpus_is_a_source_for_each_annotator_of_a_text_and_each_is_read_by_itself(tmp_path: Path) -> None:
    found = list(sources([corpus(tmp_path)], "brat", POLNEAR))
    assert [source.path.relative_to(tmp_path).as_posix() for source in found] == [
        "attributions/a_x.ann",
        "attributions/a_y.ann",
        "attributions/c_x.ann",
        "text/b.txt",
    ]
    annotated, bad, orphan, bare = (read(source, POLNEAR) for source in found)
    assert [type(item) for item in orphan] == [UserError]
    assert str(orphan[0]).startswith(f"{tmp_path / 'attributions' / 'c_x.ann'}: annotations without")
    assert [type(item) for item in annotated] == [Arrival]
    assert [type(item) for item in bad] == [UserError]
    assert [type(item) for item in bare] == [Arrival]


def test_an_unknown_profile_is_the_trouble_of_the_folder(tmp_path: Path) -> None:
    (source,) = sources([corpus(tmp_path)], "brat", ReadOptions(profile="nope"))
    with pytest.raises(UserError, match="no such profile"):
        read(source)


def test_plain_and_other_formats_are_read_alike(tmp_path: Path) -> None:
    for name, data in {"a.txt": b"Ada said no.", "a.html": b"<p>Ada said no.</p>"}.items():
        (item,) = read(Source(written(tmp_path, name, data)))
        assert isinstance(item, Arrival)
        assert item.intake.record.article.text == "Ada said no."


def test_a_pdf_is_refused_until_someone_confirms_its_joined_lines(tmp_path: Path) -> None:
    source = Source(written(tmp_path, "a.pdf", pdf(["The pier is ours and re-", "mains ours."])))
    (refused,) = read(source)
    assert isinstance(refused, UserError)
    assert str(refused).startswith(
        "a.pdf: its lines were joined to paragraphs, which must be confirmed: hyphen removed 1"
    )
    (taken,) = read(source, confirmed=True)
    assert isinstance(taken, Arrival)
    assert taken.intake.record.article.text == "The pier is ours and remains ours."


@pytest.mark.parametrize(
    ("name", "format_name", "what"),
    [
        ("gone.txt", "auto", "there is no such file"),
        ("a.png", "auto", "files of this kind"),
        ("a.png", "nope", "no format"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, format_name: str, what: str) -> None:
    written(tmp_path, "a.png")
    with pytest.raises(UserError, match=what):
        read(Source(tmp_path / name, format_name))


@pytest.mark.parametrize("size", [299_999, 300_000, 300_001, 999_999])
def test_a_plain_file_of_any_size_below_a_megabyte_is_read_whole(tmp_path: Path, size: int) -> None:
    (arrival,) = read(Source(written(tmp_path, "a.txt", b"x" * size)))
    assert isinstance(arrival, Arrival)
    assert len(arrival.intake.record.article.text) == size


def test_a_large_plain_file_is_read_by_another_process_with_the_same_outcome(tmp_path: Path) -> None:
    long = " word" * 10_000
    records = [record(number, text=f"{record(number)['text']}{long}") for number in range(30)]
    bad = record(30, state="ready")
    data = b"".join(json.dumps(one).encode() + b"\n" for one in (*records[:20], bad, *records[20:]))
    here = list(read_native(io.BytesIO(data), "a.jsonl"))
    path = written(tmp_path, "a.jsonl", data)

    found = read(Source(path))

    assert path.stat().st_size > 1_000_000
    assert [str(one) for one in found if isinstance(one, UserError)] == [str(here[20])]
    expected = Receiver(IdMaker()).received(one for one in here if isinstance(one, Intake))
    assert [_said(one) for one in found if isinstance(one, Arrival)] == list(map(_said, expected))


def _said(arrival: Arrival) -> object:
    """What an arrival says, its objects under the ids that the file gave."""
    assert arrival.rows is not None
    spans, links, stances = values_of(arrival.rows)
    whole = replace(
        arrival.intake.record,
        spans=tuple(spans),
        links=tuple(replace(link, id="") for link in links),
        stances=tuple(stances),
    )
    as_given = renamed(whole, {one.id: str(one.key) for one in spans}, {one.id: str(one.key) for one in stances})
    return replace(arrival.intake, record=as_given), arrival.sha256


def test_pages_that_are_expected_are_read_in_whatever_order_they_are_asked_for(tmp_path: Path) -> None:
    pages = [tmp_path / f"{number}.html" for number in range(4)]
    for page in pages:
        page.write_text(f"<article><p>The words of page {page.stem}.</p></article>", encoding="utf-8")
    found = list(sources(pages))
    with closing(SourceReader()) as reader:
        reader.expect(found[:3])
        texts = []
        for source in (found[1], found[0], found[3], found[2]):
            reader.expect(found[2:])
            texts += [one.intake.record.article.text for one in reader.read(source) if isinstance(one, Arrival)]
    assert texts == [f"The words of page {number}." for number in (1, 0, 3, 2)]


def test_a_file_that_cannot_be_begun_says_so_when_it_is_read(tmp_path: Path) -> None:
    gone = Source(tmp_path / "gone.html")
    with closing(SourceReader()) as reader:
        reader.expect([gone])
        with pytest.raises(UserError, match="there is no such file"):
            list(reader.read(gone))
