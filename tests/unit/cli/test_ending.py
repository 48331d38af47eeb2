"""A command that is asked to end, and one that has a bug: the project is closed, and what happened is told."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli import commands
from cli.run import run
from tests.samples import TEXT, new_project
from workspace.ending import SIGNALS

ROOT = Path(__file__).resolve().parents[3]
WAIT = """
import sys, time
from cli import commands, run
from cli.projects import opened

def wait(arguments):
    with opened(arguments.project) as project, project.store.writing():
        print("writing", flush=True)
        time.sleep(60)

commands.RUN["stats"] = wait
sys.exit(run.run(["stats", sys.argv[1]]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    new_project(tmp_path / "p.inquit", TEXT).close()
    return tmp_path / "p.inquit"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")
@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)
def test_a_command_that_is_asked_to_end_closes_the_project_and_gives_the_lock_back(
    project: Path, number: signal.Signals
) -> None:
    before = project.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-c", WAIT, project], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"

    process.send_signal(number)
    _, errors = process.communicate(timeout=30)

    assert (process.returncode, errors) == (128 + number, "")
    assert [file.name for file in project.parent.iterdir()] == [project.name]
    assert project.read_bytes() == before


def test_a_command_leaves_signals_as_they_were(project: Path) -> None:
    before = [signal.getsignal(number) for number in SIGNALS]

    assert run(["stats", str(project)]) == 0

    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_a_bug_in_a_command_ends_in_a_report_and_exit_code_3(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_arguments: object) -> int:
        raise RuntimeError(TEXT[:20])

    monkeypatch.setitem(commands.RUN, "stats", fail)

    assert run(["stats", str(project)]) == 3

    errors = capsys.readouterr().err
    assert errors.startswith("internal error: ")
    report = Path(errors.split(": ")[1])
    assert "While: inquit stats" in report.read_text(encoding="utf-8")
    assert "Brandt" not in report.read_text(encoding="utf-8") + errors
