"""Opening a project for as long as a command needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workspace.project import Project


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Project]:
    """The project, closed at the end whatever happens. read_only: also while another process writes to it."""
    project = Project.open(path, read_only=read_only)
    try:
        yield project
    finally:
        project.close()
