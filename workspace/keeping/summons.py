"""Asks the window that has a project open to come to the front, by a small file among the user's own data.

The file is named after the process that is asked, so only windows of the same user on this machine can see it. No
network, no socket; whoever is asked watches `folder()` and calls `is_summoned`.
"""

from __future__ import annotations

import os
from pathlib import Path
from socket import gethostname

from platformdirs import user_data_path

from storage.files import fresh_folder, troubles_named


def folder() -> Path:
    """Where the requests are put."""
    return user_data_path("inquit", appauthor=False) / "windows"


def ready() -> Path:
    """The folder, made where there is none; raises ProjectError where that cannot be."""
    fresh_folder(folder())
    return folder()


def summon(process: int, project: Path) -> None:
    """Asks the window of a process on this machine that has `project` open; raises ProjectError where that fails."""
    target = _request(process)
    with troubles_named(target):
        draft = ready() / f"{target.name}.{os.getpid()}"
        draft.write_text(str(project.resolve()), encoding="utf-8")
        os.replace(draft, target)


def is_summoned(project: Path) -> bool:
    """Whether this process was asked to show the window that has `project` open; a request is answered once."""
    request = _request(os.getpid())
    try:
        asked = request.read_text(encoding="utf-8")
        if asked != str(project.resolve()):
            return False
        request.unlink()
    except (OSError, UnicodeDecodeError):
        return False
    return True


def _request(process: int) -> Path:
    return folder() / f"{gethostname()}-{process}"
