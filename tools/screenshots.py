"""`python -m tools.screenshots`: every picture of docs/images, by the real window, offscreen, on the sample project.

Keys are pressed as a person presses them, so a picture shows what the guide tells. The same tree gives the same
pictures; fonts decide the rest.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import UserError
from ui.application import application, open_window
from ui.dataset.page import DatasetPage
from ui.demo import ANNOTATOR, sample_project
from ui.main_window import MainWindow
from ui.palettes import DARK
from ui.review.live import Answer
from ui.review.page import ReviewPage

IMAGES: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
USUAL, SMALL = (1440, 900), (1024, 700)
_COLOURS: Final = 256  # of a picture with a palette
_EXACT: Final = 40  # of these colours are areas, which have to be as they are
_ALIKE: Final = 6  # of 255: what no eye tells apart in a letter's edge
_IN_DOUBT: Final = {  # files that are not UTF-8, as they come from elsewhere
    "Fähren.txt": "Der Hafenmeister sagte: „Vor dem Frühjahr fährt keine Fähre.“ Niemand sonst sprach.",
    "Möwen.txt": "„Sie schrien über dem Kai“, schrieb die Übersetzerin später in ihr Büchlein.",
}
_PATIENCE: Final = 60_000  # milliseconds until something is taken to hang


class Person:
    """Someone at a window: selects words, presses keys, waits for what comes of it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.wait(lambda: window.session.project is not None)

    def wait(self, until: Callable[[], bool] = lambda: True) -> None:
        """Lets the window work until this holds and everything that was asked is answered and painted."""
        deadline = QDeadlineTimer(_PATIENCE)
        settled = 0
        while settled < 3:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            busy = self.window.worker.waiting or self.window.session.gate.closed or not until()
            settled = 0 if busy else settled + 1
            if deadline.hasExpired():
                raise UserError("the window does not come to rest", remedy="run `make run` and look at it")

    def opens(self, number: int, quote: int = 0) -> None:
        """Opens the sample article of this number and goes on to its quote of that number, if any."""
        self.window.annotate.open_article(self.window.annotate.pane.list.articles.entries[number - 1].id)
        self.wait()
        self.presses(*["Tab"] * quote)

    def selects(self, words: str, within: str = "") -> None:
        """Selects words; within: a longer stretch in which they stand only once."""
        snapshot = self.window.session.snapshot
        if snapshot is not None:
            around = within or words
            start = snapshot.article.text.index(around) + around.index(words)
            self.window.annotate.view.select(start, start + len(words))
        self.wait()

    def presses(self, *keys: str) -> None:
        """Presses keys as the table writes them, each where the focus is."""
        for key in keys:
            QTest.keySequence(self._focused, QKeySequence.fromString(key))
            self.wait()

    def marks(self, key: str, words: str, within: str = "") -> None:
        """Selects words and presses the key of their label."""
        self.selects(words, within)
        self.presses(key)

    def types(self, words: str) -> None:
        """Types into what has the focus."""
        QTest.keyClicks(self._focused, words)
        self.wait()

    def answers(self, words: str) -> None:
        """Answers the question that is asked."""
        self.types(words)
        self.presses("Return")

    @property
    def _focused(self) -> QWidget:
        widget: QWidget | None = self.window.focusWidget()
        return self.window.annotate.view if widget is None else widget


# --- the pictures ---------------------------------------------------------------------------------------------------


def annotate(person: Person) -> None:
    """An article as it looks when it is done."""
    person.opens(2, quote=2)


def broken(person: Person) -> None:
    """The guide's first sentences: a quote broken in two, with speaker, cue and stance."""
    person.opens(7)
    person.marks("Q", "Crews on the Sorrel Strait ferries will decide next week whether to sail at night again")
    person.marks("S", "their union")
    person.marks("C", "said", "said on Wednesday")
    person.marks("Q", "“We have asked for lights on the piles, not for the moon,”")
    person.marks("C", "said", "said the union")
    person.marks("S", "the union’s secretary, Oona Pell")
    person.marks("+", "“One of the two we can do without.”")
    person.presses("F")
    person.answers("Lights on the piles")


def pending(person: Person) -> None:
    """A speaker and a cue that wait for their quote."""
    broken(person)
    person.marks("S", "The operator, Strait Lines")
    person.marks("C", "said", "said that every pile")


def chooser(person: Person) -> None:
    """The strip that asks for a target."""
    pending(person)
    person.presses("Q")
    person.marks("S", "Pell", "Pell dismissed")
    person.marks("C", "dismissed")
    person.presses("Q", "T")


