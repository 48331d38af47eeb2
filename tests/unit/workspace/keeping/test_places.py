"""Risky places for a project."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from workspace.keeping.places import _network_disk, _synced_by, worry

MOUNTS = [("/", "ext4"), ("/home", "ext4"), ("/home/ana/share", "nfs4"), ("/mnt/cloud", "fuse.sshfs"), ("/mnt", "xfs")]


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/ana/Dropbox/thesis/p.inquit", "Dropbox"),
        ("/home/ana/Dropbox (Personal)/p.inquit", "Dropbox"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/p.inquit", "iCloud Drive"),
        ("/home/ana/Nextcloud/p.inquit", "Nextcloud"),
        ("/home/ana/dropbox notes/p.inquit", ""),
        ("/home/ana/Dropbox", ""),
        ("/home/ana/thesis/p.inquit", ""),
    ],
)
def test_a_folder_of_a_sync_program_is_known_by_its_name(path: str, program: str) -> None:
    assert _synced_by(PurePosixPath(path)) == program


def test_a_company_onedrive_is_known_too() -> None:
    assert _synced_by(PureWindowsPath(r"C:\Users\ana\OneDrive - University of Ulm\p.inquit")) == "OneDrive"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ana/share/p.inquit", "nfs4"),
        ("/mnt/cloud/p.inquit", "fuse.sshfs"),
        ("/mnt/p.inquit", ""),
        ("/home/ana/shared/p.inquit", ""),
        ("/home/ana/p.inquit", ""),
    ],
)
def test_a_network_disk_is_known_by_the_mount_that_holds_the_file(path: str, kind: str) -> None:
    assert _network_disk(PurePosixPath(path), MOUNTS) == kind


def test_a_windows_share_is_a_network_disk() -> None:
    assert _network_disk(PureWindowsPath(r"\\server\share\p.inquit"), []) == "share"


def test_the_worry_says_what_to_do_and_an_ordinary_folder_gives_none(tmp_path: Path) -> None:
    assert worry(tmp_path / "p.inquit") == ""
    told = worry(tmp_path / "Dropbox" / "p.inquit")
    assert "Dropbox may replace this project" in told
    assert "work on a copy" in told
