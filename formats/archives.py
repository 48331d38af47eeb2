"""ZIP archives as folders, with a guard against hostile ones.

Nothing is ever unpacked to a disk: members are read in memory, by name, up to a limit.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from models.errors import UserError

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 50_000_000  # bytes, unpacked
LARGEST_ARCHIVE = 500_000_000  # bytes, all members unpacked
HIGHEST_RATIO = 200  # of unpacked to packed bytes
_LITTER = frozenset(("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"))  # that systems add on their own
_AGAIN = "save or download it again"
_UNPACK = "unpack it, and bring the folder"
_SUSPECT = "ask whom it came from, or pack it anew"
_SMALL = 1_000_000  # bytes that are unpacked whatever their ratio: markup repeats itself


class ZipFolder:
    """The members of a ZIP, checked before any is unpacked.

    Raises UserError for a damaged, encrypted or too large archive and for links and names that lead out of it.
    """

    def __init__(self, data: BinaryIO) -> None:
        try:
            self._zip = ZipFile(data)
        except (BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
            raise UserError("not a ZIP archive, or a damaged one", remedy=_AGAIN) from error
        self._check(self._zip.infolist())
        self._members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}

    def names(self) -> list[str]:
        """The paths of all files, sorted."""
        return sorted(self._members)

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a member, never more than it announced."""
        info = self._members.get(name)
        if info is None:
            raise UserError("the archive lacks a part", value=name, remedy=_AGAIN)
        try:
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except (
            BadZipFile,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
            zlib.error,
        ) as error:
            raise UserError("a member of the archive is damaged", value=name, remedy=_AGAIN) from error
        if len(data) != info.file_size:
            raise UserError("a member of the archive has another size than announced", value=name, remedy=_AGAIN)
        return data

    def _check(self, infos: list[ZipInfo]) -> None:
        if len(infos) > MOST_MEMBERS:
            raise UserError(
                f"the archive has more than {MOST_MEMBERS:,} members", value=f"{len(infos):,}", remedy=_UNPACK
            )
        for info in infos:
            _check_member(info)
        if sum(info.file_size for info in infos) > LARGEST_ARCHIVE:
            raise UserError(f"the archive unpacks to more than {LARGEST_ARCHIVE:,} bytes", remedy=_UNPACK)
        names = Counter(info.filename for info in infos)
        if twice := next((name for name, count in names.items() if count > 1), None):
            raise UserError("two members of the archive have the same name", value=twice, remedy=_AGAIN)


def _check_member(info: ZipInfo) -> None:
    name = info.filename
    if not name:
        raise UserError("a member of the archive has no name", remedy=_AGAIN)
    if info.flag_bits & 0x1:
        raise UserError("the archive is encrypted", value=name, remedy="unpack or save it without a password first")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UserError("the archive holds a symbolic link", value=name, remedy=_SUSPECT)
    if leads_out(info.orig_filename):
        raise UserError("a name in the archive leads out of it", value=info.orig_filename, remedy=_SUSPECT)
    if info.file_size > LARGEST_MEMBER:
        raise UserError(f"a member unpacks to more than {LARGEST_MEMBER:,} bytes", value=name, remedy=_SUSPECT)
    if info.file_size > max(_SMALL, HIGHEST_RATIO * info.compress_size):
        raise UserError(f"a member unpacks to more than {HIGHEST_RATIO} times its size", value=name, remedy=_SUSPECT)


def leads_out(name: str) -> bool:
    """Whether a path is absolute, names a drive, climbs with `..` or hides something behind a NUL."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\0" in name


def is_litter(name: str) -> bool:
    """Whether a member was added by a system, not by a person."""
    return not _LITTER.isdisjoint(name.split("/"))


class ZipSink:
    """Writes files into a ZIP whose bytes depend on nothing but names and contents."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w")

    def put(self, name: str, data: bytes) -> None:
        """Adds one member."""
        info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, data, compress_type=8)

    def close(self) -> None:
        """Writes the directory; the stream stays open."""
        self._zip.close()
