"""Readings to a brat folder: a .txt file an article and an .ann file a reading, under the same profiles as reading.

Without a profile, what brat can hold goes out under our own names; a reading that came in under one goes back under it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import chain, count
from typing import BinaryIO

from formats.archives import ZipSink
from formats.brat.events import frames
from formats.brat.profiles import PROFILES, Profile, chosen
from formats.brat.standoff import NOTE, Attribute, Bound, Comment, Event, Line, Relation, flat, type_name, written
from formats.folders import Sink
from formats.interface import WRITE_DEFAULTS, WriteOptions, Written
from models.articles import Article
from models.records import Record
from models.scheme import Scheme, default_scheme
from models.spans import Fragment, Span, reading_order

_UNSAFE = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")  # on one system or another
_LONGEST_STEM, _LONGEST_ANNOTATOR = 190, 50  # bytes: of the 255 that a name may have, with room for a number


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions = WRITE_DEFAULTS) -> Written:
    """Writes the folder as a ZIP."""
    sink = ZipSink(out)
    try:
        return write_folder(records, sink, options)
    finally:
        sink.close()


def write_folder(records: Iterable[Record], sink: Sink, options: WriteOptions = WRITE_DEFAULTS) -> Written:
    """Writes one .ann file a reading and its text once; an article without a reading gets its text alone.

    The digest is over the paths and contents in the order of writing. Raises UserError for an unknown profile.
    """
    folder = _Folder(sink, chosen(options.profile) if options.profile else None)
    for record in records:
        folder.write(record)
    if folder.plain:
        folder.put("annotation.conf", configuration(default_scheme(), folder.labels).encode())
    return Written(folder.records, folder.spans, folder.digest.hexdigest(), losses=dict(folder.losses))


def configuration(scheme: Scheme, more_labels: Iterable[str] = ()) -> str:
    """The annotation.conf for readings under `scheme`, and perhaps some labels more, written without a profile."""
    labels = [type_name(label) for label in dict.fromkeys([*scheme.label, *more_labels])]
    relations = [
        f"{type_name(link.role)}\tArg1:{type_name(link.from_label)}, Arg2:{'|'.join(map(type_name, link.to_labels))}"
        for link in scheme.links
    ]
    attributes = [
        f"{type_name(attribute.name)}\tArg:{type_name(label.name)}, Value:{'|'.join(map(type_name, attribute.values))}"
        for label in scheme.labels
        for attribute in label.attributes.values()
    ]
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    sections = {"entities": labels, "relations": [overlap, *relations], "events": [], "attributes": attributes}
    return "\n".join("\n".join((f"[{name}]", *lines, "")) for name, lines in sections.items())


class _Folder:
    """Names the files and counts what goes into them."""

    def __init__(self, sink: Sink, profile: Profile | None) -> None:
        self._sink = sink
        self._profile = profile
        self._texts: dict[str, str] = {}  # digests by path, in one case
        self._annotators: dict[str, str] = {}  # as names of files have them, by their own name
        self.digest = hashlib.sha256()
        self.losses: Counter[str] = Counter()
        self.labels: dict[str, None] = {}  # in the order of their first use
        self.records = self.spans = 0
        self.plain = False

    def write(self, record: Record) -> None:
        profile = self._profile or _own_profile(record)
        self.plain |= not profile.name
        self.records += 1
        annotator = self._annotator(record.annotator) if record.annotator else ""
        stem = self._write_text(record.article, profile, annotator)
        if record.annotator is None and not record.spans:
            return
        lines = ReadingLines(record, profile)
        self.spans += lines.spans
        self.losses.update(lines.losses)
        self.labels.update(dict.fromkeys(span.label for span in record.spans))
        self.put(profile.annotations_path(stem, annotator), written(lines).encode())

    def put(self, path: str, data: bytes) -> None:
        self.digest.update(f"{path}\0{len(data)}\0".encode())
        self.digest.update(data)
        self._sink.put(path, data)

    def _annotator(self, name: str) -> str:
        """The annotator's name as files have it, no two alike; where it is another one, that is a loss."""
        if name not in self._annotators:
            taken = {other.casefold() for other in self._annotators.values()}
            safe = _unused(_safe(name, _LONGEST_ANNOTATOR) or "annotator", taken)
            self._annotators[name] = safe
            if safe != name:
                self.losses[f"name of an annotator, {name} is written as {safe}"] += 1
        return self._annotators[name]

    def _write_text(self, article: Article, profile: Profile, annotator: str) -> str:
        """Writes the text where that was not done yet; the stem of its name is the same for all its readings."""
        own_name = article.key or article.meta.source_name.rpartition(".")[0] or article.id
        name = _safe(own_name, _LONGEST_STEM) or "article"
        digest, stem, number = article.sha256, name, 2
        path = profile.text_path(stem, annotator)
        while self._texts.get(path.casefold(), digest) != digest:
            stem, number = f"{name}-{number}", number + 1
            path = profile.text_path(stem, annotator)
        if path.casefold() not in self._texts:
            self._texts[path.casefold()] = digest
            self.put(path, article.text.encode())
            if stem != own_name:
                self.losses["names of articles"] += 1
        return stem


