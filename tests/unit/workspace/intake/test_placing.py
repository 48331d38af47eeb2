"""What records bring beside articles: entities, targets, utterances, unknown keys, and readings in place of others."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.edits import Edit
from models.entities import Entity, Target
from models.spans import Fragment
from storage import log
from storage.log import Entry
from tests.datasets import FERRY, IDA, Data, brought, errors, lines, record, span, stored, values, written
from tests.helpers import logged, rows_of
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import Gesture
from workspace.intake.importing import import_files
from workspace.project import Project


def entities(project: Project) -> list[Entity]:
    return [entity for entity in project.shared.entities.values() if not entity.built_in]


def speaking(entity: Data, number: int = 1) -> Data:
    """A record in which this entity speaks and takes a stance."""
    one = record(number, entities=[entity])
    one["spans"][1] = one["spans"][1] | {"entity": entity["id"]}
    one["stances"][0] = one["stances"][0] | {"holder": entity["id"]}
    return one


# --- entities and targets ---------------------------------------------------------------------------------------------


def test_an_entity_is_known_by_key_and_name_whatever_its_type(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())
    report = brought(project, tmp_path / "b.jsonl", speaking(IDA | {"type": "group"}, 2))

    assert (report.matched, report.created) == ({"entities": 1, "targets": 1}, {})
    assert [(entity.key, entity.type) for entity in entities(project)] == [("e1", "person")]


def test_an_entity_is_known_by_name_and_type_under_another_key(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())
    report = brought(project, tmp_path / "b.jsonl", speaking(IDA | {"id": "e9"}, 2))

    assert report.matched["entities"] == 1
    assert [entity.key for entity in entities(project)] == ["e1"]


def test_a_key_under_which_the_project_has_another_name_makes_a_new_entity(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())
    report = brought(project, tmp_path / "b.jsonl", speaking(IDA | {"name": "Osman Kerr"}, 2))

    assert report.created == {"entities": 1}
    assert [(entity.name, entity.key) for entity in entities(project)] == [("Ida Brandel", "e1"), ("Osman Kerr", None)]


def twins(first: str, second: str) -> Data:
    """A record in which one person speaks and another of the same name takes a stance."""
    one = record(entities=[IDA | {"id": first}, IDA | {"id": second}])
    one["spans"][1]["entity"], one["stances"][0]["holder"] = first, second
    return one


def test_two_entities_of_one_record_stay_two_whatever_their_names(project: Project, tmp_path: Path) -> None:
    for number, (first, second) in enumerate((("e1", "e2"), ("e2", "e1"))):
        report = brought(project, tmp_path / "a.jsonl", twins(first, second) | {"annotator": f"p{number}"})
        assert report.errors == ()

    assert [entity.key for entity in entities(project)] == ["e1", "e2"]
    assert values(stored(project, tmp_path / "out.jsonl")[1]["stances"], "holder") == ["e1"]


def test_of_two_entities_with_one_name_and_type_neither_is_guessed(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", twins("e1", "e2"))
    report = brought(project, tmp_path / "b.jsonl", speaking(IDA | {"id": "e7"}, 2))

    assert report.created == {"entities": 1}
    assert [entity.key for entity in entities(project)] == ["e1", "e2", "e7"]


def test_ids_are_unique_among_their_likes_only(project: Project, tmp_path: Path) -> None:
    one = record(entities=[IDA | {"id": "1"}], targets=[FERRY | {"id": "1"}], links=[])
    one["spans"] = [one["spans"][0] | {"id": "1"}, one["spans"][1] | {"id": "2", "entity": "1"}]
    one["stances"][0] |= {"id": "1", "holder": "1", "target": "1", "quote": "1", "evidence": ["2"]}
    brought(project, tmp_path / "a.jsonl", one)

    (found,) = stored(project, tmp_path / "out.jsonl")
    assert {key: found["stances"][0][key] for key in ("id", "holder", "target", "quote", "evidence")} == {
        "id": "1", "holder": "1", "target": "1", "quote": "1", "evidence": ["2"],
    }  # fmt: skip


def test_an_entity_is_never_known_by_an_alias(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", speaking(IDA | {"aliases": ["the mayor"]}))
    report = brought(project, tmp_path / "b.jsonl", speaking({"id": "e5", "name": "the mayor", "type": "person"}, 2))

    assert report.created == {"entities": 1}


def test_a_known_entity_learns_aliases_and_what_it_lacks_and_keeps_the_rest(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", speaking(IDA | {"aliases": ["Ida"], "note": "old"}))
    more = IDA | {"aliases": ["Brandel", "Ida"], "external_id": "Q1", "note": "new", "born": 1961}
    report = brought(project, tmp_path / "b.jsonl", speaking(more, 2))

    (ida,) = entities(project)
    assert (ida.aliases, ida.external_id, ida.note, ida.extra) == (("Ida", "Brandel"), "Q1", "old", {"born": 1961})
    assert (report.matched["entities"], logged(project.path)) == (1, 2)


@pytest.mark.parametrize("kind", ["author", "implicit"])
def test_the_built_in_entities_are_known_by_their_type(project: Project, tmp_path: Path, kind: str) -> None:
    report = brought(project, tmp_path / "a.jsonl", speaking({"id": "E.0", "name": "whoever", "type": kind}))

    assert report.created == {"targets": 1}
    assert [entity.name for entity in project.shared.entities.values()] == ["AUTHOR", "IMPLICIT"]


def test_an_entity_that_was_merged_stands_for_the_one_it_was_merged_into(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", record())
    import_files(project, [path])
    (ida,) = entities(project)
    standing = Entity(project.ids(), "Mayor Brandel", "person", key="m")
    edits = (Edit(None, standing), Edit(ida, replace(ida, merged_into=standing.id)))
    project.run(Entry(project.ids(), "merge", edits))

    assert import_files(project, [path])[0].status == "unchanged"
    (found,) = stored(project, tmp_path / "out.jsonl")
    assert (values(found["entities"], "name"), found["stances"][0]["holder"]) == (["Mayor Brandel"], "m")


def test_targets_are_known_by_key_and_name_then_by_name(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record(targets=[FERRY, {"id": "g2", "name": "the bridge"}]))
    again = [{"id": "g7", "name": "the bridge"}, {"id": "g1", "name": "the quay", "kind": "place"}]
    report = brought(project, tmp_path / "b.jsonl", record(2, targets=again))

    assert (report.matched["targets"], report.created) == (1, {"targets": 1})
    found = sorted(project.shared.targets.values(), key=lambda target: target.position)
    assert [(one.name, one.key, one.position) for one in found] == [
        ("the ferry", "g1", 0),
        ("the bridge", "g2", 1),
        ("the quay", None, 2),
    ]


def test_a_target_that_was_merged_is_written_as_the_one_it_was_merged_into(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", record())
    import_files(project, [path])
    (ferry,) = project.shared.targets.values()
    standing = Target(project.ids(), "ships", 1, key="ships")
    edits = (Edit(None, standing), Edit(ferry, replace(ferry, merged_into=standing.id)))
    project.run(Entry(project.ids(), "merge", edits))

    (found,) = stored(project, tmp_path / "out.jsonl")
    assert (found["stances"][0]["target"], values(found["targets"], "name")) == ("ships", ["ships"])
    assert import_files(project, [path])[0].status == "unchanged"


# --- utterances -------------------------------------------------------------------------------------------------------


def group(*quotes: object, id: str = "u1", name: str = "ferry") -> list[Data]:
    return [{"id": id, "name": name, "quotes": list(quotes)}]


def test_members_under_one_key_are_one_utterance_across_records_and_files(project: Project, tmp_path: Path) -> None:
    first = record(1, utterances=group({"quote": "s1", "variant": "verbatim"}))
    brought(project, tmp_path / "a.jsonl", first, record(2, utterances=group("s1", name="another name")))
    report = brought(
        project, tmp_path / "b.jsonl", record(3, utterances=group("s1")), record(4, utterances=group("s1", id="u2"))
    )

    found = {one.key: len(one.members) for one in project.shared.utterances.values()}
    assert (found, report.warnings) == ({"u1": 3, "u2": 1}, ())
    assert stored(project, tmp_path / "o.jsonl")[0]["utterances"] == first["utterances"]


def test_an_utterance_keeps_its_first_name_and_says_so(project: Project, tmp_path: Path) -> None:
    records = [record(1, utterances=group("s1")), record(2, utterances=group("s1", name="boat"))]
    report = brought(project, tmp_path / "a.jsonl", *records)

    assert report.warnings == ("the name of utterance u1 differs: kept “ferry”, the file has “boat”",)
    assert brought(project, tmp_path / "a.jsonl", *records).status == "unchanged"


def test_utterances_of_two_annotators_stay_apart(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", *(record(1, name, utterances=group("s1")) for name in ("ana", "bo")))

    assert [(one.key, len(one.members)) for one in project.shared.utterances.values()] == [("u1", 1), ("u1", 1)]


def test_utterances_of_many_records_are_united(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", *(record(number, utterances=group("s1")) for number in range(450)))
    import_files(project, [path])

    (one,) = project.shared.utterances.values()
    assert len({member.quote for member in one.members}) == 450
    assert import_files(project, [path])[0].status == "unchanged"


# --- keys and what the program does not know --------------------------------------------------------------------------


def test_unknown_keys_are_kept_and_written_back_in_their_order(project: Project, tmp_path: Path) -> None:
    unknown = {"zeta": 1, "alpha": [True, None, {"b": 0.5, "a": "😀"}]}
    known = {"split": "dev", "note": "n", "seconds": 2.5, "scheme_version": 1, "decisions": [{"d": 1}]}
    one: Data = record() | known | unknown
    one["entities"] = [IDA | unknown]
    for part in ("spans", "links", "stances"):
        one[part] = [item | unknown for item in one[part]]
    brought(project, tmp_path / "a.jsonl", one)

    (found,) = stored(project, tmp_path / "out.jsonl")
    for part in (found, *found["spans"], *found["links"], *found["stances"], *found["entities"]):
        assert list(part)[-2:] == ["zeta", "alpha"]
        assert (part["zeta"], part["alpha"]) == (1, unknown["alpha"])
    assert {key: found[key] for key in known} == known


def test_an_export_of_what_was_made_here_is_known_again(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(record()["text"], encoding="utf-8")
    import_files(project, [path])
    annotator = project.annotator("ana")
    desk = Desk(project, annotator)
    text = desk.open(project.articles(annotator)[0].id).article.text
    for action, words in (("quote", "“The ferry 😀 sails again,”"), ("speaker", "Ida Brandel"), ("cue", "said")):
        start = text.index(words)
        desk.perform(Gesture(action, Fragment(start, start + len(words))))
    desk.perform(Gesture("target", argument="new:the ferry"))
    desk.perform(Gesture("polarity", argument="favor"))
    exported = stored(project, tmp_path / "own.jsonl")
    before = rows_of(project.path, log=True)

    report = import_files(project, [tmp_path / "own.jsonl"])[0]

    assert [len(exported[0][part]) for part in ("spans", "links", "stances", "targets")] == [3, 2, 1, 1]
    assert (report.status, report.errors) == ("unchanged", ())
    assert rows_of(project.path, log=True) == before


# --- in place of another ----------------------------------------------------------------------------------------------


def replaced(project: Project, folder: Path) -> tuple[Path, object]:
    """A project in which a reading was replaced, and its rows before."""
    brought(
        project,
        folder / "a.jsonl",
        record(1, utterances=group("s1")),
        record(2, utterances=group("s1")),
        record(3, utterances=group("s1", id="u3")),
    )
    before = rows_of(project.path)
    one = record(1, note="read again", utterances=group("q"), stances=[], state="doing")
    three = record(3, note="read again")
    for old in (one, three):
        del old["spans"][2], old["links"][1]
    one["spans"][0]["id"] = one["links"][0]["from"] = "q"
    path = written(folder / "b.jsonl", one, record(2, utterances=group("s1")), three)
    report = import_files(project, [written(folder / "b.jsonl", one, record(2, utterances=group("s1")), three)])[0]
    assert "another reading" in errors([report])[0]
    return path, before


def test_a_replaced_reading_is_the_new_one_and_nothing_else_changes(project: Project, tmp_path: Path) -> None:
    path, _ = replaced(project, tmp_path)
    report = brought(project, path, *lines(path), replace=True)

    first, second, third = stored(project, tmp_path / "out.jsonl")
    assert (report.status, report.readings, report.spans) == ("imported", 2, 4)
    assert (first["note"], first["state"], values(first["spans"], "id"), first["stances"]) == (
        "read again", "doing", ["q", "s2"], [],
    )  # fmt: skip
    assert (values(first["utterances"], "id"), values(second["utterances"], "id")) == (["u1"], ["u1"])
    assert third["utterances"] == []
    assert brought(project, path, *lines(path)).status == "unchanged"


def test_each_replaced_reading_is_one_change_that_its_annotator_can_undo(project: Project, tmp_path: Path) -> None:
    path, before = replaced(project, tmp_path)
    brought(project, path, *lines(path), replace=True)
    after = rows_of(project.path)
    desk = Desk(project, project.annotator("ana"))

    desk.undo()
    desk.undo()
    assert rows_of(project.path) == before
    desk.redo()
    desk.redo()
    assert rows_of(project.path) == after


def test_a_reading_can_be_replaced_by_one_further_down_in_the_same_file(project: Project, tmp_path: Path) -> None:
    report = brought(project, tmp_path / "a.jsonl", record(), record(note="better"), replace=True)

    assert (report.readings, values(stored(project, tmp_path / "out.jsonl"), "note")) == (2, ["better"])


def test_a_replaced_reading_keeps_the_identity_of_spans_that_stay(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())
    before = rows_of(project.path)["span"]
    other = record()
    other["spans"][2] = span(other["text"], "s4", "cue", "said on Friday")
    other["links"][1]["to"] = "s4"
    brought(project, tmp_path / "b.jsonl", other, replace=True)

    after = rows_of(project.path)["span"]
    assert len(set(before) & set(after)) == 2
    with project.store.reading() as view:
        (step,) = log.steps(view, project.annotator("ana").id)
        assert log.entry(view, step.id).command == "replace reading"
