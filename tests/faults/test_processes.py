"""Two writers, wrong clocks, memory that ends, exports that are killed (faults 8, 14, 19, 22)."""

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from models.ids import IdMaker
from storage.store import Store
from tests.faults.sessions import filled, session, survive, tell
from tests.helpers import rows_of
from workspace.keeping.backups import Backups

ROOT = Path(__file__).resolve().parents[2]
JUMPS = (2026, 2199, 2026, 1970, 2025)  # the year that the clock says
EXPORT = """
import sys
from pathlib import Path
from workspace.exporting import ExportOptions, export_file
from workspace.project import Project
project = Project.open(Path(sys.argv[1]), read_only=True)
while True:
    export_file(project, Path(sys.argv[2]), ExportOptions(everyone=True))
    print("exported", flush=True)
"""
IMPORT = """
import resource, sys
from pathlib import Path
from workspace.intake.importing import import_files
from workspace.project import Project
project = Project.open(Path(sys.argv[1]))
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 60_000_000, -1))
for report in import_files(project, [Path(sys.argv[2])]):
    print(report.status, *report.errors)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("seconds", [0.0, 0.03, 0.11])
def test_an_export_that_is_killed_leaves_the_old_dataset_or_the_new_one(tmp_path: Path, seconds: float) -> None:
    path, out = filled(tmp_path / "p.inquit", articles=60), tmp_path / "data" / "out.jsonl"
    out.parent.mkdir()
    with session(path) as opened:
        opened.gesture()
    process = subprocess.Popen([sys.executable, "-c", EXPORT, path, out], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "exported\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    assert len(records) == 60
    assert all(record["spans"] for record in records)
    exported = sum(span.get("note") == "gesture 1" for record in records for span in record["spans"])
    tell(22, "an export killed, the dataset", 1, exported)
    survive(22, "an export killed, the project", {1}, path)


def test_a_clock_that_jumps_changes_neither_order_nor_undo_and_costs_no_backup(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.inquit")
    years, later = cycle(JUMPS), enumerate(cycle(JUMPS))
    dates = (datetime(year, 3, 1, tzinfo=UTC) + timedelta(days=day) for day, year in later)
    with session(path) as opened:
        project = opened.project
        project.ids = IdMaker(clock=lambda: next(years) * 31_556_952_000)
        backups = Backups.of(project.store, tmp_path / "backups", lambda: next(dates))
        for number in range(1, 17):
            assert opened.gesture() == number
            backups.keep(project.store)
        opened.undo()

    assert [backup.changes for backup in backups.all()] == list(range(16, 0, -1))
    survive(14, "a clock that jumps by years, and an undo", range(1, 16), path)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limiting memory needs Linux")
def test_an_import_that_finds_no_memory_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    path, big = filled(tmp_path / "p.inquit"), tmp_path / "big.jsonl"
    with big.open("w", encoding="utf-8") as file:
        for _ in range(2):
            file.write(json.dumps({"text": "The bridge stays. " * 1_000_000}) + "\n")
    with session(path) as opened:
        opened.gesture()
    before = rows_of(path, log=True)

    answer = subprocess.run(
        [sys.executable, "-c", IMPORT, path, big], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert "there is not enough memory" in answer.stderr + answer.stdout
    assert rows_of(path, log=True) == before
    survive(19, "an import without memory", {1}, path)


def test_writers_of_two_processes_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.inquit")
    for _ in range(2):
        with session(path) as opened:
            opened.gesture()
        code = (
            "import sys; from pathlib import Path; from tests.faults.sessions import session\n"
            "with session(Path(sys.argv[1])) as opened:\n    opened.gesture()"
        )
        subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=True)

    survive(8, "two writers in turn", {1, 2, 3, 4}, path)
    store = Store(path)
    assert not store.ended_uncleanly
    store.close()
