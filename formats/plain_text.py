"""Plain text and Markdown: the file is the article, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from formats.encodings import decoded
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import LONGEST_TEXT, text_warnings
from formats.markdown import offer_markdown
from formats.metadata import Findings
from formats.normalise import normalise
from models.articles import Article
from models.errors import UserError
from models.records import Intake, Record

LARGEST_FILE = 4 * LONGEST_TEXT + 4  # bytes: UTF-32 with its BOM


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a text file; of its metadata only what stands in full form in its first lines."""
    try:
        yield _article(data.read(LARGEST_FILE + 1), name, options.encoding)
    except UserError as error:
        yield error.at(name)


def _article(raw: bytes, name: str, encoding: str | None) -> Intake:
    if len(raw) > LARGEST_FILE:
        raise UserError(f"the file is larger than {LARGEST_FILE:,} bytes", remedy="split it into articles")
    clean = normalise(decoded(raw, encoding))
    if not clean.text or clean.text.isspace():
        raise UserError("the file is empty", remedy="leave it out, or look whether it was saved")
    findings = Findings()
    is_markdown = name.lower().endswith(".md")
    if is_markdown:
        offer_markdown(findings, clean.text)
    findings.offer_from_text(clean.text)
    article = Article(id=name, text=clean.text, meta=findings.meta(name))
    return Intake(
        Record(article),
        changes=clean.changes,
        warnings=text_warnings(clean.text),
        raw=raw,
        media_type="text/markdown" if is_markdown else "text/plain",
        reader="text",
    )
