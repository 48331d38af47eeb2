"""A project with the invented text, and someone who annotates it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import Hand
from tests.samples import new_project
from workspace.project import Project


@pytest.fixture
def annotated(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path / "annotated.inquit")
    yield made
    made.close()


@pytest.fixture
def hand(annotated: Project) -> Hand:
    return Hand(annotated)
