"""Whether a folder is a risky place for a project: a network disk, or one that a sync program works on.

Only looks at paths and mounts; moving the work elsewhere is the user's choice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "davfs", "ceph", "glusterfs")
_SYNC: Mapping[str, str] = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "box sync": "Box",
    "pcloud": "pCloud",
}
_ADVICE = "work on a copy on this computer's own disk, and put a backup there when you are done"


def worry(path: Path) -> str:
    """Why a project at `path` may come to harm, and what to do; empty where nothing is known against it."""
    resolved = path.absolute()
    sync = _synced_by(resolved)
    if sync:
        return f"{sync} may replace this project while it is open: {_ADVICE}"
    network = _network_disk(resolved, _mounts())
    if network:
        return f"this project lies on a network disk ({network}), which may lose what was written: {_ADVICE}"
    return ""


def _synced_by(path: PurePath) -> str:
    """The sync program that a folder is called after: "OneDrive - University" is, "dropbox notes" is not."""
    for folder in path.parent.parts:
        name = folder.casefold()
        for known, program in _SYNC.items():
            if name == known or name.startswith((f"{known} -", f"{known} (", f"{known}-")):
                return program
    return ""


def _mounts() -> Iterable[tuple[str, str]]:
    """Where disks are mounted, with their kind; only Linux tells."""
    if sys.platform != "linux":
        return ()
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    fields = (line.split(" ") for line in lines)
    return [(_unescaped(parts[1]), parts[2]) for parts in fields if len(parts) > 2]


def _unescaped(name: str) -> str:
    return name.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")


def _network_disk(path: PurePath, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of the disk that holds `path` if it is one of a network; a Windows share is told by its name."""
    if str(path).startswith(("\\\\", "//")):
        return "share"
    holding = [(folder, kind) for folder, kind in mounts if path.is_relative_to(folder)]
    kind = max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1]
    return kind if kind.startswith(_NETWORK) else ""
