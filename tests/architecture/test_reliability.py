"""docs/reliability.md promises nothing without a test: every fault is told of, every test it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
TESTS = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}


@pytest.mark.parametrize("fault", range(1, 23))
def test_each_fault_has_a_test_that_tells_what_was_acknowledged_and_what_survived(fault: int) -> None:
    assert any(re.search(rf"\b(?:tell|survive)\({fault}, ", source) for source in TESTS.values())


def test_every_test_file_that_the_page_names_is_there() -> None:
    assert set(re.findall(r"\btest_\w+\.py\b", PAGE)) - {path.name for path in TESTS} == set()


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert {name for name in named if not any(f"def {name}(" in source for source in TESTS.values())} == set()
