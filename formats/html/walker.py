"""The words of a page or of a part of it as a browser would give them (`innerText`), from an lxml tree.

White space is collapsed as HTML has it, never NBSP and its kin; `<br>` is a line break, a block begins a line, a
paragraph or heading stands between blank lines, table cells between tabs. What a reader does not see is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from formats.html.tree import bearers

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "noframes",
        "template",
        "nav",
        "aside",
        "form",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "button",
        "select",
        "input",
        "textarea",
        "dialog",
        "head",
        "title",
        "meta",
        "link",
        "rt",
        "rp",
        "amp-ad",
        "amp-embed",
        "amp-sidebar",
        "amp-consent",
        "amp-social-share",
    ]
)
PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "hgroup",
        "li",
        "main",
        "menu",
        "ol",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_FLAT = "flat"  # in the place of the tag of a block that ends no line
# Line breaks before an element, and behind it.
_LINES = dict.fromkeys(BLOCKS, 1) | dict.fromkeys(PARAGRAPHS, 2) | {_FLAT: 0}
_EXACT = ("pre", "listing")  # whose white space counts
_hidden = bearers("descendant-or-self::*/@hidden")
_styled = bearers("descendant-or-self::*/@style")
_shadowed = bearers("descendant-or-self::template/@shadowrootmode")  # whose content is shown
_HIDING = re.compile(  # also the marks of Word's lists, which are no words of theirs
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-list\s*:\s*ignore)\b", re.IGNORECASE
)
_MARKS = (("“", "”"), ("‘", "’"))  # of a <q>, and of one within it


@dataclass(slots=True)
class Words:
    """The text so far. changes: how many quotation marks were written out for <q> elements."""

    changes: Counter[str] = field(default_factory=Counter)
    _parts: list[str] = field(default_factory=list)
    _lines: int = 0  # line breaks that the next word needs before it
    _breaks: int = 0  # those of them that <br> asked for
    _tabs: int = 0  # ends of cells before the next word, unless lines end there too
    _space: bool = False  # whether white space is pending

    @property
    def text(self) -> str:
        """What was collected, without outer white space of the layout."""
        return "".join(self._parts)

    def add(self, words: str) -> None:
        """Adds text with its white space collapsed."""
        collapsed = _collapsed(words)
        run = collapsed.strip(" ")
        self._space |= collapsed.startswith(" ")
        if run:
            self._put(run)
            self._space = collapsed.endswith(" ")

    def add_exactly(self, words: str) -> None:
        """Adds text with its white space kept, as in <pre>."""
        for index, line in enumerate(words.splitlines()):
            if index:
                self.line_break()
            if line:
                self._put(line)
        if words.endswith(("\n", "\r")):
            self.line_break()

    def line_break(self) -> None:
        """What <br> does."""
        self._breaks += 1
        self.need(self._breaks)

    def need(self, lines: int) -> None:
        """Makes sure that at least so many line breaks stand before the next word."""
        self._lines = max(self._lines, lines)
        self._space = False

    def tab(self) -> None:
        """Separates two cells of a row."""
        self._tabs += not self._lines
        self._space = False

    def _put(self, run: str) -> None:
        if self._parts:
            self._parts.append("\n" * self._lines or "\t" * self._tabs or " " * self._space)
        self._lines, self._breaks, self._tabs, self._space = 0, 0, 0, False
        self._parts.append(run)


def words_of(root: etree._Element, dropped: Set[etree._Element] = frozenset()) -> Words:
    """The words under `root`; dropped: further elements to leave out."""
    left_out, flat = dropped | unseen_in(root), _flat_in(root)
    words, marks, preformatted = Words(), 0, 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element in left_out:
                walk.skip_subtree()
                continue
            tag = str(element.tag)
            preformatted += tag in _EXACT
            marks += tag == "q"
            _begin(words, _FLAT if element in flat else tag, marks)
            _add(words, element.text, preformatted)
            continue
        if event == "end" and element not in left_out:
            tag = str(element.tag)
            _end(words, _FLAT if element in flat else tag, marks)
            preformatted -= tag in _EXACT
            marks -= tag == "q"
        if element is not root:
            _add(words, element.tail, preformatted)
    return words


def unseen_in(part: etree._Element) -> set[etree._Element]:
    """The elements of a part of a page, itself included, that are never shown, or never as text."""
    styled = (element for element in _styled(part) if _HIDING.search(element.get("style", "")))
    return {*part.iter(*DROPPED), *_hidden(part), *styled}.difference(_shadowed(part))


def _flat_in(root: etree._Element) -> set[etree._Element]:
    """The blocks that stand alone in a cell, as word processors write every one: they end no line."""
    alone = (cell[0] for cell in root.iter("td", "th") if len(cell) == 1 and not (cell.text or "").strip())
    return {
        block for block in alone if not (block.tail or "").strip() and len(list(islice(block.iter(*_LINES), 2))) == 1
    }


def _collapsed(words: str) -> str:
    """Each run of white space as one space: in most texts there is nothing to change, which takes no time this way."""
    for other in "\t\n\r\f":
        words = words.replace(other, " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


def _begin(words: Words, tag: str, marks: int) -> None:
    if tag in _LINES:
        words.need(_LINES[tag])
    elif tag in ("td", "th"):
        words.tab()
    elif tag == "br":
        words.line_break()
    elif tag == "q":
        words.add(_MARKS[(marks - 1) % 2][0])
        words.changes["quotation_mark_element"] += 1


def _end(words: Words, tag: str, marks: int) -> None:
    if tag in _LINES:
        words.need(_LINES[tag])
    elif tag == "q":
        words.add(_MARKS[(marks - 1) % 2][1])


def _add(words: Words, text: str | None, preformatted: int) -> None:
    if text:
        words.add_exactly(text) if preformatted else words.add(text)
