"""Random gestures with undo, redo, restarts and backups in between: python -m benchmarks.soak [GESTURES [SEED]].

A model in memory follows the published edits and remembers every state that undo must come back to. After each gesture
the reading must obey every rule; now and then, and at the end, the stored project must equal the model and pass every
check.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from models.edits import edited
from models.errors import UserError
from models.events import Changed
from models.invariants import faults
from models.readings import Header, Reading
from models.spans import Fragment
from models.stances import POLARITIES
from storage.codec import reading_digest
from tests.samples import TEXT, new_project
from workspace.annotating.desk import ACTS, Desk
from workspace.annotating.gestures import NEW, Ask, Gesture
from workspace.keeping.backups import Backups
from workspace.keeping.checking import check
from workspace.project import Project
from workspace.shared import Shared

_MOST_SPANS = 40  # above that, gestures that delete become likely
_LIKELY = (*ACTS, *("quote", "quote", "speaker", "cue", "source", "polarity") * 3)
_DELETING = ("delete", "delete_attribution", "escape")
_BORDERS = [
    f"{side} {way} {unit}" for side in ("start", "end") for way in ("out", "in") for unit in ("word", "character")
]
_NAMES = ("Ilse Brandt", "Noël A\u0301vila 😀", "the Harbour Gazette", "محمد", "王")


State = tuple[dict[str, Reading], Shared]


@dataclass(slots=True)
class Model:
    """What must be stored: the readings by article, what they share; and the states that undo and redo come back to."""

    readings: dict[str, Reading] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)
    done: list[State] = field(default_factory=list)
    undone: list[State] = field(default_factory=list)

    @property
    def state(self) -> State:
        """What undo must restore."""
        return self.readings, self.shared


class Soak:
    """One annotator at work on a project for a long time."""

    def __init__(self, folder: Path, seed: int, articles: int = 3) -> None:
        self._path = folder / "soak.inquit"
        self._folder = folder / "backups"
        self._noise = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.model = Model()
        self._last: Gesture | None = None
        texts = [f"{TEXT}\n{number}. {TEXT}" for number in range(articles)]
        new_project(self._path, *texts).close()
        self._open()
        self.model.shared = self._project.shared

    def _open(self) -> None:
        self._project = Project.open(self._path)
        self._project.bus.subscribe(Changed, self._follow)
        self._desk = Desk(self._project, self._project.annotator("ana"))
        self._articles = [entry.id for entry in self._project.articles(self._desk.annotator)]
        self._desk.open(self._noise.choice(self._articles))

    def _follow(self, event: Changed) -> None:
        present = self.model.readings.get(event.article) or Reading(Header("", "", "", ""))
        for edit in event.edits:
            if isinstance(edit.value, Header):
                present = Reading(edit.after) if isinstance(edit.after, Header) and edit.before is None else present
        after = edited(present, event.edits)
        gone = any(isinstance(edit.value, Header) and edit.after is None for edit in event.edits)
        self.model.readings = {**self.model.readings, event.article: after}
        if gone:
            del self.model.readings[event.article]
        self.model.shared = self.model.shared.edited(event.edits)

    def run(self, gestures: int, every: int = 1000) -> None:
        """Performs so many steps, comparing each `every` and at the end; raises AssertionError on a difference."""
        for number in range(1, gestures + 1):
            self._step()
            self._obey()
            if number % every == 0:
                self.compare()
                print(f"\r{number} of {gestures}", end="", file=sys.stderr, flush=True)
        self.compare()
        print(file=sys.stderr)

    def _obey(self) -> None:
        """Raises AssertionError where the reading on the desk breaks a rule, right after the gesture that broke it."""
        article, reading = self._desk.snapshot.article, self._desk.snapshot.reading
        values = reading.spans.values(), reading.links.values(), reading.stances.values()
        found = faults(article.text, *values, self._project.scheme)
        _equal([str(fault) for fault in found], [], f"a rule is broken after {self._last}")

    def _step(self) -> None:
        choice = self._noise.random()
        if choice < 0.15:
            self._back("undo", self.model.done, self.model.undone)
        elif choice < 0.25:
            self._back("redo", self.model.undone, self.model.done)
        elif choice < 0.27:
            self._desk.open(self._noise.choice(self._articles))
        elif choice < 0.275:
            self._restart()
        else:
            self._gesture()

    def _gesture(self) -> None:
        before = self.model.state
        gesture = self._last = self._random_gesture()
        try:
            result = self._desk.perform(gesture)
            answer = self._answer(result.outcome.ask) if result.done is None else None
            if answer is not None:
                gesture = self._last = answer
                result = self._desk.perform(gesture)
        except UserError:
            self.counts["refused"] += 1
            _equal(self.model.state, before, "a refused gesture changed something")
            return
        self.counts[gesture.action] += 1
        if result.done is not None:
            self.model.done.append(before)
            self.model.undone.clear()

    def _back(self, way: str, taken: list[State], put: list[State]) -> None:
        before = self.model.state
        try:
            getattr(self._desk, way)()
        except UserError:
            _equal(len(taken), 0, f"{way} is refused though there is something to {way}")
            return
        self.counts[way] += 1
        _equal(self.model.state, taken.pop(), f"{way} does not lead back")
        put.append(before)

    def _restart(self) -> None:
        self.counts["restart"] += 1
        if self._noise.random() < 0.2:
            Backups.of(self._project.store, self._folder).keep(self._project.store)
            self.counts["backup"] += 1
        self.close()
        self._open()

    def compare(self) -> None:
        """Raises AssertionError where the stored project is not what the model says."""
        _equal(check(self._project.store, self._project.scheme), (), "the project has problems")
        _equal(self._project.shared, self.model.shared, "what readings share is another")
        for article in self._articles:
            stored = self._project.reading(article, self._desk.annotator)
            model = self.model.readings.get(article)
            _equal(bool(stored.header.id), model is not None, "a reading too many or too few")
            if model is not None:
                _equal(stored, model, "the stored reading is another")
                _equal(reading_digest(stored), reading_digest(model), "the digests differ")

    def close(self) -> None:
        """Ends the session."""
        self._project.close()

    # --- chance ------------------------------------------------------------------------------------------------------

    def _random_gesture(self) -> Gesture:
        many = len(self._desk.snapshot.reading.spans) > _MOST_SPANS
        action = self._noise.choice(_DELETING if many and self._noise.random() < 0.5 else _LIKELY)
        selection = self._selection() if self._noise.random() < 0.7 else None
        caret = self._noise.randrange(len(self._desk.snapshot.article.text))
        if self._noise.random() < 0.2:
            self._desk.activate(self._some_span())
        return Gesture(action, selection, caret, self._argument(action))

    def _selection(self) -> Fragment:
        length = len(self._desk.snapshot.article.text)
        start = self._noise.randrange(length - 1)
        return Fragment(start, min(length, start + 1 + int(self._noise.expovariate(0.05))))

    def _some_span(self) -> str | None:
        spans = list(self._desk.snapshot.reading.spans)
        return self._noise.choice(spans) if spans else None

    def _argument(self, action: str) -> str:
        match action:
            case "polarity":
                return f"{self._noise.choice(POLARITIES)}/{NEW}target {self._noise.randrange(3)}"
            case "border":
                return self._noise.choice(_BORDERS)
            case "chip" | "strength":
                return str(self._noise.randrange(1, 4))
            case "put_border":
                return self._some_span() or ""
            case "set_value":
                return self._noise.choice(("medium=writing", "uncertain=yes", "mention_type=pronoun", "scope=document"))
            case "entity" | "note":
                return f"{NEW}{self._noise.choice(_NAMES)}" if self._noise.random() < 0.5 else ""
            case _:
                return ""

    def _answer(self, ask: Ask | None) -> Gesture | None:
        if ask is not None and ask.options:
            return Gesture(ask.action, argument=self._noise.choice(ask.options).argument)
        if ask is not None and ask.makes:
            return Gesture(ask.action, argument=f"{ask.prefix}{NEW}{self._noise.choice(_NAMES)}")
        return None


def _equal(found: object, wanted: object, what: str) -> None:
    if found != wanted:
        raise AssertionError(f"{what}: {found!r:.400} instead of {wanted!r:.400}")


def main(gestures: int = 2000, seed: int = 1) -> None:
    """Soaks a project in a temporary folder and prints what was done."""
    began = time.perf_counter()
    with TemporaryDirectory() as folder:
        soak = Soak(Path(folder), seed)
        soak.run(gestures)
        soak.close()
    counts = ", ".join(f"{count} {name}" for name, count in soak.counts.most_common())
    print(f"{gestures} steps in {time.perf_counter() - began:.0f} s, equal to the model: {counts}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
