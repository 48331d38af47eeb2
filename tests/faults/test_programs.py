"""Other programs and our own: locks, requests to end, bugs, a huge project, a slow disk (faults 9, 16, 18, 20, 21)."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from socket import gethostname

import pytest

from models.events import Changed
from storage import bulk
from storage.lock import Locked, lock_path
from storage.store import Store
from tests.faults.conftest import FailingDisk
from tests.faults.sessions import Session, filled, session, survive, tell
from tests.samples import article, new_project
from workspace.keeping.checking import check_project

ROOT = Path(__file__).resolve().parents[2]
WORK = """
import sys, time
from pathlib import Path
from tests.faults.sessions import session
from workspace.ending import ended_cleanly
with ended_cleanly(), session(Path(sys.argv[1])) as opened:
    while True:
        print(opened.gesture(), flush=True)
"""


def interrupted(path: Path, number: signal.Signals) -> tuple[int, set[int]]:
    """Has another process make gestures and sends it a signal amid them; its exit code, and what it acknowledged."""
    process = subprocess.Popen([sys.executable, "-c", WORK, path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = [process.stdout.readline() for _ in range(3)]
    process.send_signal(number)
    rest, _ = process.communicate()
    return process.returncode, {int(line) for line in [*first, *rest.splitlines()]}


# --- locks ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_the_lock_of_a_killed_process_is_taken_over_and_the_unclean_end_is_known(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.inquit")

    _, acknowledged = interrupted(path, signal.SIGKILL)

    assert lock_path(path).exists()
    store = Store(path)
    assert store.ended_uncleanly
    with pytest.raises(Locked):
        Store(path)
    store.close()
    assert not lock_path(path).exists()
    with session(path) as opened:  # the last one may have been stored and not yet acknowledged
        there = set(range(1, opened.done + 1))
    tell(9, "a killed process that held the lock", len(acknowledged), len(acknowledged & there))
    assert check_project(path) == ()


def test_the_lock_of_another_machine_is_kept_and_named(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.inquit")
    with session(path) as opened:
        opened.gesture()
    theirs = json.dumps({"host": f"not {gethostname()}", "pid": 7, "program": "inquit", "started": "1", "since": "x"})
    lock_path(path).write_text(theirs, encoding="utf-8")

    with pytest.raises(Locked, match=f"process 7 on not {gethostname()}.*delete .p.inquit.lock if nobody has"):
        Store(path)

    assert lock_path(path).read_text(encoding="utf-8") == theirs
    Store(path, read_only=True).close()
    lock_path(path).unlink()
    survive(9, "a lock of another machine", {1}, path)


# --- requests to end, and bugs --------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")
def test_a_request_to_end_amid_gestures_closes_the_project_and_gives_the_lock_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.inquit")

    code, acknowledged = interrupted(path, signal.SIGTERM)

    assert code == 128 + signal.SIGTERM
    assert sorted(file.name for file in tmp_path.iterdir()) == [path.name]
    with session(path) as opened:
        there = set(range(1, opened.done + 1))
    tell(20, "SIGTERM amid gestures", len(acknowledged), len(acknowledged & there))
    assert check_project(path) == ()


def test_a_bug_within_a_gesture_stores_nothing_of_it_and_one_behind_it_loses_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.inquit")
    with session(path) as opened:
        opened.gesture()
        with pytest.raises(ZeroDivisionError):
            half_a_gesture(opened)
        opened.gesture()
        opened.project.bus.subscribe(Changed, broken)
        with pytest.raises(ZeroDivisionError):
            opened.gesture()

    survive(21, "a bug within a gesture, and one in what hears of it", {1, 2, 3}, path)


def broken(_event: Changed) -> None:
    raise ZeroDivisionError


def half_a_gesture(opened: Session) -> None:
    """Writes part of what a gesture would, and then meets a bug."""
    with opened.project.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM stance_evidence")
        connection.exec_driver_sql("UPDATE reading SET note = 'half'")
        raise ZeroDivisionError


# --- a huge project -------------------------------------------------------------------------------------------------


def test_a_gesture_asks_no_more_of_the_database_in_a_huge_project_than_in_a_small_one(tmp_path: Path) -> None:
    small, huge = filled(tmp_path / "small.inquit"), filled(tmp_path / "huge.inquit")
    with session(huge) as opened, opened.project.store.writing() as connection:
        for number in range(9_999):
            bulk.add_article(connection, article(opened.project.ids(), f"Text {number}.", source_name=f"{number}"))

    few, many = work_of_the_third_gesture(small), work_of_the_third_gesture(huge)

    assert many < 2 * few
    with session(huge) as opened:
        assert opened.project.article_count() == 10_000
        tell(16, f"10,000 articles, {many / few:.1f} times the work for a gesture", 3, opened.done)


def work_of_the_third_gesture(path: Path) -> int:
    """How many instructions, in hundreds, SQLite runs for it; seconds would be those of this machine."""
    with session(path) as opened:
        opened.gesture()
        opened.gesture()
        steps: list[None] = []
        raw = opened.project.store._connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(lambda: steps.append(None), 100)
        opened.gesture()
        raw.set_progress_handler(None, 0)
    return len(steps)


# --- a slow disk ----------------------------------------------------------------------------------------------------

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from ui.application import open_window
from ui.guard import guarded
from workspace.annotating.gestures import Gesture
from models.spans import Fragment

class Painted(QObject):
    count = 0
    @guarded(False)
    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False

path, flag = map(Path, sys.argv[1:])
window = open_window(path, "ana", {})
until = lambda there: [QTest.qWait(5) for _ in iter(there, True)]
until(lambda: window.session.project is not None)
window.session.open_article(window.session.project.articles(window.session.annotator)[0].id)
until(lambda: window.session.snapshot is not None and not window.worker.waiting)
viewport, painted = window.annotate.view.viewport(), Painted()
viewport.installEventFilter(painted)
repaint = QTimer(interval=10)
repaint.timeout.connect(viewport.update)
repaint.start()
flag.touch()
window.session.perform(Gesture("cue", Fragment(0, 5)))
while_busy = set()
while window.worker.waiting:
    QTest.qWait(5)
    while_busy.add(window.status.saved.text())
flag.unlink()
print(painted.count, *sorted(while_busy), sep="|", flush=True)
window.close()
"""


@pytest.mark.slow
def test_on_a_slow_disk_the_window_keeps_painting_and_says_that_it_is_busy(
    tmp_path: Path, failing: FailingDisk
) -> None:
    path, flag = tmp_path / "p.inquit", tmp_path / "slow"
    new_project(path).close()

    answer = subprocess.run(
        [sys.executable, "-c", WINDOW, path, flag],
        cwd=ROOT,
        env=failing("fsync", flag, microseconds=400_000),
        capture_output=True,
        text=True,
        check=True,
    )

    painted, *shown = answer.stdout.strip().split("|")
    assert int(painted) >= 10, answer.stdout
    assert "Saved" not in shown[:-1]
    with Store(path, read_only=True).reading() as view:
        spans = view.exec_driver_sql("SELECT count(*) FROM span").scalar_one()
    tell(18, f"a disk that takes long, {painted} paintings meanwhile, {' then '.join(shown)}", 1, spans)
