"""A window asks the one that holds its project to come to the front, by a file that only this user sees."""

import os
from pathlib import Path

from workspace.keeping.summons import folder, is_summoned, summon


def test_a_request_reaches_the_process_and_the_project_that_it_names_once(tmp_path: Path) -> None:
    summon(os.getpid(), tmp_path / "p.inquit")

    assert not is_summoned(tmp_path / "another.inquit")
    assert is_summoned(tmp_path / "p.inquit")
    assert not is_summoned(tmp_path / "p.inquit")
    assert list(folder().iterdir()) == []


def test_a_request_to_another_process_is_not_ours(tmp_path: Path) -> None:
    summon(os.getppid(), tmp_path / "p.inquit")

    assert not is_summoned(tmp_path / "p.inquit")


def test_what_is_no_request_is_passed_over(tmp_path: Path) -> None:
    summon(os.getpid(), tmp_path / "p.inquit")
    next(folder().iterdir()).write_bytes(b"\xff\xfe")

    assert not is_summoned(tmp_path / "p.inquit")
