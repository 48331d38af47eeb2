"""Opening a project for as long as a command needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workspace.project import Project


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """The project, closed at the end whatever happens."""
    project = Project.open(path)
    try:
        yield project
    finally:
        project.close()
