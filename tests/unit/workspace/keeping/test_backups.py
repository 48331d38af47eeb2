"""Backups: when they are made, and which are kept."""

import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import ProjectError
from storage.store import Store
from tests.helpers import damaged, rows_of
from tests.samples import change_note, new_store
from workspace.keeping.backups import Backup, Backups, default_folder, worth_keeping
from workspace.keeping.checking import check_project
from workspace.project import Project

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_backup_is_a_project_with_the_same_rows(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)

    assert backup is not None
    assert rows_of(backup.path, log=True) == rows_of(project.path, log=True)
    assert folder in backup.path.parents
    assert backup.path.parent != project.path.parent
    Store(backup.path, read_only=True).close()


def test_there_is_no_second_backup_of_what_has_not_change_note(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)

    assert backups.keep(project.store) is not None
    assert backups.keep(project.store) is None
    change_note(project, "one")
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
    change_note(project, "one")
    project.close()
    damaged(path, "UPDATE article_text SET text = text || '!'")
    again = Store(path)

    with pytest.raises(ProjectError, match=r"not kept.*the text of 1\.txt"):
        backups.keep(again)

    assert backups.all() == before
    assert sorted(file.name for file in before[0].path.parent.iterdir()) == [before[0].path.name, "origin.json"]
    again.close()


def test_two_backups_may_be_made_at_the_same_time(project: Project, folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: Backups.of(project.store, folder).keep(project.store), range(2)))

    backups = Backups.of(project.store, folder).all()
    assert backups
    assert {backup.path for backup in made if backup} == {backup.path for backup in backups}
    assert [check_project(backup.path) for backup in backups] == [()] * len(backups)
    assert list(backups[0].path.parent.glob("*.part")) == []


def test_what_a_killed_backup_left_is_cleared_away_later(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    first = backups.keep(project.store)
    assert first is not None
    left = first.path.with_name(".new-1-2.part")
    left.write_bytes(b"half a copy")
    os.utime(left, ns=(0, 0))

    for note in ("one", "two"):
        change_note(project, note)
        backups.keep(project.store)

    assert not left.exists()


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


def thinned_each_time(dates: list[datetime]) -> set[datetime]:
    """What is left when the old ones are thinned after each new backup, as it happens."""
    left: list[Backup] = []
    for serial, made in enumerate(dates, 1):
        left = worth_keeping([Backup(Path(str(serial)), serial, serial, made, "start"), *left])
    return {backup.made for backup in left}


@pytest.mark.parametrize("years", [-30, -1, 1, 5, 173])
@pytest.mark.parametrize("many", [1, 20])
def test_a_clock_that_jumps_by_years_and_back_costs_no_backup_that_would_have_stayed(years: int, many: int) -> None:
    before, after = ([START + timedelta(days=n) for n in days] for days in (range(300), range(300, 330)))
    off = [before[-1].replace(year=before[-1].year + years) + timedelta(hours=5 * n) for n in range(many)]

    assert thinned_each_time([*before, *off]) >= thinned_each_time(before)
    assert thinned_each_time([*before, *off, *after]) >= thinned_each_time([*before, *after])


def test_a_clock_that_jumps_ahead_with_every_backup_costs_none() -> None:
    good = [START + timedelta(days=n) for n in range(40)]
    off = [good[-1] + timedelta(days=40 * n) for n in range(1, 60)]

    assert thinned_each_time([*good, *off]) >= thinned_each_time(good) | set(off)


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
    change_note(project, "one")

    backups.keep(project.store)

    assert 12 <= len(backups.all()) < 20
    assert len(list(first.parent.glob("*.inquit"))) == len(backups.all())


def test_a_folder_with_other_files_in_it_disturbs_nothing(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    backup = backups.keep(project.store)
    assert backup is not None
    for name in ("notes.txt", "x.inquit", "000001-1-20261399T000000Z-start.inquit", "000009-.inquit"):
        (backup.path.parent / name).write_text("x", encoding="utf-8")
    (backup.path.parent / "origin.json").write_text(json.dumps([1]), encoding="utf-8")

    assert backups.all() == [backup]
    assert Backups.of_path(project.path, folder) == []


def test_backups_are_found_at_every_place_where_the_project_lay(project: Project, folder: Path, tmp_path: Path) -> None:
    first = project.path
    Backups.of(project.store, folder).keep(project.store)
    project.store.backup(tmp_path / "local.inquit")
    with closing(Project.open(tmp_path / "local.inquit")) as copy:
        change_note(copy, "made at another place")
        Backups.of(copy.store, folder).keep(copy.store)

    for place in (first, tmp_path / "local.inquit"):
        (found,) = Backups.of_path(place, folder)
        assert len(found.all()) == 2
