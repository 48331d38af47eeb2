"""Flips single bits of a project file and counts what is noticed: python -m benchmarks.bit_flips [FLIPS [SEED]].

A flip matters where it changes a decoded value (article, reading, annotator, entity, target, utterance, scheme,
logged change) or makes it unreadable; each of those must be refused on opening or named by a check.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from models.errors import UserError
from models.ids import IdMaker
from models.readings import State
from storage import log, queries
from storage.damage import UNREADABLE
from storage.store import Store, Transaction
from workspace.keeping.checking import check_project


@dataclass(slots=True)
class Tally:
    """silent: flips that change no value; missed: flips that change one and that nothing notices."""

    silent: int = 0
    refused: int = 0
    named: int = 0
    missed: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def flips(path: Path, count: int, seed: int) -> Tally:
    """Flips `count` random bits of the file, each in a copy of its own."""
    noise, tally = random.Random(seed), Tally()
    before = values_in(path)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        for _ in range(count):
            shutil.copy(path, copy)
            bit = noise.randrange(8 * path.stat().st_size)
            _flip(copy, bit)
            _judge(copy, bit, before, tally)
    return tally


def _flip(path: Path, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ (1 << (bit % 8))]))


def _judge(path: Path, bit: int, before: list[object] | None, tally: Tally) -> None:
    changed = values_in(path) != before
    try:
        problems = check_project(path)
    except UserError:
        tally.refused += 1
        return
    tally.kinds.update({problem.kind for problem in problems})
    if problems:
        tally.named += 1
    elif changed:
        tally.missed.append(bit)
    else:
        tally.silent += 1


def values_in(path: Path) -> list[object] | None:
    """Every decoded value of the file, None where any cannot be had."""
    try:
        with _opened(path) as store, store.reading() as view:
            return list(_values(view))
    except (UserError, *UNREADABLE):
        return None


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    store = Store(path, read_only=True)
    try:
        yield store
    finally:
        store.close()


def _values(view: Transaction) -> Iterator[object]:
    yield queries.schemes(view)
    yield queries.annotators(view)
    yield from (queries.entities(view), queries.targets(view), queries.utterances(view))
    exported = list(queries.stream(view, annotators=None, states=list(State), bare_articles=True))
    yield sorted(repr((e.article.id, e.article, e.annotator, e.reading)) for e in exported)
    for annotator in queries.annotators(view):
        yield [log.entry(view, step.id) for step in log.steps(view, annotator.id)]


def main(count: int = 600, seed: int = 1) -> None:
    """Prints the tally of random flips of an invented project."""
    from tests.samples import fill_with_history, new_store

    with TemporaryDirectory() as folder:
        store = new_store(Path(folder) / "flips.inquit")
        fill_with_history(store, IdMaker(), articles=40)
        store.close()
        tally = flips(store.path, count, seed)
    print(f"{count} flips: {tally.silent} without effect, {tally.refused} refused on opening, {tally.named} named")
    print(f"missed: {len(tally.missed)} {tally.missed[:20]}; kinds of problems: {dict(tally.kinds)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
