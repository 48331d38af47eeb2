"""What Qt misses is read from the dynamic linker, and turned into the exact line that a person has to run."""

import shutil
import sys
from pathlib import Path

import pytest

from tools.qt_libraries import (
    OFFSCREEN,
    PACKAGES,
    advice,
    blocking,
    has_display,
    install_command,
    missing_libraries,
    not_found,
    packages_for,
    provide_fonts,
)

LISTING = """
\tlinux-vdso.so.1 (0x00007f48e1fa7000)
\tlibEGL.so.1 => not found
\tlibX11.so.6 => /lib/x86_64-linux-gnu/libX11.so.6 (0x00007f48e1aa0000)
\tlibxcb-cursor.so.0 => not found
"""
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux's dynamic linker")


def test_missing_libraries_are_those_that_the_linker_does_not_find() -> None:
    assert not_found(LISTING) == {"libEGL.so.1", "libxcb-cursor.so.0"}


@on_linux
def test_the_linker_finds_all_that_the_offscreen_platform_needs_here() -> None:
    assert missing_libraries(OFFSCREEN) == set()
    assert blocking({}) == set()


def test_only_what_is_missing_is_installed() -> None:
    assert packages_for({"libEGL.so.1", "libgthread-2.0.so.0"}, {"Emoji"}) == [
        "fonts-noto-color-emoji",
        "libegl1",
        "libglib2.0-0",
    ]
    assert packages_for((), ()) == []


def test_a_library_that_the_table_does_not_know_asks_for_everything_that_qt_can_need() -> None:
    assert packages_for({"libnew.so.9"}, ()) == sorted(set(PACKAGES.values()))


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"DISPLAY": ""}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:size=800x600"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_a_window_is_shown_where_a_display_is_named_and_offscreen_is_not_asked_for(
    environment: dict[str, str], shown: bool
) -> None:
    assert has_display(environment) is shown


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="the line is for Debian and its kin")
def test_who_is_not_root_gets_the_exact_line() -> None:
    assert advice(["libegl1", "libgl1"], root=False).splitlines()[1].strip() == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )
    assert "sudo" not in advice(["libegl1"], root=True)


def test_what_debian_merely_recommends_stays_away() -> None:
    assert "--no-install-recommends" in install_command(["libegl1"])


@on_linux
def test_fonts_are_asked_for_once_in_an_environment(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stamp = tmp_path / "stamp"
    stamp.touch()

    provide_fonts(stamp)

    assert capfd.readouterr() == ("", "")
