"""What import-linter's contracts in pyproject.toml leave open: that they see every package, and what is standard."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["agreement", "cli", "formats", "models", "storage", "suggest", "ui", "workspace"]
# Each of these costs a noticeable part of the half second in which the window is to be painted.
HEAVY = {"alembic", "charset_normalizer", "lxml", "numpy", "pypdf", "scipy", "sqlalchemy"}


def test_the_contracts_see_every_package_of_the_tree() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {folder.parent.name for folder in ROOT.glob("[a-z]*/__init__.py")}

    assert settings["tool"]["importlinter"]["root_packages"] == PACKAGES
    assert found - {"benchmarks", "tests", "tools"} == set(PACKAGES)


def test_models_import_the_standard_library_and_one_another_only() -> None:
    foreign = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / "models").rglob("*.py")
        for name in imported_packages(file.read_text(encoding="utf-8"))
        if name != "models" and name not in sys.stdlib_module_names
    }

    assert foreign == set()


@pytest.mark.parametrize("module", ["main", "cli.window", "ui.application"])
def test_the_start_imports_no_heavy_library(module: str) -> None:
    question = f"import sys, {module}; print(*(set({sorted(HEAVY)!r}) & sys.modules.keys()))"

    answer = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout.split() == []


def imported_packages(code: str) -> set[str]:
    """The top-level names that the code imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
