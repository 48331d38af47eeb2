"""CoNLL columns with BIO tags (IOB1, IOB2, BIOES, BILOU): one token a line, a blank line after each sentence.

The text is put together from the tokens: one space between them unless the file says otherwise, a line a sentence.
In CoNLL-U a token of several words (don't) stands in the text as itself, with the tag of the first word that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO

from formats.articles import limited
from formats.encodings import decoded
from formats.foreign.marks import Source, draft_of, reading_intake
from formats.foreign.units import Mark
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import LONGEST_TEXT
from formats.normalise import BOM
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake

LARGEST_FILE = 200_000_000  # bytes
_TAG = re.compile(r"([BIOESLUM])(?:[-_](\S+))?")
_NEW_DOCUMENT = re.compile(r"-DOCSTART-|#\s*newdoc|#\s*begin document")
_COMMENT = re.compile(r"#\s*\w+\s*=|#\s*end document|#\s*text\b")
_LINE_END = re.compile(r"\r\n|\n|\r")
# Of a word, of a token of several words, or of a word that was left out.
_NUMBER = re.compile(r"(\d{1,9})(?:-(\d{1,9})|\.\d{1,9})?")
_ONTONOTES = re.compile(r"#\s*begin document")  # rows begin with the document, its part and the word's number
_OUTSIDE = ("O", "")
_BEGINS, _ENDS = "BSU", "ESLU"


_Tag = tuple[str, str]  # kind and label


@dataclass(slots=True)
class _Several:
    """A token of several words, up to the one numbered `last`, that is still waiting for their tags."""

    token: str
    last: int
    glued: bool
    tag: _Tag = _OUTSIDE


@dataclass(slots=True)
class _Document:
    """An article in the making. line: where it begins; word: the column of the tokens, where they are not numbered."""

    line: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    label: str = ""  # of the span that goes on
    start: int = 0
    end: int = 0
    glued: bool = True  # whether the next token follows without a space
    word: int = 0
    several: _Several | None = None

    def add(self, token: str, tag: _Tag, *, glued: bool) -> None:
        """Adds a token; glued: whether the next one follows without a space."""
        if not self.glued:
            self._append(" ")
        kind, label = tag
        if self.label and (kind == "O" or kind in _BEGINS or label != self.label):
            self.close()
        if kind != "O":
            if not self.label:
                self.label, self.start = label or "quote", self.length
            self.end = self.length + len(token)
        self._append(token)
        self.glued = glued
        if kind in _ENDS:
            self.close()

    def add_several(self, token: _Several) -> None:
        """Adds a token of several words, once their tags are known."""
        self._end_several()
        self.several = token

    def add_word(self, token: str, tag: _Tag, number: int, *, glued: bool) -> None:
        """Adds a numbered word, which may be a part of a longer token."""
        if self.several is not None and number > self.several.last:
            self._end_several()
        if self.several is None:
            self.add(token, tag, glued=glued)
            return
        if self.several.tag == _OUTSIDE:
            self.several.tag = tag
        if number == self.several.last:
            self._end_several()

    def _end_several(self) -> None:
        if self.several is not None:
            self.add(self.several.token, self.several.tag, glued=self.several.glued)
        self.several = None

    def end_sentence(self) -> None:
        """Ends the line; a span may go on in the next sentence."""
        self._end_several()
        if self.parts and self.parts[-1] != "\n":
            self._append("\n")
            self.glued = True

    def finish(self) -> None:
        """Ends the document."""
        self._end_several()
        self.close()

    def close(self) -> None:
        """Ends the span that goes on."""
        if self.label:
            self.marks.append(Mark(f"s{len(self.marks) + 1}", self.label, ((self.start, self.end),), keyed=False))
        self.label = ""

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The readings of a file, one a document (-DOCSTART-, # newdoc); raises UserError for a line without a tag."""
    try:
        content = decoded(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), options.encoding).removeprefix(BOM)
        for document in _documents(content):
            yield _intake(document, name, options)
    except UserError as error:
        raise error.at(name) from error


def _documents(content: str) -> Iterator[_Document]:
    document = _Document(1)
    for number, line in enumerate(_LINE_END.split(content), start=1):
        if not line or line.isspace():
            document.end_sentence()
        elif line[0] in "-#" and _NEW_DOCUMENT.match(line):
            document.finish()
            if document.length:
                yield document
            document = _Document(number, word=3 if _ONTONOTES.match(line) else 0)
        elif line[0] != "#" or not _COMMENT.match(line):
            try:
                _add_token(document, line)
            except UserError as error:
                raise error.at("", number) from error
    document.finish()
    if document.length:
        yield document


def _add_token(document: _Document, line: str) -> None:
    cells = line.split("\t") if "\t" in line else line.split(" ")
    if len(cells) < 2:
        raise UserError("a line needs a token and a tag", value=line, remedy="part them by a tab or a space")
    if document.length > LONGEST_TEXT:
        raise UserError(f"the text is longer than {LONGEST_TEXT:,} characters", remedy="split it into articles")
    number = _NUMBER.fullmatch(cells[0]) if len(cells) >= 8 and not document.word else None  # CoNLL-U and its kin
    word = 1 if number else min(document.word, len(cells) - 2)
    others = cells[word + 1 + bool(number) :]  # without the word and its lemma, which may be B-52
    tag = _tag(cells[-1]) or next(filter(None, map(_labelled, reversed(others))), None)
    glued = "SpaceAfter=No" in line
    if number is None:
        if tag is None and cells[-1] != "_":
            remedy = "use B-label, I-label and O in the last column"
            raise UserError("no tag of the BIO kind", value=cells[-1], remedy=remedy)
        document.add(cells[word], tag or _OUTSIDE, glued=glued)
    elif number[2]:
        document.add_several(_Several(cells[word], int(number[2]), glued, tag or _OUTSIDE))
    elif number[0] == number[1]:
        document.add_word(cells[word], tag or _OUTSIDE, int(number[1]), glued=glued)


@lru_cache(4096)  # there are few tags and many tokens
def _tag(cell: str) -> _Tag | None:
    """The kind and label of a tag; None for what is none."""
    match = _TAG.fullmatch(cell)
    return (match[1], match[2] or "") if match else None


@lru_cache(4096)
def _labelled(cell: str) -> _Tag | None:
    """The tag that stands in a column before the last, or beside other things in it: `NER=B-PER|SpaceAfter=No`."""
    tags = (_tag(part.rpartition("=")[2]) for part in cell.split("|"))
    return next((tag for tag in tags if tag is not None and (tag[1] or tag == _OUTSIDE)), None)


def _intake(document: _Document, name: str, options: ReadOptions) -> Intake:
    text = "".join(document.parts).rstrip("\n")
    done = draft_of(text, document.marks, options, OffsetUnit.CODE_POINT)
    done.note("text put together from tokens", name)
    return reading_intake(text, done, Source(name, "conll", document.line, media_type="text/plain"))
