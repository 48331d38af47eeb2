"""Real keys under X11 with four layouts set: what a quote, undo, redo and finishing come to on each.

Needs xvfb-run, xdotool and setxkbmap. Keys are pressed by their place on the keyboard, where a person of that layout
finds the letter, or where a US keyboard has it if the layout has no Latin letters. Run
`xvfb-run -a python -m benchmarks.layouts`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which
from time import perf_counter

from PySide6.QtWidgets import QApplication

from models.readings import State
from ui.application import open_window
from ui.main_window import MainWindow
from workspace.intake.importing import import_files
from workspace.project import Project

TEXT = "The mayor said on Monday: “The bridge stays open.” Nobody else spoke."
QUOTE = "“The bridge stays open.”"
CTRL, SHIFT, ENTER = 37, 50, 36  # X11's key codes
# Where each layout has the keys Q, Z and Y.
LAYOUTS = {"us": (24, 52, 29), "de": (24, 29, 52), "fr": (38, 25, 29), "ua": (24, 52, 29)}
_TOOLS = ("xdotool", "setxkbmap")


class Typist:
    """Presses keys of the X server, and waits for what they lead to."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.wait(1.5)
        subprocess.run(["xdotool", "windowfocus", str(int(window.winId()))], check=True)
        self.wait(0.5)

    def wait(self, seconds: float = 0.15) -> None:
        """Lets the window work for some time, and until nothing is asked any more."""
        end = perf_counter() + seconds
        while perf_counter() < end or self.window.worker.waiting or self.window.session.gate.closed:
            QApplication.processEvents()

    def press(self, *codes: int) -> None:
        """Presses keys together."""
        down = [word for code in codes for word in ("keydown", str(code))]
        up = [word for code in reversed(codes) for word in ("keyup", str(code))]
        with subprocess.Popen(["xdotool", *down, *up]) as typing:
            while typing.poll() is None:
                QApplication.processEvents()
        self.wait()

    @property
    def quotes(self) -> int:
        """How many quotes the article has."""
        return len(self.window.session.snapshot.reading.quotes) if self.window.session.snapshot else 0

    def counts(self, q: int, z: int, y: int) -> list[int]:
        """The quotes after Q, Ctrl+Z, Ctrl+Y, Ctrl+Z, Ctrl+Shift+Z."""
        start = TEXT.index(QUOTE)
        self.window.annotate.view.select(start, start + len(QUOTE))
        found = []
        for keys in ((q,), (CTRL, z), (CTRL, y), (CTRL, z), (CTRL, SHIFT, z)):
            self.press(*keys)
            found.append(self.quotes)
        return found

    def finishes(self, z: int) -> bool:
        """Whether Ctrl+Enter finishes the article, and Ctrl+Z takes that back."""
        self.press(CTRL, ENTER)
        snapshot = self.window.session.snapshot
        done = snapshot is not None and snapshot.reading.header.state is State.DONE
        self.window.annotate.chooser.leave()
        self.press(CTRL, z)
        return done


def main() -> int:
    """Prints a row a layout; 1 where a key did something else than on a US keyboard."""
    missing = [tool for tool in _TOOLS if which(tool) is None]
    if missing or not os.environ.get("DISPLAY"):
        print(f"an X display is needed, and {', '.join(_TOOLS)}; missing: {', '.join(missing) or 'the display'}")
        return 1
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    with tempfile.TemporaryDirectory() as name:
        typist = Typist(open_window(_project(Path(name)), "ana", {}))
        results = [_row(typist, layout, codes) for layout, codes in LAYOUTS.items()]
        typist.window.close()
    return 0 if all(results) else 1


def _row(typist: Typist, layout: str, codes: tuple[int, int, int]) -> bool:
    subprocess.run(["setxkbmap", layout], check=True)
    typist.wait(0.5)
    counts, done = typist.counts(*codes), typist.finishes(codes[1])
    typist.press(CTRL, codes[1])
    print(f"{layout}: quotes after Q, undo, redo, undo, redo: {counts}; Ctrl+Enter finishes: {done}")
    return counts == [1, 0, 1, 0, 1] and done


def _project(folder: Path) -> Path:
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    project = Project.create(folder / "p.inquit")
    import_files(project, [folder / "article.txt"])
    project.close()
    return folder / "p.inquit"


if __name__ == "__main__":
    sys.exit(main())
