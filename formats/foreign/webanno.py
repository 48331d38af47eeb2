"""WebAnno TSV 3 (also INCEpTION's): spans and relations of one article, offsets in UTF-16 units.

The text is put together from the sentences and the places of their tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress
from typing import BinaryIO, NamedTuple

from formats.articles import limited
from formats.drafts import Draft, draft
from formats.encodings import decoded
from formats.foreign.marks import Source, draft_of, reading_intake
from formats.foreign.units import Mark
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.normalise import BOM, normalise
from models.errors import UserError
from models.offsets import OffsetMap, OffsetUnit
from models.records import Intake

LARGEST_FILE = 100_000_000  # bytes
LONGEST_GAP = 10_000  # UTF-16 units between two sentences
_LINE_END = re.compile(r"\r\n|\n|\r")
_ROW = re.compile(r"\d+-\d+(?:\.\d+)?\t")
_PLACE = re.compile(r"(\d{1,10})-(\d{1,10})")
_NUMBERED = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)
_OTHER_END = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)_(\d+)\])?")
_TARGET = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)\])?")
_STACK = re.compile(r"(?<!\\)\|")
_SLOT = "ROLE_"
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_NOTHING = ("_", "")
_WITHOUT_VALUE = ("*", *_NOTHING)


@dataclass(frozen=True, slots=True)
class _Layer:
    """An annotation layer and its columns. kind: T_SP spans, T_CH chains, T_RL relations; first: its first column."""

    name: str
    features: tuple[str, ...]
    kind: str
    first: int

    @property
    def short_name(self) -> str:
        """Its name without the package."""
        return self.name.rpartition(".")[2]

    @property
    def own_columns(self) -> list[bool]:
        """Which columns speak of the annotation itself, not of the targets of a slot, which stand behind its roles."""
        return [True, *(not feature.startswith(_SLOT) for feature in self.features[:-1])]

    @property
    def columns(self) -> range:
        """The places of its columns in a row; a layer without features has one."""
        return range(self.first, self.first + max(1, len(self.features)))


@dataclass(slots=True)
class _Found:
    """An annotation over one or more tokens, in UTF-16 units. values: by feature."""

    layer: _Layer
    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)


class _End(NamedTuple):
    """How a relation names one of its ends: by row and perhaps by number."""

    row: str
    number: str = ""


@dataclass(slots=True)
class _File:
    """What the lines say. sentences, tokens: words by the place where they begin.

    links: what may be the role, the likeliest first, and both ends; chains: layers of chains, by row.
    """

    layers: list[_Layer] = field(default_factory=list)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    tokens: list[tuple[int, int, str, int]] = field(default_factory=list)
    found: dict[str, _Found] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    links: list[tuple[tuple[str, ...], _End, _End]] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)

    def at(self, end: _End) -> list[str]:
        """The annotations that may be meant."""
        if end.number in self.numbers:
            return [self.numbers[end.number]]
        return self.rows.get(end.row, [])


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The reading of the one article of a file, or why there is none."""
    try:
        content = decoded(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), options.encoding).removeprefix(BOM)
        yield _intake(_parsed(content), name, options)
    except UserError as error:
        yield error.at(name)


def _parsed(content: str) -> _File:
    if not content.startswith("#FORMAT=WebAnno TSV 3"):
        raise UserError("not a WebAnno TSV 3 file", remedy="export it as WebAnno TSV v3.3")
    file, pending = _File(), list[str]()
    for number, line in enumerate(_LINE_END.split(content), start=1):
        if line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
            _add_layer(file, line)
        elif line.startswith("#Text="):
            pending.append(_unescaped(line.removeprefix("#Text=")))
        elif _ROW.match(line):
            try:
                _add_row(file, line.split("\t"), pending, number)
            except UserError as error:
                raise error.at("", number) from error
            pending = []
    return file


def _add_layer(file: _File, line: str) -> None:
    name, *features = line.partition("=")[2].split("|")
    first = file.layers[-1].columns.stop if file.layers else 3
    file.layers.append(_Layer(name, tuple(filter(None, features)), line[1:5], first))


def _add_row(file: _File, cells: list[str], pending: list[str], line: int) -> None:
    place = _PLACE.fullmatch(cells[1])
    if place is None or len(cells) < 3:
        remedy = "write it as number, start-end and words, parted by tabs"
        raise UserError("a token needs its place and its words", value="\t".join(cells), remedy=remedy)
    start, end = int(place[1]), int(place[2])
    if pending:
        file.sentences.append((start, "\n".join(pending)))
    file.tokens.append((start, end, _unescaped(cells[2]), line))
    for layer in file.layers:
        values = [cells[column] if column < len(cells) else "_" for column in layer.columns]
        if layer.kind == "T_SP":
            _add_spans(file, layer, values, _Token(cells[0], start, end))
        elif layer.kind == "T_RL":
            _add_relations(file, layer, values, cells[0])
        elif any(value not in _NOTHING for value in values):
            file.chains.append(f"{layer.short_name} {cells[0]}")


class _Token(NamedTuple):
    """A row's number and place."""

    row: str
    start: int
    end: int


def _add_spans(file: _File, layer: _Layer, values: list[str], token: _Token) -> None:
    stacks = [_stacked(value) for value in values]
    for depth in range(max(map(len, stacks))):
        cells = [stack[depth] if depth < len(stack) else ("", "") for stack in stacks]
        if not any(value for value, _ in cells):
            continue
        own = compress(cells, layer.own_columns)  # a number behind a target is the target's
        number = next((found for _, found in own if found), "")
        key = f"{layer.name}[{number}]" if number else f"{layer.name}@{token.row}/{depth}"
        new = key not in file.found
        mine = file.found.setdefault(key, _Found(layer, token.start, token.end))
        mine.end = max(mine.end, token.end)
        file.rows.setdefault(token.row, []).append(key)
        if number:
            file.numbers[number] = key
        if new:
            mine.values = {name: value for name, (value, _) in zip(layer.features, cells, strict=False)}
            file.links.extend(_slots(layer, values, depth, _End(token.row, number)))