class ReadingLines:
    """The standoff lines of one reading, in the order of the file. spans: how many; losses: what they cannot hold."""

    def __init__(self, record: Record, profile: Profile) -> None:
        self._record = record
        self._profile = profile
        self._labels = {ours: brat for brat, ours in profile.labels.items()}
        spans = sorted(record.spans, key=reading_order)
        stored = [span for span in spans if not profile.name or span.label in self._labels]
        self._spans = {span.id: span for span in stored}
        self._ids = _ids(stored)
        self.spans = len(stored)
        self.losses = self._losses()

    def __iter__(self) -> Iterator[Line]:
        for key, span in self._spans.items():
            label = self._labels.get(span.label, type_name(span.label))
            yield self._bound(self._ids[key], label, span.fragments)
        yield from self._events() if self._profile.triggers else self._plain()

    def _bound(self, identity: str, label: str, fragments: Iterable[Fragment]) -> Bound:
        pairs = tuple((start, end) for start, end in fragments)
        words = " ".join(flat(self._record.article.text[start:end]) for start, end in pairs)
        return Bound(identity, label, pairs, words)

    def _plain(self) -> Iterator[Line]:
        links = sorted(self._record.links, key=lambda link: (link.from_span, link.role, link.order))
        for number, link in enumerate(links, start=1):
            yield Relation(f"R{number}", type_name(link.role), self._ids[link.from_span], self._ids[link.to_span])
        pairs = [(key, *pair) for key, span in self._spans.items() for pair in span.attributes.items()]
        for number, (key, name, value) in enumerate(pairs, start=1):
            yield Attribute(f"A{number}", type_name(name), self._ids[key], type_name(value))
        noted = [(key, span.note) for key, span in self._spans.items() if span.note]
        for number, (key, note) in enumerate(noted, start=1):
            yield Comment(f"#{number}", NOTE, self._ids[key], note)

    def _events(self) -> Iterator[Line]:
        kept = self._record.extra.get("brat")
        unquoted = kept.get("events") if isinstance(kept, dict) else ()
        length = len(self._record.article.text)
        found = frames(self._spans, self._record.links, self._ids, self._profile, length=length, unquoted=unquoted)
        taken = {*self._ids.values(), *(frame.id for frame in found)}
        triggers: dict[tuple[object, ...], str] = {}
        places = {identity: self._spans[key].fragments for key, identity in self._ids.items()}
        for frame in found:
            if places.get(frame.trigger) == frame.offsets:  # a span is the trigger, which is an argument by that alone
                arguments = [one for one in frame.arguments if one != (frame.label, frame.trigger)]
                yield Event(frame.id or _free("E", taken), frame.label, frame.trigger, tuple(arguments))
                continue
            place = (frame.trigger or id(frame), frame.label, frame.offsets)
            if place not in triggers:
                triggers[place] = _free("T", taken, frame.trigger)
                yield self._bound(triggers[place], frame.label, frame.offsets)
            yield Event(frame.id or _free("E", taken), frame.label, triggers[place], tuple(frame.arguments))

    def _losses(self) -> Counter[str]:
        record, under = self._record, bool(self._profile.name)
        roles = set(self._profile.roles.values())
        counts = Counter(
            {
                "spans": len(record.spans) - len(self._spans),
                "links": sum(under and link.role not in roles for link in record.links),
                "link attributes": sum(bool(link.attributes) for link in record.links),
                "attributes": sum(len(span.attributes) for span in record.spans if under),
                "notes": bool(record.note) + sum(bool(span.note) for span in record.spans if under),
                "entities": sum(span.entity is not None for span in record.spans),
                "stances": len(record.stances),
                "utterances": len(record.utterances),
            }
        )
        return +counts


def _own_profile(record: Record) -> Profile:
    """The profile under which the reading came in or, where there is no reading, its article; else none."""
    origin = record.extra if record.annotator is not None else record.article.extra
    kept = origin.get("brat")
    name = kept.get("profile") if isinstance(kept, dict) else None
    return PROFILES.get(name, PROFILES[""]) if isinstance(name, str) else PROFILES[""]


def _ids(spans: Iterable[Span]) -> dict[str, str]:
    """An id of a T line for each span: its key where that is one."""
    found: dict[str, str] = {}
    keys = {span.key for span in spans if span.key}
    taken = {key for key in keys if re.fullmatch(r"T\d+", key)}
    for span in spans:
        found[span.id] = span.key if span.key in taken else ""
    for key, identity in found.items():
        found[key] = identity or _free("T", taken)
    return found


def _free(letter: str, taken: set[str], wanted: str = "") -> str:
    """`wanted` where it is a free id of this letter, else the next free number; it is taken now."""
    number = len(taken) + 1
    identity = wanted if re.fullmatch(rf"{letter}\d+", wanted) else f"{letter}{number}"
    while identity in taken:
        number += 1
        identity = f"{letter}{number}"
    taken.add(identity)
    return identity


def _safe(name: str, most: int) -> str:
    """`name` as a part of a file's name on any system, of at most so many bytes of UTF-8."""
    safe = _UNSAFE.sub("-", name).encode()[:most].decode(errors="ignore").strip(". ")
    return f"{safe}-" if re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)\d", safe) else safe


def _unused(name: str, taken: Container[str]) -> str:
    """`name`, with the first number that makes it another than those `taken`, which are casefolded."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(found for found in chain([name], numbered) if found.casefold() not in taken)