def done(person: Person) -> None:
    """The guide's article to its end: a source and one inherited, a nested quote, the agency's credit."""
    chooser(person)
    person.answers("The photographs")
    person.presses("A")
    person.marks("Shift+C", "According to")
    person.marks("O", "the website Lindhaven Live")
    person.marks("Q", "the captains are on the side of the crews")
    person.marks("S", "They")
    person.marks("C", "say", "say the reflectors")
    person.presses("Q", "V")
    person.marks("Q", "“If they tell us: ‘wait until the autumn’, then we shall wait, but in port,”")
    person.marks("S", "Pell", "Pell said")
    person.marks("C", "said", "said.\n\nThe result")
    person.marks("Q", "‘wait until the autumn’")
    person.marks("S", "they", "they tell")
    person.presses("0")
    person.marks("C", "tell", "tell us")
    person.presses("Shift+Y", "Shift+Y", "Shift+Y")
    person.marks("Shift+O", "MPS")


def finish(person: Person) -> None:
    """What looks incomplete."""
    done(person)
    person.presses("Ctrl+Return")


def keys(person: Person) -> None:
    """The keys that work now."""
    person.opens(2, quote=2)
    person.presses("?")


def palette(person: Person) -> None:
    """The palette, with some letters typed."""
    person.opens(2, quote=2)
    person.presses("Ctrl+K")
    person.types("source")


def small(person: Person) -> None:
    """A small screen."""
    person.opens(4, quote=3)


def dark(person: Person) -> None:
    """Dark colours."""
    person.window.set_colours(DARK)
    person.opens(3, quote=3)


def review(person: Person) -> None:
    """Agreement, once every figure is there."""
    person.window.show_page("review")
    page = person.window.findChild(ReviewPage)
    if page is None:
        raise UserError("there is no review page")
    answers: list[Answer] = []
    page.live.reviewed.connect(answers.append)
    person.wait(lambda: bool(answers) and not page.live.computing)
    page.live.reviewed.emit(replace(answers[-1], seconds=1.0))  # how long it took would differ in each picture


def importing(person: Person) -> None:
    """A file in doubt: the encoding is proposed, and seen."""
    with tempfile.TemporaryDirectory() as brought:
        for name, words in _IN_DOUBT.items():
            (Path(brought) / name).write_bytes(words.encode("windows-1252"))
        person.window.projects.take([Path(brought)])
        person.wait(lambda: not person.window.arrivals.running and not person.window.arrivals.looking)


def dataset(person: Person) -> None:
    """The choices of a dataset, and its first record."""
    person.presses("Ctrl+E")
    page = person.window.findChild(DatasetPage)
    if page is None:
        raise UserError("there is no dataset page")
    person.wait(lambda: page.title.text() != "")


PICTURES: Final[Mapping[str, tuple[tuple[int, int], Callable[[Person], None]]]] = {
    "annotate": (USUAL, annotate),
    "broken": (USUAL, broken),
    "pending": (USUAL, pending),
    "chooser": (USUAL, chooser),
    "done": (USUAL, done),
    "finish": (USUAL, finish),
    "keys": (USUAL, keys),
    "palette": (USUAL, palette),
    "small": (SMALL, small),
    "dark": (USUAL, dark),
    "review": (USUAL, review),
    "import": (USUAL, importing),
    "dataset": (USUAL, dataset),
}


def main(names: list[str]) -> int:
    """Makes the pictures of these names, all without any, and returns the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no display is needed, and pixels are the same everywhere
    application()
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in names or PICTURES:
        path = IMAGES / f"{name}.png"
        with tempfile.TemporaryDirectory() as folder:
            take(name, path, Path(folder))
        print(f"{path.relative_to(IMAGES.parent.parent)}: {path.stat().st_size / 1000:.0f} kB")
    return 0


def take(name: str, path: Path, folder: Path) -> None:
    """Sets the scene of one picture on a fresh sample project and keeps what is seen."""
    size, set_scene = PICTURES[name]
    window = open_window(sample_project(folder / "sample.inquit"), ANNOTATOR, {})
    window.resize(*size)
    person = Person(window)
    set_scene(person)
    person.wait()
    reduced(window.grab().toImage()).save(str(path), quality=0)  # 0: as small as PNG gets
    window.close()


def reduced(image: QImage) -> QImage:
    """The same with a palette of few colours, which is enough for drawn letters and lines."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    table = telling(Counter(memoryview(plain.constBits()).cast("I")))
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def telling(counted: Counter[int]) -> list[int]:
    """The most frequent colours, then others without those that one of them can stand for, so that rare hues stay."""
    frequent = [value for value, _ in counted.most_common()]
    table = frequent[:_EXACT]
    for value in frequent[_EXACT:]:
        if len(table) < _COLOURS and all(_apart(value, other) > _ALIKE for other in table):
            table.append(value)
    return table


def _apart(one: int, other: int) -> int:
    """The largest difference of two colours in red, green or blue, 0 to 255."""
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
