"""Backups of projects: checked copies outside the project's folder, thinned with age; `restoring` is the way back.

They are ordered by a number that each new one counts up, never by the clock; a clock that was wrong may cost a backup
its good date, but no backup its life.
"""

from __future__ import annotations

import json
import os
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import get_ident
from typing import NamedTuple

from platformdirs import user_data_path

from models.errors import ProjectError
from storage import log, queries
from storage.files import fresh_folder, put_in_place, troubles_named
from storage.store import Store, copy_of
from workspace.keeping.checking import check_project

_NAME = re.compile(r"(\d{6,})-(\d+)-(\d{8}T\d{6}Z)-([0-9a-f]{8}|start)\.inquit")
_TIME = "%Y%m%dT%H%M%SZ"
_ORIGIN = "origin.json"
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # there was no Inquit before: such a date is that of a clock not set
_MOST_PLACES = 20  # at which one project is remembered to have lain
_NEWEST = 12  # kept whatever their dates
_LEAP = timedelta(days=31)  # from one backup to the next: a long holiday, or a clock that jumped
_PERIODS: Sequence[tuple[int, Callable[[datetime], object]]] = (
    (12, lambda made: made.date()),
    (10, lambda made: made.isocalendar()[:2]),
    (9, lambda made: (made.year, made.month)),
)


Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Backup:
    """serial: its number, which orders them; changes: the newest number in its change log; made: by the clock then."""

    path: Path
    serial: int
    changes: int
    made: datetime
    change: str


def default_folder() -> Path:
    """Where backups lie: among the user's data, so that a lost project folder does not take them along."""
    return user_data_path("inquit", appauthor=False) / "backups"


