"""Bytes of a web page to an lxml tree, without a network and without a script ever being run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from formats.encodings import bom_encoding, decoded
from models.errors import UserError

LARGEST_PAGE = 50_000_000  # bytes
_HEAD = 1_000_000  # bytes in which a page declares its encoding, behind whatever styles and scripts
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|^\s*<\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_ENCODING = re.compile(  # names that the web knows; Python has codecs that are no encodings of text
    r"utf-?(?:7|8|16|32)(?:-?[bl]e)?|(?:us-)?ascii|iso-?8859-\d+(?:-[ei])?|latin-?\d|(?:windows-|cp)\d+|koi8-[rtu]|hz(?:-gb-2312)?|"
    r"gb2312|gbk|gb18030|big5(?:-hkscs)?|shift[-_]jis|sjis|euc-(?:jp|kr|tw)|iso-2022-(?:jp|kr)|mac\w*|tis-620|ks_c_5601-1987"
)
_LATIN = ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii")  # which on the web all mean windows-1252
_SEVEN_BIT = ("iso-2022-", "hz", "utf-7")  # whose bytes are also valid UTF-8


def page_text(data: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    """The page as text: by BOM, as the user says, as strict UTF-8, else as it (or the e-mail around it) declares.

    Raises UserError with a proposal where none of them fits.
    """
    if encoding or bom_encoding(data):
        return decoded(data, encoding)
    named = next(
        (name for name in (declared, declared_encoding(data)) if name and _ENCODING.fullmatch(name.lower())), None
    )
    if named is not None and named.lower().startswith(_SEVEN_BIT):
        return decoded(data, named)
    try:
        return decoded(data)
    except UserError:
        if named is None or named.lower().replace("_", "-") in ("utf-8", "utf8"):
            raise
    return decoded(data, "windows-1252" if named.lower() in _LATIN else named)


def declared_encoding(data: bytes) -> str | None:
    """What the page's own <meta> or XML declaration says."""
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "ignore") if match else None


def parsed(text: str) -> etree._Element:
    """The tree of a page; markup that is not well-formed is mended as browsers do.

    Raises UserError for a page without any element and for one that cannot be read whole: nested too deeply, or with
    more than ten million characters in one place.
    """
    # Not the parser of `lxml.html`, which calls back to Python for the class of every element.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    nothing = UserError("there is no page in the file", remedy="leave it out, or look whether it was saved")
    try:
        root = etree.fromstring(text.replace("\0", "\ufffd").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise nothing from error
    if root is None:
        raise nothing
    for fault in parser.error_log:
        if "depth" in fault.message:
            raise UserError("the page is nested too deeply", remedy="save the page's text instead")
        if fault.type_name == "ERR_RESOURCE_LIMIT":
            raise UserError("a text or an address in the page is too long", remedy="save the page's text instead")
    return root


def bearers(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """What finds the elements that have the attributes at an XPath, as seen from another element, in the page's order.

    libxml2 is asked once for all of them, since a question to each element from Python takes longer than all else; no
    `/..` and no `|` in the path, which take the square of what they find.
    """
    attributes: Any = etree.XPath(path)  # an XPath may yield anything, and this one attributes

    def find(part: etree._Element) -> list[etree._Element]:
        return [found.getparent() for found in attributes(part)]

    return find
