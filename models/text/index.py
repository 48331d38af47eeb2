"""One article's text with what was found in it kept, for those who ask about all of it: lists, drawing, suggestions.

Who asks about one place uses the functions of models.text.marks and models.text.segments, which look around it only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from models.spans import Fragment
from models.text.marks import Quotation, innermost, quotations
from models.text.paragraphs import paragraphs
from models.text.sentences import sentences_of


@dataclass(frozen=True)
class TextIndex:
    """Paragraphs, sentences and quotations of a text, each found when first asked for. Not slotted: caches."""

    text: str

    @cached_property
    def paragraphs(self) -> tuple[Fragment, ...]:
        """All paragraphs in text order."""
        return tuple(paragraphs(self.text))

    @cached_property
    def sentences(self) -> tuple[Fragment, ...]:
        """All sentences in text order."""
        return tuple(s for paragraph in self.paragraphs for s in sentences_of(self.text, paragraph))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """All quotations in reading order, outer before inner."""
        return quotations(self.text)

    @cached_property
    def _outermost(self) -> tuple[Quotation, ...]:
        return tuple(quotation for quotation in self.quotations if quotation.depth == 0)

    def quotations_in(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that share a character with `[start, end)` or touch it."""
        first = bisect_left(self._outermost, start, key=lambda outer: outer.end)
        if first == len(self._outermost):
            return ()
        begin = bisect_left(self.quotations, self._outermost[first].start, key=lambda quotation: quotation.start)
        limit = bisect_right(self.quotations, end, key=lambda quotation: quotation.start)
        return tuple(quotation for quotation in self.quotations[begin:limit] if start <= quotation.end)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The innermost quotation that `offset` lies in or at the edge of."""
        return innermost(self.quotations_in(offset, offset), offset)
