"""A project file as an object: open or create it, run transactions on it, close it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from models.entities import BUILT_IN, Entity
from models.errors import ProjectError
from models.ids import IdMaker
from models.scheme import Scheme
from storage import bulk, sqlite

Transaction = Connection  # what callers hand on to queries, objects, bulk and log without knowing SQL


class Store:
    """One connection to one project; everything that is written goes through `writing`, one caller at a time."""

    def __init__(self, path: Path) -> None:
        """Opens the project at `path`; raises ProjectError where that is not possible."""
        self.path = path
        sqlite.inspect_header(path)
        with sqlite.faults_named(path):
            self._engine = sqlite.engine_for(path)
            self._connection = self._engine.connect()
        self._upgrade()

    def _upgrade(self) -> None:
        if sqlite.stored_version(self.path) < sqlite.USER_VERSION:
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
        try:
            _fill(draft, scheme, body, ids)
            draft.rename(path)
        except OSError as error:
            raise ProjectError("the project cannot be made", value=error.strerror or "", file=str(path)) from error
        finally:
            draft.unlink(missing_ok=True)
        return cls(path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or rolled back when anything is raised."""
        with sqlite.faults_named(self.path), self._connection.begin():
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view on its own connection, so that a long export does not mix with what is written."""
        with sqlite.faults_named(self.path), self._engine.connect() as connection:
            view = sqlite.for_reading(connection)
            with view.begin():
                yield view

    def backup(self, target: Path) -> None:
        """A consistent copy of the project at `target`, which is replaced whole or not at all."""
        draft = target.with_name(f".{target.name}.part")
        with sqlite.faults_named(target), self._engine.connect() as connection:
            draft.unlink(missing_ok=True)
            sqlite.backup_into(connection, draft)
        os.replace(draft, target)

    def close(self) -> None:
        """Ends the connection; the store cannot be used afterwards."""
        self._connection.close()
        self._engine.dispose()


def _fill(path: Path, scheme: Scheme, body: str, ids: Callable[[], str]) -> None:
    engine = sqlite.engine_for(path)
    with sqlite.faults_named(path), engine.connect() as connection, connection.begin():
        sqlite.create_schema(connection)
        bulk.put_setting(connection, "project", ids())
        bulk.add_scheme(connection, ids(), scheme, body)
        bulk.add_shared(connection, [Entity(ids(), name, type, key=name) for type, name in BUILT_IN.items()])
    engine.dispose()
