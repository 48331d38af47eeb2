"""One writer a project: a lock beside the file that names its holder and ends with the holder's process.

The operating system's own lock on the lock file decides on this machine, so that kill -9 leaves nothing to clear up.
What stands in the file names the holder, and speaks for one on another machine, where a shared folder may not pass
locks on.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

from models.errors import ProjectError
from storage.files import troubles_named

_LOCKED_BYTE = 1 << 30  # far behind the text: on Windows nobody else could read a locked part
_LONGEST = 4096


class Locked(ProjectError):
    """Somebody else has the project open for writing; `holder_of` says who."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock. started: when the process began, in the system's own count; empty where that is unknown."""

    host: str
    pid: int
    program: str
    started: str = ""
    since: str = ""

    def __str__(self) -> str:
        return f"{self.program}, process {self.pid} on {self.host}"

    @property
    def alive(self) -> bool:
        """Whether this very process runs on this machine, as far as that can be told."""
        return self.host == gethostname() and bool(self.started) and _started(self.pid) == self.started


def lock_path(project: Path) -> Path:
    """Where the lock of a project lies."""
    return project.with_name(f".{project.name}.lock")


def _started(pid: int) -> str:
    """The start of a process in clock ticks since the machine's start; empty where it does not run, or not on Linux."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


def holder_of(project: Path) -> Holder | None:
    """Who the lock file names, whether alive or not; None where there is none or it does not say."""
    try:
        text = lock_path(project).read_text(encoding="utf-8")[:_LONGEST]
    except (OSError, UnicodeDecodeError):
        return None
    return _read(text)


def _read(text: str) -> Holder | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, Mapping) or not isinstance(data.get("pid"), int) or not isinstance(data.get("host"), str):
        return None
    return Holder(data["host"], data["pid"], *(str(data.get(name, "")) for name in ("program", "started", "since")))


def _locked(project: Path, holder: Holder | None) -> Locked:
    elsewhere = holder is not None and holder.host != gethostname()
    unless = f", or delete {lock_path(project).name} if nobody has" if elsewhere else ""
    return Locked(
        "the project is open for writing elsewhere",
        value="" if holder is None else str(holder),
        remedy=f"close it there{unless}, or open it for reading only",
        file=str(project),
    )


class Lock:
    """A held lock; give it back with `release`. found_stale: its last holder died without giving it back."""

    def __init__(self, project: Path, program: str) -> None:
        """Takes the lock; raises Locked where somebody else has it, ProjectError where it cannot be made."""
        self._path = lock_path(project)
        with troubles_named(project):
            self._handle = _take(self._path, project)
            try:
                self.found_stale = self._claim(project, program)
            except BaseException:
                os.close(self._handle)  # else this very process would keep itself out
                raise

    def _claim(self, project: Path, program: str) -> bool:
        """Puts our name in the place of the last holder's; whether there was one, who died."""
        before = _read(os.pread(self._handle, _LONGEST, 0).decode("utf-8", "replace"))
        if before is not None and (before.host != gethostname() or _another_lives(before)):
            raise _locked(project, before)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        holder = Holder(gethostname(), os.getpid(), program, _started(os.getpid()), now)
        text = json.dumps(asdict(holder)).encode()
        os.pwrite(self._handle, text, 0)
        os.truncate(self._handle, len(text))  # afterwards: on a full disk the name of who died stays
        return before is not None

    def release(self) -> None:
        """Gives the lock back; a second call does nothing."""
        if self._handle >= 0:
            if sys.platform != "win32":
                self._path.unlink(missing_ok=True)  # while still held, so that nobody's new lock is removed
            os.close(self._handle)
            self._handle = -1
            if sys.platform == "win32":
                self._path.unlink(missing_ok=True)


def _another_lives(holder: Holder) -> bool:
    return holder.pid != os.getpid() and holder.alive


def _take(path: Path, project: Path) -> int:
    """The handle of the lock file, locked; the file that was locked is the one that bears the name."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _lock(handle):
                raise _locked(project, holder_of(project))
            if _same_file(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its holder gave it back, and so removed it, between our two steps


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    """Whether the operating system gives us the file alone; also where a file system knows no locks."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # no locks on this file system: what the file says decides
    return True
