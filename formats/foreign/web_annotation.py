"""W3C Web Annotations (JSON-LD) on plain texts: selectors as fragments, tags as labels, `linking` as links.

The annotations name their text by an address; it must stand in the file (`source.value`) or beside it (`read_folder`).
Positions count code points, as the recommendation has it, unless the words beside them stand where UTF-16 units say.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from formats.drafts import Draft, draft
from formats.encodings import decoded
from formats.folders import Folder, Part, SubFolder
from formats.foreign.marks import Source, draft_of, maybe, reading_intake
from formats.foreign.selectors import CountedText, place_of
from formats.foreign.units import UNITS, Mark, misfits
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import json_records
from formats.normalise import normalise
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake

SUFFIXES = (".jsonld", ".json", ".jsonl")
_Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Found:
    """An annotation of a part of a text. targets: the selectors of each of its fragments; line: where it stands."""

    id: str
    tags: list[str]
    remarks: list[str]
    targets: list[list[_Data]]
    line: int


@dataclass(slots=True)
class _Page:
    """The annotations of one person on one text."""

    found: list[_Found] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """One reading for each text and creator, of texts that stand in the file."""
    yield from _readings(data, name, options, lambda _: None)


def read_folder(folder: Folder, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The same for every JSON file of a folder, whose texts lie beside under the last part of their address."""
    names = sorted(folder.names())
    by_base = {PurePosixPath(name).name: name for name in reversed(names)}

    def beside(address: str) -> str | None:
        base = PurePosixPath(unquote(urlsplit(address).path)).name
        path = by_base.get(base) or by_base.get(f"{base}.txt")
        return None if path is None else decoded(folder.read(path), options.encoding)

    for name in names:
        if name.endswith(SUFFIXES):
            yield from _readings(io.BytesIO(folder.read(name)), name, options, beside)


def parts(folder: Folder, _options: ReadOptions = READ_DEFAULTS) -> list[Part]:
    """Each JSON file, with all texts."""
    names = sorted(folder.names())
    texts = [name for name in names if not name.endswith(SUFFIXES)]
    return [Part(name, SubFolder(folder, [name, *texts])) for name in names if name.endswith(SUFFIXES)]


def _readings(
    data: BinaryIO, name: str, options: ReadOptions, beside: Callable[[str], str | None]
) -> Iterator[Intake | UserError]:
    collection = _Collection()
    for item in json_records(data, name):
        if isinstance(item, UserError):
            yield item
            continue
        for annotation in collection.inside(item.value):
            try:
                collection.add(annotation, item.line)
            except UserError as error:
                yield error.at(name, item.line)
    yield from (error.at(name) for error in collection.add_links())
    for (address, annotator), page in collection.pages.items():
        try:
            text = collection.texts.get(address) or beside(address)
            if text is None:
                remedy = "import the folder that holds both, with --format web-annotation"
                raise UserError("the text is not in the file", value=address, remedy=remedy)
            source = Source(name, "web-annotation", annotator=annotator)
            yield _intake(text, page, source, options, address, collection.elsewhere)
        except UserError as error:
            yield error.at(name)


class _Collection:
    """The annotations by text and creator.

    texts: those that stand in the file, by address; elsewhere: addresses where the collection goes on.
    """

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str | None], _Page] = {}
        self.texts: dict[str, str] = {}
        self.elsewhere: list[str] = []
        self._place: dict[str, _Page] = {}
        self._links: list[tuple[_Data, int]] = []

    def inside(self, value: _Data) -> Iterator[_Data]:
        """The annotations of a collection, a page or an array."""
        if "target" in value:
            yield value
            return
        self.elsewhere += [address for key in ("first", "next") if isinstance(address := value.get(key), str)]
        for key in ("items", "first", "@graph"):
            for item in _list(value.get(key)):
                if isinstance(item, dict):
                    yield from self.inside(item)

    def add(self, annotation: _Data, line: int) -> None:
        """Adds a span, or keeps a link for later; raises UserError for one without a target in a text."""
        if "linking" in _list(annotation.get("motivation")):
            self._links.append((annotation, line))
            return
        identity = maybe(annotation, "id") or f"a{len(self._place) + 1}"
        targets = [_target(target) for target in _list(annotation.get("target"))]
        tags, remarks = _bodies(annotation, "tagging"), _bodies(annotation, "commenting")
        addresses = {self._address(target) for target in targets}
        if len(addresses) != 1 or not tags:
            remedy = "give it a body with the purpose tagging, and targets in one text"
            raise UserError("an annotation needs a tag and a target in one text", value=identity, remedy=remedy)
        page = self.pages.setdefault((addresses.pop(), _creator(annotation)), _Page())
        page.found.append(_Found(identity, tags, remarks, list(map(_selectors, targets)), line))
        self._place[identity] = page

    def add_links(self) -> Iterator[UserError]:
        """Adds the links, now that what they join is known; those that join nothing are errors."""
        for annotation, line in self._links:
            tags = _bodies(annotation, "tagging")
            names = [_identity(end) for key in ("target", "body") for end in _list(annotation.get(key))]
            ends = [name for name in names if name in self._place]
            if len(ends) == 2 and tags and self._place[ends[0]] is self._place[ends[1]]:
                self._place[ends[0]].links.append((tags[0], ends[0], ends[1]))
            else:
                what = "a linking annotation needs a tag and two annotations"
                remedy = "name two annotations of one person on one text"
                yield UserError(what, value=maybe(annotation, "id") or "", remedy=remedy, line=line)

    def _address(self, target: _Data) -> str:
        source = target.get("source")
        if isinstance(source, dict):
            address, text = maybe(source, "id") or "", maybe(source, "value")
            if text is not None:
                self.texts[address] = text
            return address
        if not isinstance(source, str):
            raise UserError("a target needs its source", value=str(target), remedy="name the text that it is in")
        return source


