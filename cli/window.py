"""The arguments of the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cli.words import OneLineParser

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def window_parser() -> OneLineParser:
    """The arguments of the window."""
    root = OneLineParser(prog="inquit", description="Open the window.")
    root.add_argument("paths", nargs="*", type=Path, metavar="X", help="a project (.inquit), and articles to import")
    root.add_argument("--annotator", metavar="NAME", help="whose annotations these are")
    root.add_argument("--ack", type=Path, metavar="FILE", help="append the number of each stored change to FILE")
    return root


def window_arguments(arguments: Sequence[str], environment: Mapping[str, str]) -> argparse.Namespace:
    """What the window is to open; ends the program with exit code 2 where it cannot, before Qt is loaded."""
    root = window_parser()
    chosen = root.parse_args(arguments)
    for path in chosen.paths:
        if not path.exists():
            root.error(f"there is no such command, project or article: {path}")
    if sys.platform == "linux" and not any(environment.get(name) for name in _DISPLAYS):
        root.error("there is no display to open a window on")  # Qt would end the process by a signal
    return chosen
