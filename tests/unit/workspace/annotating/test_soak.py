"""Random gestures beside a model in memory, and that every gesture has a test of its own."""

from pathlib import Path

import pytest

from benchmarks.soak import Soak
from workspace.annotating.desk import ACTS

HERE = Path(__file__).parent


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_gestures_undo_redo_and_restarts_leave_what_the_model_says(tmp_path: Path, seed: int) -> None:
    soak = Soak(tmp_path, seed)

    soak.run(250, every=100)
    soak.close()

    assert soak.counts["undo"] > 10
    assert soak.counts["redo"] > 0


@pytest.mark.parametrize("action", ACTS)
def test_every_gesture_is_performed_by_a_test_inside_undoable(action: str) -> None:
    tests = [file.read_text(encoding="utf-8") for file in HERE.glob("test_*.py") if file.name != "test_soak.py"]

    assert any(f'.does("{action}"' in text for text in tests)
