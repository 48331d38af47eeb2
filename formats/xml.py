"""XML from files that nobody vouches for: no entities, no DOCTYPE, no network, no endless nesting."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain

from lxml import etree

from models.errors import UserError

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOG = 4096  # bytes that are searched for a DOCTYPE before anything is parsed
_DAMAGED = "save or download the file again"


def parsed_xml(data: bytes, part: str = "") -> etree._Element:
    """The root of an XML document; part: what it is called in errors, where a file has several.

    Raises UserError for XML that is not well-formed, has a DOCTYPE, or is nested too deeply.
    """
    if _DOCTYPE.search(data[:_PROLOG]):
        raise _with_doctype(part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UserError("XML that is nested too deeply", value=part, remedy="save it as plain text") from error
        if "Resource limit" in str(error):
            raise UserError("a text in the XML is too long", value=part, remedy="split it into articles") from error
        raise UserError("XML that is not well-formed", value=f"{part} {error.msg}".strip(), remedy=_DAMAGED) from error
    except ValueError as error:  # an encoding that lxml does not know
        raise UserError("XML that cannot be read", value=f"{part} {error}".strip(), remedy=_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_doctype(part)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute in whatever namespace, or an empty text."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def ends_a_cell(paragraph: etree._Element, paragraphs: Container[str], cell: str, row: str) -> bool:
    """Whether a paragraph is the last of its cell while another cell of the row stands behind it.

    paragraphs, cell, row: what elements of these kinds are called; lists and controls may stand between them.
    """
    return _is_last(paragraph, paragraphs, cell) and not _is_last(paragraph, paragraphs, row)


def _is_last(paragraph: etree._Element, paragraphs: Container[str], end: str) -> bool:
    """Whether no other paragraph stands behind one in the innermost element around it that is called `end`."""
    for element in chain([paragraph], paragraph.iterancestors()):
        if local(element) == end:
            return True
        if any(local(inner) in paragraphs for beside in element.itersiblings() for inner in beside.iter()):
            return False
    return False


def _with_doctype(part: str) -> UserError:
    return UserError("XML with a DOCTYPE, which is not accepted", value=part, remedy="remove it, or save the text anew")
