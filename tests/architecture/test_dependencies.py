"""The lock pins what was measured to work, with hashes of every platform's files, and names no package index."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from PySide6.QtCore import QObject, qVersion

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "requirements" / name for name in ("runtime.txt", "dev.txt")]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
class TestLock:
    def test_names_no_package_index_and_no_place_on_a_disk(self, lock: Path) -> None:
        text = lock.read_text(encoding="utf-8")

        assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links|--trusted-host|^/", text) == []

    def test_gives_every_requirement_an_exact_version_and_a_hash(self, lock: Path) -> None:
        for requirement, hashes in locked(lock):
            assert [specifier.operator for specifier in requirement.specifier] == ["=="]
            assert hashes >= 1

    def test_has_hashes_for_more_than_one_platform_where_wheels_are_compiled(self, lock: Path) -> None:
        wheels = {requirement.name.lower(): hashes for requirement, hashes in locked(lock)}

        assert wheels["lxml"] > 20
        assert wheels["numpy"] > 20
        assert wheels["pyside6-essentials"] >= 4

    @pytest.mark.parametrize("python", PYTHONS)
    def test_fulfils_the_project_on(self, lock: Path, python: str) -> None:
        pins = pins_on(python, lock)

        for requirement in map(Requirement, project()["dependencies"]):
            if requirement.marker is None or requirement.marker.evaluate(marker_of(python)):
                assert pins[canonicalize_name(requirement.name)] in requirement.specifier

    @pytest.mark.parametrize("python", PYTHONS)
    def test_never_takes_the_qt_that_kills_the_process_on(self, lock: Path, python: str) -> None:
        qt = pins_on(python, lock)["pyside6-essentials"]

        assert qt >= Version("6.10.3")
        if Version(python) < Version("3.12"):
            assert qt < Version("6.12")

    def test_leaves_the_full_pyside_out(self, lock: Path) -> None:
        names = {canonicalize_name(requirement.name) for requirement, _ in locked(lock)}

        assert names.isdisjoint({"pyside6", "pyside6-addons"})


def test_the_classifiers_name_every_python_that_is_promised() -> None:
    classifiers = [text for text in project()["classifiers"] if text.startswith("Programming Language")]

    assert classifiers == [f"Programming Language :: Python :: {python}" for python in PYTHONS]


def test_qt_calls_without_a_result_lose_no_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 does, and dies when none are left; from 3.12 on None is immortal."""
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(1000):
        thing.setObjectName("canary")

    assert abs(sys.getrefcount(None) - before) < 100, qVersion()


def project() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def locked(lock: Path) -> list[tuple[Requirement, int]]:
    """Each requirement of the lock with the number of its hashes."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    entries = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [(Requirement(entry.split(" --hash")[0].strip()), entry.count("--hash=sha256:")) for entry in entries]


def pins_on(python: str, lock: Path) -> dict[str, Version]:
    """What the lock installs on this version of Python, by canonical name."""
    return {
        canonicalize_name(requirement.name): Version(next(iter(requirement.specifier)).version)
        for requirement, _ in locked(lock)
        if requirement.marker is None or requirement.marker.evaluate(marker_of(python))
    }


def marker_of(python: str) -> dict[str, str]:
    return {"python_version": python, "python_full_version": f"{python}.1"}
