"""PDF files with a text layer to articles: the words in the order of the pages, with lines joined to paragraphs.

A PDF knows lines, not paragraphs: what was joined must be confirmed by a person, who sees it before and after.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import quantiles
from typing import TYPE_CHECKING, BinaryIO

from formats.articles import article_intake, limited
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import LONGEST_TEXT
from formats.metadata import Findings
from formats.pdf_lines import Pieces, ends_sentence, reading_order
from models.errors import UserError
from models.records import Intake

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_FILE = 200_000_000  # bytes
MOST_PAGES = 2_000
_FULL_LINE = 0.8  # of a long line's length: a shorter one that ends a sentence ends its paragraph,
_SHORT_LINE = 0.7  # and a still shorter one does where the next begins like a sentence: a headline, a byline
_MOST_NAMED = 10  # pages in a warning
_MOST_RUNNING = 2  # lines at the head and at the foot of a page
_BEGINS_SENTENCE = re.compile(r"[\"'“‘«„(\[]*[A-ZÀ-ÖØ-Þ\u0391-\u03a9\u0410-\u042f]")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad]$")
_SPACES = re.compile(r"(?<=[^ \n]) {2,}(?=[^ \n])")  # within a line
_COMPOUND = re.compile(r"\b\w+(?:[-\u2010]\w+)+")
_FIRST_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"(?<![\w-])[\w-]+$")
_SUSPENDED = frozenset(("and", "und", "oder"))  # behind "pre-", as in "pre- and post-war"; no endings of broken words


@dataclass(frozen=True, slots=True)
class Joined:
    """Text whose lines were joined. changes: how many lines and hyphens."""

    text: str
    changes: Counter[str]


def read(data: BinaryIO, name: str, _options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a PDF, with `before` set, or why there is none."""
    try:
        yield _article(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), data, name)
    except UserError as error:
        yield error.at(name)


def _article(raw: bytes, data: BinaryIO, name: str) -> Intake:
    findings = Findings()
    pages, unordered = _pages(data, findings)
    if not any(page.strip() for page in pages):
        raise UserError("the PDF has no text layer", remedy="recognise its text (OCR) first, or paste it as text")
    before = "\n".join(pages)
    kept, removed = without_running_lines(pages)
    joined = joined_lines("\n".join(page.strip("\n") for page in kept))
    intake = article_intake(
        joined.text,
        name,
        findings,
        reader="pdf",
        media_type="application/pdf",
        raw=raw,
        changes=joined.changes + removed,
        warnings=(_unordered(unordered),) if unordered else (),
    )
    return replace(intake, before=before)


def _unordered(pages: Sequence[int]) -> str:
    numbers = ", ".join(map(str, pages[:_MOST_NAMED])) + (", ..." if len(pages) > _MOST_NAMED else "")
    return f"pages in the order of their drawing, since their words have no sound places: {numbers}"


def without_running_lines(pages: Sequence[str]) -> tuple[list[str], Counter[str]]:
    """The pages without what stands at the head or foot of most of them, numbers aside; and how many lines went.

    Nothing is taken away from fewer than three pages, nor the last line of a page.
    """
    split = [page.split("\n") for page in pages]
    removed: Counter[str] = Counter()
    for edge in (0, -1):
        for _ in range(_MOST_RUNNING):
            _trim(split, edge)
            counts = Counter(_numberless(lines[edge]) for lines in split if lines)
            running = {line for line, count in counts.items() if count >= 3 and count > len(pages) / 2}
            for lines in split:
                if len(lines) > 1 and _numberless(lines[edge]) in running:
                    del lines[edge]
                    removed["running_line_removed"] += 1
    return ["\n".join(lines) for lines in split], removed