def _selectors(target: _Data) -> list[_Data]:
    return [one for one in _list(target.get("selector")) if isinstance(one, dict)]


def _target(target: object) -> _Data:
    """A target as an object; an address may end in the part that is meant."""
    if isinstance(target, str):
        address, _, part = target.partition("#")
        return {"source": address, "selector": {"type": "FragmentSelector", "value": part}}
    return target if isinstance(target, dict) else {}


def _bodies(annotation: _Data, purpose: str) -> list[str]:
    """The texts of the bodies of a purpose, which is that of the annotation where a body has none of its own."""
    motivations = _list(annotation.get("motivation")) or ["tagging"]
    own = [one if one in ("tagging", "commenting") else "tagging" for one in motivations if isinstance(one, str)]
    bodies = [body for body in _list(annotation.get("body")) if isinstance(body, dict) and "value" in body]
    found = [str(body["value"]) for body in bodies if purpose in (_list(body.get("purpose")) or own)]
    value = annotation.get("bodyValue")
    return [*found, *([value] if isinstance(value, str) and purpose in own else [])]


def _creator(annotation: _Data) -> str | None:
    creator = annotation.get("creator")
    if isinstance(creator, dict):
        return next((found for key in ("name", "nickname", "id") if (found := maybe(creator, key))), None)
    return creator if isinstance(creator, str) else None


def _identity(item: object) -> str:
    return item if isinstance(item, str) else (maybe(item, "id") or "") if isinstance(item, dict) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _intake(text: str, page: _Page, source: Source, options: ReadOptions, address: str, elsewhere: list[str]) -> Intake:
    units = UNITS if any(char > "\uffff" for char in text) else UNITS[:1]
    by_unit = {unit: _marks(page, text, unit, options) for unit in units}
    unit = min(units, key=lambda unit: _badness(text, by_unit[unit]))
    marks = by_unit[unit]
    if isinstance(marks, UserError):
        raise marks
    done = draft_of(text, marks, options, OffsetUnit.CODE_POINT)
    if unit is OffsetUnit.UTF16:
        done.note("positions read as UTF-16 units, since as code points they do not fit", f"{len(marks)} spans")
    _add_remarks(done, page)
    for role, one, other in page.links:
        done.connect(role, one, other)
    for where in elsewhere:
        done.note("the collection goes on elsewhere, which is not read", where)
    return reading_intake(text, done, replace(source, key=address or None, media_type="application/ld+json"))


def _badness(text: str, marks: list[Mark] | UserError) -> float:
    if isinstance(marks, UserError):
        return math.inf
    return misfits(text, [mark for mark in marks if mark.words is not None], OffsetUnit.CODE_POINT)


def _marks(page: _Page, text: str, unit: OffsetUnit, options: ReadOptions) -> list[Mark] | UserError:
    """The annotations as marks in code points, where positions count in `unit`; or the first that has no place."""
    counted, known = CountedText(text, unit), draft(normalise(text), options)
    marks = []
    for found in page.found:
        try:
            places = [place_of(selectors, counted) for selectors in found.targets]
        except UserError as error:
            trouble = error.trouble
            value = f"{found.id}: {trouble.value}"
            return UserError(trouble.what, value=value, remedy=trouble.remedy, line=found.line)
        said = [place.words for place in places if place.words is not None]
        words = " ".join(said) if len(said) == len(places) else None
        label = next((tag for tag in found.tags if known.label(tag) is not None), found.tags[0])
        marks.append(Mark(found.id, label, tuple((place.start, place.end) for place in places), words))
    return marks


def _add_remarks(done: Draft, page: _Page) -> None:
    """Comments become the note of a span; tags that are not its label are named."""
    for found in page.found:
        if found.remarks and found.id in done.spans:
            done.change(found.id, note="\n".join(found.remarks))
        for tag in found.tags[1:]:
            done.note("further tag, not stored", f"{tag} of {found.id}")
