"""Datasets out of a project: whose readings, in which states, in which order, and never half a file."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from formats import registry
from models.canonical import first_difference
from models.errors import UsageError, UserError
from models.offsets import OffsetUnit
from models.readings import State
from models.records import Intake, Record
from models.scheme import default_scheme
from tests.datasets import FERRY, IDA, bare, brought, lines, record, stored, values
from tests.desks import Hand
from tests.samples import fill, new_project
from tests.strategies import records as any_records
from workspace.exporting import Cancelled, ExportOptions, export_file, records
from workspace.intake.importing import import_files
from workspace.project import Project
from workspace.sampling import sample


def names(path: Path) -> list[tuple[str, str | None]]:
    return [(one["id"], one["annotator"]) for one in lines(path)]


# --- what is stored meanwhile ----------------------------------------------------------------------------------------


def test_gestures_are_stored_while_an_export_streams_which_holds_what_was_there_before(annotated: Project) -> None:
    hand = Hand(annotated)
    hand.does("quote", "The old bridge will stay open.")
    stream = records(annotated, ExportOptions(everyone=True))
    first = next(stream)

    hand.does("cue", "said")

    assert len(hand.reading.spans) == 2
    assert [span.label for span in first.spans] == ["quote"]
    assert list(stream) == []


# --- whose readings ---------------------------------------------------------------------------------------------------


def test_gold_is_exported_where_there_is_any(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record(1, "ana"), record(1, "Gold"), record(2, "ana"))
    export_file(project, tmp_path / "out.jsonl")

    assert names(tmp_path / "out.jsonl") == [("a1", "Gold")]


def test_the_only_annotator_is_exported_where_there_is_no_gold(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record(2), record(1), bare(3))
    export_file(project, tmp_path / "out.jsonl")

    assert names(tmp_path / "out.jsonl") == [("a1", "ana"), ("a2", "ana")]


def test_of_several_annotators_none_is_guessed(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record(1, "ana"), record(1, "bo"))

    with pytest.raises(UsageError, match=r"ana, bo: choose --annotator NAME, --gold or --all"):
        export_file(project, tmp_path / "out.jsonl")
    with pytest.raises(UsageError, match=r"no such annotator: cy: use one of ana, bo"):
        export_file(project, tmp_path / "out.jsonl", ExportOptions(annotator="cy"))
    assert not (tmp_path / "out.jsonl").exists()

    export_file(project, tmp_path / "out.jsonl", ExportOptions(annotator="BO"))
    assert names(tmp_path / "out.jsonl") == [("a1", "bo")]


def test_a_project_without_annotators_has_nothing_to_choose_from(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\(nobody\)"):
        export_file(project, tmp_path / "out.jsonl")


def test_only_done_readings_go_out_and_the_others_are_counted(project: Project, tmp_path: Path) -> None:
    states = ("done", "doing", "todo", "doing")
    brought(project, tmp_path / "a.jsonl", *(record(number, state=state) for number, state in enumerate(states)))

    report = export_file(project, tmp_path / "out.jsonl")
    assert (names(tmp_path / "out.jsonl"), report.left_out) == ([("a0", "ana")], {"todo": 1, "doing": 2})

    report = export_file(project, tmp_path / "out.jsonl", ExportOptions(states=(State.DOING,)))
    assert (names(tmp_path / "out.jsonl"), report.records) == ([("a1", "ana"), ("a3", "ana")], 2)


def test_everyones_readings_come_in_every_state_with_the_articles_nobody_read(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", bare(3), record(2, "bo", state="todo"), record(1, "bo"), record(1, "ana"))

    found = stored(project, tmp_path / "out.jsonl")

    assert names(tmp_path / "out.jsonl") == [("a1", "ana"), ("a1", "bo"), ("a2", "bo"), ("a3", None)]
    assert (found[3]["state"], found[3]["spans"], found[3]["targets"]) == ("todo", [], [FERRY])


# --- what goes out ----------------------------------------------------------------------------------------------------


def test_a_record_names_the_entities_it_refers_to_and_all_targets(project: Project, tmp_path: Path) -> None:
    bridge, kerr = {"id": "g0", "name": "the bridge"}, {"id": "e0", "name": "Osman Kerr", "type": "person"}
    brought(project, tmp_path / "a.jsonl", record(targets=[bridge, FERRY], entities=[IDA, kerr]))

    (found,) = stored(project, tmp_path / "out.jsonl")
    assert (found["entities"], found["targets"]) == ([IDA], [bridge, FERRY])


def test_an_utterance_goes_out_with_the_members_of_each_record(project: Project, tmp_path: Path) -> None:
    one = [{"id": "u1", "name": "ferry", "quotes": [{"quote": "s1", "variant": "translation"}]}]
    brought(project, tmp_path / "a.jsonl", *(record(number, utterances=one) for number in (1, 2)))

    assert values(stored(project, tmp_path / "out.jsonl"), "utterances") == [one, one]


def test_more_records_than_a_page_come_in_one_order(project: Project, tmp_path: Path) -> None:
    people = ("ana", "bo", "cy")
    many = [record(number, name) for name in people for number in range(150)]
    brought(project, tmp_path / "a.jsonl", *many[::-1])

    report = export_file(project, tmp_path / "out.jsonl", ExportOptions(everyone=True))

    sources = sorted(f"{number}.txt" for number in range(150))
    assert names(tmp_path / "out.jsonl") == [(f"a{name[:-4]}", who) for name in sources for who in people]
    assert (report.records, report.spans) == (450, 1350)


def test_the_report_tells_the_digest_of_the_file(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())
    report = export_file(project, tmp_path / "out.jsonl")

    assert report.sha256 == hashlib.sha256((tmp_path / "out.jsonl").read_bytes()).hexdigest()
    assert report.path == str(tmp_path / "out.jsonl")


@pytest.mark.parametrize("unit", list(OffsetUnit))
def test_offsets_index_the_exported_text_in_the_unit_it_names(
    project: Project, tmp_path: Path, unit: OffsetUnit
) -> None:
    text = "\u00a0 “Ein 😀 A\u0301rger”, قال الوزير, said Ida 🏗️ Brandel\u00ad."
    whole = record()
    spans = [
        {"id": id, "label": label, "fragments": [[text.index(words), text.index(words) + len(words)]]}
        for id, label, words in (
            ("s1", "quote", "“Ein 😀 A\u0301rger”"),
            ("s2", "speaker", "الوزير"),
            ("s3", "cue", "said Ida 🏗️"),
        )
    ]
    brought(project, tmp_path / "a.jsonl", whole | {"text": text, "spans": spans})

    (found,) = stored(project, tmp_path / "out.jsonl", offsets=unit)

    assert (found["offsets"], found["text"]) == (unit.value, text)
    encoding, width = {"code_point": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "byte": ("utf-8", 1)}[unit.value]
    raw = found["text"].encode(encoding)
    slices = [
        raw[start * width : end * width].decode(encoding) for one in found["spans"] for start, end in one["fragments"]
    ]
    assert slices == [words for one in found["spans"] for words in one["text"]]
    assert brought(project, tmp_path / "out.jsonl", found).status == "unchanged"


def _read(path: Path) -> list[Record]:
    with path.open("rb") as file:
        items = list(registry.reader("inquit-jsonl")(file, path.name))
    return [item.record for item in items if isinstance(item, Intake)]


@given(any_records())
@settings(max_examples=25)
def test_any_record_comes_out_equal_and_is_known_again(one: Record) -> None:
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        with source.open("wb") as file:
            registry.writer("inquit-jsonl")([one], file)
        (given_,) = _read(source)
        project = Project.create(Path(folder) / "p.inquit")
        assert [report.errors for report in import_files(project, [source])] == [()]
        export_file(project, out, ExportOptions(everyone=True))
        again = import_files(project, [source, out])
        project.close()
        (back,) = _read(out)

    assert first_difference(given_, back, default_scheme()) is None
    assert [report.status for report in again] == ["unchanged", "unchanged"]


def test_records_can_be_had_without_a_file(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record(1), record(2))

    found = list(records(project, ExportOptions(everyone=True)))

    assert [(one.article.key, one.annotator, len(one.spans)) for one in found] == [("a1", "ana", 3), ("a2", "ana", 3)]


# --- never half a file ------------------------------------------------------------------------------------------------


def test_a_record_that_is_not_true_to_its_text_leaves_the_old_file(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record(1), record(2))
    export_file(project, tmp_path / "out.jsonl")
    before = (tmp_path / "out.jsonl").read_bytes()
    with closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute('UPDATE fragment SET "end" = 9999 WHERE "end" = (SELECT max("end") FROM fragment)')

    with pytest.raises(UserError, match="a span is no slice of its text: s3"):
        export_file(project, tmp_path / "out.jsonl")

    assert (tmp_path / "out.jsonl").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*out*")] == ["out.jsonl"]


def test_a_place_that_cannot_be_written_is_named(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())

    with pytest.raises(UserError, match="the dataset cannot be written"):
        export_file(project, tmp_path / "no folder" / "out.jsonl")
    with pytest.raises(UserError, match="the dataset cannot be written"):
        export_file(project, tmp_path)


def test_an_unknown_format_is_refused_before_anything_is_written(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format of this name can be written"):
        export_file(project, tmp_path / "out.jsonl", ExportOptions(format="xml"))
    assert not list(tmp_path.glob("*out*"))


def test_progress_is_told_and_a_cancelled_export_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.inquit", "One.", "Two.", "Three.")
    target = tmp_path / "out.jsonl"
    target.write_text("before", encoding="utf-8")
    told: list[int] = []
    with closing(project), pytest.raises(Cancelled):
        export_file(project, target, ExportOptions(everyone=True), told.append, lambda: len(told) == 2)

    assert told == [1, 2]
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "p.inquit"]


def test_the_first_record_can_be_looked_at_in_each_format(tmp_path: Path) -> None:
    with closing(new_project(tmp_path / "p.inquit", "One.")) as project:
        fill(project.store)
        native = sample(project, "inquit-jsonl", "Anna 1", (State.DONE,))
        brat = sample(project, "brat", "Anna 1", (State.DONE,))
        nothing = sample(project, "inquit-jsonl", "Anna 1", (State.TODO,))

    assert json.loads(native)["annotator"] == "Anna 1"
    assert "speaker" in brat
    assert nothing == ""
