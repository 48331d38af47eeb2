"""SIGTERM closes the window as if by hand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.termination import Termination


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that another process could send")
def test_a_request_to_end_reaches_the_window_while_nothing_else_happens(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    closed: list[bool] = []
    termination = Termination(lambda: closed.append(True))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: closed == [True])
    finally:
        termination.release()

    assert signal.getsignal(signal.SIGTERM) == before


ENDINGS = {
    "SIGTERM": "os.kill(os.getpid(), signal.SIGTERM)",
    "SIGHUP": "os.kill(os.getpid(), signal.SIGHUP)",
    "the end of the session": "QTimer.singleShot(0, QApplication.instance(), lambda: QApplication.exit(0))",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that another process could send")
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_program_ends_cleanly_and_gives_its_lock_back(tmp_path: Path, ending: str) -> None:
    project = tmp_path / "p.inquit"
    program = textwrap.dedent(f"""
        import os, signal, sys, threading, time
        from pathlib import Path
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from workspace.project import Project
        Project.create(Path({str(project)!r})).close()
        from storage.lock import holder_of

        def end_when_open():
            while holder_of(Path({str(project)!r})) is None:
                time.sleep(0.05)
            {ENDINGS[ending]}

        threading.Thread(target=end_when_open, daemon=True).start()
        from ui.application import run
        sys.exit(run([Path({str(project)!r})], "ana"))
    """)

    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    from storage.lock import holder_of

    assert holder_of(project) is None
