"""What a file tells about its article beside the text, each value with the place it came from; nothing is guessed.

Knows no file format: readers offer what they find, the first offer of a field wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from formats.normalise import normalise
from models.articles import Meta

_FIRST_LINES = 8  # in which a byline and a dateline may stand
_LONGEST_VALUE = 1000  # code points

_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por|Di) (?P<names>[^\d.:;!?]{3,100})")
_LEADING_WORD = re.compile(r"^(?:by|von|par|por|di)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{2,40}(?:, [A-Z][a-z]+\.?(?: \d{1,2})?)?)"
    r"(?: \((?P<credit>[^()]{2,30})\))? ?[-–—] "
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_AGENCIES = re.compile(
    "AFP|AP|ANI|ANP|ANSA|APA|ATS|Belga|dpa|EFE|IANS|Interfax|Kyodo|Lusa|PA|PTI|Reuters|SDA|TASS|UPI|Xinhua"
)


@dataclass(slots=True)
class Findings:
    """The values found so far by field of Meta, and where each came from."""

    values: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)

    def offer(self, name: str, value: object, origin: str) -> None:
        """Takes `value` for a field unless it has one already or the value is no text of reasonable length."""
        if name in self.values or not isinstance(value, str):
            return
        text = " ".join(normalise(value).text.split())
        if text and len(text) <= _LONGEST_VALUE:
            self.values[name] = text
            self.origins[name] = origin

    def offer_date(self, value: object, origin: str) -> None:
        """Takes a publication date in a form of ISO 8601 or of e-mail; any other is kept as `published_raw`."""
        if not isinstance(value, str) or not value.strip():
            return
        if (date := iso_date(value)) is not None:
            self.offer("published", date, origin)
        else:
            self.extra.setdefault("published_raw", value.strip()[:_LONGEST_VALUE])

    def offer_language(self, value: object, origin: str) -> None:
        """Takes a language tag."""
        if isinstance(value, str) and _LANGUAGE.fullmatch(value.strip()):
            self.offer("language", value.strip().replace("_", "-"), origin)

    def offer_from_text(self, text: str) -> None:
        """Looks for a byline, a dateline and its agency in the first lines of the article."""
        for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
            if match := _BYLINE.fullmatch(line.strip()):
                self.offer("byline", match.group(), "first lines of the text")
            if match := _DATELINE.match(line.strip()):
                self.offer("dateline", match["place"], "dateline of the text")
                if _AGENCIES.fullmatch(match["credit"] or ""):
                    self.offer("agency", match["credit"], "dateline of the text")

    def meta(self, source_name: str) -> Meta:
        """The findings as metadata; where they came from and the names in the byline are in `extra`."""
        extra = dict(self.extra)
        if "byline" in self.values and (authors := names_in(self.values["byline"])):
            extra["authors"] = authors
        if self.origins:
            extra["origins"] = dict(self.origins)
        return Meta(**self.values, source_name=source_name, extra=extra)


def names_in(byline: str) -> list[str]:
    """The names in a byline, in its order: what stands between commas and `and`, without a leading `By`."""
    return [name for name in _BETWEEN_NAMES.split(_LEADING_WORD.sub("", byline.strip())) if name]


def iso_date(value: str) -> str | None:
    """A date or date-time as ISO 8601 has it, from ISO 8601 or from the form of e-mail headers; None for others."""
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _mail_date(text)
    return moment.date().isoformat() if len(text) <= len("2025-09-06") else moment.isoformat()


def _mail_date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def first(*values: object) -> object:
    """The first value that is a text with something in it, else None."""
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def joined(names: Iterable[object]) -> str:
    """Several names as one byline."""
    return ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip())
