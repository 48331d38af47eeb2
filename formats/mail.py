"""E-mails (.eml) and saved web pages (.mhtml) to articles: the plain text of a mail, else its page.

Attachments are counted and left out. A sender is not taken for an author, nor the day a page was saved for its date.
"""

from __future__ import annotations

import binascii
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import BinaryIO, NoReturn

from formats.articles import article_intake, limited
from formats.flowed import unflowed
from formats.html import page_intake
from formats.html.roots import candidates
from formats.html.tree import page_text, parsed
from formats.html.walker import words_of
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings, iso_date
from models.errors import UserError
from models.previews import BlockChoice
from models.records import Intake

LARGEST_FILE = 100_000_000  # bytes
_LONGEST_HEADER = 10_000  # characters
_STUB = 4  # times the plain text: a page that says more is read instead of it


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a mail or saved page, or why there is none."""
    try:
        yield _article(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), name, options)
    except UserError as error:
        yield error.at(name)


def _article(raw: bytes, name: str, options: ReadOptions) -> Intake:
    message = _parsed(raw)
    findings = Findings()
    _offer_headers(findings, message)
    parts = list(_parts(message))
    chosen = _main_parts(message, parts, options)
    warnings = tuple(f"left out: {count} {kind}" for kind, count in _left_out(parts, chosen).items())
    if chosen[0].get_content_type() == "text/html":
        words = page_text(_payload(chosen[0]), options.encoding, _charset(chosen[0]))
        page = page_intake(words, name, raw, block=options.block, reader="mail", findings=findings)
        return replace(page, warnings=(*page.warnings, *warnings))
    texts = [_plain_text(part, options) for part in chosen]
    return article_intake(
        "\n".join(text for text, _ in texts),
        name,
        findings,
        reader="mail",
        media_type="message/rfc822",
        raw=raw,
        changes={"line_joined": sum(joined for _, joined in texts)},
        warnings=warnings,
    )


def blocks(data: BinaryIO, options: ReadOptions = READ_DEFAULTS) -> list[BlockChoice]:
    """The parts of the page in a mail that may be the article; none where its text is plain."""
    message = _parsed(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE))
    part = _main_parts(message, list(_parts(message)), options)[0]
    if part.get_content_type() != "text/html":
        return []
    return candidates(parsed(page_text(_payload(part), options.encoding, _charset(part))))


def _parsed(raw: bytes) -> Message:
    """The message; raises UserError for what is no e-mail."""
    try:
        message = message_from_bytes(raw.removeprefix(BOM_UTF8))
    except RecursionError as error:
        raise UserError("an e-mail that is nested too deeply", remedy="save its text as plain text") from error
    if not message.keys():
        raise UserError("not an e-mail: it begins without headers", remedy="save it as .eml or .mhtml again")
    return message


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message that hold something, in order; a message attached to it is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and (part is message or part.get_content_maintype() != "message"):
            waiting += reversed(_inner(part))
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload() if part.is_multipart() else []
    return [item for item in payload if isinstance(item, Message)]


def _main_parts(message: Message, parts: Sequence[Message], options: ReadOptions) -> list[Message]:
    """The parts that are the article: all of plain text, or one page; else those of the first message attached."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    pages = [part for part in shown if part.get_content_type() == "text/html"][:1]
    plain = [part for part in shown if part.get_content_type() == "text/plain"]
    written = [part for part in plain if _payload(part).strip()]
    attached = [inner for part in parts if part.get_content_maintype() == "message" for inner in _inner(part)]
    if pages and (_is_page(message) or not (written or attached) or _is_stub(written, pages[0], options)):
        return pages
    if written or not attached:
        return written or plain or _no_text()
    return _main_parts(attached[0], list(_parts(attached[0])), options)


def _no_text() -> NoReturn:
    raise UserError("the e-mail has no text", remedy="save its text as .txt")


def _is_page(message: Message) -> bool:
    """Whether what was saved is a page with its pictures, and no letter."""
    return "Snapshot-Content-Location" in message or message.get_content_type() == "multipart/related"


def _is_stub(written: Sequence[Message], page: Message, options: ReadOptions) -> bool:
    """Whether the plain text, if any, holds next to nothing of what the page says, such as a link to it."""
    try:
        words = words_of(parsed(page_text(_payload(page), options.encoding, _charset(page)))).text
    except UserError:  # then the plain text is all that can be read
        return False
    return _STUB * sum(len(_payload(part)) for part in written) < len(words.encode())


def _left_out(parts: Sequence[Message], chosen: Sequence[Message]) -> Mapping[str, int]:
    """How many of what is in none of the chosen parts; the other form of the same letter is no loss."""
    own = set(map(id, chosen))
    others = [part for part in parts if id(part) not in own]
    messages = [part for part in others if _inner(part)]
    files = [part for part in others if not _inner(part) and part.get_content_disposition() == "attachment"]
    nested = len(others) == len(parts)  # the first message, in which all stands that was chosen
    counts = {"attachments": len(files), "attached messages": len(messages) - nested}
    return {kind: count for kind, count in counts.items() if count}


def _plain_text(part: Message, options: ReadOptions) -> tuple[str, int]:
    """The words of a part, and how many lines were joined that its sender broke."""
    text = page_text(_payload(part), options.encoding, _charset(part))
    if str(part.get_param("format", "")).lower() != "flowed":
        return text, 0
    return unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else _no_text()


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError) as error:
        raise UserError("the e-mail names an encoding in an unreadable way", remedy="choose its encoding") from error


def _offer_headers(findings: Findings, message: Message) -> None:
    """What the headers tell; those of a saved page tell when and by what it was saved, the page itself the rest."""
    findings.offer_language(_header(message, "Content-Language"), "Content-Language")
    findings.offer("url", _header(message, "Snapshot-Content-Location"), "Snapshot-Content-Location")
    if _is_page(message) and "To" not in message:
        if date := _header(message, "Date"):
            findings.extra["retrieved"] = iso_date(date) or date
        return
    findings.offer("title", _header(message, "Subject"), "Subject")
    findings.offer_date(_header(message, "Date"), "Date")
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
