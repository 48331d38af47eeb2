"""E-mails (.eml) and saved web pages (.mhtml) to articles: the plain text part of a mail, else its page.

Attachments are counted and left out. A sender is not taken for an author.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import BinaryIO

from formats.articles import article_intake, limited
from formats.html import page_intake
from formats.html.roots import candidates
from formats.html.tree import page_text, parsed
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings
from models.errors import UserError
from models.previews import BlockChoice
from models.records import Intake

LARGEST_FILE = 100_000_000  # bytes
_LONGEST_HEADER = 10_000  # characters


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a mail or saved page, or why there is none."""
    try:
        yield _article(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), name, options)
    except UserError as error:
        yield error.at(name)


def _article(raw: bytes, name: str, options: ReadOptions) -> Intake:
    message, parts = _parsed(raw)
    findings = Findings()
    _offer_headers(findings, message)
    attached = [part for part in parts if part.get_content_disposition() == "attachment"]
    part = _main_part(message, parts)
    words = page_text(_payload(part), options.encoding, _charset(part))
    if part.get_content_type() == "text/html":
        return page_intake(words, name, raw, block=options.block, reader="mail", findings=findings)
    return article_intake(
        words,
        name,
        findings,
        reader="mail",
        media_type="message/rfc822",
        raw=raw,
        warnings=(f"left out: {len(attached)} attachments",) if attached else (),
    )


def blocks(data: BinaryIO, options: ReadOptions = READ_DEFAULTS) -> list[BlockChoice]:
    """The parts of the page in a mail that may be the article; none where its text is plain."""
    part = _main_part(*_parsed(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE)))
    if part.get_content_type() != "text/html":
        return []
    return candidates(parsed(page_text(_payload(part), options.encoding, _charset(part))))


def _parsed(raw: bytes) -> tuple[Message, list[Message]]:
    """The message and its parts that hold something; raises UserError for what is no e-mail."""
    try:
        message = message_from_bytes(raw)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as error:
        raise UserError("an e-mail that is nested too deeply", remedy="save its text as plain text") from error
    if not message.keys():
        raise UserError("not an e-mail: it begins without headers", remedy="save it as .eml or .mhtml again")
    return message, parts


def _main_part(message: Message, parts: list[Message]) -> Message:
    """The first part of plain text, of a saved page the first page; else the first of the other kind."""
    saved = "Snapshot-Content-Location" in message or message.get_content_type() == "multipart/related"
    kinds = ("text/html", "text/plain") if saved else ("text/plain", "text/html")
    for kind in kinds:
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                return part
    raise UserError("the e-mail has no text", remedy="save its text as .txt")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise UserError("the e-mail has no text", remedy="save its text as .txt")
    return payload


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError) as error:
        raise UserError("the e-mail names an encoding in an unreadable way", remedy="choose its encoding") from error


def _offer_headers(findings: Findings, message: Message) -> None:
    findings.offer("title", _header(message, "Subject"), "Subject")
    findings.offer_date(_header(message, "Date"), "Date")
    findings.offer_language(_header(message, "Content-Language"), "Content-Language")
    findings.offer("url", _header(message, "Snapshot-Content-Location"), "Snapshot-Content-Location")
    if sender := _header(message, "From"):
        findings.extra["sender"] = sender


def _header(message: Message, name: str) -> str:
    """A header in readable form; empty where there is none, or it is damaged or too long to be one."""
    raw = message.get(name, "")
    if len(str(raw)) > _LONGEST_HEADER:  # decoding takes the square of its length
        return ""
    try:
        return str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, UnicodeError, binascii.Error, ValueError):
        return ""
