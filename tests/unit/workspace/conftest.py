"""Projects that are closed when the test ends: an empty one, and the invented text with someone who annotates it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.ids import IdMaker
from tests.desks import Hand
from tests.samples import fill_with_history, new_project, new_store
from workspace.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_store(tmp_path / "p.inquit")
    fill_with_history(store, IdMaker(), articles=2)
    store.close()
    return store.path


@pytest.fixture
def annotated(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path / "annotated.inquit")
    yield made
    made.close()


@pytest.fixture
def hand(annotated: Project) -> Hand:
    return Hand(annotated)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.inquit")
    yield made
    made.close()
