"""Makes .venv and installs the locked dependencies in it, each file checked against its hash.

Runs on a bare Python before anything is installed, so it knows the standard library only; a Python that is
too old must still be able to read this file, to be told so. A repeat costs a glance at a stamp.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "dev.txt"
OLDEST = (3, 11)
NEWEST = (3, 14)


def main() -> int:
    """Bring .venv up to date; 0 when it is, else 1 with the reason on stderr."""
    environment = ROOT / ".venv"
    try:
        prepare(environment, LOCK)
    except SetupError as error:
        print(f"prepare: {error}", file=sys.stderr)
        return 1
    return 0


class SetupError(Exception):
    """The environment cannot be made; the message says what to do about it."""


def prepare(environment: Path, lock: Path) -> None:
    """Make `environment` hold what `lock` names, or raise SetupError; done at once when its stamp says so."""
    check_python(sys.version_info[:2])
    stamp = environment / ".installed-lock"
    wanted = stamp_text(lock.read_bytes())
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python_of(environment).exists():
        return
    if not is_usable(environment):
        make_environment(environment)
    install(environment, lock)
    stamp.write_text(wanted, encoding="utf-8")


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that the lock was not made for."""
    if not OLDEST <= version <= NEWEST:
        raise SetupError(
            f"Inquit runs on Python {dotted(OLDEST)} to {dotted(NEWEST)}, and this is {dotted(version)}: "
            "name another one, as in: make run PYTHON=python3.12"
        )


def dotted(version: tuple[int, ...]) -> str:
    """3.11 for (3, 11)."""
    return ".".join(str(part) for part in version)


def stamp_text(lock: bytes) -> str:
    """What the stamp of an up-to-date environment says: which lock, and for which Python."""
    return f"{hashlib.sha256(lock).hexdigest()} {dotted(sys.version_info[:2])}\n"


def python_of(environment: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_usable(environment: Path) -> bool:
    """Whether the environment exists, has pip, and is of the Python that runs this."""
    if not python_of(environment).exists():
        return False
    question = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    answer = subprocess.run([str(python_of(environment)), "-c", question], capture_output=True, check=False)
    return answer.returncode == 0


def make_environment(environment: Path) -> None:
    """Make the environment anew, whatever was there."""
    print(f"Making {environment.name} with Python {dotted(sys.version_info[:3])}", file=sys.stderr)
    try:
        venv.create(str(environment), clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(
            f"no virtual environment could be made ({error}): does this Python have its venv module? "
            "On Debian: apt-get install python3-venv"
        ) from error


def install(environment: Path, lock: Path) -> None:
    """Install exactly what the lock names; nothing is built, and a file with another hash is refused."""
    print(f"Installing the dependencies that {lock.name} names", file=sys.stderr)
    pip = [str(python_of(environment)), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(lock)]
    if subprocess.run(command, check=False).returncode:
        raise SetupError("pip could not install the dependencies; what it says stands above")


if __name__ == "__main__":
    sys.exit(main())
