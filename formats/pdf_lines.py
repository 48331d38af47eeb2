"""The lines of a page of a PDF in the order in which a person reads them: by columns, and from right to left.

Works on the pieces of text that pypdf finds, with their places. A PDF does not say what belongs together, so that a
page is left in the order of its drawing wherever nothing speaks clearly for another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from math import inf, isfinite
from statistics import median, quantiles

_NEAR = 2.0  # points between places that are one
_INDENT = 25.0  # points by which the first line of a paragraph may stand inwards
_LEAST_INDENT = 5.0
_OFTEN = 0.1  # of a page's lines, which begin at one place: the edge of a column
_FEWEST_ROWS = 4  # with lines of two columns: fewer may be a headline with its date
_PROSE = 18  # code points of a usual line of a column; shorter ones are cells
_PARAGRAPH = 1.3  # times the usual space between lines: more is between paragraphs
_LOOSE = 1.7  # times the size of the letters: lines of one paragraph seldom stand further apart
_WIDE = 1.4  # times the usual line of a column: such a line runs across the columns
_RTL = ("R", "AL")
_FIRST_RTL = "\u0590"  # of the characters that are read from the right
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_WORD = re.compile(r"\w")
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was drawn in one go. x, y: where, in points from the left and from the foot; size: of its letters."""

    text: str
    x: float
    y: float
    size: float = 0.0


@dataclass(slots=True)
class Pieces:
    """Takes what pypdf finds on a page, by `take` as its `visitor_text`.

    placed: whether all of it has a place; a PDF may name numbers that are none.
    """

    found: list[Piece] = field(default_factory=list)
    placed: bool = True

    def take(self, text: str, outer: Sequence[float], own: Sequence[float], _font: object, size: float) -> None:
        """A piece of text with the transformation of the page and its own, six numbers each."""
        try:
            x = own[4] * outer[0] + own[5] * outer[2] + outer[4]
            y = own[4] * outer[1] + own[5] * outer[3] + outer[5]
            height = abs(size * own[3] * outer[3])
        except OverflowError:
            x = y = height = inf
        self.placed = self.placed and isfinite(x) and isfinite(y) and isfinite(height)
        self.found.append(Piece(text, x, y, height))


def reading_order(pieces: Iterable[Piece]) -> str:
    """The text of a page in the order of reading, with a blank line between paragraphs where they stand apart."""
    lines = list(_lines(pieces))
    if not _is_rtl("".join(piece.text for line in lines for piece in line)):
        found = _by_columns(_rows(lines)) or [_line(line) for line in lines]
        return _spaced(found, _indented(found))
    found = [_from_right(line, mirrored=False) for line in lines]
    if _closes_first("\n".join(line.text for line in found)):
        found = [_from_right(line, mirrored=True) for line in lines]
    return _spaced(found, [False] * len(found))


def _spaced(lines: list[Piece], indented: Sequence[bool]) -> str:
    """The lines below each other, with a blank one where the space is larger than usual on the page.

    Where all spaces are alike and large, each line that ends a sentence ends a paragraph; so does one before a line
    that stands inwards.
    """
    gaps = [above.y - below.y for above, below in pairwise(lines)]
    downwards = [gap for gap in gaps if gap > _NEAR]
    usual = quantiles(downwards, n=4)[0] if len(downwards) > 1 else 0
    apart = [0 < usual * _PARAGRAPH < gap for gap in gaps]
    if not any(apart):
        apart = [
            gap > _LOOSE * line.size > 0 and ends_sentence(line.text) for gap, line in zip(gaps, lines, strict=False)
        ]
    inwards = [inner and ends_sentence(line.text) for line, inner in zip(lines, indented[1:], strict=False)]
    begins = ["\n" if space else "" for space in (False, *map(max, apart, inwards))]
    return "\n".join(f"{space}{line.text}" for space, line in zip(begins, lines, strict=False))


def _indented(lines: list[Piece]) -> list[bool]:
    """Whether each line stands inwards of a place near it where more lines of the page begin."""
    counts = Counter(round(line.x / _NEAR) for line in lines)
    common = {place: count for place, count in counts.items() if count > max(2, _OFTEN * len(lines))}
    return [
        any(
            _LEAST_INDENT < line.x - place * _NEAR <= _INDENT and counts[round(line.x / _NEAR)] < count
            for place, count in common.items()
        )
        for line in lines
    ]


def ends_sentence(line: str) -> bool:
    """Whether a line ends with the mark of a sentence's end."""
    return _ENDS_SENTENCE.search(line.rstrip()) is not None


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line, without its end."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.text.strip("\n"):
            line.append(replace(piece, text=piece.text.strip("\n")))
        if piece.text.endswith("\n") and line:
            yield line
            line = []
    if line:
        yield line


