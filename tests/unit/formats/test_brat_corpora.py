"""brat corpora as they are found: other line ends, names, stray files and lines; all texts are invented."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

import pytest

from formats.brat import read, read_folder, write_folder
from formats.interface import ReadOptions, WriteOptions
from models.errors import UserError
from models.records import Intake
from tests.folders import MemoryFolder
from tests.unit.formats.test_brat import POLNEAR, TEXT, folder, links, only, place, words
from tests.unit.formats.test_docx import archive

SAID = f"T1\tCue {place('said')}\tsaid\n"
EVENT = "\n".join(
    (
        f"T1\tContent {place('“We will stay,”')}\t“We will stay,”",
        f"T2\tSource {place('Ada')}\tAda",
        f"T3\tCue {place('said')}\tsaid",
        f"T4\tAttribution {place('said')}\tsaid",
    )
)


def given_back(intake: Intake) -> str:
    """The .ann file that is written for a reading."""
    out = MemoryFolder()
    write_folder([intake.record], out, WriteOptions(profile="polnear"))
    (name,) = (name for name in out.names() if name.endswith(".ann"))
    return out.read(name).decode()


# --- the files --------------------------------------------------------------------------------------------------------


def test_files_that_lie_beside_the_corpus_are_no_articles() -> None:
    files = MemoryFolder(
        {
            "README.txt": b"What this is.",
            "dev/notes.ann": b"T1\tCue 0 4\tWhat\n",
            "dev/metadata.tsv": b"a\tb\n",
            "dev/text/a.txt": TEXT.encode(),
            "dev/attributions/a_x.ann": SAID.encode(),
        }
    )
    assert only(files).record.article.key == "a"


def test_a_folder_in_another_layout_is_refused_with_the_layout_that_is_meant() -> None:
    with pytest.raises(UserError, match="no folders text/ and attributions/: choose the folder that holds them"):
        list(read_folder(MemoryFolder({"a.txt": b"A.", "a_x.ann": b""}), POLNEAR))


@pytest.mark.parametrize(
    ("name", "annotator"),
    [("a_b_ana", "ana"), ("a_b_ana_maria", "ana_maria"), ("a_b", None), ("a_b_", None)],
)
def test_the_annotator_is_what_follows_the_name_of_the_text(name: str, annotator: str | None) -> None:
    files = MemoryFolder({"text/a_b.txt": TEXT.encode(), f"attributions/{name}.ann": SAID.encode()})
    assert only(files).record.annotator == annotator


def test_a_text_whose_name_begins_like_anothers_keeps_its_own_annotations() -> None:
    names = ("text/a.txt", "text/a_b.txt")
    files = MemoryFolder({**dict.fromkeys(names, TEXT.encode()), "attributions/a_b_x.ann": SAID.encode()})
    found = {
        item.record.article.key: item.record.annotator
        for item in read_folder(files, POLNEAR)
        if isinstance(item, Intake)
    }
    assert found == {"a": None, "a_b": "x"}


def test_a_zip_of_a_corpus_may_hold_what_systems_add() -> None:
    data = archive(
        {
            "text/a.txt": TEXT,
            "attributions/a_x.ann": SAID,
            "__MACOSX/attributions/._a_x.ann": "\0",
            "text/.DS_Store": "\0",
        }
    )
    (item,) = read(io.BytesIO(data), "a.zip", POLNEAR)
    assert isinstance(item, Intake)


def test_annotations_may_be_in_the_encoding_of_their_text() -> None:
    text = "Хан сказал: нет."
    files = MemoryFolder({"a.txt": text.encode("cp1251"), "a.ann": f"T1\tcue 4 10\t{text[4:10]}\n".encode("cp1251")})
    intake = only(files, ReadOptions(encoding="cp1251"))
    assert words(intake.record, "T1") == ("сказал",)
    (error,) = read_folder(files)
    assert "choose its encoding" in str(error)


# --- offsets ----------------------------------------------------------------------------------------------------------


def test_a_file_with_a_byte_order_mark_and_other_line_ends_is_read() -> None:
    for end in ("\r\n", "\r"):
        ann = "\ufeff" + EVENT.replace("\n", end) + f"{end}E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3{end}"
        assert links(only(folder(ann)).record) == {("speaker", "T1", "T2"), ("cue", "T1", "T3")}


@pytest.mark.parametrize("counts_mark", [True, False])
@pytest.mark.parametrize("counts_returns", [True, False])
def test_offsets_may_count_what_an_editor_added_to_the_text_or_not(counts_mark: bool, counts_returns: bool) -> None:
    plain = "“One.”\n\n“Two,” Ada said.\nShe left.\n"
    text = "\ufeff" + plain.replace("\n", "\r\n")
    counted = ("\ufeff" if counts_mark else "") + (plain.replace("\n", "\r\n") if counts_returns else plain)
    lines = (
        f"T{n}\tCue {counted.index(word)} {counted.index(word) + len(word)}\t{word}"
        for n, word in enumerate(("said", "left"), 1)
    )
    intake = only(folder("\n".join(lines), text))
    assert intake.record.article.text == plain
    assert (words(intake.record, "T1"), words(intake.record, "T2")) == (("said",), ("left",))
    noted = any("without its byte order mark" in warning for warning in intake.warnings)
    assert noted is not (counts_mark and counts_returns)


def test_a_span_of_many_fragments_is_kept() -> None:
    starts = range(0, 40, 2)
    places = ";".join(f"{start} {start + 1}" for start in starts)
    text = " ".join(TEXT[start] for start in starts)
    (span,) = only(folder(f"T1\tContent {places}\t{text}\n")).record.spans
    assert [tuple(fragment) for fragment in span.fragments] == [(start, start + 1) for start in starts]


def test_fragments_that_overlap_or_are_empty_are_united_and_named() -> None:
    intake = only(folder(f"T1\tCue 0 5;3 7;9 9\t{TEXT[0:5]} {TEXT[3:7]}\n"))
    (span,) = intake.record.spans
    assert [tuple(fragment) for fragment in span.fragments] == [(0, 7)]
    assert "dev/attributions/a_b_x1.ann: fragments that are empty or overlap, united: 1 (T1)" in intake.warnings


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_line_given_twice_is_read_once_and_named_while_another_of_its_id_is_a_fault() -> None:
    intake = only(folder(SAID + SAID))
    assert len(intake.record.spans) == 1
    assert any("line given twice, read once: 1 (T1)" in warning for warning in intake.warnings)
    (error,) = read_folder(folder(SAID + f"T1\tCue {place('Ada')}\tAda\n"), POLNEAR)
    assert "this id is used twice: T1" in str(error)


def test_notes_of_one_number_are_all_listed() -> None:
    notes = "#1\tAnnotatorNotes T1\tone\n#1\tAnnotatorNotes E1\ttwo\n#\tAnnotatorNotes T2\tthree\n"
    ann = f"{EVENT}\nE1\tAttribution:T4 Content:T1\n{notes}"
    (line,) = (warning for warning in only(folder(ann)).warnings if "note, not stored" in warning)
    assert ": 3 (#1 on T1: one, #1 on E1: two, # on T2: three)" in line


def test_an_event_that_refers_to_an_event_loses_that_argument_by_name() -> None:
    ann = f"{EVENT}\nE1\tAttribution:T4 Content:T1 Cue:T3\nE2\tAttribution:T4 Content:E1 Source:T2\n"
    intake = only(folder(ann))
    assert links(intake.record) == {("cue", "T1", "T3")}
    assert any("E2 Content E1, which is not stored" in warning for warning in intake.warnings)
    assert any("event without a quote, no links: 1 (E2 Attribution)" in warning for warning in intake.warnings)


def test_attributes_relations_and_equivalences_of_a_corpus_are_named() -> None:
    lines = (
        "A1\tNegated T1",
        "M1\tSure T1 high",
        "R1\tNear Arg1:T1 Arg2:T2",
        "*\tEquiv T2 T3",
        "N1\tReference T2 W:1\t",
    )
    ann = "\n".join((EVENT, *lines))
    text = "\n".join(only(folder(ann)).warnings)
    for named in (
        "A1 Negated yes of T1",
        "M1 Sure high of T1",
        "no role for Near: 1 (R1 T1 T2)",
        "no role for Equiv: 1 (* T2 T3)",
        "N1 on T2",
    ):
        assert named in text


def test_what_has_no_link_goes_out_again_with_its_event() -> None:
    lines = [
        EVENT,
        f"T5\tCue {place('added')}\tadded",
        f"T6\tContent {place('“And,”')}\t“And,”",
        "E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3 Cue2:T5 Source2:T6",
    ]
    intake = only(folder("\n".join(lines)))
    assert links(intake.record) == {("speaker", "T1", "T2"), ("cue", "T1", "T3")}
    lost = " ".join(warning for warning in intake.warnings if "link lost" in warning)
    assert "E1 Cue2 of T1" in lost
    assert "E1 Source2 T6, which is a quote" in lost
    (event,) = (line for line in given_back(intake).splitlines() if line.startswith("E"))
    assert Counter(event.split("\t")[1].split()) == Counter(lines[-1].split("\t")[1].split())


def test_two_articles_of_one_text_keep_their_own_annotations() -> None:
    files = MemoryFolder(
        {
            "text/a.txt": TEXT.encode(),
            "text/b.txt": TEXT.encode(),
            "attributions/a_x.ann": SAID.encode(),
            "attributions/b_x.ann": f"T1\tSource {place('Bob')}\tBob\n".encode(),
        }
    )
    items = [item for item in read_folder(files, POLNEAR) if isinstance(item, Intake)]
    assert [(item.record.article.key, item.record.spans[0].label) for item in items] == [("a", "cue"), ("b", "speaker")]


# --- what goes out again ----------------------------------------------------------------------------------------------


def test_names_that_files_can_have_come_back_as_they_were() -> None:
    names = ["x y", "ann.o_tator", "Zoë (2)", "7", "L’Œil & Cie"]
    files = {f"attributions/a b_2.0_{name}.ann": SAID.encode() for name in names}
    read_in = list(read_folder(MemoryFolder({"text/a b_2.0.txt": TEXT.encode(), **files}), POLNEAR))
    out = MemoryFolder()
    report = write_folder([item.record for item in read_in if isinstance(item, Intake)], out)
    assert out.names() == sorted([*files, "text/a b_2.0.txt"])
    assert not report.losses


def test_annotators_whose_names_no_file_can_have_keep_a_file_each_and_the_loss_is_named() -> None:
    record = only(folder(SAID)).record
    out = MemoryFolder()
    report = write_folder([replace(record, annotator=name) for name in ("x/y", "x-y", "x?y", "x/y", "...")], out)
    assert [name for name in out.names() if name.endswith(".ann")] == [
        "attributions/a_b_annotator.ann",
        "attributions/a_b_x-y-2.ann",
        "attributions/a_b_x-y-3.ann",
        "attributions/a_b_x-y.ann",
    ]
    assert dict(report.losses) == {
        "name of an annotator, x-y is written as x-y-2": 1,
        "name of an annotator, x?y is written as x-y-3": 1,
        "name of an annotator, x/y is written as x-y": 1,
        "name of an annotator, ... is written as annotator": 1,
    }


def test_an_article_whose_name_no_file_can_have_is_counted() -> None:
    record = only(folder(SAID)).record
    out = MemoryFolder()
    report = write_folder([replace(record, article=replace(record.article, key="a: b"))], out)
    assert (out.names(), dict(report.losses)) == (
        ["attributions/a- b_x1.ann", "text/a- b.txt"],
        {"names of articles": 1},
    )


def test_an_article_of_a_corpus_that_nobody_has_read_lies_with_the_others() -> None:
    files = MemoryFolder(
        {"text/a.txt": TEXT.encode(), "text/alone.txt": b"Nobody read this.", "attributions/a_x.ann": b""}
    )
    out = MemoryFolder()
    write_folder([item.record for item in read_folder(files, POLNEAR) if isinstance(item, Intake)], out)
    assert out.names() == files.names()


def test_an_event_without_a_quote_that_lies_beyond_the_text_does_not_go_out() -> None:
    record = only(folder(SAID)).record
    ended: list[str] = []
    for end in (1, len(TEXT) + 1):
        event = {
            "event": "E1",
            "role": "",
            "trigger": "Attribution",
            "offsets": [[0, end]],
            "arguments": [["Cue", "T1"]],
        }
        out = MemoryFolder()
        write_folder([replace(record, extra={"brat": {"profile": "polnear", "events": [event]}})], out)
        ended.append(out.read("attributions/a_b_x1.ann").decode())
    assert "E1\tAttribution:" in ended[0]
    assert "Attribution" not in ended[1]


def test_spans_of_a_file_without_events_are_unlinked_under_the_profile_alone() -> None:
    name = "dev/attributions/a_b_x1.ann"
    assert only(folder(SAID)).warnings == (f"{name}: unlinked: 1 (T1 cue)",)
    plain = MemoryFolder({"a.txt": TEXT.encode(), "a.ann": SAID.encode()})
    assert only(plain, ReadOptions()).warnings == ()


def test_without_a_profile_the_quote_of_an_event_may_be_known_by_its_label() -> None:
    ann = EVENT.replace("Content", "Said").replace("Source", "Who").replace("Cue", "Verb")
    lines = f"{ann}\nE1\tAttribution:T4 What:T1 Who:T2\nR1\tby_word Arg1:T1 Arg2:T3\n"
    files = MemoryFolder({"a.txt": TEXT.encode(), "a.ann": lines.encode()})
    labels, roles = {"Said": "quote", "Who": "speaker", "Verb": "cue"}, {"Who": "speaker", "by_word": "cue"}
    intake = only(files, ReadOptions(labels=labels, roles=roles))
    assert links(intake.record) == {("speaker", "T1", "T2"), ("cue", "T1", "T3")}
    assert intake.warnings == ()


def test_a_type_that_only_groups_others_in_annotation_conf_is_one_above_them() -> None:
    conf = b"[entities]\n!speaker\n\tWitness\n--------\nPlace\n"
    ann = f"T1\tWitness {place('Ada')}\tAda\n".encode()
    files = MemoryFolder({"annotation.conf": conf, "a.txt": TEXT.encode(), "a.ann": ann})
    assert [span.label for span in only(files, ReadOptions()).record.spans] == ["speaker"]
