"""A ZIP of files that other readers know: each is read as if it lay in a folder; nothing is unpacked to a disk."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from formats import registry
from formats.archives import ZipFolder, is_litter
from formats.interface import READ_DEFAULTS, ReadOptions
from models.errors import UserError
from models.records import Intake

_ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """What the members hold, by path; raises UserError for an archive that is damaged or too large."""
    try:
        folder = ZipFolder(data)
    except UserError as error:
        raise error.at(name) from error
    paths = [path for path in folder.names() if not is_litter(path)]
    if not paths:
        raise UserError("the archive is empty", remedy="leave it out, or look whether it was saved", file=name)
    for path in paths:
        yield from _member(folder, path, name, options)


def _member(folder: ZipFolder, path: str, name: str, options: ReadOptions) -> Iterator[Intake | UserError]:
    base = PurePosixPath(path).name
    try:
        if path.lower().endswith(_ARCHIVES):
            raise UserError("an archive within an archive is not read", remedy="unpack it first")
        content = folder.read(path)
        reader = registry.reader(registry.sniff(base, content[: registry.HEAD], has_columns=bool(options.columns)))
        for item in reader(io.BytesIO(content), base, options):
            yield _placed(item, f"{name}/{path}") if isinstance(item, UserError) else item
    except UserError as error:
        yield _placed(error, f"{name}/{path}")


def _placed(error: UserError, path: str) -> UserError:
    trouble = error.trouble
    return UserError(trouble.what, value=trouble.value, remedy=trouble.remedy, file=path, line=trouble.line)
