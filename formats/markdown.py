"""What a Markdown file tells of its article: its front matter and its first heading. The text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.metadata import Findings

_LONGEST_FRONT = 100  # lines of front matter
_FIELDS = {"title": "title", "author": "byline", "authors": "byline", "outlet": "outlet", "url": "url"}
_PAIR = re.compile(r"(\w+): +(.+)")
_QUOTED = re.compile(r"(?P<mark>[\"'])(?P<words>.*)(?P=mark)")


def offer_markdown(findings: Findings, text: str) -> None:
    """Offers the plain values of the front matter (lines of `name: value` between two `---`), then the first `#`."""
    lines = text.split("\n", _LONGEST_FRONT + 1)
    for name, value in _front_matter(lines):
        if name in ("date", "published"):
            findings.offer_date(value, "front matter")
        elif name in ("lang", "language"):
            findings.offer_language(value, "front matter")
        elif name in _FIELDS:
            findings.offer(_FIELDS[name], value, "front matter")
    findings.offer("title", next(filter(None, map(_heading, lines)), ""), "first heading")


def _front_matter(lines: list[str]) -> Iterator[tuple[str, str]]:
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        return
    for line in lines[1:]:
        if line.rstrip() == "---":
            return
        if match := _PAIR.fullmatch(line.rstrip()):
            quoted = _QUOTED.fullmatch(match[2])
            yield match[1].lower(), quoted["words"] if quoted else match[2]


def _heading(line: str) -> str:
    """The words of a heading of the first level, "" for any other line; `#` behind them only close it."""
    if not line.startswith("# "):
        return ""
    words = line[1:].strip(" ")
    head, _, closing = words.rpartition(" ")
    return words if closing.strip("#") else head.rstrip(" ") or words
