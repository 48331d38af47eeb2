"""What one attribution costs: `python -m benchmarks.operators [--no-target] [SENTENCE SPEAKER CUE [QUOTE...]]`.

Annotates a sentence in a real window by real events, once with the mouse and once by keyboard alone, and counts
operators: a chord is one, a click is one, pointing is one; a drag is four (point, press, point, release). The project
has one target, which is therefore the current one, or with --no-target none, so that its name is typed; it knows the
speaker by an alias. QUOTE: its words, each part of a broken one by itself, by default the quotation in the sentence.
Runs offscreen unless QT_QPA_PLATFORM says xcb.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.articles import Article, Meta
from models.entities import Entity, Target
from models.errors import UsageError
from models.readings import Reading
from models.spans import Fragment
from models.text.marks import quotations
from models.text.segments import next_word
from storage import bulk
from ui.application import open_window
from ui.main_window import MainWindow
from workspace.project import Project

_INVENTED = (
    "“If the barges moor here, above all before the thaw, we shall tow them,” Brandel said.",
    "Brandel",
    "said",
)
_FURTHER = "further"  # a part of a broken quote behind its first one
_KEYS = {"quote": Qt.Key.Key_Q, _FURTHER: Qt.Key.Key_J, "speaker": Qt.Key.Key_S, "cue": Qt.Key.Key_C}
_NO_TARGET, _TARGET = "--no-target", "The matter"
_NONE, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_LEFT = Qt.MouseButton.LeftButton
_PATIENCE = 20  # seconds
_TRIES = 4


@dataclass(frozen=True)
class Sentence:
    """What is to be marked, in code points of the text."""

    text: str
    quote: tuple[Fragment, ...]
    speaker: Fragment
    cue: Fragment

    @classmethod
    def of(cls, text: str, speaker: str, cue: str, *quote: str) -> Sentence:
        """Raises UsageError for words that the sentence does not have."""
        told = tuple(sorted(_at(text, words) for words in quote)) or (_quotation(text),)
        outside = "".join(" " if any(at in range(*part) for part in told) else char for at, char in enumerate(text))
        return cls(text, told, _at(outside, speaker), _at(outside, cue))

    @property
    def steps(self) -> list[tuple[str, Fragment]]:
        """Each part with the name of the key that marks it, as one reads."""
        quote = [("quote" if part == self.quote[0] else _FURTHER, part) for part in self.quote]
        return sorted([*quote, ("speaker", self.speaker), ("cue", self.cue)], key=lambda step: step[1])


def _quotation(text: str) -> Fragment:
    found = next(iter(quotations(text)), None)
    if found is None:
        raise UsageError("the sentence has no quotation marks", remedy="give the words of the quote as well")
    return found.fragment


def _at(text: str, words: str) -> Fragment:
    start = text.find(words)
    if start < 0:
        raise UsageError("the sentence does not have these words outside its quote", value=words)
    return Fragment(start, start + len(words))


def main(arguments: Sequence[str]) -> int:
    """Prints the counts; 1 where what was stored is not what was to be marked, 2 for words that do not fit."""
    words = [word for word in arguments if word != _NO_TARGET] or list(_INVENTED)
    if len(words) < len(_INVENTED):
        print((__doc__ or "").splitlines()[0], file=sys.stderr)
        return 2
    try:
        sentence = Sentence.of(*words)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    wrong = 0
    for title, way in (("with the mouse", by_mouse), ("by keyboard alone", by_keyboard)):
        operators, complete = counted(sentence, way, has_target=_NO_TARGET not in arguments)
        wrong += not complete
        print(f"{title}: {len(operators)} operators{'' if complete else ', NOT COMPLETE'}: {', '.join(operators)}")
    return int(bool(wrong))


Way = Callable[["Hands", Sentence], None]


def counted(sentence: Sentence, way: Way, *, has_target: bool = True) -> tuple[list[str], bool]:
    """The operators that a way of annotating took, and whether the whole attribution is stored.

    has_target: the project has a target; else its name is typed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.inquit"
        _make_project(path, sentence, has_target=has_target)
        window = open_window(path, "ana", {})
        hands = Hands(window)
        hands.wait(lambda: window.session.snapshot is not None)
        way(hands, sentence)
        hands.press(Qt.Key.Key_A)
        if not has_target:
            hands.type(_TARGET)
            hands.press(Qt.Key.Key_Return, _CTRL)
        complete = _is_complete(hands.reading, sentence)
        window.close()
        return hands.operators, complete


def _make_project(path: Path, sentence: Sentence, *, has_target: bool) -> None:
    project = Project.create(path)
    alias = sentence.text[slice(*sentence.speaker)]
    person = Entity(project.ids(), f"Somebody {alias}", "person", (alias,))
    targets = [Target(project.ids(), _TARGET, 0)] if has_target else []
    with project.store.writing() as connection:
        bulk.add_article(connection, Article(project.ids(), sentence.text, Meta(source_name="1.txt")))
        bulk.add_shared(connection, [person, *targets])
    project.close()


