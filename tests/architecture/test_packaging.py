"""The wheel holds every package and data file, and gives the command `inquit`."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["agreement", "cli", "formats", "models", "storage", "suggest", "ui", "workspace"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Inquit's wheel, built from a copy without the network: setuptools leaves its traces in the copy."""
    source = tmp_path_factory.mktemp("source")
    for name in ("LICENSE", "README.md", "main.py", "pyproject.toml"):
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path_factory.mktemp("wheel")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet", "--wheel-dir", str(target)]
    run([sys.executable, "-m", "pip", "wheel", *options, str(source)])
    (built,) = target.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_module_and_data_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    expected = {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert held == expected | {"main.py"}


@pytest.mark.slow
def test_the_installed_command_and_main_py_say_the_same(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False)
    # The dependencies are those of the environment that runs the tests; only Inquit itself is installed.
    library = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    (library / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    folder = environment / ("Scripts" if os.name == "nt" else "bin")
    python = str(folder / "python")
    run(
        [python, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--prefix", str(environment), str(wheel)]
    )

    installed = run([str(folder / "inquit"), "--help"], folder=tmp_path)

    assert installed.stdout == run([sys.executable, str(ROOT / "main.py"), "--help"], folder=tmp_path).stdout
    assert installed.stdout.startswith("usage: inquit")


def test_the_classifiers_keep_inquit_off_a_package_index() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert "Private :: Do Not Upload" in project["classifiers"]


def run(command: list[str], *, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run to a good end; what the command said stands in the failure otherwise."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done