def _slots(layer: _Layer, values: list[str], depth: int, here: _End) -> Iterator[tuple[tuple[str, ...], _End, _End]]:
    """The links that slot features make: roles in one column, the rows they lead to in the next."""
    for place, feature in enumerate(layer.features[:-1]):
        if not feature.startswith(_SLOT):
            continue
        name = feature.removeprefix(_SLOT).partition("_")[0].rpartition(":")[2]
        roles, targets = (_at(cell, depth).split(";") for cell in values[place : place + 2])
        for role, target in zip(roles, targets, strict=False):
            if match := _TARGET.fullmatch(target):
                plain, _ = _stacked(role)[0]
                roles_meant = (name,) if plain in _WITHOUT_VALUE else (plain, name)
                yield roles_meant, here, _End(match[1], match[2] or "")


def _add_relations(file: _File, layer: _Layer, values: list[str], here: str) -> None:
    """A relation stands in the row of its one end; its last column names the other."""
    *features, others = (_STACK.split(value) for value in values)
    for depth, other in enumerate(others):
        if match := _OTHER_END.fullmatch(other):
            labels = [_unescaped(feature[depth]) for feature in features if depth < len(feature)]
            roles = (*(label for label in labels if label not in _WITHOUT_VALUE), layer.short_name)
            file.links.append((roles, _End(match[1], match[2] or ""), _End(here, match[3] or "")))


def _at(cell: str, depth: int) -> str:
    """What one of the stacked annotations has in a cell."""
    parts = _STACK.split(cell)
    return parts[depth] if depth < len(parts) else ""


def _stacked(cell: str) -> list[tuple[str, str]]:
    """The values that stand in one cell, each with its number or an empty text; `_` alone is nothing, so empty."""
    parts = _STACK.split(cell)
    matches = [(_NUMBERED.fullmatch(part), part) for part in parts]
    return [(_value(match[1]), match[2]) if match else (_value(part), "") for match, part in matches]


def _value(cell: str) -> str:
    return "" if cell == "_" else _unescaped(cell)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _CONTROLS.get(match[1], match[1]), text)


def _intake(file: _File, name: str, options: ReadOptions) -> Intake:
    text = _text(file)
    _verify(file, text)
    known = draft(normalise(text), options)
    labels = {key: _label(known, found) for key, found in file.found.items() if found.start < found.end}
    marks = [
        Mark(key, label, ((file.found[key].start, file.found[key].end),), keyed=False)
        for key, label in labels.items()
        if label is not None
    ]
    done = draft_of(text, marks, options, OffsetUnit.UTF16)
    for key, found in file.found.items():
        if key not in labels:
            done.note("empty span, not stored", key)
        elif (label := labels[key]) is None:
            done.note(f"not stored, layer {found.layer.name}", next(filter(None, found.values.values()), key))
            done.unmapped_labels[_foreign_label(found)] += 1
        else:
            _offer_attributes(done, key, found, label)
    for chain in file.chains:
        done.note("chain, not stored", chain)
    _connect(done, file)
    return reading_intake(text, done, Source(name, "webanno-tsv", media_type="text/tab-separated-values"))


def _connect(done: Draft, file: _File) -> None:
    for roles, one, other in file.links:
        ends = [next((key for key in file.at(end) if key in done.spans), end.row) for end in (one, other)]
        done.connect(next((role for role in roles if done.role(role) is not None), roles[0]), *ends)


def _foreign_label(found: _Found) -> str:
    """What a person would map: the value that says most of the span, else the name of its layer."""
    values = (value for value in found.values.values() if value not in _WITHOUT_VALUE and "://" not in value)
    return next(values, found.layer.short_name)


def _label(known: Draft, found: _Found) -> str | None:
    """What says which label it is: the value of a feature, else the name of the layer."""
    names = [*found.values.values(), found.layer.short_name, found.layer.name]
    return next((name for name in names if known.label(name) is not None), None)


def _offer_attributes(done: Draft, key: str, found: _Found, label: str) -> None:
    for feature, value in found.values.items():
        if value not in (label, *_WITHOUT_VALUE) and not feature.startswith(_SLOT) and "." not in feature:
            done.attribute(key, feature, value)


def _text(file: _File) -> str:
    """The sentences at their places, with line breaks between them."""
    parts: list[str] = []
    length = 0  # UTF-16 units
    for start, sentence in file.sentences:
        gap = start - length
        if not 0 <= gap <= LONGEST_GAP:
            what = "a sentence is not at the place that its tokens say"
            raise UserError(what, value=f"{sentence!r} at {start}", remedy="export it anew as WebAnno TSV v3.3")
        parts += ["\n" * gap, sentence]
        length = start + len(sentence) + sum(char > "\uffff" for char in sentence)
    return "".join(parts)


def _verify(file: _File, text: str) -> None:
    offsets = OffsetMap(text, OffsetUnit.UTF16)
    for start, end, words, line in file.tokens:
        first, last = offsets.to_code_point(start), offsets.to_code_point(end)
        if first is None or last is None or text[first:last] != words:
            value, remedy = f"{words!r} at {start}-{end}", "export it anew as WebAnno TSV v3.3"
            raise UserError("other words stand at these offsets", value=value, remedy=remedy, line=line)
