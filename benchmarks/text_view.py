"""How fast the reading column draws: opening, a key press that adds a mark, paging, zooming.

Measured beside a plain QTextEdit with the same text in the same run: what Qt itself needs without any mark. Run
`python -m benchmarks.text_view`; offscreen unless QT_QPA_PLATFORM says otherwise. Times are milliseconds, medians.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from models.spans import Fragment
from ui.text.marks import Mark
from ui.text.typography import typography
from ui.text.view import ArticleView

SIZES = ((10_000, 50), (1_000_000, 5_000), (10_000_000, 50_000))
WORDS = ("the mayor", "said", "on Friday", "that", "“the council", "wrote", "would not", "build a bridge 😀", "later”")
LABELS = ("quote", "speaker", "cue", "source", "stance")
REPEATS = 40


@dataclass(frozen=True, slots=True)
class Measured:
    """One action's times in milliseconds."""

    action: str
    ours: list[float]
    plain: list[float]

    def row(self) -> str:
        """Median and 95th percentile of ours, median of the plain QTextEdit, and how they compare."""
        slow = quantiles(self.ours, n=20)[-1] if len(self.ours) > 1 else self.ours[0]
        reference = f"{median(self.plain):9.1f} {median(self.ours) / median(self.plain):8.2f}" if self.plain else ""
        return f"  {self.action:34} {median(self.ours):9.1f} {slow:9.1f} {reference}"


def article(length: int, seed: int = 1) -> str:
    """Invented prose of about `length` code points, in paragraphs of 40 to 90 words."""
    choose = random.Random(seed)
    paragraphs: list[str] = []
    size = 0
    while size < length:
        words = " ".join(choose.choices(WORDS, k=choose.randint(40, 90)))
        paragraphs.append(words)
        size += len(words) + 1
    return "\n".join(paragraphs)


def marks(text: str, count: int, seed: int = 2) -> list[Mark]:
    """`count` marks spread evenly; each tenth of two fragments, the quotes longer than the mentions."""
    choose = random.Random(seed)
    return [_mark(choose, str(i), LABELS[i % len(LABELS)], i * (len(text) - 400) // count) for i in range(count)]


def main() -> None:
    """Measure all sizes and print one table each."""
    QApplication.instance() or QApplication(sys.argv[:1])
    for length, count in SIZES:
        print(f"{length:,} code points, {count:,} marks{'median':>14} {'p95':>9} {'plain':>9} {'ratio':>8}")
        for measured in measure(length, count):
            print(measured.row())
        print()


def measure(length: int, count: int) -> Iterator[Measured]:
    """The actions one after the other on one article: ours first, since Qt's goes on laying out in the background."""
    text = article(length)
    ours = dict(_ours(text, marks(text, count)))
    plain = dict(_plain(text))
    for action, times in ours.items():
        yield Measured(action, times, plain.get(action, []))


def _ours(text: str, spans: list[Mark]) -> Iterator[tuple[str, list[float]]]:
    view = ArticleView()
    view.resize(900, 900)
    view.show()
    yield "open until painted", [_timed(partial(view.set_article, text, ("A title", "meta"), spans))]
    yield "page down", _pages(view)
    view.set_caret(len(text) // 2)
    yield "add one mark, told which", _added(view, text)
    yield "add one mark, all compared", _compared(view, text, spans)
    middle = len(spans) // 2
    frames = [[str(i), str(i + 1)] for i in range(middle, middle + 10)]
    yield "activate a frame", [_timed(partial(view.set_active, frame)) for frame in frames]
    yield "paint everything visible", [_timed(view.viewport().update) for _ in range(REPEATS)]
    yield "zoom", [_timed(partial(view.set_zoom, zoom)) for zoom in (110, 120, 130, 120, 110, 100)]
    view.close()


def _plain(text: str) -> Iterator[tuple[str, list[float]]]:
    view = QTextEdit(readOnly=True)
    view.document().setDefaultFont(typography(100).text)
    view.setTextInteractionFlags(view.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    view.resize(900, 900)
    view.show()
    yield "open until painted", [_timed(partial(view.setPlainText, text))]
    yield "page down", _pages(view)
    yield "paint everything visible", [_timed(view.viewport().update) for _ in range(REPEATS)]
    yield "zoom", [_timed(partial(view.zoomIn, by)) for by in (1, -1)]
    view.close()


def _mark(choose: random.Random, name: str, label: str, start: int) -> Mark:
    length = choose.randint(60, 260) if label == "quote" else choose.randint(4, 30)
    parts = [Fragment(start, start + length)]
    if choose.random() < 0.1:
        parts.append(Fragment(start + length + 20, start + length + 40))
    return Mark(name, label, tuple(parts), number=name if label == "quote" else "")


def _timed(action: Callable[[], object]) -> float:
    """Until the action is done, what it changed is painted, and scroll bars are settled."""
    begin = perf_counter()
    action()
    QApplication.processEvents()
    return (perf_counter() - begin) * 1_000


def _pages(widget: QTextEdit) -> list[float]:
    return [_timed(partial(QTest.keyClick, widget, Qt.Key.Key_PageDown)) for _ in range(REPEATS)]


def _places(view: ArticleView, text: str) -> Iterator[tuple[str, Fragment]]:
    """Forty places in the visible part."""
    choose = random.Random(3)
    middle = view.caret
    for i in range(REPEATS):
        start = max(0, min(middle + choose.randint(-400, 400), len(text) - 30))
        yield f"new {i}", Fragment(start, start + choose.randint(3, 25))


def _added(view: ArticleView, text: str) -> list[float]:
    new = ([Mark(name, "speaker", (at,))] for name, at in _places(view, text))
    return [_timed(partial(view.change_marks, marks)) for marks in new]


def _compared(view: ArticleView, text: str, spans: list[Mark]) -> list[float]:
    shown = list(spans)
    times = []
    for name, at in _places(view, text):
        shown.append(Mark(f"other {name}", "cue", (at,)))
        times.append(_timed(partial(view.set_marks, list(shown))))
    return times


if __name__ == "__main__":
    main()
