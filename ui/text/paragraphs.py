"""Where the paragraphs of a displayed text begin and end, and how they are numbered. No Qt here."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise


class Paragraphs:
    """The stretches between newlines, one for each block of the QTextDocument; offsets in code points."""

    def __init__(self, text: str) -> None:
        self._starts = list(accumulate((len(piece) + 1 for piece in text.split("\n")), initial=0))
        # The last entry is one behind the end, as if a newline closed the text too.
        has_words = (bool(piece.strip()) for piece in text.split("\n"))
        self._numbers = list(accumulate(has_words, initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((start, after - 1) for start, after in pairwise(self._starts))

    def bounds(self, index: int) -> tuple[int, int]:
        """Start and end of one paragraph, its newline left out."""
        return self._starts[index], self._starts[index + 1] - 1

    def at(self, offset: int) -> int:
        """The paragraph that holds `offset`; its newline belongs to it."""
        return bisect_right(self._starts, offset, 1, len(self._starts) - 1) - 1

    def touching(self, start: int, end: int) -> range:
        """The paragraphs that hold a character of `[start, end)`."""
        first = self.at(start)
        last = first if end <= self._starts[first + 1] else self.at(end - 1)
        return range(first, last + 1)

    def number(self, index: int) -> int:
        """The number a reader gives it, who counts only paragraphs with words; 0 for an empty one."""
        before, number = self._numbers[index], self._numbers[index + 1]
        return number if number > before else 0
