"""E-books (.epub) to articles: one for each chapter of the reading order that has text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from formats.archives import ZipFolder
from formats.articles import article_intake
from formats.html.metadata import offer_page
from formats.html.tree import bearers, page_text, parsed
from formats.html.walker import words_of
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings, joined
from formats.xml import attribute, local, parsed_xml
from models.errors import UserError
from models.records import Intake

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_CHAPTER = ("application/xhtml+xml", "text/html")
_references = bearers("descendant::*/@*[name() = 'epub:type'][. = 'noteref']")
_notes = bearers("descendant::*/@*[name() = 'epub:type'][. = 'footnote' or . = 'endnote' or . = 'rearnote']")
_Book = Mapping[str, Sequence[object]]  # what the package says of the whole book: values by element


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The chapters of a book; raises UserError for a file that is none, or is protected."""
    try:
        parts = ZipFolder(data)
        package = _package_path(parts)
        root = parsed_xml(parts.read(package), package)
    except UserError as error:
        raise error.at(name) from error
    protected, book = _protected(parts), _of_book(root)
    found = False
    for path in dict.fromkeys(_spine(root, posixpath.dirname(package))):  # each once, however often it is named
        try:
            if path in protected:
                raise UserError("the book is protected against copying", value=path, remedy="bring a book without that")
            intake = _chapter(parts.read(path), path, name, book, options)
        except UserError as error:
            found = True
            yield error.at(name)
            continue
        if intake is not None:
            found = True
            yield intake
    if not found:
        remedy = "leave it out, or look whether it was saved"
        yield UserError("there is no text in the file", remedy=remedy, file=name)


def _package_path(parts: ZipFolder) -> str:
    for element in parsed_xml(parts.read(_CONTAINER), _CONTAINER).iter():
        if local(element) == "rootfile" and attribute(element, "full-path"):
            return attribute(element, "full-path")
    raise UserError("not an e-book", remedy="save it as .epub again")


def _protected(parts: ZipFolder) -> set[str]:
    if _ENCRYPTION not in parts.names():
        return set()
    elements = parsed_xml(parts.read(_ENCRYPTION), _ENCRYPTION).iter()
    return {unquote(attribute(item, "URI")) for item in elements if local(item) == "CipherReference"}


def _spine(package: etree._Element, place: str) -> Iterator[str]:
    """The paths of the chapters in reading order, without the table of contents."""
    items = {attribute(item, "id"): item for item in package.iter() if local(item) == "item"}
    contents = {_path(item, place) for item in package.iter() if _is_contents(item)}
    for reference in package.iter():
        item = items.get(attribute(reference, "idref")) if local(reference) == "itemref" else None
        if item is None or "nav" in attribute(item, "properties").split():
            continue
        if attribute(item, "media-type") in _CHAPTER and (path := _path(item, place)) not in contents:
            yield path


def _is_contents(item: etree._Element) -> bool:
    """Whether a reference in the guide of an older book leads to a file that is its table of contents."""
    whole = "#" not in attribute(item, "href")
    return local(item) == "reference" and attribute(item, "type").lower() == "toc" and whole


def _path(item: etree._Element, place: str) -> str:
    """The path in the archive that an item names; place: the folder of the package."""
    return posixpath.normpath(posixpath.join(place, unquote(attribute(item, "href"))))


def _chapter(data: bytes, path: str, name: str, book: _Book, options: ReadOptions) -> Intake | None:
    page = parsed(page_text(data, options.encoding))
    references = _references(page)
    words = words_of(page, {*references, *_notes(page)})
    if not words.text or _is_title_page(words.text, book):
        return None
    findings = Findings()
    offer_page(findings, page)
    _offer_book(findings, book)
    return article_intake(
        words.text,
        f"{name}/{posixpath.basename(path)}",
        findings,
        reader="epub",
        media_type="application/xhtml+xml",
        raw=data,
        changes=words.changes,
        warnings=(f"left out: {len(references)} notes",) if references else (),
    )


def _is_title_page(text: str, book: _Book) -> bool:
    """Whether a chapter says nothing but what the package says of the whole book."""
    known = {" ".join(value.split()) for values in book.values() for value in values if isinstance(value, str)}
    return all(not line.strip() or line.strip() in known for line in text.split("\n"))


def _of_book(package: etree._Element) -> _Book:
    """What the package says of the whole book."""
    values: dict[str, list[object]] = {}
    for element in package.iter():
        if local(element) in ("title", "creator", "publisher", "language", "date"):
            values.setdefault(local(element), []).append(element.text)
    return values


def _offer_book(findings: Findings, values: _Book) -> None:
    findings.offer("byline", joined(values.get("creator", [])), "book's creator")
    findings.offer("outlet", joined(values.get("publisher", [])), "book's publisher")
    findings.offer_language(next(iter(values.get("language", [])), None), "book's language")
    findings.offer_date(next(iter(values.get("date", [])), None), "book's date")
    if title := joined(values.get("title", [])):
        findings.extra["book"] = title
