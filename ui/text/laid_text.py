"""The paragraphs of the shown article with their lines: laid out when they are looked at, estimated until then.

Owns which paragraphs are laid out, how high each is and where it begins, in document coordinates. Offsets are code
points. Knows neither what is selected nor how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QTextDocument

from models.offsets import OffsetMap
from ui.text.heading import Heading
from ui.text.heights import Heights
from ui.text.lines import LaidParagraph
from ui.text.paragraphs import Paragraphs
from ui.text.placing import place
from ui.text.span_index import SpanIndex
from ui.text.typography import Typography

EAGER_LENGTH: Final = 300_000  # texts up to here are laid out at once, so that their scroll bar is exact
KEPT_PARAGRAPHS: Final = 600


@dataclass(frozen=True)
class Article:
    """What is laid out: the displayed text, its paragraphs and marks. Offsets are code points."""

    text: str
    heading: Sequence[str]
    paragraphs: Paragraphs
    index: SpanIndex
    offsets: OffsetMap

    @classmethod
    def of(cls, text: str, heading: Sequence[str] = ()) -> Article:
        """An article without marks; text: as `display_text` gives it."""
        paragraphs = Paragraphs(text)
        return cls(text, tuple(heading), paragraphs, SpanIndex(paragraphs), OffsetMap(text))


class LaidText:
    """One article in one column. moved: whether lines lie elsewhere than they did when somebody last set it back."""

    def __init__(self, document: QTextDocument, typography: Typography) -> None:
        self._document = document
        self._width = 0
        self._laid: dict[int, LaidParagraph] = {}
        self.article = Article.of("")
        self.typography = typography
        self.moved = True
        self.begin_anew()

    @property
    def width(self) -> int:
        """Of the page on which the column stands."""
        return self._width

    @property
    def column(self) -> tuple[int, int]:
        """Left edge and width of the column of text."""
        metrics = self.typography
        width = max(metrics.pitch, min(metrics.column, self._width - metrics.left - metrics.right))
        return max(metrics.left, (self._width - width) // 2), width

    @property
    def bottom(self) -> int:
        """The y behind the last paragraph."""
        return self.heading.height + self.heights.total

    def take_width(self, width: int) -> bool:
        """The page has another width; whether the column has too."""
        _, before = self.column
        self._width = width
        return self.column[1] != before

    def forget(self) -> None:
        """Lets go of all paragraphs without touching their blocks, which are about to die."""
        self._laid.clear()

    def begin_anew(self) -> None:
        """Nothing is laid out as it was: another article, other fonts, another width."""
        self.moved = True
        for index in list(self._laid):
            self._drop(index)
        _, width = self.column
        self.heading = Heading(self.article.heading, self.typography, width)
        self.heights = Heights(self._estimates(width))
        if self._width and len(self.article.text) <= EAGER_LENGTH:
            for index in range(len(self.article.paragraphs)):
                self.laid(index)

    def refresh(self, paragraphs: Iterable[int]) -> None:
        """Lays these paragraphs out anew, those that were."""
        for index in paragraphs:
            if index in self._laid:
                self._lay_out(index)

    def is_laid(self, index: int) -> bool:
        """Whether a paragraph has lines already."""
        return index in self._laid

    def laid(self, index: int) -> LaidParagraph:
        """A paragraph with its lines."""
        if index not in self._laid:
            self._lay_out(index)
        return self._laid[index]

    def top_of(self, index: int) -> int:
        """The y at which a paragraph begins."""
        return self.heading.height + self.heights.top(index)

    def paragraph_at(self, y: float) -> int:
        """The paragraph that a y lies in."""
        return self.heights.find(int(y) - self.heading.height)

    def visible(self, clip: QRectF) -> Iterator[int]:
        """The paragraphs that reach into the clip; laying one out may move those below it."""
        index = self.paragraph_at(clip.top())
        while index < len(self.article.paragraphs) and self.top_of(index) < clip.bottom():
            yield index
            index += 1

    def local(self, index: int, offset: int) -> int:
        """From code points of the text to UTF-16 units of a paragraph, kept within it."""
        start, end = self.article.paragraphs.bounds(index)
        inside = max(start, min(offset, end))
        units = self.article.offsets.from_code_point
        return units(inside) - units(start)

    def trim(self, first: int, last: int) -> None:
        """Lets go of paragraphs far from these where there are many; not while Qt may hold lines of them."""
        if len(self._laid) <= KEPT_PARAGRAPHS:
            return
        margin = KEPT_PARAGRAPHS // 4
        for index in [index for index in self._laid if not first - margin <= index <= last + margin]:
            self._drop(index)

    def _estimates(self, width: int) -> Iterator[int]:
        metrics = self.typography
        per_line = max(1.0, width / QFontMetricsF(metrics.text).averageCharWidth())
        for number, (start, end) in enumerate(self.article.paragraphs):
            has_words = self.article.paragraphs.number(number)
            yield ceil((end - start) / per_line) * metrics.pitch + metrics.gap if has_words else metrics.blank

    def _lay_out(self, index: int) -> None:
        start, end = self.article.paragraphs.bounds(index)
        laid = LaidParagraph(
            self._document.findBlockByNumber(index),
            place(self.article.index.in_paragraph(index), start, end, lambda offset: self.local(index, offset)),
            text=self.article.text[start:end],
            width=self.column[1],
            typography=self.typography,
            breaks=self._laid[index].breaks if index in self._laid else None,
        )
        self._laid[index] = laid
        self.moved |= self.heights.change(index, laid.height)

    def _drop(self, index: int) -> None:
        self._laid.pop(index).layout.clearLayout()