class Backups:
    """The backups of one project. folder: that of all backups; each project has one of its own in it."""

    def __init__(self, project: str, folder: Path, clock: Clock = _now) -> None:
        self._folder = folder / re.sub(r"[^0-9A-Za-z-]", "_", project)
        self._clock = clock

    @classmethod
    def of(cls, store: Store, folder: Path, clock: Clock = _now) -> Backups:
        """Those of an open project."""
        with store.reading() as view:
            return cls(queries.setting(view, "project") or "unknown", folder, clock)

    @classmethod
    def of_path(cls, path: Path, folder: Path) -> list[Backups]:
        """Those of every project that was backed up from `path`, for a file that cannot be opened any more."""
        return [
            cls(origin.parent.name, folder)
            for origin in sorted(folder.glob(f"*/{_ORIGIN}"))
            if str(path.absolute()) in _origins(origin)
        ]

    def all(self) -> list[Backup]:
        """The backups, newest first."""
        found = (_backup(path) for path in self._folder.glob("*.inquit"))
        return sorted((backup for backup in found if backup), key=lambda backup: backup.serial, reverse=True)

    def keep(self, store: Store) -> Backup | None:
        """Makes a backup where the project has changed since the last one, else returns None, and thins the old ones.

        Raises ProjectError where the project is damaged: no backup is made of it, and none is thinned then.
        """
        with store.reading() as view:
            changes, change = log.newest(view)
        tail = change[-8:] or "start"
        present = self.all()
        if present and (present[0].changes, present[0].change) == (changes, tail):
            return None
        backup = self._put(store.backup, changes, tail, present)
        self._remember(store.path)
        self._thin([backup, *present])
        return backup

    def keep_outdated(self, path: Path) -> Backup:
        """Makes a backup of a project of an older version, of which only the pages can be checked."""
        backup = self._put(lambda draft: copy_of(path, draft), 0, "start", self.all(), check=False)
        self._remember(path)
        return backup

    def _put(
        self, copy: Callable[[Path], None], changes: int, tail: str, present: Sequence[Backup], *, check: bool = True
    ) -> Backup:
        serial = present[0].serial + 1 if present else 1
        made = self._clock().replace(microsecond=0)
        target = self._folder / f"{serial:06d}-{changes}-{made.strftime(_TIME)}-{tail}.inquit"
        fresh_folder(self._folder)
        draft = self._folder / f".new-{os.getpid()}-{get_ident()}.part"  # another thread or window may make one too
        try:
            copy(draft)
            if check:
                refuse_damaged(draft)
            with troubles_named(target):
                put_in_place(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        return Backup(target, serial, changes, made, tail)

    def _remember(self, path: Path) -> None:
        """Keeps where the project lay: a copy that is worked on elsewhere is the same project at another place."""
        file = self._folder / _ORIGIN
        paths = list(dict.fromkeys([str(path.absolute()), *_origins(file)]))[:_MOST_PLACES]
        with troubles_named(self._folder):
            draft = self._folder / f"{_ORIGIN}-{os.getpid()}-{get_ident()}.part"
            draft.write_text(json.dumps({"path": paths[0], "before": paths[1:]}), encoding="utf-8")
            put_in_place(draft, file)

    def _thin(self, backups: Sequence[Backup]) -> None:
        kept = {backup.serial for backup in worth_keeping(backups)}
        for backup in backups:
            if backup.serial not in kept:
                backup.path.unlink(missing_ok=True)
        for draft in self._folder.glob(".new-*.part"):
            if len(backups) > 1 and _written(draft) < _written(backups[1].path):  # its maker was killed
                draft.unlink(missing_ok=True)


def _written(path: Path) -> int:
    """When a file was last written to, in nanoseconds; late where it is gone."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return sys.maxsize


def worth_keeping(backups: Sequence[Backup]) -> list[Backup]:
    """Those to be kept of `backups`, newest first.

    The newest ones; of older ones the last of each day, week and month, for some days, weeks and months; and all whose
    dates do not ascend with their numbers, since nothing can be told from those. Where the date leaps ahead, the clock
    may have jumped: what would be kept without the later ones is kept as well.
    """
    dated = _dated(backups)
    datable = {backup.serial for backup in dated}
    kept = {backup.serial for backup in backups[:_NEWEST]} | {b.serial for b in backups if b.serial not in datable}
    for start in (0, *_leaps(dated)):
        kept |= _last_of_periods(dated[start:])
    return [backup for backup in backups if backup.serial in kept]


def _leaps(dated: Sequence[Backup]) -> Iterator[int]:
    """Where, newest first, a backup comes long after the one that follows here."""
    return (place for place, (new, old) in enumerate(pairwise(dated), 1) if new.made - old.made > _LEAP)


def _last_of_periods(dated: Sequence[Backup]) -> set[int]:
    kept: set[int] = set()
    for most, period in _PERIODS:
        last: dict[object, int] = {}
        for backup in dated:
            last.setdefault(period(backup.made), backup.serial)
        kept.update(list(last.values())[:most])
    return kept


def _dated(backups: Sequence[Backup]) -> list[Backup]:
    """The longest row of backups whose dates ascend with their numbers, newest first: there the clock was right."""
    rows: list[_Row] = []  # of each length the row that ends earliest
    ends: list[datetime] = []
    for backup in reversed(backups):
        if backup.made >= _EARLIEST:
            place = bisect_right(ends, backup.made)
            rows[place : place + 1] = [_Row(backup, rows[place - 1] if place else None)]
            ends[place : place + 1] = [backup.made]
    return list(rows[-1].backups()) if rows else []


class _Row(NamedTuple):
    """A backup and the row of older ones that it ends."""

    last: Backup
    before: _Row | None

    def backups(self) -> Iterator[Backup]:
        row: _Row | None = self
        while row is not None:
            yield row.last
            row = row.before


def _backup(path: Path) -> Backup | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    serial, changes, made, change = parts.groups()
    try:
        return Backup(path, int(serial), int(changes), datetime.strptime(made, _TIME).replace(tzinfo=UTC), change)
    except ValueError:
        return None


def _origins(file: Path) -> list[str]:
    """Where a project lay when it was backed up, the last place first."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(data, Mapping):
        return []
    before = data.get("before")
    return [str(data.get("path", "")), *(map(str, before) if isinstance(before, list) else ())]


def keep_outdated(path: Path, folder: Path | None = None) -> Backup:
    """Makes a backup of a project that is about to be upgraded; in the usual folder where none is given."""
    folder = folder or default_folder()
    known = Backups.of_path(path, folder)
    backups = known[0] if known else Backups(f"upgraded-{path.stem}", folder)
    return backups.keep_outdated(path)


def refuse_damaged(copy: Path) -> None:
    """Raises ProjectError where a thorough check finds a problem in the copy."""
    problems = check_project(copy)
    if problems:
        raise ProjectError(
            "the copy has problems and is not kept",
            value=problems[0].message,
            remedy="run `inquit check` on the project; the older backups are all there",
        )
