"""Word documents (.docx) to articles: every paragraph of the body, as the author sees it with all changes accepted.

Tracked insertions are kept, deletions and hidden text are not. Notes, comments, headers and footers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from formats.archives import ZipFolder
from formats.articles import article_intake
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings
from formats.normalise import REPLACEMENT
from formats.xml import attribute, ends_a_cell, local, parsed_xml
from models.errors import UserError
from models.records import Intake

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins .doc files, and .docx files with a password

_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}
_PAGE_END = "\f"  # which XML cannot hold: ends a line within a paragraph, and is nothing beside its ends
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "instrText", "delInstrText", "rt", "Fallback", "txbxContent", "pPr", "rPr", "footnotePr"]
)
_COUNTED = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
    "del": "tracked deletions",
    "altChunk": "embedded documents",
    "subDoc": "embedded documents",
}


def read(data: BinaryIO, name: str, _options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a document, or why there is none."""
    try:
        yield _article(data, name)
    except UserError as error:
        yield error.at(name)


def refuse_old_office(data: BinaryIO) -> None:
    """Raises UserError for a file in Microsoft's old container, which also holds encrypted documents."""
    head = data.read(len(OLD_OFFICE))
    data.seek(0)
    if head == OLD_OFFICE:
        raise UserError("an old Word file, or one with a password", remedy="save it as .docx without a password")


def _article(data: BinaryIO, name: str) -> Intake:
    refuse_old_office(data)
    parts = ZipFolder(data)
    findings = Findings()
    if "docProps/core.xml" in parts.names():
        _offer_properties(findings, parsed_xml(parts.read("docProps/core.xml"), "docProps/core.xml"))
    main = _main_part(parts)
    document = _Document(parsed_xml(parts.read(main), main))
    data.seek(0)
    return article_intake(
        document.text(),
        name,
        findings,
        reader="docx",
        media_type=MEDIA_TYPE,
        raw=data.read(),
        warnings=tuple(f"left out: {count} {kind}" for kind, count in document.left_out.items()),
    )


def _main_part(parts: ZipFolder) -> str:
    for relation in parsed_xml(parts.read("_rels/.rels"), "_rels/.rels"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    raise UserError("not a Word document", remedy="save it as .docx")


def _offer_properties(findings: Findings, core: etree._Element) -> None:
    for element in core:
        match local(element):
            case "title":
                findings.offer("title", element.text, "document properties")
            case "language":
                findings.offer_language(element.text, "document properties")
            case "creator" if element.text:
                findings.extra["document_author"] = element.text


class _Document:
    """The paragraphs of the main part. left_out: how many of what."""

    def __init__(self, root: etree._Element) -> None:
        body = next((element for element in root if local(element) == "body"), None)
        if body is None:
            raise UserError("not a Word document", remedy="save it as .docx")
        self._body = body
        self.left_out = Counter(filter(None, map(_loss, body.iter())))

    def text(self) -> str:
        """Paragraphs on lines of their own; the cells of a table's row between tabs."""
        pieces: list[str] = []
        depth = 0  # of paragraphs: a text box stands inside one
        walk = etree.iterwalk(self._body, events=("start", "end"))
        for event, element in walk:
            name = local(element)
            if event == "start" and (name in ("del", "moveFrom", "Fallback", "sectPr") or _deleted_row(element)):
                walk.skip_subtree()
            elif event == "start" and name == "p":
                depth += 1
                words = "".join(_runs(element)).strip(_PAGE_END).replace(_PAGE_END, "\n")
                pieces.extend(("\n" if depth > 1 else "", words))
            elif name == "p":
                depth -= 1
                pieces.append("" if depth or _joins_the_next(element) else _end(element))
        return "".join(pieces).rstrip("\n")


def _end(paragraph: etree._Element) -> str:
    return "\t" if ends_a_cell(paragraph, ("p",), "tc", "tr") else "\n"


def _loss(element: etree._Element) -> str:
    """What is lost of an element, in the plural; "" for nothing."""
    match local(element):
        case "r" if _hidden(element):
            return "hidden passages"
        case "sym" if _symbol(element) == REPLACEMENT:
            return "characters of symbol fonts (U+FFFD in their place)"
        case name:
            return _COUNTED.get(name, "")


def _runs(paragraph: etree._Element) -> Iterator[str]:
    """The characters of one paragraph, without those of the text boxes anchored in it."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = local(element)
        if element is not paragraph and (name in _LEFT_OUT or (name == "r" and _hidden(element))):
            walk.skip_subtree()
        elif name == "t":
            yield element.text or ""
        elif name == "sym":
            yield _symbol(element)
        elif name == "br" and attribute(element, "type") in ("page", "column"):
            yield _PAGE_END
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]


def _hidden(run: etree._Element) -> bool:
    return any(
        local(item) == "vanish" and attribute(item, "val") not in ("0", "false", "off")
        for properties in run
        if local(properties) == "rPr"
        for item in properties
    )


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font; those fonts have places of their own, which mean nothing elsewhere."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return REPLACEMENT
    return chr(code) if 0x20 <= code < 0xD800 else REPLACEMENT


def _joins_the_next(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is a tracked deletion."""
    marks = (item for properties in paragraph if local(properties) == "pPr" for item in properties)
    return any(local(change) in ("del", "moveFrom") for mark in marks if local(mark) == "rPr" for change in mark)


def _deleted_row(element: etree._Element) -> bool:
    if local(element) != "tr":
        return False
    return any(local(item) == "del" for properties in element if local(properties) == "trPr" for item in properties)
