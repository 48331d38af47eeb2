"""W3C Web Annotations (JSON-LD) on plain texts: positions in code points, tags as labels, `linking` as links.

The annotations name their text by an address; it must stand in the file (`source.value`) or beside it (`read_folder`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from formats.encodings import decoded
from formats.folders import Folder, Part, SubFolder
from formats.foreign.marks import Mark, Source, draft_of, maybe, number, reading_intake
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.json_records import json_records
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake

SUFFIXES = (".jsonld", ".json", ".jsonl")
_Data = Mapping[str, object]


@dataclass(slots=True)
class _Page:
    """The annotations of one person on one text."""

    marks: list[Mark] = field(default_factory=list)
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
        for annotation in _annotations(item.value):
            try:
                collection.add(annotation)
            except UserError as error:
                yield error.at(name, item.line)
    for (address, annotator), page in collection.pages.items():
        try:
            text = collection.texts.get(address) or beside(address)
            if text is None:
                raise UserError("the text is not in the file", value=address, remedy="import a folder that holds both")
            yield _intake(text, page, Source(name, "web-annotation", annotator=annotator), options, address)
        except UserError as error:
            yield error.at(name)


class _Collection:
    """The annotations by text and creator; texts: those that stand in the file, by address."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str | None], _Page] = {}
        self.texts: dict[str, str] = {}
        self._place: dict[str, _Page] = {}

    def add(self, annotation: _Data) -> None:
        """Adds a span or a link; raises UserError for one without a target in a text."""
        identity = maybe(annotation, "id") or f"a{len(self._place) + 1}"
        targets = _list(annotation.get("target"))
        tags = list(_tags(annotation))
        if annotation.get("motivation") == "linking":
            self._link(annotation, tags, targets)
            return
        addresses = {self._address(target) for target in targets}
        if len(addresses) != 1 or not tags:
            raise UserError("an annotation needs a tag and a target in one text", value=identity)
        selectors = [_selectors(target) for target in targets]
        said = [exact for _, exact in selectors]
        words = " ".join(part for part in said if part is not None) if None not in said else None
        page = self.pages.setdefault((addresses.pop(), _creator(annotation)), _Page())
        page.marks.append(Mark(identity, tags[0], tuple(pair for pair, _ in selectors), words))
        self._place[identity] = page

    def _link(self, annotation: _Data, tags: list[str], targets: list[object]) -> None:
        bodies = [_identity(body) for body in _list(annotation.get("body"))]
        ends = [found for found in (*map(_identity, targets), *bodies) if found in self._place]
        if len(ends) != 2 or not tags or self._place[ends[0]] is not self._place[ends[1]]:
            raise UserError("a linking annotation needs a tag and two annotations", value=maybe(annotation, "id") or "")
        self._place[ends[0]].links.append((tags[0], ends[0], ends[1]))

    def _address(self, target: object) -> str:
        source = target.get("source") if isinstance(target, dict) else None
        if isinstance(source, dict):
            address, text = maybe(source, "id") or "", maybe(source, "value")
            if text is not None:
                self.texts[address] = text
            return address
        if not isinstance(source, str):
            raise UserError("a target needs its source", value=str(target))
        return source


def _annotations(value: _Data) -> Iterator[_Data]:
    """The annotations of a collection, a page or an array."""
    if "target" in value:
        yield value
        return
    for key in ("items", "first", "@graph"):
        for item in _list(value.get(key)):
            if isinstance(item, dict):
                yield from _annotations(item)


def _tags(annotation: _Data) -> Iterator[str]:
    for body in _list(annotation.get("body")):
        if isinstance(body, dict) and body.get("purpose", "tagging") == "tagging" and "value" in body:
            yield str(body["value"])
    if isinstance(value := annotation.get("bodyValue"), str):
        yield value


def _selectors(target: object) -> tuple[tuple[int, int], str | None]:
    """The position of a target, and its words where a quote selector has them."""
    given = target.get("selector") if isinstance(target, dict) else None
    selectors = [item for item in _list(given) if isinstance(item, dict)]
    selectors += [inner for item in selectors if isinstance(inner := item.get("refinedBy"), dict)]
    kinds = {str(item.get("type")): item for item in selectors}
    if "TextPositionSelector" not in kinds:
        raise UserError("a target without a TextPositionSelector", remedy="export positions too")
    position = kinds["TextPositionSelector"]
    exact = maybe(kinds.get("TextQuoteSelector", {}), "exact")
    return (number(position, "start"), number(position, "end")), exact


def _creator(annotation: _Data) -> str | None:
    creator = annotation.get("creator")
    if isinstance(creator, dict):
        return next((found for key in ("name", "nickname", "id") if (found := maybe(creator, key))), None)
    return creator if isinstance(creator, str) else None


def _identity(item: object) -> str:
    return item if isinstance(item, str) else (maybe(item, "id") or "") if isinstance(item, dict) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _intake(text: str, page: _Page, source: Source, options: ReadOptions, address: str) -> Intake:
    done = draft_of(text, page.marks, options, OffsetUnit.CODE_POINT)
    for role, one, other in page.links:
        done.connect(role, one, other)
    return reading_intake(text, done, replace(source, key=address or None, media_type="application/ld+json"))
