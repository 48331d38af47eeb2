"""From the text that an article reader found to the intake that it yields; the same for every kind of file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from formats.limits import text_warnings
from formats.metadata import Findings
from formats.normalise import normalise
from models.articles import Article
from models.errors import UserError
from models.records import Intake, Record


def article_intake(
    text: str,
    name: str,
    findings: Findings,
    *,
    reader: str,
    media_type: str,
    raw: bytes | None = None,
    key: str | None = None,
    line: int | None = None,
    changes: Mapping[str, int] | None = None,
    warnings: tuple[str, ...] = (),
) -> Intake:
    """The article with its text normalised; changes, warnings: what the reader has to report itself.

    raw: the bytes it came from; None where it is one of several in a file: it keeps its text as it stood there.
    Raises UserError where there is no text, or too much.
    """
    clean = normalise(text)
    if not clean.text.strip():
        raise UserError("there is no text in the file", remedy="leave it out, or look whether it was saved")
    findings.offer_from_text(clean.text)
    if raw is None and clean.changes:  # else the text is what came
        raw, media_type = text.encode(), "text/plain"
    article = Article(key or name, clean.text, findings.meta(name), key=key)
    return Intake(
        Record(article),
        changes=dict(Counter(clean.changes) + Counter(changes or {})),
        warnings=(*text_warnings(clean.text), *warnings),
        line=line,
        raw=raw,
        media_type=media_type,
        reader=reader,
    )


def limited(data: bytes, most: int) -> bytes:
    """`data`, unless it is longer than `most` bytes: then UserError. Read one byte more than `most` from the stream."""
    if len(data) > most:
        raise UserError(f"the file is larger than {most:,} bytes", remedy="split it into articles")
    return data
