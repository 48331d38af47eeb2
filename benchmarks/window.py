"""How fast the window is: start to first paint, opening an article, a key press until what it made is painted.

Each size is measured in the real window, offscreen unless QT_QPA_PLATFORM says otherwise. The commit alone (a row in
a table of the same disk and settings) is measured beside it, since no key press can be faster than that.
Run `python -m benchmarks.window`. Times are milliseconds.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.material import record
from formats import registry
from models.spans import Fragment
from ui.application import open_window
from ui.main_window import MainWindow
from workspace.annotating.desk import Snapshot
from workspace.intake.importing import import_files
from workspace.project import Project

SIZES = (("10 KB / 50 spans", 17), ("1 MB / 5,000 spans", 1_700), ("10 MB / 50,000 spans", 17_000))
_FILLER = 5  # sentences a paragraph, which makes some 590 code points
_KEYS = 40
_FRAMES, _NOTCH = 60, 60  # steps of scrolling, and the pixels of each
_PATIENCE = 120_000  # milliseconds
_START = (
    "import sys, time; begun = time.perf_counter(); sys.argv = ['inquit']\n"
    "from ui.application import application, open_window; app = application()\n"
    "from PySide6.QtCore import QTimer\n"
    "window = open_window(None, '', {})\n"
    "window.painted.connect(lambda: (print((time.perf_counter() - begun) * 1000), app.quit()))\n"
    "app.exec()"
)


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as cache:
        starts = sorted([_start(cache) for _ in range(8)][1:])  # the first one fills the cache of byte code
    print(f"start of the interpreter's first line to first paint: median {median(starts):.0f}, worst {starts[-1]:.0f}")
    for title, attributions in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _one_size(title, Path(folder), attributions)


def _start(cache: str) -> float:
    """Milliseconds; with byte code cached as after any first start, whatever the environment says."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = cache
    command = [sys.executable, "-c", _START]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return float(done.stdout.split()[-1])


def _one_size(title: str, folder: Path, attributions: int) -> None:
    path = folder / "p.inquit"
    _fill(path, folder / "r.jsonl", attributions)
    begun = perf_counter()
    window = open_window(path, "ana", {})
    window.resize(1440, 900)
    _until(lambda: window.session.snapshot is not None and window.worker.waiting == 0)
    opened = (perf_counter() - begun) * 1000
    keys = _keys(window)
    commits = _commits(folder / "c.db")
    scrolls, zooms = _scrolls(window), _zooms(window)
    print(f"{title}: window opened on it {opened:.0f}")
    print(f"  key press to repaint, commit included: {_spread(keys)}")
    print(f"  such a commit alone:                   {_spread(commits)}")
    print(f"  a frame of scrolling, cards included:  {_spread(scrolls)}")
    print(f"  another size of the text:              {_spread(zooms)}")
    window.close()


def _fill(path: Path, records: Path, attributions: int) -> None:
    with records.open("wb") as out:
        registry.writer("inquit-jsonl")([record(0, attributions, filler=_FILLER)], out)
    project = Project.create(path)
    reports = import_files(project, [records])
    project.close()
    if reports[0].errors:
        raise reports[0].errors[0]


def _keys(window: MainWindow) -> list[float]:
    """Marks words one after the other as cues, each by a real key press."""
    view = window.annotate.view
    view.setFocus()
    text = _reading(window).article.text
    words = [at for at in range(20_000) if text.startswith(" after ", at)][:_KEYS]
    times = []
    for at in words:
        view.select(at + 1, at + 6)
        _until(lambda: window.worker.waiting == 0)
        begun = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_C)
        _until(partial(_is_marked, window, at + 1))
        view.viewport().repaint()
        times.append((perf_counter() - begun) * 1000)
    return times


def _scrolls(window: MainWindow) -> list[float]:
    """Turns the wheel by a notch at a time; a frame is done when text and cards are painted where they stand now."""
    view, times = window.annotate.view, []
    for _ in range(_FRAMES):
        begun = perf_counter()
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + _NOTCH)
        QApplication.processEvents()
        times.append((perf_counter() - begun) * 1000)
    return times


def _zooms(window: MainWindow) -> list[float]:
    times = []
    for zoom in (110, 120, 130, 120, 110, 100) * 2:
        begun = perf_counter()
        window.annotate.view.set_zoom(zoom)
        QApplication.processEvents()
        times.append((perf_counter() - begun) * 1000)
    return times


def _is_marked(window: MainWindow, start: int) -> bool:
    wanted = (Fragment(start, start + 5),)
    return any(span.fragments == wanted for span in reversed([*_reading(window).reading.spans.values()]))


def _reading(window: MainWindow) -> Snapshot:
    snapshot = window.session.snapshot
    if snapshot is None:
        raise RuntimeError("no article is open")
    return snapshot


def _until(reached: Callable[[], bool]) -> None:
    """Lets the event loop run until the condition holds."""
    loop = QEventLoop()
    watch = QTimer(interval=1)  # a busier watch would hold up the thread it waits for
    watch.timeout.connect(lambda: loop.quit() if reached() else None)
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    watch.start()
    loop.exec()
    watch.stop()
    QApplication.processEvents()


def _commits(path: Path) -> list[float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; CREATE TABLE t (a TEXT)")
    times = []
    for number in range(_KEYS):
        begun = perf_counter()
        connection.execute("INSERT INTO t VALUES (?)", (f"{number}" * 200,))
        times.append((perf_counter() - begun) * 1000)
    connection.close()
    return times


def _spread(times: Sequence[float]) -> str:
    return f"median {median(times):6.1f}, p95 {quantiles(times, n=20)[-1]:6.1f}"


if __name__ == "__main__":
    main()
