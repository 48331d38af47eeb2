"""What a Markdown file tells of its article: its front matter and its first heading. The text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.metadata import Findings

_FIRST_LINES = 100  # in which front matter and heading stand
_FIELDS = {"title": "title", "author": "byline", "authors": "byline", "outlet": "outlet", "url": "url"}
_NOT_PLAIN = tuple("[]{}>|&*!%@`")  # what begins values of other kinds: blocks, references, mappings
_NOTHING = ("null", "~")
_PAIR = re.compile(r"(\w+): +(.+)")
_QUOTED = re.compile(r"(?P<mark>[\"'])(?P<words>.*)(?P=mark)")


def offer_markdown(findings: Findings, text: str) -> None:
    """Offers the plain values of the front matter (lines of `name: value` between two `---`), then the first `#`."""
    lines = text.split("\n", _FIRST_LINES)[:_FIRST_LINES]
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
            yield match[1].lower(), _plain(match[2])


def _plain(value: str) -> str:
    """A plain or quoted value of YAML, a list in brackets with commas between its values; "" for any other."""
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, (_scalar(one.strip()) for one in value[1:-1].split(","))))
    return _scalar(value)


def _scalar(value: str) -> str:
    if quoted := _QUOTED.fullmatch(value):
        return quoted["words"]
    return "" if value.startswith(_NOT_PLAIN) or value.lower() in _NOTHING else value


def _heading(line: str) -> str:
    """The words of a heading of the first level, "" for any other line; `#` behind them only close it."""
    if not line.startswith("# "):
        return ""
    words = line[1:].strip(" ")
    head, _, closing = words.rpartition(" ")
    return words if closing.strip("#") else head.rstrip(" ") or words
