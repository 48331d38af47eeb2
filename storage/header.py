"""The first hundred bytes of a project file: what they must say before anything else touches the file.

Reads bytes only, never through SQLite, so that looking at a foreign file changes nothing of it.
"""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from models.errors import ProjectError

APPLICATION_ID = 0x496E7174  # "Inqt"
MAJOR, MINOR = 1, 0
USER_VERSION = (MAJOR << 16) | MINOR
_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100
_WITH_WAL = 2  # the version of the format for reading or writing
_CHOOSE = "choose a file made by Inquit"
_RESTORE = "restore a backup"


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a file's schema. A newer major cannot be used; a newer minor can be read."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def number(self) -> int:
        """As `user_version` holds it."""
        return (self.major << 16) | self.minor

    @property
    def newer_minor(self) -> bool:
        """Whether a later Inquit of the same major made the file."""
        return self.major == MAJOR and self.minor > MINOR

    @property
    def older(self) -> bool:
        """Whether the file must be upgraded before use."""
        return self.number < USER_VERSION


def inspect(path: Path) -> Version:
    """The version of the project at `path`.

    Raises ProjectError: missing, unreadable, empty, no SQLite file, cut off, another program's, with a
    write-ahead log, made by a newer Inquit.
    """
    head, size = _first_bytes(path)
    if size == 0:
        raise ProjectError("the file is empty, so it is no project", file=str(path), remedy=_RESTORE)
    if not head.startswith(_MAGIC):
        raise ProjectError("this is not an Inquit project", file=str(path), remedy=_CHOOSE)
    if len(head) < _LENGTH or _cut_off(path, head, size):
        raise ProjectError("the project file is cut off", value=f"{size} bytes", file=str(path), remedy=_RESTORE)
    _refuse_other_programs(path, head)
    if _WITH_WAL in head[18:20]:
        raise ProjectError(
            "another program gave the project a write-ahead log, in which gestures may be lost",
            file=str(path),
            remedy='close that program, then set it back with `sqlite3 FILE "PRAGMA journal_mode = DELETE"`',
        )
    return _version(path, head)


def _first_bytes(path: Path) -> tuple[bytes, int]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait for ever
            raise ProjectError("this is no file, so it is no project", file=str(path), remedy=_CHOOSE)
        with path.open("rb") as file:
            return file.read(_LENGTH), path.stat().st_size
    except FileNotFoundError as error:
        remedy = "check the name, or make one with `inquit new`"
        raise ProjectError("there is no such project", file=str(path), remedy=remedy) from error
    except OSError as error:
        remedy = "check its folder, links and permissions"
        raise ProjectError(
            "the project cannot be read", value=error.strerror or "", file=str(path), remedy=remedy
        ) from error


def _number(head: bytes, offset: int) -> int:
    return int(struct.unpack_from(">I", head, offset)[0])


def _cut_off(path: Path, head: bytes, size: int) -> bool:
    """Whether pages are missing at the end; a journal left by a crash may still bring them into order."""
    if path.with_name(f"{path.name}-journal").exists():
        return False
    page = struct.unpack_from(">H", head, 16)[0]
    pages_known = _number(head, 24) == _number(head, 92)
    return pages_known and size < (65536 if page == 1 else page) * _number(head, 28)


def _refuse_other_programs(path: Path, head: bytes) -> None:
    application = _number(head, 68)
    if application != APPLICATION_ID:
        raise ProjectError(
            "this database was made by another program",
            value=f"application id {application:#x}",
            file=str(path),
            remedy=_CHOOSE,
        )


def _version(path: Path, head: bytes) -> Version:
    number = _number(head, 60)
    version = Version(number >> 16, number & 0xFFFF)
    if version.major > MAJOR:
        raise ProjectError(
            "this project was made by a newer Inquit",
            value=f"version {version}",
            file=str(path),
            remedy=f"update Inquit (this one reads up to version {MAJOR})",
        )
    if version.major == 0:
        raise ProjectError(
            "the project file names no version of Inquit", value=f"version {version}", file=str(path), remedy=_RESTORE
        )
    return version
