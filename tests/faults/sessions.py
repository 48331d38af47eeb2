"""A session at work, for the fault tests: gestures one after the other, and what survived of them.

Every fault test tells one line, `fault 2: ...: acknowledged 7, surviving 7`; `pytest tests/faults -rP` shows them.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from models.edits import Edit
from models.spans import Fragment, Span
from storage.log import Entry
from tests.samples import fill, new_store
from workspace.keeping.checking import check_project
from workspace.project import Done, Project


def filled(path: Path, articles: int = 1) -> Path:
    """A project file with an article and a reading of it, closed."""
    store = new_store(path)
    fill(store, articles=articles)
    store.close()
    return path


def tell(fault: int, what: str, acknowledged: int, surviving: int) -> None:
    """Prints how many gestures were acknowledged at a fault and are there after it; asserts that none is lost."""
    print(f"fault {fault}: {what}: acknowledged {acknowledged}, surviving {surviving}")  # noqa: T201 - for `pytest -rP`
    assert surviving >= acknowledged, "acknowledged gestures are lost"


def survive(fault: int, what: str, acknowledged: Iterable[int], path: Path) -> None:
    """Tells of the gestures of these numbers: the file must be sound, and hold all of them and no others."""
    stored, there = set(acknowledged), survivors(path)
    tell(fault, what, len(stored), len(stored & there))
    assert there == stored, "gestures that nobody acknowledged"


class Session:
    """An annotator who adds one cue after the other to the first article, each with its number as note."""

    def __init__(self, path: Path) -> None:
        self.project = Project.open(path)
        self.annotator = self.project.annotator("Anna 1")
        self.article = self.project.articles(self.annotator)[0].id
        self.done = len(self._notes())

    def gesture(self) -> int:
        """One gesture, which is stored when this returns; its number."""
        header = self.project.reading(self.article, self.annotator).header
        number = self.done + 1
        span = Span(self.project.ids(), "cue", (Fragment(number % 90, number % 90 + 2),), note=f"gesture {number}")
        edits = (Edit(None, span, header.id), Edit(header, replace(header, seconds=float(number))))
        done = self.project.run(
            Entry(self.project.ids(), "cue", edits, self.annotator.id, self.article, '{"before":{},"after":{}}')
        )
        assert isinstance(done, Done)
        self.done = number
        return number

    def undo(self) -> None:
        """Takes the last gesture back."""
        last = self.project.history(self.annotator).to_undo
        assert last is not None
        self.project.take_back(last, "{}")
        self.done -= 1

    def _notes(self) -> list[str]:
        reading = self.project.reading(self.article, self.annotator)
        return [span.note for span in reading.spans.values() if span.note.startswith("gesture")]

    def close(self) -> None:
        """Ends the session."""
        self.project.close()


@contextmanager
def session(path: Path) -> Iterator[Session]:
    """A session that is closed at the end."""
    with closing(Session(path)) as opened:
        yield opened


def survivors(path: Path) -> set[int]:
    """The numbers of the gestures in a file, which must be sound."""
    with session(path) as opened:
        notes = opened._notes()
    assert check_project(path) == ()
    return {int(note.split()[1]) for note in notes}
