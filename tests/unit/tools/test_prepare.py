"""The environment is made once, from the lock alone, and made again when lock or Python change."""

import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from tools.prepare import SetupError, check_python, is_usable, prepare, python_of, stamp_text


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A package of one empty module, so that nothing has to be fetched."""
    path = tmp_path / "tiny-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr("tiny.py", "")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    return path


def lock_of(wheel: Path, digest: str) -> Path:
    lock = wheel.with_name("lock.txt")
    lock.write_text(f"{wheel.as_uri()} --hash=sha256:{digest}\n", encoding="utf-8")
    return lock


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_the_promised_pythons_are_taken(version: tuple[int, int]) -> None:
    check_python(version)


@pytest.mark.parametrize("version", [(3, 10), (3, 15), (2, 7)])
def test_another_python_is_refused_with_the_way_out(version: tuple[int, int]) -> None:
    with pytest.raises(SetupError, match=r"3\.11 to 3\.14.*PYTHON=python3"):
        check_python(version)


@pytest.mark.slow
def test_an_environment_gets_what_the_lock_names_and_a_second_call_leaves_it_alone(tmp_path: Path, wheel: Path) -> None:
    environment, lock = tmp_path / "env", lock_of(wheel, sha256(wheel.read_bytes()).hexdigest())

    prepare(environment, lock)
    (module,) = environment.rglob("tiny.py")
    module.write_text("kept = True\n", encoding="utf-8")
    wheel.unlink()
    prepare(environment, lock)

    assert is_usable(environment)
    assert module.read_text(encoding="utf-8") == "kept = True\n"


@pytest.mark.slow
def test_a_file_with_another_hash_is_refused_and_leaves_no_stamp(
    tmp_path: Path, wheel: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = tmp_path / "env"

    with pytest.raises(SetupError, match="pip could not install"):
        prepare(environment, lock_of(wheel, "0" * 64))

    assert "hash" in capfd.readouterr().err.lower()
    assert list(environment.rglob("tiny.py")) == []
    assert not (environment / ".installed-lock").exists()


def test_an_environment_without_pip_is_not_usable(tmp_path: Path) -> None:
    environment = tmp_path / "env"
    assert not is_usable(environment)

    venv.create(environment, with_pip=False)

    assert python_of(environment).exists()
    assert not is_usable(environment)


def test_the_stamp_changes_with_the_lock() -> None:
    assert stamp_text(b"a==1\n") != stamp_text(b"a==2\n")
    assert stamp_text(b"a==1\n").endswith("{}.{}\n".format(*sys.version_info[:2]))


def test_a_failure_is_one_line_on_stderr(tmp_path: Path) -> None:
    question = "import sys; sys.version_info = (3, 9, 0); from tools.prepare import main; sys.exit(main())"
    root = Path(__file__).resolve().parents[3]

    answer = subprocess.run([sys.executable, "-c", question], cwd=root, capture_output=True, text=True, check=False)

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    assert answer.stderr.startswith("prepare: Inquit runs on Python 3.11 to 3.14, and this is 3.9:")
