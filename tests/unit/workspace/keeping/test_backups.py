"""Backups: when they are made, which are kept, and the way back."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.edits import Edit
from models.errors import ProjectError
from models.readings import Header
from storage.header import inspect
from storage.log import Entry
from storage.store import Store
from tests.helpers import damaged, rows_of
from tests.samples import fill, new_store
from workspace.keeping.backups import Backup, Backups, contents, default_folder, restore, worth_keeping
from workspace.project import Project

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "work"
    folder.mkdir()
    store = new_store(folder / "p.inquit")
    fill(store)
    store.close()
    opened = Project.open(store.path)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "backups"


def changed(project: Project, note: str) -> None:
    """Makes a change that the log knows of."""
    annotator = project.annotator("Anna 1")
    article = project.articles(annotator)[0].id
    reading = project.reading(article, annotator)
    project.run(noted(project, reading.header, note))


def noted(project: Project, header: Header, note: str) -> Entry:
    edit = Edit(header, replace(header, note=note))
    return Entry(project.ids(), "note", (edit,), header.annotator, header.article)


def test_a_backup_is_a_project_with_the_same_rows(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)

    assert backup is not None
    assert rows_of(backup.path, log=True) == rows_of(project.path, log=True)
    assert folder in backup.path.parents
    assert backup.path.parent != project.path.parent
    Store(backup.path, read_only=True).close()


def test_there_is_no_second_backup_of_what_has_not_changed(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)

    assert backups.keep(project.store) is not None
    assert backups.keep(project.store) is None
    changed(project, "one")
    assert backups.keep(project.store) is not None
    assert [backup.serial for backup in backups.all()] == [2, 1]
    assert [backup.changes for backup in backups.all()] == [1, 0]


def test_backups_of_two_projects_do_not_mix(project: Project, folder: Path, tmp_path: Path) -> None:
    other = new_store(tmp_path / "other.inquit")
    Backups.of(project.store, folder).keep(project.store)
    Backups.of(other, folder).keep(other)

    assert len(Backups.of(other, folder).all()) == len(Backups.of(project.store, folder).all()) == 1
    other.close()


def test_no_backup_is_made_of_a_damaged_project_and_the_old_ones_stay(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    backups.keep(project.store)
    before = backups.all()
    path = project.path
    changed(project, "one")
    project.close()
    damaged(path, "UPDATE article_text SET text = text || '!'")
    again = Store(path)

    with pytest.raises(ProjectError, match=r"not kept.*the text of 1\.txt"):
        backups.keep(again)

    assert backups.all() == before
    assert sorted(file.name for file in before[0].path.parent.iterdir()) == [before[0].path.name, "origin.json"]
    again.close()


def test_the_usual_folder_is_among_the_users_data() -> None:
    assert Path(os.environ["XDG_DATA_HOME"]) in default_folder().parents


# --- thinning -------------------------------------------------------------------------------------------------------


def made_at(dates: list[datetime]) -> list[Backup]:
    """Backups made at these moments, one after the other, newest first."""
    numbered = [Backup(Path(str(n)), n, n, made, "start") for n, made in enumerate(dates, 1)]
    return numbered[::-1]


def test_old_backups_are_thinned_to_days_then_weeks_then_months() -> None:
    backups = made_at([START + timedelta(hours=6 * n) for n in range(4 * 400)])

    kept = [backup.made for backup in worth_keeping(backups)]

    newest = backups[0].made
    assert kept[:12] == [newest - timedelta(hours=6 * n) for n in range(12)]
    days = {made.date() for made in kept}
    assert {newest.date() - timedelta(days=n) for n in range(12)} <= days
    assert len({made.isocalendar()[:2] for made in kept}) >= 10
    assert len({(made.year, made.month) for made in kept}) >= 9
    assert len(kept) < 45


def test_the_last_backup_of_a_day_is_the_one_that_stays() -> None:
    dates = [START + timedelta(days=n, hours=h) for n in range(20) for h in (0, 5)]

    kept = {backup.made for backup in worth_keeping(made_at(dates))}

    assert START + timedelta(days=9, hours=5) in kept
    assert START + timedelta(days=9) not in kept


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)])
@pytest.mark.parametrize("many", [1, 15])
def test_a_clock_that_was_wrong_for_a_while_costs_no_good_backup_its_life(wrong: datetime, many: int) -> None:
    before, after = ([START + timedelta(days=n) for n in days] for days in (range(60), range(60, 80)))
    off = [wrong + timedelta(minutes=n) for n in range(many)]

    kept = {backup.made for backup in worth_keeping(made_at([*before, *off, *after]))}

    assert {backup.made for backup in worth_keeping(made_at([*before, *after]))} <= kept
    assert set(off) <= kept


def test_a_clock_that_jumps_wildly_costs_nothing_that_it_dated_wrongly() -> None:
    noise = random.Random(3)
    backups = made_at([START + timedelta(days=noise.randrange(-400, 400)) for _ in range(60)])

    kept = worth_keeping(backups)

    gone = [backup for backup in backups if backup not in kept]
    assert len(gone) < 15
    assert [backup.made for backup in gone] == sorted((backup.made for backup in gone), reverse=True)


def test_a_daylight_saving_hour_told_twice_costs_nothing() -> None:
    dates = [START, START + timedelta(hours=1), START, START + timedelta(hours=1)]

    assert len(worth_keeping(made_at(dates))) == 4


def test_what_is_thinned_is_gone_from_the_disk(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    backups.keep(project.store)
    first = backups.all()[0].path
    for number in range(2, 40):
        made = START + timedelta(minutes=number)
        copy = first.with_name(f"{number:06d}-{number}-{made:%Y%m%dT%H%M%SZ}-start.inquit")
        copy.write_bytes(first.read_bytes())
    changed(project, "one")

    backups.keep(project.store)

    assert 12 <= len(backups.all()) < 20
    assert len(list(first.parent.glob("*.inquit"))) == len(backups.all())


# --- restoring ------------------------------------------------------------------------------------------------------


def test_a_backup_can_be_looked_at_and_put_back(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    backup = backups.keep(project.store)
    assert backup is not None
    before = rows_of(project.path, log=True)
    changed(project, "one")
    late = rows_of(project.path, log=True)
    project.close()

    assert (contents(backup.path).articles, contents(backup.path).spans, contents(backup.path).changes) == (1, 3, 0)
    assert contents(project.path).changes == 1
    kept = restore(backup.path, project.path)

    assert rows_of(project.path, log=True) == before
    assert kept == project.path.with_name("p before restoring 1.inquit")
    assert rows_of(kept, log=True) == late
    assert sorted(file.name for file in project.path.parent.iterdir()) == [kept.name, project.path.name]


def test_after_restoring_further_backups_are_still_ordered_by_their_making(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    first = backups.keep(project.store)
    assert first is not None
    for number in range(5):
        changed(project, str(number))
    backups.keep(project.store)
    path = project.path
    project.close()
    restore(first.path, path)
    again = Project.open(path)
    changed(again, "another way")

    backups.keep(again.store)

    assert [(backup.serial, backup.changes) for backup in backups.all()] == [(3, 1), (2, 5), (1, 0)]
    again.close()


def test_a_project_that_is_open_is_not_restored(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    before = rows_of(project.path)

    with pytest.raises(ProjectError, match="open for writing elsewhere"):
        restore(backup.path, project.path)

    assert rows_of(project.path) == before


def test_a_damaged_backup_is_not_put_back(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    path = project.path
    project.close()
    before = path.read_bytes()
    damaged(backup.path, "DELETE FROM fragment")

    with pytest.raises(ProjectError, match="has problems"):
        restore(backup.path, path)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"garbage" * 1000])
def test_a_file_that_cannot_be_opened_finds_its_backups_by_its_path(
    project: Project, folder: Path, content: bytes
) -> None:
    Backups.of(project.store, folder).keep(project.store)
    before = rows_of(project.path)
    path = project.path
    project.close()
    path.write_bytes(content)

    (backups,) = Backups.of_path(path, folder)
    restore(backups.all()[0].path, path)

    assert rows_of(path) == before
    assert path.with_name("p before restoring 1.inquit").read_bytes() == content


def test_a_project_that_was_lost_can_be_restored(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    path = project.path
    project.close()
    path.unlink()

    assert restore(backup.path, path) is None
    assert inspect(path).major == 1


def test_the_journal_of_the_old_file_is_never_rolled_back_into_the_restored_one(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    path = project.path
    project.close()
    before = rows_of(path)
    path.write_bytes(b"")
    path.with_name(f"{path.name}-journal").write_bytes(b"a journal of other pages" * 100)

    kept = restore(backup.path, path)

    assert kept is not None
    assert rows_of(path) == before
    assert not path.with_name(f"{path.name}-journal").exists()
    assert kept.with_name(f"{kept.name}-journal").exists()


def test_a_folder_with_other_files_in_it_disturbs_nothing(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    backup = backups.keep(project.store)
    assert backup is not None
    for name in ("notes.txt", "x.inquit", "000001-1-20261399T000000Z-start.inquit", "000009-.inquit"):
        (backup.path.parent / name).write_text("x", encoding="utf-8")
    (backup.path.parent / "origin.json").write_text(json.dumps([1]), encoding="utf-8")

    assert backups.all() == [backup]
    assert Backups.of_path(project.path, folder) == []
