"""A desk on a real project, which scenes and cards are made of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.samples import TEXT, at, new_project
from workspace.annotating.desk import Desk, Result
from workspace.annotating.gestures import Gesture

Do = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    project = new_project(tmp_path / "p.inquit")
    desk = Desk(project, project.annotator("ana"))
    desk.open(project.articles(desk.annotator)[0].id)
    yield desk
    project.close()


@pytest.fixture
def do(desk: Desk) -> Do:
    """Performs a gesture on words of the text."""

    def perform(action: str, words: str = "", argument: str = "") -> Result:
        selection = at(words, TEXT) if words else None
        return desk.perform(Gesture(action, selection, selection.end if selection else 0, argument))

    return perform
