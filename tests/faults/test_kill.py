"""The process dies at any moment (fault 1); `python -m benchmarks.kill_test` does the same 40 times a mode."""

import sys
from pathlib import Path

import pytest

from benchmarks.kill_test import MODES, kill_again_and_again
from tests.faults.sessions import tell


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("mode", MODES)
def test_what_was_acknowledged_survives_kill_9_and_nothing_is_there_by_half(tmp_path: Path, mode: str) -> None:
    outcome = kill_again_and_again(mode, 3, tmp_path, seconds=0.2)

    assert outcome.acknowledged > 0
    assert (outcome.lost, outcome.unsound) == (0, 0)
    tell(1, f"{outcome.kills} kills, {mode}", outcome.acknowledged, outcome.acknowledged - outcome.lost)