def _is_complete(reading: Reading, sentence: Sentence) -> bool:
    spans = {span.label: span for span in reading.spans.values()}
    marked = {label: span.fragments for label, span in spans.items()}
    linked = {link.role for link in reading.links.values()}
    wanted = {"quote": sentence.quote, "speaker": (sentence.speaker,), "cue": (sentence.cue,)}
    stances = list(reading.stances.values())
    held = [stance.holder for stance in stances if stance.polarity == "against"] == [spans["speaker"].entity]
    return marked == wanted and linked == {"speaker", "cue"} and held


class Hands:
    """Real events to a window, each counted."""

    def __init__(self, window: MainWindow) -> None:
        self.operators: list[str] = []
        self._window = window
        self._view = window.annotate.view

    @property
    def selection(self) -> Fragment | None:
        """What a gesture would take: what is selected, snapped to words."""
        return self._window.annotate.column.selection

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return self._view.caret

    @property
    def reading(self) -> Reading:
        """What the window shows."""
        snapshot = self._window.session.snapshot
        if snapshot is None:
            raise RuntimeError("no article is open")
        return snapshot.reading

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """One key or chord."""
        self.operators.append(key.name.removeprefix("Key_"))
        QTest.keyClick(self._focused, key, modifiers)
        self.wait(lambda: not self._window.worker.waiting and not self._window.session.gate.closed)

    def type(self, words: str) -> None:
        """A key a letter."""
        self.operators += words
        QTest.keyClicks(self._focused, words)

    @property
    def _focused(self) -> QWidget:
        widget: QWidget | None = self._window.focusWidget()
        return self._view if widget is None else widget

    def double_click(self, part: Fragment) -> None:
        """Points at the middle of some words and clicks twice."""
        self.operators += ["point", "click", "click"]
        middle = (part.start + part.end) // 2
        place = self._view.rectangles(middle, middle + 1)[0].center()
        QTest.mouseClick(self._view.viewport(), _LEFT, _NONE, place)
        QTest.mouseDClick(self._view.viewport(), _LEFT, _NONE, place)

    def drag(self, part: Fragment) -> None:
        """From the first of some words to the last."""
        self.operators += ["point", "press", "point", "release"]
        first, last = (
            self._view.rectangles(part.start, part.start + 1)[0],
            self._view.rectangles(part.end - 1, part.end)[0],
        )
        here, there = QPoint(first.left() + 1, first.center().y()), QPoint(last.right(), last.center().y())
        QTest.mousePress(self._view.viewport(), _LEFT, _NONE, here)
        QTest.mouseMove(self._view.viewport(), (here + there) / 2)
        QTest.mouseMove(self._view.viewport(), there)
        QTest.mouseRelease(self._view.viewport(), _LEFT, _NONE, there)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Lets the window work until the condition holds; raises TimeoutError where it never does."""
        deadline = monotonic() + _PATIENCE
        while not reached():
            if monotonic() > deadline:
                raise TimeoutError("the window does not answer")
            QTest.qWait(5)


def by_mouse(hands: Hands, sentence: Sentence) -> None:
    """Each part by a double click, by a drag where that takes other words."""
    for label, part in sentence.steps:
        hands.double_click(part)
        if hands.selection != part:
            del hands.operators[-3:]  # who knows what a double click takes would have drawn at once
            hands.drag(part)
        hands.press(_KEYS[label])


def by_keyboard(hands: Hands, sentence: Sentence) -> None:
    """In reading order, from where the caret is."""
    for label, part in sentence.steps:
        if label == "quote" and _asked(hands, part):
            continue
        _select(hands, sentence.text, part)
        hands.press(_KEYS[label])


def _asked(hands: Hands, quote: Fragment) -> bool:
    """Lets the program find the quote; what it finds wrong is taken back and not counted."""
    before = len(hands.operators)
    for _ in range(_TRIES):
        hands.press(Qt.Key.Key_Q)
        if any(span.fragments == (quote,) for span in hands.reading.quotes):
            return True
    while hands.reading.quotes:
        hands.press(Qt.Key.Key_Z, _CTRL)
    del hands.operators[before:]
    return False


def _select(hands: Hands, text: str, part: Fragment) -> None:
    """Goes to the words, takes the first with W and as many more as are needed with Ctrl+Shift+Right; a quotation with
    Space."""
    if part in (quotation.fragment for quotation in quotations(text)):
        while hands.caret < part.start:
            hands.press(Qt.Key.Key_Right, _CTRL)
        hands.press(Qt.Key.Key_Space)
        return
    while (word := next_word(text, hands.caret)) is not None and word.start < part.start:
        hands.press(Qt.Key.Key_Right, _CTRL)
    hands.press(Qt.Key.Key_W)
    while (chosen := hands.selection) is not None and chosen.end < part.end:
        hands.press(Qt.Key.Key_Right, _CTRL | _SHIFT)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
