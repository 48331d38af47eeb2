"""Kills an annotating process at random moments and counts what survived: python -m benchmarks.kill_test [KILLS].

Each mode is a child process that acknowledges every commit in a file and is killed with SIGKILL. What was
acknowledged must be there, nothing by half, and undo must still work.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.store import Store
from tests.faults.sessions import Session, filled, session
from workspace.keeping.backups import Backups
from workspace.keeping.checking import check_project

ROOT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Outcome:
    """acknowledged: commits that the killed processes had reported; lost: those that are not in the file afterwards."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0


# --- the child ------------------------------------------------------------------------------------------------------


def annotate(opened: Session, acknowledge: Callable[[int], None], _folder: Path) -> None:
    """One gesture after the other."""
    while True:
        opened.gesture()
        acknowledge(opened.project.newest())


def undo_and_redo(opened: Session, acknowledge: Callable[[int], None], _folder: Path) -> None:
    """Three gestures, two undone, again and again."""
    while True:
        for step in (opened.gesture, opened.gesture, opened.gesture, opened.undo, opened.undo):
            step()
            acknowledge(opened.project.newest())


def back_up(opened: Session, acknowledge: Callable[[int], None], folder: Path) -> None:
    """A gesture, then a backup of it."""
    backups = Backups.of(opened.project.store, folder)
    while True:
        opened.gesture()
        acknowledge(opened.project.newest())
        backups.keep(opened.project.store)


def bring_in(opened: Session, acknowledge: Callable[[int], None], folder: Path) -> None:
    """Imports one file of twenty texts after the other, each file one transaction."""
    from workspace.intake.importing import import_files

    for number in count(opened.project.newest()):
        lines = [json.dumps({"text": f"Text {line} of file {number}, by process {os.getpid()}."}) for line in range(20)]
        file = folder.with_name(f"{number}.jsonl")
        file.write_text("\n".join(lines), encoding="utf-8")
        import_files(opened.project, [file])
        acknowledge(opened.project.newest())


MODES: Mapping[str, Callable[[Session, Callable[[int], None], Path], None]] = {
    "annotate": annotate,
    "undo": undo_and_redo,
    "backup": back_up,
    "import": bring_in,
}


def child(mode: str, path: Path, acknowledged: Path) -> None:
    """Works until it is killed."""
    with acknowledged.open("a", encoding="ascii") as file, session(path) as opened:

        def acknowledge(number: int) -> None:
            file.write(f"{number}\n")
            file.flush()

        MODES[mode](opened, acknowledge, path.parent / "backups")


# --- the parent -----------------------------------------------------------------------------------------------------


def kill_again_and_again(mode: str, kills: int, folder: Path, seconds: float, seed: int = 1) -> Outcome:
    """Kills `kills` children that work on one project, each within `seconds` of its first commit, and judges each."""
    noise, outcome = random.Random(seed), Outcome()
    path, acknowledged = filled(folder / "p.inquit"), folder / "acknowledged"
    for _ in range(kills):
        before = _newest(acknowledged)
        _kill(mode, path, acknowledged, noise.uniform(0.0, seconds))
        outcome.kills += 1
        outcome.acknowledged += _newest(acknowledged) - before
        _judge(path, acknowledged, outcome)
    return outcome


def _kill(mode: str, path: Path, acknowledged: Path, seconds: float) -> None:
    """Lets a child work for so long after its first commit, then kills it."""
    size = acknowledged.stat().st_size if acknowledged.exists() else 0
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.kill_test", mode, path, acknowledged], cwd=ROOT)
    while process.poll() is None and (not acknowledged.exists() or acknowledged.stat().st_size == size):
        time.sleep(0.005)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    if process.wait() != -signal.SIGKILL:
        raise RuntimeError(f"the child ended by itself: {process.returncode}")


def _newest(acknowledged: Path) -> int:
    whole = acknowledged.read_text(encoding="ascii").rpartition("\n")[0] if acknowledged.exists() else ""
    return int(whole.rsplit("\n", 1)[-1]) if whole else 0


def _judge(path: Path, acknowledged: Path, outcome: Outcome) -> None:
    store = Store(path)
    clean = not store.ended_uncleanly
    store.close()
    with session(path) as opened:
        newest = opened.project.newest()
        outcome.lost += max(0, _newest(acknowledged) - newest)
        opened.gesture()
        opened.undo()
        with acknowledged.open("a", encoding="ascii") as file:
            file.write(f"{opened.project.newest()}\n")
    backups = [problem for copy in path.parent.glob("backups/*/*.inquit") for problem in check_project(copy)]
    outcome.unsound += bool(clean or check_project(path) or backups)


def main(kills: int) -> None:
    """Prints a table of all modes."""
    print("| mode | kills | acknowledged | lost | unsound |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for mode in MODES:
        with TemporaryDirectory() as folder:
            outcome = kill_again_and_again(mode, kills, Path(folder), seconds=1.0)
        print(f"| {mode} | {outcome.kills} | {outcome.acknowledged} | {outcome.lost} | {outcome.unsound} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    elif hasattr(os, "fork"):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
