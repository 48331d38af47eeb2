"""Makefile, CI and pyproject.toml say the same."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_ci_runs_on_every_python_that_is_promised_and_on_three_systems() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    promised = [text.split(" :: ")[-1] for text in settings["project"]["classifiers"] if ":: Python ::" in text]

    assert matrix("python") == promised
    assert [system.split("-")[0] for system in matrix("os")] == ["ubuntu", "macos", "windows"]


@pytest.mark.skipif(shutil.which("make") is None, reason="the targets need make")
def test_make_help_lists_each_target_that_people_call_with_its_comment() -> None:
    listing = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = dict(line.split(maxsplit=1) for line in listing.splitlines())

    assert list(listed) == re.findall(r"^(\w+):.*##", MAKEFILE, flags=re.MULTILINE)
    assert {"bench", "check", "clean", "help", "lock", "run", "setup", "test"} <= listed.keys()
    assert all(len(comment) > 10 for comment in listed.values())


def test_every_target_is_declared_as_no_file() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)

    assert sorted(phony.split()) == sorted(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))


def matrix(name: str) -> list[str]:
    """The values of one axis of the workflow's matrix."""
    (values,) = re.findall(rf"^ +{name}: \[(.*)\]$", WORKFLOW, flags=re.MULTILINE)
    return [value.strip(' "') for value in values.split(",")]
