"""OpenDocument texts (.odt, .fodt) to articles: every paragraph, with all tracked changes accepted.

Tracked deletions, notes, comments and hidden text are left out. White space is collapsed as the format has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import BinaryIO

from lxml import etree

from formats.archives import LARGEST_MEMBER, ZipFolder
from formats.articles import article_intake, limited
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import LONGEST_TEXT
from formats.metadata import Findings
from formats.xml import attribute, ends_a_cell, local, parsed_xml
from models.errors import UserError
from models.records import Intake

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
FLAT = "application/vnd.oasis.opendocument.text-flat-xml"  # all in one XML document, .fodt

_SPACE = re.compile("[ \t\r\n]+")
_PARAGRAPHS = ("p", "h")
_COUNTED = {"note": "notes", "annotation": "comments", "deletion": "tracked deletions"}
_LEFT_OUT = frozenset(
    ["note", "annotation", "tracked-changes", "ruby-text", "hidden-text", "sequence-decls", "forms", "script"]
)
_TABLE = ("table-cell", "table-row")
_DRAWN = "drawing:1.0}"  # of the namespace of frames and shapes
_FLAT_SUFFIX = ".fodt"
_ARCHIVE = b"PK"  # begins every ZIP
_UNSEEN = "\0"  # which XML cannot hold: in the place of hidden words, whose spaces are not one
_HEAD = 4096  # bytes in which a flat document begins
_MANY_DIGITS = 10  # of a number of spaces: more than any article has


def read(data: BinaryIO, name: str, _options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a document, or why there is none."""
    try:
        yield _article(data, name)
    except UserError as error:
        yield error.at(name)


def _article(data: BinaryIO, name: str) -> Intake:
    content, others, media_type = _trees(data, name)
    findings = Findings()
    for root in (content, *others):
        _offer_properties(findings, root)
    body = next((item for item in content.iter() if local(item) == "text" and "office" in str(item.tag)), None)
    if body is None:
        raise UserError("not an OpenDocument text", remedy="save it as .odt")
    _refuse_gaps(body)
    joining, deleted = _cut_deletions(body)
    hidden = _hidden(body, _hidden_styles((content, *others)))
    left_out = Counter(_COUNTED[local(item)] for item in body.iter() if local(item) in _COUNTED)
    if hidden:
        left_out["hidden passages"] = len(hidden)
    data.seek(0)
    return article_intake(
        _text(body, hidden | deleted, joining),
        name,
        findings,
        reader="odt",
        media_type=media_type,
        raw=data.read(),
        warnings=tuple(f"left out: {count} {kind}" for kind, count in left_out.items()),
    )


def _trees(data: BinaryIO, name: str) -> tuple[etree._Element, list[etree._Element], str]:
    """The tree with the text, those with properties and styles where they are apart, and the media type."""
    head = data.read(_HEAD)
    data.seek(0)
    is_flat = b"<office:document" in head or name.lower().endswith(_FLAT_SUFFIX)
    if is_flat and not head.startswith(_ARCHIVE):  # whose parts need not be compressed
        return parsed_xml(limited(data.read(LARGEST_MEMBER + 1), LARGEST_MEMBER)), [], FLAT
    parts = ZipFolder(data)
    _refuse_encrypted(parts)
    others = [parsed_xml(parts.read(part), part) for part in ("meta.xml", "styles.xml") if part in parts.names()]
    return parsed_xml(parts.read("content.xml"), "content.xml"), others, MEDIA_TYPE


def _refuse_encrypted(parts: ZipFolder) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in parts.names():
        entries = parsed_xml(parts.read(manifest), manifest).iter()
        if any(local(entry) == "encryption-data" for entry in entries):
            raise UserError("the document has a password", remedy="save it without one")


def _offer_properties(findings: Findings, root: etree._Element) -> None:
    for element in (item for meta in root if local(meta) == "meta" for item in meta):
        match local(element):
            case "title":
                findings.offer("title", element.text, "document properties")
            case "language":
                findings.offer_language(element.text, "document properties")
            case "initial-creator" if element.text:
                findings.extra["document_author"] = element.text


def _refuse_gaps(body: etree._Element) -> None:
    """Raises UserError where the document asks for more spaces than an article may have characters."""
    spaces = sum(map(_spaces, (item for item in body.iter() if local(item) == "s")))
    if spaces > LONGEST_TEXT:
        raise UserError(f"the text is longer than {LONGEST_TEXT:,} characters", remedy="split it into articles")


def _spaces(element: etree._Element) -> int:
    """How many spaces a <text:s> stands for; one where it does not say so."""
    count = attribute(element, "c") or "1"
    if not count.isdecimal():
        return 1
    return int(count) if len(count) < _MANY_DIGITS else LONGEST_TEXT + 1


