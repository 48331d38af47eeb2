"""Citron's annotation format: one article a file, quotes with contents, sources and a cue; offsets are code points.

The contents of a quote are the fragments of one quote, its sources speakers. Coreference is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from formats.foreign.marks import Source, draft_of, maybe, number, objects, reading_intake, words
from formats.foreign.units import Mark
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import Item, json_records
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The reading of the one article, or of one article a line."""
    for item in json_records(data, name):
        try:
            yield item if isinstance(item, UserError) else _intake(item, name, options)
        except UserError as error:
            yield error.at(name, item.line if isinstance(item, Item) else None)


@dataclass(slots=True)
class _Frames:
    """Marks and links; a source or cue of several quotes is one span."""

    marks: dict[tuple[str, tuple[tuple[int, int], ...]], Mark] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    coreferences: int = 0

    def add(self, label: str, parts: list[dict[str, object]], key: str = "") -> str:
        """Adds a span unless it is there; the key under which it is."""
        pairs = tuple(sorted((number(part, "start"), number(part, "end")) for part in parts))
        said = [maybe(part, "text") for part in sorted(parts, key=lambda part: number(part, "start"))]
        text = " ".join(part for part in said if part is not None) if None not in said else None
        found = self.marks.get((label, pairs))
        if found is None:
            found = Mark(key or f"{label}{len(self.marks) + 1}", label, pairs, text, keyed=bool(key))
            self.marks[label, pairs] = found
        return found.key

    def add_quote(self, quote: Mapping[str, object]) -> None:
        """Adds a quote with its speakers and cue."""
        contents = objects(quote.get("contents"), "contents")
        cue = quote.get("cue")
        mentions = [("speaker", source) for source in objects(quote.get("sources"), "sources")]
        mentions += [("cue", cue)] if isinstance(cue, dict) else []
        key = self.add("quote", contents, maybe(quote, "id") or "") if contents else ""
        for role, mention in mentions:
            end = self.add(role, [mention])
            if key:
                self.links.append((role, key, end))
        self.coreferences += bool(quote.get("coreferences"))


def _intake(item: Item, name: str, options: ReadOptions) -> Intake:
    text = words(item.value, "text")
    frames = _Frames()
    for quote in objects(item.value.get("quotes"), "quotes"):
        frames.add_quote(quote)
    done = draft_of(text, list(frames.marks.values()), options, OffsetUnit.CODE_POINT)
    for role, start, end in frames.links:
        done.link(role, start, end)
    groups = item.value.get("coreference_groups")
    if frames.coreferences or groups:
        count = len(groups) if isinstance(groups, list) else 0
        done.note("coreference, not stored", f"of {frames.coreferences} quotes and in {count} groups")
    return reading_intake(text, done, Source(name, "citron", item.line, maybe(item.value, "id")))
