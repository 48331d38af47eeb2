"""OpenDocument texts (.odt) to articles: every paragraph, with all tracked changes accepted.

Tracked deletions, notes and comments are left out. White space is collapsed as the format has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from formats.archives import ZipFolder
from formats.articles import article_intake
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings
from formats.xml import attribute, local, parsed_xml
from models.errors import UserError
from models.records import Intake

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_MOST_SPACES = 1000  # of one <text:s>
_SPACE = re.compile("[ \t\r\n]+")
_PARAGRAPHS = ("p", "h")
_COUNTED = {"note": "notes", "annotation": "comments", "deletion": "tracked deletions"}
_LEFT_OUT = frozenset(["note", "annotation", "tracked-changes", "ruby-text", "hidden-text", "sequence-decls", "forms"])


def read(data: BinaryIO, name: str, _options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a document, or why there is none."""
    try:
        yield _article(data, name)
    except UserError as error:
        yield error.at(name)


def _article(data: BinaryIO, name: str) -> Intake:
    parts = ZipFolder(data)
    _refuse_encrypted(parts)
    findings = Findings()
    if "meta.xml" in parts.names():
        _offer_properties(findings, parsed_xml(parts.read("meta.xml"), "meta.xml"))
    root = parsed_xml(parts.read("content.xml"), "content.xml")
    body = next((item for item in root.iter() if local(item) == "text" and "office" in str(item.tag)), None)
    if body is None:
        raise UserError("not an OpenDocument text", remedy="save it as .odt")
    left_out = Counter(_COUNTED[local(item)] for item in body.iter() if local(item) in _COUNTED)
    data.seek(0)
    return article_intake(
        _text(body),
        name,
        findings,
        reader="odt",
        media_type=MEDIA_TYPE,
        raw=data.read(),
        warnings=tuple(f"left out: {count} {kind}" for kind, count in left_out.items()),
    )


def _refuse_encrypted(parts: ZipFolder) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in parts.names():
        entries = parsed_xml(parts.read(manifest), manifest).iter()
        if any(local(entry) == "encryption-data" for entry in entries):
            raise UserError("the document has a password", remedy="save it without one")


def _offer_properties(findings: Findings, root: etree._Element) -> None:
    for element in root.iter():
        match local(element):
            case "title":
                findings.offer("title", element.text, "document properties")
            case "language":
                findings.offer_language(element.text, "document properties")
            case "initial-creator" if element.text:
                findings.extra["document_author"] = element.text


def _text(body: etree._Element) -> str:
    """Paragraphs on lines of their own; the cells of a table's row between tabs."""
    pieces: list[str] = []
    depth = 0  # of paragraphs: a frame stands inside one
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start" and name in _LEFT_OUT:
            walk.skip_subtree()
        elif event == "start" and name in _PARAGRAPHS:
            depth += 1
            pieces.extend(("\n" if depth > 1 else "", _paragraph(element)))
        elif name in _PARAGRAPHS:
            depth -= 1
            pieces.append("" if depth else "\t" if _ends_a_cell(element) else "\n")
    return "".join(pieces).rstrip("\n")


def _paragraph(paragraph: etree._Element) -> str:
    """The words of one paragraph, without those of the frames anchored in it."""
    words: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name, inside = local(element), element is not paragraph
        if event == "start" and inside and (name in _LEFT_OUT or name == "frame"):
            walk.skip_subtree()
        elif event == "start":
            words.append(_collapsed(element.text, words) + _character(element, name))
        elif inside:
            words.append(_collapsed(element.tail, words))
    text = "".join(words)
    return text[:-1] if text.endswith(" ") and not _ends_in_spaces(paragraph) else text


def _collapsed(text: str | None, before: list[str]) -> str:
    """Layout's white space as one space, and none at the start of a paragraph or behind another one."""
    collapsed = _SPACE.sub(" ", text or "")
    last = next((part for part in reversed(before) if part), "\n")
    return collapsed.lstrip(" ") if last[-1] in " \n\t" else collapsed


def _character(element: etree._Element, name: str) -> str:
    match name:
        case "s":
            count = attribute(element, "c") or "1"
            return " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
    return ""


def _ends_in_spaces(paragraph: etree._Element) -> bool:
    """Whether the last thing in the paragraph is a <text:s>, whose spaces count."""
    return len(paragraph) > 0 and local(paragraph[-1]) == "s" and not paragraph[-1].tail


def _ends_a_cell(paragraph: etree._Element) -> bool:
    """Whether another cell of the row stands behind the paragraph."""
    cell = paragraph.getparent()
    if cell is None or local(cell) != "table-cell" or paragraph.getnext() is not None:
        return False
    return any(local(item) == "table-cell" for item in cell.itersiblings())
