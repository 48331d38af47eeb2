"""The way back: what the backups of a project hold, how they differ from it, and putting one in its place.

`Backups.of(store, folder).all()` lists those of an open project, `Backups.of_path(path, folder)` those of one that
cannot be opened any more; `prospect` looks into one of them, which takes a moment; `restore` wants the project closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from models.errors import ProjectError
from storage import inventory, log, queries
from storage.files import swap_in
from storage.inventory import Item
from storage.lock import Lock
from storage.queries import Progress
from storage.store import Store, copy_of, outdated
from workspace.keeping.backups import Backup, refuse_damaged

__all__ = [
    "Contents",
    "Difference",
    "Progress",
    "Prospect",
    "Where",
    "contents",
    "contents_of",
    "differences",
    "kept_name",
    "prospect",
    "restore",
]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a project or a backup holds. changes: the number of its newest change; annotators: readings and spans."""

    articles: int
    changes: int
    annotators: tuple[Progress, ...]

    @property
    def readings(self) -> int:
        """Those that somebody has begun."""
        return sum(annotator.doing + annotator.done for annotator in self.annotators)

    @property
    def spans(self) -> int:
        """Of all annotators and labels."""
        return sum(sum(annotator.spans.values()) for annotator in self.annotators)


class Where(StrEnum):
    """In which of the two something is; restoring takes PROJECT things away, brings BACKUP things back."""

    PROJECT = "only in the project"
    BACKUP = "only in the backup"
    BOTH = "in both, but not the same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a backup holds otherwise than the project.

    kind: scheme, annotator, entity, target, utterance, article or reading; name: what to call it, of a reading its
    article's heading (words from the data: show them as plain text); annotator: whose reading, by name; spans_now,
    spans_then: in the project and in the backup, of a reading.
    """

    kind: str
    name: str
    where: Where
    annotator: str = ""
    spans_now: int = 0
    spans_then: int = 0


@dataclass(frozen=True, slots=True)
class Prospect:
    """A backup as a person chooses among them.

    contents: None where it cannot be read; trouble: why, else empty; differences: None where there is no project to
    compare with, or nothing to read.
    """

    backup: Backup
    contents: Contents | None
    differences: tuple[Difference, ...] | None
    trouble: str = ""


def contents(path: Path) -> Contents:
    """What the project or backup at `path` holds; raises ProjectError where it cannot be read."""
    with closing(Store(path, read_only=True)) as store:
        return contents_of(store)


def contents_of(project: Store) -> Contents:
    """The same of one that is open; opening its file once more would end the locks that SQLite holds on it."""
    with project.reading() as view:
        return Contents(queries.article_count(view), log.last_number(view), tuple(queries.progress(view)))


def differences(project: Store, backup: Path) -> tuple[Difference, ...]:
    """What the backup holds otherwise than the open project, told by digests, so that no text is read.

    What is shared comes first, then articles and readings in the order of their import. Raises ProjectError where
    either cannot be read.
    """
    with closing(Store(backup, read_only=True)) as store, store.reading() as view:
        then = list(inventory.items(view))
    with project.reading() as view:
        now = list(inventory.items(view))
    return tuple(_differing(now, then))


def _differing(now: Iterable[Item], then: Iterable[Item]) -> Iterator[Difference]:
    present, past = ({(item.kind, item.id): item for item in side} for side in (now, then))
    for key in present | past:
        new, old = present.get(key), past.get(key)
        if new is None and old is not None:
            yield Difference(old.kind, old.name, Where.BACKUP, old.annotator, 0, old.spans)
        elif new is not None and old is None:
            yield Difference(new.kind, new.name, Where.PROJECT, new.annotator, new.spans, 0)
        elif new is not None and old is not None and new.digest != old.digest:
            yield Difference(new.kind, new.name, Where.BOTH, new.annotator, new.spans, old.spans)


def prospect(backup: Backup, project: Store | None = None) -> Prospect:
    """What restoring this backup would bring; project: the open one to compare with, None where it cannot be opened.

    Raises nothing for a backup that is damaged or was deleted meanwhile: its `trouble` says so. Raises ProjectError
    where the project itself cannot be read.
    """
    try:
        found = contents(backup.path)
    except ProjectError as error:
        return Prospect(backup, None, None, error.trouble.what)
    return Prospect(backup, found, None if project is None else differences(project, backup.path))


def restore(backup: Path, path: Path) -> Path | None:
    """Puts a backup in the place of the project at `path`, which must not be open; returns where that one is now.

    At every moment there is a whole file at `path`, the old or the new one. Raises ProjectError where the backup is
    damaged or the project is in use.
    """
    lock = Lock(path, "restoring a backup")
    draft = path.with_name(f".{path.name}.restored")
    try:
        copy_of(backup, draft)
        if not outdated(draft):  # one made before an upgrade is checked and upgraded when it is opened
            refuse_damaged(draft)
        return swap_in(draft, path, kept_name(path))
    finally:
        draft.unlink(missing_ok=True)
        lock.release()


def kept_name(path: Path) -> Path:
    """Where the present file of the project at `path` will be once a backup is restored."""
    names = (path.with_name(f"{path.stem} before restoring {number}{path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())
