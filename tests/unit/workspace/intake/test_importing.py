"""Files into a project: which article and which reading a record is, and that a file is stored whole or not at all."""

from itertools import permutations
from pathlib import Path

import pytest

from models.errors import ProjectError, UsageError
from models.events import ArticlesImported
from storage import queries
from tests.datasets import IDA, WORDS, Data, bare, brought, errors, lines, record, span, stored, values, written
from tests.helpers import logged, rows_of
from workspace.exporting import ExportOptions, export_file
from workspace.intake.gathering import MOST_FAULTS
from workspace.intake.importing import Cancelled, FileReport, ImportOptions, import_files
from workspace.keeping.checking import check_project
from workspace.project import Project


def text_file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def one(project: Project, path: Path) -> FileReport:
    return import_files(project, [path])[0]


def everything(project: Project) -> object:
    return rows_of(project.path, log=True)


# --- which article ----------------------------------------------------------------------------------------------------


def test_a_text_file_becomes_an_article_that_keeps_the_bytes_it_came_from(project: Project, tmp_path: Path) -> None:
    raw = "\ufeffAda spoke.\r\nNobody heard."
    report = one(project, text_file(tmp_path, "a.txt", raw))

    (article,) = stored(project, tmp_path / "out.jsonl")
    assert (article["text"], article["meta"]["source_name"]) == ("Ada spoke.\nNobody heard.", "a.txt")
    assert (report.status, report.articles, report.changed_characters) == ("imported", 1, {"bom": 1, "crlf": 1})
    with project.store.reading() as view:
        assert queries.article_source(view, article["id"]) == ("text/plain", raw.encode())


def test_the_same_text_file_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = text_file(tmp_path, "a.txt", WORDS)
    one(project, path)
    before = everything(project)

    assert one(project, path).status == "unchanged"
    assert everything(project) == before


def test_the_same_text_under_another_name_is_a_new_article_and_is_reported(project: Project, tmp_path: Path) -> None:
    one(project, text_file(tmp_path, "a.txt", WORDS))
    report = one(project, text_file(tmp_path, "b.txt", WORDS))

    assert (report.status, report.articles) == ("imported", 1)
    assert report.warnings == ("b.txt: the same text as a.txt",)


def test_a_reading_lands_on_the_article_that_a_text_file_brought(project: Project, tmp_path: Path) -> None:
    wanted = record()
    one(project, text_file(tmp_path, "mine.txt", wanted["text"]))
    report = brought(project, tmp_path / "r.jsonl", wanted)

    (found,) = stored(project, tmp_path / "out.jsonl")
    assert (report.articles, report.readings, report.spans) == (0, 1, 3)
    assert (found["id"], found["meta"]["title"], found["meta"]["source_name"]) == ("a1", "Ferry 1", "mine.txt")
    assert report.warnings == ("source_name differs: kept “mine.txt”, the file has “1.txt”",)


def test_a_text_file_brings_its_bytes_to_the_article_a_record_brought(project: Project, tmp_path: Path) -> None:
    wanted = record()
    brought(project, tmp_path / "r.jsonl", wanted)
    report = one(project, text_file(tmp_path, "1.txt", wanted["text"]))

    assert report.status == "unchanged"
    with project.store.reading() as view:
        (article,) = queries.article_entries(view, "")
        assert queries.article_source(view, article.id) == ("text/plain", wanted["text"].encode())