def _line(pieces: list[Piece]) -> Piece:
    """Pieces as one, at the place of the first that has words."""
    words = "".join(_turned(piece.text) if _has_rtl(piece.text) else piece.text for piece in pieces)
    first = next((piece for piece in pieces if piece.text.strip()), pieces[0])
    return replace(first, text=words)


# --- columns ----------------------------------------------------------------------------------------------------------


def _rows(lines: list[list[Piece]]) -> list[list[Piece]]:
    """The pieces that follow each other to the right at one height, whether pypdf took them for one line or not."""
    rows: list[list[Piece]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last is not None and abs(last.y - line[0].y) < _NEAR and line[0].x > last.x:
            rows[-1] += line
        else:
            rows.append(list(line))
    return rows


def _by_columns(rows: list[list[Piece]]) -> list[Piece]:
    """The lines of one column after those of the other, where they were drawn row by row; nothing where they were not.

    A long line that stands alone in its row runs across the columns: those above it are read before it.
    """
    starts = _starts([row for row in rows if len(row) > 1])
    cells = [_cells(row, starts) for row in rows]
    beside = [len(cell.text) for row in cells if len(row) > 1 for cell in row.values()]
    usual = median(beside) if len(beside) >= 2 * _FEWEST_ROWS else 0
    if usual < _PROSE:
        return []
    found: list[Piece] = []
    columns: list[list[Piece]] = [[] for _ in starts]
    for row in cells:
        if list(row) == [0] and (len(row[0].text) > _WIDE * usual or not any(columns)):
            found += [*chain(*columns), row[0]]
            columns = [[] for _ in starts]
            continue
        for place, cell in row.items():
            columns[place].append(cell)
    return [*found, *chain(*columns)]


def _starts(rows: list[list[Piece]]) -> list[float]:
    """Where columns begin: the places at which most rows have a piece."""
    counts = Counter(place for row in rows for place in {round(piece.x / _NEAR) for piece in row if piece.text.strip()})
    often = sorted(place for place in counts if counts[place] + counts[place + 1] > len(rows) / 2)
    return [place * _NEAR for place in often[:1] + [place for before, place in pairwise(often) if place > before + 1]]


def _cells(row: list[Piece], starts: list[float]) -> dict[int, Piece]:
    """The words of a row by column: a piece begins one near its start, or goes on with the one before."""
    cells: dict[int, list[Piece]] = {}
    current = 0
    for piece in row:
        begun = (place for place, start in enumerate(starts) if -_NEAR <= piece.x - start <= _INDENT)
        current = max(current, *begun, 0)
        cells.setdefault(current, []).append(piece)
    lines = {place: _line(cell) for place, cell in cells.items()}
    return {place: replace(line, text=line.text.strip()) for place, line in lines.items() if line.text.strip()}


# --- from right to left -----------------------------------------------------------------------------------------------


def _is_rtl(text: str) -> bool:
    """Whether most letters are of a script that is read from the right."""
    if not _has_rtl(text):
        return False
    counts = Counter(unicodedata.bidirectional(char) for char in text)
    return sum(counts[kind] for kind in _RTL) > counts["L"]


def _has_rtl(text: str) -> bool:
    return any(char >= _FIRST_RTL and unicodedata.bidirectional(char) in _RTL for char in text)


def _from_right(line: list[Piece], *, mirrored: bool) -> Piece:
    """A line whose pieces were drawn from the left, each of them in its own direction, as pypdf gives them.

    mirrored: whether brackets are given as they look rather than as what they mean.
    """
    texts = [piece.text for piece in line]
    if any(map(_has_rtl, texts)):
        texts = [text if _has_rtl(text) else _turned(text, mirrored=mirrored) for text in reversed(texts)]
    return replace(line[0], text="".join(texts))


def _turned(text: str, *, mirrored: bool = False) -> str:
    """A piece in a line of the other direction: what stands around its words changes sides."""
    start = _edge(text)
    end = max(start, len(text) - _edge(text[::-1]))
    left, right = (edge[::-1].translate(_MIRRORED if mirrored else {}) for edge in (text[:start], text[end:]))
    return f"{right}{text[start:end]}{left}"


def _edge(text: str) -> int:
    """How many characters stand before the first of a word, or of a direction of its own."""
    return next((place for place, char in enumerate(text) if _WORD.match(char) or _has_rtl(char)), len(text))


def _closes_first(text: str) -> bool:
    """Whether a closing bracket stands before the first opening one."""
    places = {char: text.find(char) for char in "()[]«»"}
    pairs = (("(", ")"), ("[", "]"), ("«", "»"))
    return any(0 <= places[closing] < places[opening] for opening, closing in pairs)
