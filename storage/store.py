"""A project file as an object: open or create it, run transactions on it, close it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import gethostname

from sqlalchemy import Connection

from models.entities import BUILT_IN, Entity
from models.errors import Displaced, ProjectError
from models.ids import IdMaker
from models.scheme import Scheme
from storage import bulk, header, log, shape, sqlite
from storage.files import put_in_place, troubles_named
from storage.lock import Lock, holder_of
from storage.sqlite import Mode

Transaction = Connection  # what callers hand on to queries, objects, bulk and log without knowing SQL

_FOREIGN = -1  # no data version: others have written, and only opening again can tell what
_RESCUE = "save a rescue copy, then open the project again"


class NothingNew(Exception):  # not an error: the file is to stay as it is, byte for byte
    """Raised in a transaction whose changes were all taken back, so that it is not committed."""


class Store:
    """One connection to one project; everything that is written goes through `writing`, one caller at a time.

    read_only: why nothing can be written, empty where it can; ended_uncleanly: the last one who wrote died doing so.
    """

    def __init__(self, path: Path, *, read_only: bool = False, program: str = "inquit") -> None:
        """Opens the project at `path`; raises ProjectError where that is not possible, Locked where another writes."""
        self.path = path
        version = header.inspect(path)
        self.read_only = _why_read_only(path, version, asked=read_only)
        self._lock = None if self.read_only else Lock(path, program)
        self.ended_uncleanly = self._lock is not None and self._lock.found_stale
        try:
            self._open(version)
        except BaseException:
            self._give_back()
            raise

    def _open(self, version: header.Version) -> None:
        path = self.path
        mode = Mode.READ if self.read_only else Mode.WRITE
        with sqlite.faults_named(path):
            # Looked at without the right to write, unless a crash left changes that must be rolled back first.
            half_done = path.with_name(f"{path.name}-journal").exists() and os.access(path.parent, os.W_OK)
            writable = self._lock is not None or not _is_being_written(path)
            _look(path, version, Mode.WRITE if half_done and writable else Mode.READ)
            if version.older:
                self._upgrade()
            self._reader = sqlite.engine_for(path, Mode.READ)
            self._connection = sqlite.engine_for(path, mode).connect()
        try:
            self._remember()
        except BaseException:
            self._connection.close()
            raise

    def _remember(self) -> None:
        """What tells later whether this is still the file that was opened, and whether others have written to it."""
        self._identity = _identity(self.path)
        self._seen: int | None = sqlite.data_version(self._connection)
        with self.reading() as view:
            self._newest = log.newest(view)

    def _upgrade(self) -> None:
        if self.read_only:
            raise ProjectError(
                "the project was made by an older Inquit", file=str(self.path), remedy="open it for writing once"
            )
        from storage.migrations import upgrade  # Alembic is slow to import and seldom needed

        upgrade(self.path)

    @classmethod
    def create(cls, path: Path, scheme: Scheme, body: str, ids: IdMaker) -> Store:
        """Makes an empty project with one scheme and the built-in entities; raises ProjectError if the file exists.

        The file is made beside the target under another name first, so that half a project never bears the name.
        """
        if path.exists():
            raise ProjectError("the file exists already", file=str(path), remedy="choose another name")
        draft = path.with_name(f".{path.name}.{ids()[-12:]}")
        with troubles_named(path):
            try:
                _fill(draft, scheme, body, ids)
                put_in_place(draft, path)
            finally:
                sqlite.remove(draft)
        return cls(path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or rolled back when anything is raised, by NothingNew in peace.

        Raises ProjectError, before anything is written, where the project may not be written, or is no longer the
        file that was opened.
        """
        if self.read_only:
            raise ProjectError(f"nothing can be changed: {self.read_only}", file=str(self.path))
        self._refuse_another_file()
        with sqlite.faults_named(self.path):
            try:
                with self._connection.begin():
                    self._refuse_changes_of_others()
                    yield self._connection
                    newest = log.newest(self._connection)
            except BaseException as error:
                if self._seen != _FOREIGN:
                    self._seen = None  # taking a failed change back counts as a change, like one of others
                if not isinstance(error, NothingNew):
                    raise
            else:
                self._newest = newest

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view on its own connection, which cannot write.

        Keep it short: nobody can commit while it is open. A long export reads from a `snapshot`.
        """
        self._refuse_another_file()
        with sqlite.faults_named(self.path), self._reader.connect() as view:
            view.begin()  # closing ends it; a COMMIT would fail once more where the file is damaged
            yield view

    @contextmanager
    def examining(self) -> Iterator[Connection]:
        """A view like `reading` that reads damaged texts too, so that a check can say what is damaged."""
        with self.reading() as view:
            sqlite.tolerant(view)
            yield view

    @contextmanager
    def snapshot(self, folder: Path) -> Iterator[Connection]:
        """A view like `reading` on a copy made in `folder`, so that others can write for as long as it is open."""
        copy = folder / f"{self.path.stem}.{os.getpid()}.snapshot"
        try:
            self._refuse_another_file()
            with sqlite.faults_named(self.path), self._reader.connect() as connection:
                _copy(connection, copy, checked=False)
            engine = sqlite.engine_for(copy, Mode.READ)
            with sqlite.faults_named(copy), engine.connect() as view, view.begin():
                yield view
        finally:
            sqlite.remove(copy)

    def _refuse_another_file(self) -> None:
        """Noticed here because a sync program may put another file in the place of the one that is open."""
        try:
            present = _identity(self.path)
        except FileNotFoundError as error:
            what = "the project was moved or deleted while it was open"
            raise ProjectError(what, file=str(self.path), remedy=f"put it back, or {_RESCUE}") from error
        except OSError as error:
            what = "the project cannot be reached"
            raise ProjectError(
                what, value=error.strerror or "", file=str(self.path), remedy="see whether its disk is there"
            ) from error
        if present != self._identity:
            raise Displaced(
                "another file was put in the project's place while it was open", file=str(self.path), remedy=_RESCUE
            )

    def _refuse_changes_of_others(self) -> None:
        present = sqlite.data_version(self._connection)
        if self._seen is None and log.newest(self._connection) == self._newest:
            self._seen = present
        if present != self._seen:
            self._seen = _FOREIGN
            raise Displaced(
                "another program changed the project while it was open",
                file=str(self.path),
                remedy="keep a copy, then open the project again",
            )

    def backup(self, target: Path) -> None:
        """A consistent copy of the project at `target`, checked, which is replaced whole or not at all."""
        self._refuse_another_file()
        with sqlite.faults_named(self.path), self._reader.connect() as connection:
            _copy(connection, target, checked=True)

    def rescue(self, target: Path) -> None:
        """A copy of what this session sees, also when its file was moved, replaced or can no longer be written."""
        with sqlite.faults_named(self.path):
            _copy(self._connection, target, checked=False)

    def close(self) -> None:
        """Ends the connection and gives the lock back; the store cannot be used afterwards."""
        self._connection.close()
        self._give_back()

    def _give_back(self) -> None:
        if self._lock is not None:
            self._lock.release()


def copy_of(path: Path, target: Path) -> None:
    """A checked copy, at `target`, of a project of any version that nobody has open here."""
    header.inspect(path)
    with sqlite.faults_named(path), sqlite.engine_for(path, Mode.READ).connect() as connection:
        _copy(connection, target, checked=True)


def outdated(path: Path) -> bool:
    """Whether opening the project will upgrade it."""
    return header.inspect(path).older


def _why_read_only(path: Path, version: header.Version, *, asked: bool) -> str:
    if asked:
        return "the project is open for reading only"
    if version.newer_minor:
        return f"the project was made by a newer Inquit (version {version})"
    if not os.access(path, os.W_OK):
        return "the project's file is write-protected"
    if not os.access(path.parent, os.W_OK):
        return "the project's folder is write-protected"
    return ""


def _is_being_written(path: Path) -> bool:
    """Whether somebody alive, or on another machine, may be at work on the journal that lies there."""
    holder = holder_of(path)
    return holder is not None and (holder.alive or holder.host != gethostname())


def _look(path: Path, version: header.Version, mode: Mode) -> None:
    with sqlite.engine_for(path, mode).connect() as connection:
        if not version.older:
            shape.refuse_foreign(connection, path, newer_minor=version.newer_minor)


def _identity(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino


def _copy(source: Connection, target: Path, *, checked: bool) -> None:
    draft = target.with_name(f".{target.name}.part")
    with sqlite.faults_named(target), troubles_named(target):
        try:
            sqlite.copy_into(source, draft)
            if checked:
                _refuse_damaged(draft)
            put_in_place(draft, target)
        finally:
            sqlite.remove(draft)


def _refuse_damaged(copy: Path) -> None:
    with sqlite.engine_for(copy, Mode.READ).connect() as connection:
        found = sqlite.self_check(connection, thorough=True)
    if found:
        raise ProjectError("the copy is damaged", value=found[0], remedy="run `inquit check` on the project")


def _fill(path: Path, scheme: Scheme, body: str, ids: Callable[[], str]) -> None:
    engine = sqlite.engine_for(path, Mode.MAKE)
    with sqlite.faults_named(path), engine.connect() as connection, connection.begin():
        sqlite.create_schema(connection)
        bulk.put_setting(connection, "project", ids())
        bulk.add_scheme(connection, ids(), scheme, body)
        bulk.add_shared(connection, [Entity(ids(), name, type) for type, name in BUILT_IN.items()])
