"""Articles: an immutable text with its metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from models.light import light


@light
@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of an article; an empty text means unknown. published: ISO date or date-time; language: BCP 47."""

    title: str = ""
    outlet: str = ""
    byline: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    agency: str = ""
    dateline: str = ""
    source_name: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


_TITLE_IN_REPORTS = 60  # code points
META_FIELDS = tuple(item.name for item in fields(Meta) if item.name != "extra")


def text_digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of a normalised text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@light
@dataclass(frozen=True, slots=True)
class Article:
    """A normalised text with its metadata; the text never changes. key: the id its file gave."""

    id: str
    text: str
    meta: Meta = field(default_factory=Meta)
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Digest of the text; computed at each call."""
        return text_digest(self.text)


def called(meta: Meta) -> str:
    """How a report tells an article from others: its file and, where they are known, its title and outlet."""
    title = f"“{_cut(meta.title, _TITLE_IN_REPORTS)}”" if meta.title else ""
    outlet = f"({_cut(meta.outlet, _TITLE_IN_REPORTS)})" if meta.outlet else ""
    return " ".join(filter(None, (meta.source_name, title, outlet)))


def heading(meta: Meta, text: str, most: int = 120) -> str:
    """What a list calls the article: its title, else its first line, else its file name; at most `most` code points."""
    first_line = text[:2000].lstrip().partition("\n")[0].rstrip()
    name = meta.title or first_line or meta.source_name or "(empty article)"
    return _cut(name, most)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
