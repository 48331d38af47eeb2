"""The words of a page or of a part of it as a browser would give them (`innerText`), from an lxml tree.

White space is collapsed as HTML has it, never NBSP and its kin; `<br>` is a line break, a block begins a line, a
paragraph or heading stands between blank lines, table cells between tabs. What a reader does not see is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from lxml import etree

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
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
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_MARKS = (("“", "”"), ("‘", "’"))  # of a <q>, and of one within it


@dataclass(slots=True)
class Words:
    """The text so far. changes: how many quotation marks were written out for <q> elements."""

    changes: Counter[str] = field(default_factory=Counter)
    _parts: list[str] = field(default_factory=list)
    _lines: int = 0  # line breaks that the next word needs before it
    _breaks: int = 0  # those of them that <br> asked for
    _space: bool = False  # whether white space is pending

    @property
    def text(self) -> str:
        """What was collected, without outer white space of the layout."""
        return "".join(self._parts)

    def add(self, words: str) -> None:
        """Adds text with its white space collapsed."""
        collapsed = _SPACE.sub(" ", words)
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
        if self._parts and not self._lines:
            self._parts.append("\t")
            self._space = False

    def _put(self, run: str) -> None:
        if self._parts:
            self._parts.append("\n" * self._lines or " " * self._space)
        self._lines, self._breaks, self._space = 0, 0, False
        self._parts.append(run)


def words_of(root: etree._Element, dropped: Set[etree._Element] = frozenset()) -> Words:
    """The words under `root`; dropped: further elements to leave out."""
    words, marks, preformatted = Words(), 0, 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (unseen(element) or element in dropped):
            walk.skip_subtree()
            continue
        if event == "start":
            preformatted += tag in ("pre", "listing")
            marks += tag == "q"
            _begin(words, tag, marks)
            _add(words, element.text, preformatted)
            continue
        if event == "end" and not (unseen(element) or element in dropped):
            _end(words, tag, marks)
            preformatted -= tag in ("pre", "listing")
            marks -= tag == "q"
        if element is not root:
            _add(words, element.tail, preformatted)
    return words


def unseen(element: etree._Element) -> bool:
    """Whether an element is never shown, or never as text."""
    if element.tag in DROPPED or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDING.search(style) is not None


def _begin(words: Words, tag: str, marks: int) -> None:
    _need(words, tag)
    if tag in ("td", "th"):
        words.tab()
    elif tag == "br":
        words.line_break()
    elif tag == "q":
        words.add(_MARKS[(marks - 1) % 2][0])
        words.changes["quotation_mark_element"] += 1


def _end(words: Words, tag: str, marks: int) -> None:
    if tag == "q":
        words.add(_MARKS[(marks - 1) % 2][1])
    _need(words, tag)


def _need(words: Words, tag: str) -> None:
    if tag in PARAGRAPHS:
        words.need(2)
    elif tag in BLOCKS:
        words.need(1)


def _add(words: Words, text: str | None, preformatted: int) -> None:
    if text:
        words.add_exactly(text) if preformatted else words.add(text)