def _hidden_styles(roots: Iterable[etree._Element]) -> set[str]:
    """The names of the styles of words and paragraphs that show nothing, themselves or by those they rest on."""
    hidden: list[str] = []
    resting: dict[str, list[str]] = {}  # by the style they rest on, those that do not say themselves
    for style in (item for root in roots for item in root.iter() if local(item) == "style"):
        if attribute(style, "family") in ("text", "paragraph"):
            shown = next((value for item in style if (value := attribute(item, "display"))), "")
            if shown == "none":
                hidden.append(attribute(style, "name"))
            elif not shown:
                resting.setdefault(attribute(style, "parent-style-name"), []).append(attribute(style, "name"))
    for name in hidden:  # which grows
        hidden += resting.pop(name, [])
    return set(hidden)


def _hidden(body: etree._Element, styles: Set[str]) -> set[etree._Element]:
    """The elements with words that are not shown, by their own word or by their style; the outermost ones."""
    found: set[etree._Element] = set()
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if attribute(element, "display") == "none" or (styles and attribute(element, "style-name") in styles):
            found.add(element)
            walk.skip_subtree()
    return found


def _cut_deletions(body: etree._Element) -> tuple[set[etree._Element], set[etree._Element]]:
    """Takes away the deleted words that stand in their place, between two marks, as LibreOffice writes them in .fodt.

    Gives the paragraphs whose ends are deleted, and the elements that stand wholly in a deletion.
    """
    regions = {attribute(item, "id") for item in body.iter() if any(local(kind) == "deletion" for kind in item)}
    joining: set[etree._Element] = set()
    begun: set[etree._Element] = set()  # inside a deletion
    deleted: set[etree._Element] = set()
    open_marks: set[str] = set()
    for event, element in etree.iterwalk(body, events=("start", "end")) if regions else ():
        if event == "start":
            mark = attribute(element, "change-id")
            if local(element) == "change-start" and mark in regions:
                open_marks.add(mark)
            elif local(element) == "change-end":
                open_marks.discard(mark)
            elif open_marks:
                begun.add(element)
                element.text = None
        elif open_marks:
            (deleted if element in begun else joining).add(element)
            element.tail = None
    return joining, deleted


def _text(body: etree._Element, hidden: Set[etree._Element], joining: Set[etree._Element]) -> str:
    """Paragraphs on lines of their own; the cells of a table's row between tabs.

    hidden: elements to leave out; joining: paragraphs that run on in the next one.
    """
    pieces: list[str] = []
    depth = 0  # of paragraphs: a frame stands inside one
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start" and (name in _LEFT_OUT or element in hidden):
            walk.skip_subtree()
        elif event == "start" and name in _PARAGRAPHS:
            depth += 1
            words = _paragraph(element, hidden)
            pieces.extend(("\n" if depth > 1 else "", words if element in joining else _trimmed(words, element)))
        elif name in _PARAGRAPHS and element not in hidden:
            depth -= 1
            cell = ends_a_cell(element, _PARAGRAPHS, *_TABLE)
            pieces.append("" if depth or element in joining else "\t" if cell else "\n")
    return "".join(pieces).rstrip("\n")


def _paragraph(paragraph: etree._Element, hidden: Set[etree._Element]) -> str:
    """The words of one paragraph, without those of the frames and shapes anchored in it."""
    words: list[str] = []  # none of them empty, so that the last one is found at once
    walk = etree.iterwalk(paragraph, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name, inside = local(element), element is not paragraph
        if event == "start" and inside and (name in _LEFT_OUT or element in hidden or _DRAWN in str(element.tag)):
            walk.skip_subtree()
            words += [_UNSEEN] if element in hidden else []
        elif event == "start":
            words += filter(None, (_collapsed(element.text, words), _character(element, name)))
        elif inside:
            words += filter(None, (_collapsed(element.tail, words),))
    return "".join(words).replace(_UNSEEN, "")


def _trimmed(words: str, paragraph: etree._Element) -> str:
    return words[:-1] if words.endswith(" ") and not _ends_in_spaces(paragraph) else words


def _collapsed(text: str | None, before: list[str]) -> str:
    """Layout's white space as one space, and none at the start of a paragraph or behind another one."""
    collapsed = _SPACE.sub(" ", text or "")
    return collapsed.lstrip(" ") if not before or before[-1][-1] in " \n\t" else collapsed


def _character(element: etree._Element, name: str) -> str:
    match name:
        case "s":
            return " " * _spaces(element)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
    return ""


def _ends_in_spaces(paragraph: etree._Element) -> bool:
    """Whether the last thing in the paragraph is a <text:s>, whose spaces count."""
    return len(paragraph) > 0 and local(paragraph[-1]) == "s" and not paragraph[-1].tail