def test_empty_metadata_are_filled_and_differing_ones_are_kept_and_named(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", bare(meta={"title": "Old", "source_name": "1.txt"}))
    more = {"title": "New", "outlet": "Tidewater Post", "source_name": "1.txt", "desk": "harbour"}
    report = brought(project, tmp_path / "b.jsonl", bare(meta=more))

    meta = stored(project, tmp_path / "out.jsonl")[0]["meta"]
    assert (meta["title"], meta["outlet"], meta["desk"]) == ("Old", "Tidewater Post", "harbour")
    assert report.warnings == ("title differs: kept “Old”, the file has “New”",)
    assert (report.status, report.articles, logged(project.path)) == ("imported", 0, 2)


def test_an_article_takes_the_key_of_a_record_unless_another_has_it(project: Project, tmp_path: Path) -> None:
    for number in (1, 2):
        one(project, text_file(tmp_path, f"{number}.txt", record(number)["text"]))
    brought(project, tmp_path / "a.jsonl", bare(1, id="k"))
    brought(project, tmp_path / "b.jsonl", bare(1, id="other"))
    brought(project, tmp_path / "c.jsonl", bare(2, id="k"))

    first, second = stored(project, tmp_path / "out.jsonl")
    assert first["id"] == "k"
    assert len(second["id"]) == 36


def test_of_several_articles_with_one_text_the_id_decides_then_the_source_name(
    project: Project, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        one(project, text_file(tmp_path, name, record()["text"]))
    brought(project, tmp_path / "1.jsonl", record(id="k", meta={"source_name": "b.txt"}))
    brought(project, tmp_path / "2.jsonl", record(id="k", annotator="bo", meta={"source_name": "a.txt"}))

    found = [one for one in stored(project, tmp_path / "out.jsonl") if one["annotator"]]
    assert [(one["annotator"], one["id"], one["meta"]["source_name"]) for one in found] == [
        ("ana", "k", "b.txt"),
        ("bo", "k", "b.txt"),
    ]


def test_of_several_articles_with_one_text_none_is_guessed(project: Project, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        one(project, text_file(tmp_path, name, record()["text"]))
    before = everything(project)

    report = brought(project, tmp_path / "r.jsonl", record(meta={"source_name": "c.txt"}))

    assert "1: several articles have this text: a1: give the record the id or the source_name" in errors([report])[0]
    assert everything(project) == before


def test_a_wrong_digest_of_the_text_is_an_error(project: Project, tmp_path: Path) -> None:
    report = brought(project, tmp_path / "r.jsonl", bare(meta={"sha256": "0" * 64}))

    assert report.status == "failed"
    assert "meta.sha256 is not the digest of the text" in errors([report])[0]


# --- which reading ----------------------------------------------------------------------------------------------------


def test_an_equal_reading_changes_nothing_whatever_its_ids_and_order(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    brought(project, path, record())
    before = everything(project)
    renamed = path.read_text(encoding="utf-8")
    for id in ("s1", "s2", "s3", "t1"):
        renamed = renamed.replace(f'"{id}"', f'"x{id}"')
    other = lines(text_file(tmp_path, "renamed.jsonl", renamed))[0]
    other["spans"].reverse()
    other["links"].reverse()

    report = brought(project, path, other)

    assert (report.status, report.readings, report.errors) == ("unchanged", 0, ())
    assert everything(project) == before


def test_a_different_reading_is_refused_and_nothing_of_its_file_is_stored(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "a.jsonl", record())
    before = everything(project)

    report = brought(project, tmp_path / "b.jsonl", record(2), record(1, note="another"), record(3))

    assert (report.status, report.articles, report.readings) == ("failed", 0, 0)
    (error,) = errors([report])
    assert error.startswith(f"{tmp_path / 'b.jsonl'}:2: ana has another reading of this article: note is another, was ")
    assert error.endswith("import with --replace to put this one in its place")
    assert everything(project) == before


def test_one_reading_may_stand_twice_in_a_file_but_not_differently(project: Project, tmp_path: Path) -> None:
    report = brought(project, tmp_path / "a.jsonl", record(), record())
    assert (report.status, report.readings) == ("imported", 1)

    report = brought(project, tmp_path / "b.jsonl", record(2), record(2, note="another"))
    assert "b.jsonl:2: ana has another reading" in errors([report])[0]


def test_annotators_are_told_apart_by_name_but_not_by_case_or_spaces(project: Project, tmp_path: Path) -> None:
    brought(
        project, tmp_path / "r.jsonl", record(1, "Ana  Rey"), record(2, "ana rey"), record(1, "Bo"), record(1, "GOLD")
    )

    assert [(one.name, one.kind) for one in project.annotators()] == [
        ("Ana Rey", "human"),
        ("Bo", "human"),
        ("GOLD", "gold"),
    ]
    assert values(stored(project, tmp_path / "out.jsonl"), "annotator") == ["Ana Rey", "Bo", "GOLD", "Ana Rey"]


def test_a_reading_of_nobody_needs_the_name_of_an_annotator(project: Project, tmp_path: Path) -> None:
    nameless = record() | {"annotator": None}
    report = brought(project, tmp_path / "r.jsonl", nameless)
    assert "the record names no annotator: say whose it is with --annotator" in errors([report])[0]

    assert brought(project, tmp_path / "r.jsonl", nameless, annotator="cy").readings == 1
    assert values(stored(project, tmp_path / "out.jsonl"), "annotator") == ["cy"]


def test_a_line_without_spans_and_annotator_brings_an_article_only(project: Project, tmp_path: Path) -> None:
    report = brought(project, tmp_path / "r.jsonl", bare(), {"text": "Only this."}, annotator="ana")

    assert (report.articles, report.readings) == (2, 0)
    assert [one["annotator"] for one in stored(project, tmp_path / "out.jsonl")] == [None, None]


def test_done_without_spans_means_nothing_to_annotate(project: Project, tmp_path: Path) -> None:
    brought(project, tmp_path / "r.jsonl", record(spans=[], links=[], stances=[], entities=[]))

    (found,) = stored(project, tmp_path / "out.jsonl")
    assert (found["annotator"], found["state"], found["spans"]) == ("ana", "done", [])


# --- whole or not at all ----------------------------------------------------------------------------------------------


def test_all_bad_lines_of_a_file_are_listed_and_none_of_its_lines_is_stored(project: Project, tmp_path: Path) -> None:
    before = everything(project)
    outside = record(3, spans=[{"id": "s", "label": "quote", "fragments": [[0, 999]]}], links=[], stances=[])
    path = written(tmp_path / "r.jsonl", record(1), record(2), outside, record(4), record(5))
    with path.open("a", encoding="utf-8") as file:
        file.write("{\n")

    report = one(project, path)

    assert [error.trouble.line for error in report.errors] == [3, 6]
    assert report.errors[0].trouble.what == "an offset behind the end of the text"
    assert everything(project) == before


def test_a_bad_file_among_good_ones_takes_nothing_with_it(project: Project, tmp_path: Path) -> None:
    files = [text_file(tmp_path, f"{number}.txt", f"Text {number}.") for number in range(4)]
    files[2].write_bytes(b"")
    bad = written(tmp_path / "bad.jsonl", record(1), record(1, note="another"))  # the first line alone would fit
    good = written(tmp_path / "good.jsonl", record(1))

    reports = import_files(project, [*files, bad, good])

    assert [one.status for one in reports] == ["imported"] * 2 + ["failed", "imported", "failed", "imported"]
    assert (reports[-1].created, reports[-1].articles) == ({"entities": 1, "targets": 1}, 1)
    assert (project.article_count(), logged(project.path)) == (4, 4)


def test_files_that_do_not_fit_together_are_stored_or_refused_each_by_itself(project: Project, tmp_path: Path) -> None:
    files = [
        written(tmp_path / "a.jsonl", record(1)),
        written(tmp_path / "b.jsonl", record(2), record(1, note="another")),
        written(tmp_path / "c.jsonl", record(1)),
        text_file(tmp_path, "d.txt", "words"),
    ]

    reports = import_files(project, files)

    assert [one.status for one in reports] == ["imported", "failed", "unchanged", "imported"]
    assert (project.article_count(), logged(project.path)) == (2, 2)


def test_what_a_file_changes_of_what_the_one_before_it_brought_stands_in_its_own_row_of_the_log(
    project: Project, tmp_path: Path
) -> None:
    second = record(2, entities=[IDA | {"aliases": ["Ida"]}])
    files = [written(tmp_path / "a.jsonl", record(1)), written(tmp_path / "b.jsonl", second)]

    import_files(project, files)

    first, second_row = map(str, rows_of(project.path, log=True)["change"])
    assert ("Ida Brandel" in first, '"Ida"' in first, '"Ida"' in second_row) == (True, False, True)
    assert [entity.aliases for entity in project.shared.entities.values() if entity.name == "Ida Brandel"] == [("Ida",)]
    assert not check_project(project.path)


def test_what_there_is_nothing_to_read_from_is_named_and_the_rest_is_stored(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"Caf\xe9 \xff\xfe\xfa")
    good = text_file(tmp_path, "good.txt", WORDS)

    reports = import_files(project, [tmp_path / "none.txt", tmp_path / "empty", broken, good])

    assert [one.status for one in reports] == ["failed", "failed", "failed", "imported"]
    assert errors(reports)[0] == f"{tmp_path / 'none.txt'}: there is no such file: check its name"
    assert "the folder holds no article" in errors(reports)[1]
    assert errors(reports)[2].startswith(str(broken))


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    shared: Data = {"utterances": [{"id": "u1", "name": "ferry", "quotes": [{"quote": "s1", "variant": "verbatim"}]}]}
    files = [
        text_file(tmp_path, "1.txt", record(1)["text"]),
        written(tmp_path / "a.jsonl", record(1, **shared), record(2, **shared)),
        written(tmp_path / "b.jsonl", record(1, "bo"), record(3, "ana", **shared)),
    ]
    exports = set()
    for number, order in enumerate(permutations(files)):
        project = Project.create(tmp_path / f"{number}.inquit")
        import_files(project, order)
        export_file(project, tmp_path / f"{number}.out", ExportOptions(everyone=True))
        exports.add((tmp_path / f"{number}.out").read_bytes())
        project.close()

    assert len(exports) == 1


def test_a_cancelled_import_keeps_whole_files_and_says_so(project: Project, tmp_path: Path) -> None:
    told: list[ArticlesImported] = []
    project.bus.subscribe(ArticlesImported, told.append)
    files = [text_file(tmp_path, f"{number}.txt", f"Text {number}.") for number in range(3)]
    files.insert(2, written(tmp_path / "r.jsonl", *(record(number) for number in range(10))))
    asked = iter([False] * 8 + [True] * 99)  # in the midst of the third file

    with pytest.raises(Cancelled):
        import_files(project, files, cancelled=lambda: next(asked))

    assert (project.article_count(), logged(project.path)) == (2, 2)
    assert told == [ArticlesImported(2, 2, 0)]
    assert [entity.name for entity in project.shared.entities.values()] == ["AUTHOR", "IMPLICIT"]


def test_a_project_that_is_taken_away_keeps_what_was_committed(project: Project, tmp_path: Path) -> None:
    one(project, text_file(tmp_path, "1.txt", "Text 1."))
    project.path.rename(tmp_path / "away.inquit")

    with pytest.raises(ProjectError, match="moved or deleted"):
        one(project, text_file(tmp_path, "2.txt", "Text 2."))

    (tmp_path / "away.inquit").rename(project.path)
    assert project.article_count() == 1


def test_many_records_of_few_articles_are_placed_as_if_one_by_one(project: Project, tmp_path: Path) -> None:
    people = [f"p{number}" for number in range(60)]
    many = [record(number, name) for name in people for number in range(1, 10)]
    report = brought(project, tmp_path / "r.jsonl", *many, many[0], many[-1])

    assert (report.articles, report.readings, report.created) == (9, 540, {"entities": 1, "targets": 1})
    assert report.matched == {"entities": 541, "targets": 541}
    exported = stored(project, tmp_path / "out.jsonl")
    assert [(one["id"], one["annotator"]) for one in exported] == sorted((one["id"], one["annotator"]) for one in many)


def test_a_span_that_had_no_id_in_its_file_has_no_key(project: Project, tmp_path: Path) -> None:
    nameless = span(record()["text"], "", "cue", "said")
    brought(project, tmp_path / "r.jsonl", record(spans=[nameless], links=[], stances=[]))

    (found,) = stored(project, tmp_path / "out.jsonl")[0]["spans"]
    assert len(found["id"]) == 36


def test_an_unknown_format_is_refused_by_name(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format of this name"):
        import_files(project, [text_file(tmp_path, "1.txt", WORDS)], ImportOptions(format="xml"))


def test_a_certain_delivery_of_a_press_database_is_split_unless_its_kind_is_named(
    project: Project, tmp_path: Path
) -> None:
    part = "{}\nEllery Post\nSeptember 6, 2025\n\nBody\n\nIt rained.\n\nEnd of Document\n"
    path = text_file(tmp_path, "a.txt", "Documents (2)\n" + part.format("Ferry") + part.format("Rain"))
    (whole,) = import_files(project, [path], ImportOptions(format="text"))
    (parts,) = import_files(project, [path])
    assert (whole.articles, parts.articles) == (1, 2)
    assert parts.warnings[0].startswith("a delivery of Nexis Uni, split into the 2 articles that it announces")
    titles = [article["meta"]["title"] for article in stored(project, tmp_path / "out.jsonl")]
    assert sorted(titles) == ["", "Ferry", "Rain"]


def test_a_file_of_nothing_but_faults_is_left_when_there_are_too_many(project: Project, tmp_path: Path) -> None:
    report = one(project, text_file(tmp_path, "a.jsonl", "\n" * (3 * MOST_FAULTS)))
    assert report.status == "failed"
    assert len(report.errors) == MOST_FAULTS + 1
    assert str(report.errors[-1]).endswith("10,000 faults, and perhaps more behind them: mend these first")
