"""One writer a project."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from socket import gethostname

import pytest

from models.errors import ProjectError
from storage.lock import Holder, Lock, Locked, holder_of, lock_path
from storage.store import Store
from tests.samples import new_store

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys, time
from pathlib import Path
from storage.store import Store
store = Store(Path(sys.argv[1]), program="the other window")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    new_store(tmp_path / "p.inquit").close()
    return tmp_path / "p.inquit"


def another_process(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def ended(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.communicate()


def test_a_second_process_is_refused_with_the_name_of_the_holder_and_may_read(path: Path) -> None:
    process = another_process(path)
    try:
        with pytest.raises(Locked, match=f"the other window, process {process.pid} on {gethostname()}"):
            Store(path)
        Store(path, read_only=True).close()
    finally:
        ended(process, signal.SIGKILL)


def test_a_lock_does_not_outlive_kill_9_and_the_next_one_learns_of_it(path: Path) -> None:
    ended(another_process(path), signal.SIGKILL)
    assert lock_path(path).exists()

    store = Store(path)

    assert store.ended_uncleanly
    assert holder_of(path) is not None
    store.close()
    assert not lock_path(path).exists()


def test_a_store_that_was_closed_leaves_no_lock_and_nothing_unclean(path: Path) -> None:
    Store(path).close()
    store = Store(path)

    assert not store.ended_uncleanly
    store.close()
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_same_process_cannot_write_twice_either(path: Path) -> None:
    store = Store(path)

    with pytest.raises(Locked, match=str(os.getpid())):
        Store(path)
    store.close()


def test_a_project_that_cannot_be_opened_is_not_left_locked(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(bytes(600))

    with pytest.raises(ProjectError):
        Store(path)
    assert not lock_path(path).exists()


def held_by(path: Path, **changed: object) -> None:
    own = Lock(path, "inquit")
    holder = holder_of(path)
    own.release()
    assert holder is not None
    data = {"host": holder.host, "pid": holder.pid, "program": "inquit", "started": holder.started} | changed
    lock_path(path).write_text(json.dumps(data), encoding="utf-8")


def test_the_lock_of_another_machine_is_kept_and_named(path: Path) -> None:
    held_by(path, host="other-machine")

    with pytest.raises(Locked, match=r"on other-machine.*delete \.p\.inquit\.lock if nobody has"):
        Store(path)
    assert holder_of(path) == Holder("other-machine", os.getpid(), "inquit", holder_started(path))


def holder_started(path: Path) -> str:
    holder = holder_of(path)
    return "" if holder is None else holder.started


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process began")
def test_the_lock_of_a_process_that_lives_is_kept_where_the_file_system_knows_no_locks(path: Path) -> None:
    parent = os.getppid()
    started = Path(f"/proc/{parent}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    held_by(path, pid=parent, started=started)

    with pytest.raises(Locked, match=str(parent)):
        Store(path)


def test_the_lock_of_a_dead_process_whose_number_was_given_anew_is_taken_over(path: Path) -> None:
    held_by(path, pid=os.getppid(), started="1")

    Store(path).close()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}', "\x00" * 9000, '{"host": 1, "pid": 1}'])
def test_a_lock_file_that_says_nothing_is_taken_over(path: Path, content: str) -> None:
    lock_path(path).write_text(content, encoding="utf-8")

    Store(path).close()
