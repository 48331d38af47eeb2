"""A project with an article, a reading and an utterance, open, and a folder for its backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.samples import fill, new_store
from workspace.project import Project


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
