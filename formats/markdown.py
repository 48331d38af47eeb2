"""What a Markdown file tells of its article: its front matter and its first heading. The text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
    end = _end_of_front(lines)
    for name, value in _pairs(lines[1:end]):
        if name in ("date", "published"):
            findings.offer_date(value, "front matter")
        elif name in ("lang", "language"):
            findings.offer_language(value, "front matter")
        elif name in _FIELDS:
            findings.offer(_FIELDS[name], value, "front matter")
    findings.offer("title", next(filter(None, map(_heading, lines[end:])), ""), "first heading")


def _end_of_front(lines: Sequence[str]) -> int:
    """The place of the line that closes the front matter, 0 where there is none."""
    ends = (place for place, line in enumerate(lines) if place and line.rstrip() == "---")
    return next(ends, 0) if lines[0].rstrip() == "---" else 0


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
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