def _trim(pages: list[list[str]], edge: int) -> None:
    """Takes the blank lines at one edge away."""
    for lines in pages:
        while lines and not lines[edge].strip():
            del lines[edge]


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def joined_lines(text: str) -> Joined:
    """`text` with the lines of each paragraph joined by a space, and without the hyphens that broke words.

    A hyphen goes where a lower-case letter follows it on the next line, unless the word stands elsewhere with it;
    else it stays, without a space behind it. A paragraph ends at a blank line and at a short line that ends a sentence
    or stands before one. Several spaces, by which lines are made even, become one.
    """
    text, evened = _SPACES.subn(" ", text)
    lines = [line.strip(" ") for line in text.split("\n")]
    usual, compounds = _usual_length(lines), frozenset(_COMPOUND.findall(text))
    changes: Counter[str] = Counter()
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line or not following or _ends_paragraph(line, following, usual):
            parts.append(f"{line}\n")
            continue
        kind = _kind_of_join(line, following, compounds)
        parts.append({"hyphen_removed": line[:-1], "hyphen_kept": line}.get(kind, f"{line} "))
        changes[kind] += 1
    if evened:
        changes["spaces_made_one"] = evened
    return Joined(re.sub("\n{3,}", "\n\n", "".join(parts)).strip("\n"), changes)


def _kind_of_join(line: str, following: str, compounds: Container[str]) -> str:
    """What becomes of a line end; compounds: the words of the text that have a hyphen inside."""
    word = _FIRST_WORD.match(following)
    if not _HYPHEN.search(line) or word is None or word[0] in _SUSPENDED:
        return "line_joined"
    if line[-1] == "\u00ad":
        return "hyphen_removed"
    halves = _LAST_WORD.search(line[:-1])
    is_compound = halves is not None and f"{halves[0]}{line[-1]}{word[0]}" in compounds
    return "hyphen_kept" if is_compound or not following[0].islower() else "hyphen_removed"


def _ends_paragraph(line: str, following: str, usual: float) -> bool:
    if _HYPHEN.search(line):
        return False
    if len(line) < _FULL_LINE * usual and ends_sentence(line):
        return True
    return len(line) < _SHORT_LINE * usual and _BEGINS_SENTENCE.match(following) is not None


def _usual_length(lines: list[str]) -> float:
    """How long a full line is: three quarters of the lines are shorter."""
    lengths = [len(line) for line in lines if line]
    return quantiles(lengths, n=4)[2] if len(lengths) > 1 else 0


def _pages(data: BinaryIO, findings: Findings) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of those whose lines could not be put in order."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every small fault that it mends
    data.seek(0)
    try:
        reader = PdfReader(data)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UserError("the PDF has a password", remedy="save it without one")
        if reader.metadata is not None:
            findings.offer("title", reader.metadata.title, "document properties")
        return _texts(reader)
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError) as error:
        raise _damaged() from error
    except (AssertionError, NotImplementedError, RecursionError, RuntimeError, zlib.error) as error:
        raise _damaged() from error  # pypdf fails in many ways on damaged files


def _texts(reader: PdfReader) -> tuple[list[str], list[int]]:
    if len(reader.pages) > MOST_PAGES:
        raise UserError(f"the PDF has more than {MOST_PAGES:,} pages", value=len(reader.pages), remedy="split it")
    texts: list[str] = []
    unordered: list[int] = []
    length = 0
    for number, page in enumerate(reader.pages, start=1):
        pieces = Pieces()
        drawn = page.extract_text(visitor_text=pieces.take)
        length += len(drawn)
        if length > LONGEST_TEXT:
            raise UserError(f"the text is longer than {LONGEST_TEXT:,} characters", remedy="split the PDF")
        ordered = _ordered(pieces)
        if ordered is None:
            unordered.append(number)
        is_whole = ordered is not None and len("".join(ordered.split())) == len("".join(drawn.split()))
        texts.append(ordered if ordered is not None and is_whole else drawn)
    return texts, unordered


def _ordered(pieces: Pieces) -> str | None:
    """The text of a page in the order of reading; None where its pieces cannot be put in order."""
    if not pieces.placed:
        return None
    try:
        return reading_order(pieces.found)
    except (ArithmeticError, LookupError, ValueError):  # places so far apart that nothing can be reckoned with them
        return None


def _damaged() -> UserError:
    return UserError("a damaged PDF", remedy="save or download it again, or paste its text")
