"""brat standoff in and out, with and without the PolNeAR profile; all texts are invented."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest

from formats.brat import parts, read, read_folder, write, write_folder
from formats.brat.standoff import Line, parse, written
from formats.folders import Folder
from formats.interface import ReadOptions, WriteOptions
from models.errors import UserError
from models.invariants import faults
from models.readings import State
from models.records import Intake, Record
from models.scheme import default_scheme
from models.spans import Fragment
from tests.folders import MemoryFolder

TEXT = "“We will stay,” 😀 Ada said. “And,” she added,\n“we pay.” Bob doubts it.\n"
POLNEAR = ReadOptions(profile="polnear")


def place(words: str, start: int = 0) -> str:
    at = TEXT.index(words, start)
    return f"{at} {at + len(words)}"


ANN = "\n".join(
    (
        f"T1\tContent {place('“We will stay,”')}\t“We will stay,”",
        f"T2\tSource {place('Ada')}\tAda",
        f"T3\tCue {place('said')}\tsaid",
        f"T4\tAttribution {place('said')}\tsaid",
        "E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3",
        f"T5\tContent {place('“we pay.”')};{place('“And,”')}\t“we pay.” “And,”",
        f"T6\tCue {place('added')}\tadded",
        f"T7\tContent {place('pay')}\tpay",
        f"T8\tAttribution-no-source {place('she added')}\tshe added",
        "E2\tAttribution-no-source:T8 Cue:T6 Content:T5 Content2:T7 Source:T2",
        f"T9\tSource {place('Bob')}\tBob",
        f"T10\tDiscuss {place('doubts')}\tdoubts",
        "E3\tAttribution:T4 Cue:T10 Content:T9",
        "E4\tAttribution:T8 ",
        f"T11\tContent {place(f'added,{chr(10)}“we')}\tadded,",
        "“we",
        f"T12\tDiscard {place('it.')}\tit.",
        "#1\tAnnotatorNotes T12\tnot news",
        "",
    )
)


def folder(ann: str = ANN, text: str = TEXT) -> MemoryFolder:
    return MemoryFolder({"dev/text/a_b.txt": text.encode(), "dev/attributions/a_b_x1.ann": ann.encode()})


def only(files: MemoryFolder, options: ReadOptions = POLNEAR) -> Intake:
    (item,) = read_folder(files, options)
    assert isinstance(item, Intake), item
    return item


def words(record: Record, key: str) -> tuple[str, ...]:
    return next(span for span in record.spans if span.key == key).words(record.article.text)


def links(record: Record) -> set[tuple[str, str, str]]:
    return {(link.role, link.from_span, link.to_span) for link in record.links}


def test_every_content_source_and_cue_becomes_a_span_whether_in_an_event_or_not() -> None:
    record = only(folder()).record
    assert Counter(span.label for span in record.spans) == {"quote": 4, "speaker": 2, "cue": 2}
    assert words(record, "T1") == ("“We will stay,”",)
    assert (record.annotator, record.state, record.article.key) == ("x1", State.DONE, "a_b")
    assert {span.origin for span in record.spans} == {"imported"}


def test_a_further_content_is_a_quote_of_its_own_with_the_same_cue_and_speaker() -> None:
    record = only(folder()).record
    assert links(record) == {
        ("speaker", "T1", "T2"),
        ("cue", "T1", "T3"),
        ("speaker", "T5", "T2"),
        ("cue", "T5", "T6"),
        ("speaker", "T7", "T2"),
        ("cue", "T7", "T6"),
    }


def test_a_quote_keeps_its_event_role_and_trigger() -> None:
    quote = next(span for span in only(folder()).record.spans if span.key == "T7")
    start = TEXT.index("she added")
    assert quote.extra["brat"] == {
        "event": "E2",
        "role": "Content2",
        "trigger": "Attribution-no-source",
        "trigger_id": "T8",
        "offsets": [[start, start + 9]],
    }


def test_fragments_are_sorted_and_a_text_with_a_line_break_goes_on_to_the_next_id() -> None:
    record = only(folder()).record
    assert words(record, "T5") == ("“And,”", "“we pay.”")
    assert words(record, "T11") == ("added,\n“we",)


def test_the_report_names_whatever_is_not_stored() -> None:
    name = "dev/attributions/a_b_x1.ann"
    assert set(only(folder()).warnings) == {
        f"{name}: fragments sorted: 1 (T5)",
        f"{name}: unlinked: 1 (T11 quote)",
        f"{name}: not stored, no label for Discuss: 1 (T10)",
        f"{name}: not stored, no label for Discard: 1 (T12)",
        f"{name}: link lost: 2 (E3 Cue T10, which is not stored, E3 Content T9, which is a speaker)",
        f"{name}: event without a quote, no links: 1 (E3 Attribution)",
        f"{name}: empty event, not stored: 1 (E4 Attribution T8)",
        f"{name}: note, not stored: 1 (#1 on T12: not news)",
    }


def test_a_quote_in_two_events_keeps_the_links_of_the_first_and_remembers_the_second() -> None:
    ann = ANN.replace("E3\tAttribution:T4 Cue:T10 Content:T9", "E3\tAttribution:T8 Cue:T6 Content:T1 Source:T9")
    record = only(folder(ann)).record
    assert ("speaker", "T1", "T9") not in links(record)
    out = MemoryFolder()
    write_folder([record], out)
    assert "E3\tAttribution:T" in out.read("attributions/a_b_x1.ann").decode()
    assert counted(out, "attributions/a_b_x1.ann")[("Attribution", "Source", "Bob")] == 1


def counted(files: Folder, name: str) -> Counter[tuple[str, ...]]:
    """Of one .ann file, by regular expressions alone: spans, and the arguments of events."""
    text = files.read(name).decode().replace("\n“we", " “we")
    bounds = re.findall(r"^(T\d+)\t(\S+) [\d ;]+\t(.*)", text, re.MULTILINE)
    spoken = {key: " ".join(sorted(said.split())) for key, _, said in bounds}
    found = Counter[tuple[str, ...]]((label, spoken[key]) for key, label, _ in bounds if not label.startswith("Disc"))
    for trigger, arguments in re.findall(r"^E\d+\t(\S+):T\d+ ?(.*)", text, re.MULTILINE):
        found.update((trigger, role, spoken[key]) for role, key in re.findall(r"(\S+):(T\d+)", arguments))
    return found


def test_what_was_stored_goes_out_again_under_the_profile_it_came_in_with() -> None:
    source = folder()
    out = MemoryFolder()
    report = write_folder([only(source).record], out)
    assert out.names() == ["attributions/a_b_x1.ann", "text/a_b.txt"]
    assert out.read("text/a_b.txt").decode() == TEXT
    expected = counted(source, "dev/attributions/a_b_x1.ann")
    del expected["Attribution", "Cue", "doubts"]  # of a span that is not stored
    assert counted(out, "attributions/a_b_x1.ann") == expected
    assert (report.records, report.spans, dict(report.losses)) == (1, 8, {})
    again = only(out).record
    assert (links(again), len(again.spans)) == (links(only(source).record), 8)


def test_an_event_written_for_new_links_takes_the_cue_as_its_trigger() -> None:
    record = only(folder()).record
    spans = tuple(span if span.key != "T1" else type(span)("n", "quote", span.fragments) for span in record.spans)
    out = MemoryFolder()
    new = Record(
        record.article,
        annotator="x1",
        spans=spans,
        links=(
            *(type(link)(link.id, link.role, "n", link.to_span) for link in record.links if link.from_span == "T1"),
        ),
    )
    write_folder([new], out, WriteOptions(profile="polnear"))
    assert counted(out, "attributions/a_b_x1.ann")["Attribution", "Source", "Ada"] == 1
    assert f"Attribution {place('said')}\tsaid" in out.read("attributions/a_b_x1.ann").decode()


def test_several_annotators_share_one_text() -> None:
    files = MemoryFolder(
        {
            "text/a.txt": TEXT.encode(),
            "attributions/a_x1.ann": f"T1\tCue {place('said')}\tsaid\n".encode(),
            "attributions/a_x2.ann": b"",
            "text/b.txt": b"Nothing yet.",
        }
    )
    items = [item for item in read_folder(files, POLNEAR) if isinstance(item, Intake)]
    assert [(item.record.article.key, item.record.annotator, item.record.state) for item in items] == [
        ("a", "x1", State.DONE),
        ("a", "x2", State.DONE),
        ("b", None, State.TODO),
    ]
    out = MemoryFolder()
    write_folder([item.record for item in items], out, WriteOptions(profile="polnear"))
    assert out.names() == files.names()


def test_offsets_move_with_the_text_where_line_ends_are_changed() -> None:
    text = "\ufeffOne.\r\n\r\nTwo said so."
    ann = f"T1\tCue {text.index('said')} {text.index('said') + 4}\tsaid\n"
    intake = only(folder(ann, text))
    assert words(intake.record, "T1") == ("said",)
    assert intake.changes == {"bom": 1, "crlf": 2}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T1\tCue 0 99999\tx", "the span ends behind the text"),
        ("T1\tCue 5 5\tx", "a fragment must start at 0 or later and before its end"),
        ("T1\tCue -1 5\tx", "offsets are two numbers, more fragments after a semicolon"),
        ("T1\tCue 5 0\tx", "a fragment must start at 0 or later and before its end"),
        ("T1\tCue 0 4\tother", "other words stand at these offsets"),
        ("E1\tAttribution:T77", "this id is nowhere in the file"),
        ("E1\tAttribution", "an argument is a role, a colon and an id"),
        ("what is this", "not a line of brat standoff"),
        ("R1\tspeaker Arg1:T1", "a line of brat standoff lacks a part"),
    ],
)
def test_a_bad_line_is_named_and_stores_nothing_of_its_file(line: str, what: str) -> None:
    (error,) = read_folder(folder(f"\n{line}\n"), POLNEAR)
    assert isinstance(error, UserError)
    assert error.trouble.what == what
    assert (error.trouble.file, error.trouble.line) == ("dev/attributions/a_b_x1.ann", 2)


def test_all_bad_lines_of_a_file_are_listed() -> None:
    faults = list(read_folder(folder("T1\tCue 5 5\tx\nT2\tCue 9 9\ty\n"), POLNEAR))
    assert [fault.trouble.line for fault in faults if isinstance(fault, UserError)] == [1, 2]


def test_annotations_without_a_text_are_named() -> None:
    (error,) = read_folder(MemoryFolder({"attributions/a_x.ann": b""}), POLNEAR)
    assert isinstance(error, UserError)
    assert str(error).startswith("attributions/a_x.ann: annotations without their text file")


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UserError, match="no such profile"):
        list(read_folder(folder(), ReadOptions(profile="nope")))


PLAIN = "\n".join(
    (
        "T1\tquote 0 15\t“We will stay,”",
        f"T2\tSpeaker {place('Ada')}\tAda",
        f"T3\tVerb {place('said')}\tsaid",
        f"T4\tPlace {place('Bob')}\tBob",
        "R1\tspeaker Arg1:T1 Arg2:T2",
        "R2\tby_word Arg1:T1 Arg2:T3",
        "R3\tnear Arg1:T1 Arg2:T2",
        "A1\tType T1 Direct",
        "A2\tuncertain T1",
        "A3\tmood T1 sad",
        "#1\tAnnotatorNotes T1\tsee the style book",
        "*\tEquiv T2 T4",
        "",
    )
)


def test_without_a_profile_our_own_names_count_and_others_are_mapped() -> None:
    files = MemoryFolder({"a.txt": TEXT.encode(), "a.ann": PLAIN.encode()})
    intake = only(files, ReadOptions(labels={"Verb": "cue"}, roles={"by_word": "cue"}))
    quote = intake.record.spans[0]
    assert links(intake.record) == {("speaker", "T1", "T2"), ("cue", "T1", "T3")}
    assert quote.attributes == {"type": "direct", "uncertain": "yes"}
    assert (quote.note, intake.record.annotator, intake.record.state) == ("see the style book", None, State.DONE)
    assert set(intake.warnings) == {
        "a.ann: not stored, no label for Place: 1 (T4)",
        "a.ann: not stored, no role for near: 1 (R3 T1 T2)",
        "a.ann: not stored, no role for Equiv: 1 (* T2 T4)",
        "a.ann: attribute not stored: 1 (A3 mood sad of T1)",
    }


def test_a_type_below_one_of_ours_in_annotation_conf_is_read_as_ours() -> None:
    files = MemoryFolder(
        {
            "annotation.conf": b"[entities]\ncue\n\tVerb\n\t\tSaying\nOther\n\n[relations]\n\n[events]\n",
            "sub/a.txt": TEXT.encode(),
            "sub/a.ann": f"T1\tSaying {place('said')}\tsaid\n".encode(),
        }
    )
    assert [span.label for span in only(files, ReadOptions()).record.spans] == ["cue"]


def test_without_a_profile_spans_links_attributes_and_notes_go_out_and_come_back() -> None:
    files = MemoryFolder({"a.txt": TEXT.encode(), "a.ann": PLAIN.encode()})
    options = ReadOptions(labels={"Verb": "cue"}, roles={"by_word": "cue"})
    first = only(files, options).record
    stream = io.BytesIO()
    write([first], stream)
    stream.seek(0)
    (again,) = read(stream, "a.zip")
    assert isinstance(again, Intake)
    assert (again.record.spans, links(again.record)) == (first.spans, links(first))


def test_the_lines_of_a_file_come_back_as_they_were() -> None:
    lines = parse(PLAIN)
    values: list[Line] = [*lines.bounds.values(), *lines.relations, *lines.attributes, *lines.comments]
    assert parse(written(values)).bounds.keys() == lines.bounds.keys()
    assert not lines.faults


def test_what_a_quote_kept_of_its_event_is_ignored_where_it_is_damaged() -> None:
    record = only(folder()).record
    event = {"event": "E1", "role": "C", "trigger": "A"}
    damaged: list[object] = [1, {"event": 1}, {**event, "offsets": [[3]]}, {**event, "offsets": [[0, 10_000]]}]
    for kept in damaged:
        span = type(record.spans[0])("q", "quote", (Fragment(0, 4),), extra={"brat": kept})
        out = MemoryFolder()
        write_folder([Record(record.article, annotator="x", spans=(span,))], out, WriteOptions(profile="polnear"))
        assert out.read("attributions/a_b_x.ann").decode() == "T1\tContent 0 4\t“We \n"


def test_two_articles_of_one_name_get_two_files() -> None:
    out = MemoryFolder()
    records = [only(folder(text=text, ann="")).record for text in ("One.", "Two.", "One.")]
    write_folder(records, out)
    assert [name for name in out.names() if name.endswith(".txt")] == ["text/a_b-2.txt", "text/a_b.txt"]


def test_a_folder_falls_into_a_part_for_each_annotator_of_a_text_each_text_and_each_orphan() -> None:
    files = MemoryFolder(
        {
            "annotation.conf": b"[entities]\n",
            "text/a.txt": b"Ada said no.",
            "attributions/a_x.ann": b"T1\tCue 4 8\tsaid\n",
            "attributions/a_y.ann": b"",
            "attributions/b_x.ann": b"",
            "text/c.txt": b"Nobody read this.",
        }
    )
    found = parts(files, POLNEAR)
    assert [(part.name, list(part.folder.names())) for part in found] == [
        ("attributions/a_x.ann", ["annotation.conf", "attributions/a_x.ann", "text/a.txt"]),
        ("attributions/a_y.ann", ["annotation.conf", "attributions/a_y.ann", "text/a.txt"]),
        ("attributions/b_x.ann", ["attributions/b_x.ann"]),
        ("text/c.txt", ["annotation.conf", "text/c.txt"]),
    ]
    whole = [str(item) if isinstance(item, UserError) else item.record for item in read_folder(files, POLNEAR)]
    by_part = [item for part in found for item in read_folder(part.folder, POLNEAR)]
    assert sorted(str(item if isinstance(item, UserError) else item.record) for item in by_part) == sorted(
        map(str, whole)
    )


def test_a_circle_of_quotes_or_a_chain_without_end_loses_its_links_and_says_which() -> None:
    spans = [f"T{number}\tquote 0 15\t“We will stay,”\n" for number in range(1, 204)]
    circle = "R1\tnested_in Arg1:T1 Arg2:T2\nR2\tnested_in Arg1:T2 Arg2:T1\n"
    chain = "".join(f"R{number}\tnested_in Arg1:T{number} Arg2:T{number + 1}\n" for number in range(3, 203))
    files = MemoryFolder({"a.txt": TEXT.encode(), "a.ann": ("".join(spans) + circle + chain).encode()})
    intake = only(files, ReadOptions())
    assert len(intake.record.links) == 100
    assert faults(intake.record.article.text, intake.record.spans, intake.record.links, (), default_scheme()) == []
    (said,) = (warning for warning in intake.warnings if "link lost" in warning)
    assert said.startswith("a.ann: link lost: 102 (nesting of T1, since it would be a circle, or too deep")
