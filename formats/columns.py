"""Which column of a table, or key of an object, holds which field of an article; the rest is kept as `extra`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from formats.metadata import Findings
from models.articles import META_FIELDS
from models.errors import UserError
from models.previews import TableChoice

_NAMES: Mapping[str, tuple[str, ...]] = {  # field: names that mean it, whatever their case
    "text": ("text", "body", "content", "fulltext", "full_text", "article_text"),
    "id": ("id", "key", "article_id", "uid"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publication", "newspaper", "publisher", "medium"),
    "byline": ("byline", "author", "authors"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate"),
    "language": ("language", "lang"),
    "agency": ("agency",),
    "dateline": ("dateline",),
}
FIELDS = tuple(_NAMES)
_ROWS_SHOWN = 5
_CELL_SHOWN = 200  # code points


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by field."""

    by_field: Mapping[str, str]

    def text(self, row: Mapping[str, object]) -> str:
        """The article's text; raises UserError where it is missing, empty or no text."""
        value = row.get(self.by_field["text"])
        if not isinstance(value, str) or not value.strip():
            raise UserError("a record without a text", value=self.by_field["text"], remedy="fill it in or remove it")
        return value

    def key(self, row: Mapping[str, object]) -> str | None:
        """The id that the file gives, if any."""
        value = row.get(self.by_field.get("id", ""))
        known = isinstance(value, (str, int)) and not isinstance(value, bool)
        return (str(value).strip() or None) if known else None

    def findings(self, row: Mapping[str, object]) -> Findings:
        """The metadata of a row; columns that mean none are kept under `columns`."""
        findings = Findings()
        for field, column in self.by_field.items():
            value, origin = row.get(column), f"column {column}"
            if field == "published":
                findings.offer_date(value, origin)
            elif field == "language":
                findings.offer_language(value, origin)
            elif field in META_FIELDS:
                findings.offer(field, value, origin)
        used = set(self.by_field.values())
        rest = {name: value for name, value in row.items() if name not in used and value not in (None, "")}
        if rest:
            findings.extra["columns"] = rest
        return findings


def guessed(names: list[str]) -> dict[str, str]:
    """The mapping of a table with these columns as far as their names tell it."""
    folded = {name.strip().casefold(): name for name in reversed(names)}
    by_name = {field: next((folded[name] for name in known if name in folded), None) for field, known in _NAMES.items()}
    return {field: column for field, column in by_name.items() if column is not None}


def table_choice(names: list[str], rows: Iterable[Mapping[str, object]], chosen: Mapping[str, str]) -> TableChoice:
    """What a person sees of a table to choose its columns."""
    shown = tuple(tuple(_cell(row.get(name)) for name in names) for row in islice(rows, _ROWS_SHOWN))
    known = {field: column for field, column in chosen.items() if column in ("", *names)}
    return TableChoice(tuple(names), FIELDS, _together(guessed(names), known), shown)


def _together(guesses: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """The mapping where what is chosen goes first; a field for which "" is chosen stands in no column."""
    return {field: column for field, column in {**guesses, **chosen}.items() if column}


def _cell(value: object) -> str:
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text if len(text) <= _CELL_SHOWN else f"{text[: _CELL_SHOWN - 1]}…"


def columns_of(names: list[str], chosen: Mapping[str, str]) -> Columns:
    """The mapping for a table with these columns: as the user chose, the rest by name; "" for a field in none of them.

    Raises UserError for a chosen column that is not there, an unknown field and a table without a text.
    """
    for field, column in chosen.items():
        if field not in FIELDS:
            raise UserError("no such field of an article", value=field, remedy=f"use one of {', '.join(FIELDS)}")
        if column and column not in names:
            raise UserError("no such column", value=column, remedy=f"use one of {', '.join(names)}")
    found = _together(guessed(names), chosen)
    if "text" not in found:
        raise UserError("no column holds the text", value=", ".join(names), remedy="say which, such as text=COLUMN")
    return Columns(found)
