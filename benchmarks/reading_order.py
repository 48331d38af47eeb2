"""Whole articles annotated strictly in reading order: `python -m benchmarks.reading_order [FILE.jsonl [ANNOTATOR]]`.

Takes the records of an annotator (gold) one after the other into a new project and makes each of them again by
gestures alone, in the order in which the eye meets the words, by fixed rules for which key a careful annotator
presses. Prints what was linked to a wrong quote, how many gestures it took, what the proposals of entities cost,
whether the result equals the record, and whether undo and redo of everything give the same stored state.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.careful_hand import Costs
from benchmarks.careful_reader import CarefulReader
from formats import registry
from models.canonical import first_difference
from models.errors import Refused, UsageError, UserError
from models.records import Record
from workspace.annotating.desk import Desk
from workspace.intake.importing import import_files
from workspace.project import Project
from workspace.recording import record_of


@dataclass
class Report:
    """What came out. wrong: links to a quote that is not theirs; differences: by article; kept: undo and redo agree."""

    links: int = 0
    wrong: list[str] = field(default_factory=list)
    differences: dict[str, str] = field(default_factory=dict)
    costs: Costs = field(default_factory=Costs)
    kept: bool = False


def main(arguments: Sequence[str]) -> int:
    """Prints the report; 1 where a link is wrong, a record differs or undo does not restore, 2 for no such records."""
    path, annotator = (*arguments, *("sample/annotations.jsonl", "gold")[len(arguments) :])
    try:
        wanted = list(records(Path(path), annotator))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        report = measured(wanted, Path(folder))
    print_report(report, len(wanted))
    return int(bool(report.wrong or report.differences) or not report.kept)


def records(path: Path, annotator: str) -> Iterator[Record]:
    """The annotator's records of a file; raises UserError where it cannot be read or has none of theirs."""
    if not path.is_file():
        raise UsageError("this is no file", value=path, remedy="name a .jsonl file of annotated articles")
    found = False
    with path.open("rb") as stream:
        for item in registry.reader("inquit-jsonl")(stream, path.name):
            if isinstance(item, UserError):
                raise item
            if item.record.annotator == annotator:
                found = True
                yield item.record
    if not found:
        raise UsageError("the file has no record of this annotator", value=annotator, file=str(path))


def measured(wanted: Sequence[Record], folder: Path) -> Report:
    """Annotates the records in a new project in `folder`, and takes everything back and forth again."""
    project = _project(wanted, folder)
    report = Report(links=sum(len(record.links) for record in wanted))
    desk = Desk(project, project.annotator(wanted[0].annotator or "gold"))
    before = _rows(project.path)
    names: dict[str, str] = {}
    for record, article in _paired(desk, wanted):
        reader = CarefulReader(desk, record, names, report.costs)
        reader.read(article)
        report.wrong += reader.wrong
    for record, article in _paired(desk, wanted):
        if difference := _difference(desk, record, article):
            report.differences[record.article.id] = difference
    report.kept = _undone_and_redone(project, desk, before)
    return report


def _project(wanted: Sequence[Record], folder: Path) -> Project:
    """A project with the articles and nothing else."""
    source = folder / "articles.jsonl"
    bare = [Record(record.article) for record in wanted]
    with source.open("wb") as out:
        registry.writer("inquit-jsonl")(bare, out)
    project = Project.create(folder / "p.inquit")
    for report in import_files(project, [source]):
        for error in report.errors:
            raise error
    return project


def _paired(desk: Desk, wanted: Sequence[Record]) -> Iterator[tuple[Record, str]]:
    """Each record with the id of its article in the project."""
    texts = {record.article.sha256: record for record in wanted}
    for entry in desk.project.articles(desk.annotator):
        article = desk.project.article(entry.id)
        yield texts[article.sha256], entry.id


def _difference(desk: Desk, record: Record, article: str) -> str | None:
    snapshot = desk.open(article)
    own = [one for one in snapshot.shared.utterances.values() if one.annotator == desk.annotator.id]
    spans = snapshot.reading.spans
    here = [one for one in own if any(member.quote in spans for member in one.members)]
    made = record_of(snapshot.article, desk.annotator.name, snapshot.reading, snapshot.shared, here)
    return first_difference(record, replace(made, seconds=record.seconds), snapshot.scheme)


# --- undo and redo --------------------------------------------------------------------------------------------------


def _undone_and_redone(project: Project, desk: Desk, before: object) -> bool:
    """All undone and redone, both across a restart and a visit to another article halfway."""
    after = _rows(project.path)
    desk, undone = _to_the_end(desk, "undo")
    at_start = _rows(desk.project.path)
    desk, redone = _to_the_end(desk, "redo")
    at_end = _rows(desk.project.path)
    desk.project.close()
    return undone == redone > 0 and at_start == before and at_end == after


def _to_the_end(desk: Desk, way: str) -> tuple[Desk, int]:
    steps = 0
    while _stepped(desk, way):
        steps += 1
        if steps == 40:  # somewhere in the midst of it
            desk = _restarted(desk)
    return desk, steps


def _stepped(desk: Desk, way: str) -> bool:
    try:
        desk.undo() if way == "undo" else desk.redo()
    except Refused:
        return False
    return True


def _restarted(desk: Desk) -> Desk:
    path, name = desk.project.path, desk.annotator.name
    desk.project.close()
    project = Project.open(path)
    again = Desk(project, project.annotator(name))
    again.open(project.articles(again.annotator)[-1].id)
    return again


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the log, without how often a reading was changed."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: _table(connection, name) for name in tables if name not in ("change", "sqlite_sequence")}


def _table(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "revision"]
    return sorted(connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"'), key=repr)


# --- telling --------------------------------------------------------------------------------------------------------


def print_report(report: Report, articles: int) -> None:
    """The figures, one a line."""
    costs = report.costs
    print(f"{articles} articles, {report.links} links wanted, to a wrong quote: {len(report.wrong)}")
    for words in report.wrong:
        print(f"  {words}")
    print(f"equal to the record: {articles - len(report.differences)} of {articles}")
    for article, words in report.differences.items():
        print(f"  {article}: {words}")
    print(f"gestures: {sum(costs.gestures.values())}, selections: {costs.selections}, cards gone to: {costs.cards}")
    print("  " + ", ".join(f"{action} {count}" for action, count in costs.gestures.most_common()))
    print(f"links made by hand after the other end: {costs.late}")
    print_names(costs.names)
    print(f"undo to the start and redo to the end restore all rows: {'yes' if report.kept else 'NO'}")


def print_names(names: Counter[int | str]) -> None:
    """Keys that mentions cost which are not the first of their entity."""
    later = {keys: count for keys, count in names.items() if keys != "first"}
    told = ", ".join(f"{keys} keys: {later[keys]}" for keys in sorted(later, key=str))
    print(f"entities of mentions, {names['first']} first ones aside: {told}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
