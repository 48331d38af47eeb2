"""The lines of a brat standoff file as values, and back to lines; knows no article, scheme or label of Inquit.

Offsets are code points of the text file as it lies on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from formats.normalise import BOM
from models.errors import UserError

NOTE = "AnnotatorNotes"  # the label of what an annotator wrote in brat's own note field
_FORMS = {  # what a line of each kind looks like
    **dict.fromkeys("T", "write it as T1, tab, label and offsets, tab, words"),
    **dict.fromkeys("E", "write it as E1, tab, label:T1, and its arguments"),
    **dict.fromkeys("R", "write it as R1, tab, name, Arg1:T1 Arg2:T2"),
    **dict.fromkeys("*", "write it as *, tab, name, and two ids or more"),
    **dict.fromkeys("AM", "write it as A1, tab, name, id, and perhaps a value"),
    **dict.fromkeys("#N", "write it as #1, tab, kind and id, tab, words"),
}
NO_ID = "*"  # stands where an equivalence has no id of its own
_RECORD = re.compile(r"(?:[TERAMN]\d+|#\d*|\*)\t")
_FRAGMENT = re.compile(r"(\d{1,12}) (\d{1,12})")
_REFERENCE = re.compile(r"([^\s:]+):([TERAMN]\d+)")


class Argument(NamedTuple):
    """One `role:id` of an event or relation; the role is kept as written, with its number."""

    role: str
    id: str

    @property
    def plain_role(self) -> str:
        """The role without the number that tells `Content2` from `Content`."""
        return self.role.rstrip("0123456789") or self.role


@dataclass(frozen=True, slots=True)
class Bound:
    """A T line. fragments, text: as written, so not sure to ascend; the text joins fragments by a space."""

    id: str
    label: str
    fragments: tuple[tuple[int, int], ...]
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """An E line: a T line as its trigger, under the trigger's label, and its arguments."""

    id: str
    label: str
    trigger: str
    arguments: tuple[Argument, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """An R line, or one pair of a `*` line (id NO_ID)."""

    id: str
    label: str
    source: str
    target: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """An A (or the older M) line; value None: a binary attribute that is set."""

    id: str
    name: str
    target: str
    value: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """A # line, or an N line (label Reference): something said about another line."""

    id: str
    label: str
    target: str
    text: str
    line: int = 0


Line = Bound | Event | Relation | Attribute | Comment


@dataclass(slots=True)
class Standoff:
    """All lines of one file in its order, by kind, and the faults of those that could not be read."""

    bounds: dict[str, Bound] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)  # ids of lines that stand there twice, word for word
    faults: list[UserError] = field(default_factory=list)


def parse(content: str) -> Standoff:
    """The lines of `content`; a T line goes on until the next line that begins with an id: its text may hold breaks.

    Faults are collected, each with its line (from 1): unknown lines, ids used twice, references to nothing.
    """
    found = Standoff()
    records: dict[str, str] = {}
    for number, record in _records(content.removeprefix(BOM)):
        identity = record.partition("\t")[0]
        try:
            if records.get(identity) == record:
                found.repeated.append(identity)
                continue
            for line in _parsed(record, number):
                _add(found, line, records.keys())
            if identity not in (NO_ID, "#"):
                records.setdefault(identity, record)
        except UserError as error:
            found.faults.append(error.at("", number))
    found.faults.extend(_dangling(found, records.keys()))
    found.faults.sort(key=lambda error: error.trouble.line or 0)
    return found


def _records(content: str) -> Iterator[tuple[int, str]]:
    """Number of the first line and text of each record, without line ends behind it."""
    begun, parts = 0, list[str]()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", content), start=1):
        if parts and parts[0].startswith("T") and not _RECORD.match(line):
            parts.append(line)
            continue
        if parts:
            yield begun, "\n".join(parts).rstrip("\n")
        begun, parts = number, [line] if line.strip() else []
    if parts:
        yield begun, "\n".join(parts).rstrip("\n")


def _parsed(record: str, number: int) -> Iterator[Line]:
    if not _RECORD.match(record):
        raise UserError("not a line of brat standoff", value=record, remedy="it must begin with an id and a tab")
    identity, _, rest = record.partition("\t")
    body, tab, text = rest.partition("\t")
    words = body.split()
    match identity[0]:
        case "T" if tab and len(words) > 2:
            label, _, places = body.partition(" ")
            yield Bound(identity, label, _fragments(places), text, number)
        case "E" if words:
            trigger, *arguments = (_argument(word) for word in words)
            yield Event(identity, trigger.role, trigger.id, tuple(arguments), number)
        case "R" if len(words) == 3:
            yield Relation(identity, words[0], _argument(words[1]).id, _argument(words[2]).id, number)
        case "*" if len(words) > 2:
            yield from (Relation(NO_ID, words[0], words[1], other, number) for other in words[2:])
        case "A" | "M" if len(words) in (2, 3):
            yield Attribute(identity, words[0], words[1], words[2] if words[2:] else None, number)
        case "#" | "N" if len(words) > 1:
            yield Comment(identity, words[0], words[1], " ".join((*words[2:], text)).strip(), number)
        case _:
            raise UserError("a line of brat standoff lacks a part", value=record, remedy=_FORMS[identity[0]])


def _fragments(places: str) -> tuple[tuple[int, int], ...]:
    matches = [_FRAGMENT.fullmatch(place) for place in places.split(";")]
    if not all(matches):
        what = "offsets are two numbers, more fragments after a semicolon"
        raise UserError(what, value=places, remedy="write them as `0 4` or `0 4;8 12`")
    return tuple((int(match[1]), int(match[2])) for match in matches if match)


def _argument(word: str) -> Argument:
    match = _REFERENCE.fullmatch(word)
    if match is None:
        raise UserError("an argument is a role, a colon and an id", value=word, remedy="write it as `Source:T1`")
    return Argument(match[1], match[2])


def _add(found: Standoff, line: Line, ids: Set[str]) -> None:
    if line.id in ids and not isinstance(line, Comment):  # nothing refers to a comment
        raise UserError("this id is used twice", value=line.id, remedy="give one of the two lines an id of its own")
    match line:
        case Bound():
            found.bounds[line.id] = line
        case Event():
            found.events[line.id] = line
        case Relation():
            found.relations.append(line)
        case Attribute():
            found.attributes.append(line)
        case Comment():
            found.comments.append(line)


def _dangling(found: Standoff, ids: Set[str]) -> Iterator[UserError]:
    for line, identity in _references(found):
        if identity not in ids:
            remedy = f"add it, or remove {line.id}"
            yield UserError("this id is nowhere in the file", value=identity, remedy=remedy, line=line.line)
    for event in found.events.values():
        if event.trigger in ids and event.trigger not in found.bounds:
            remedy = f"name a T line in {event.id}"
            yield UserError("the trigger of an event is no T line", value=event.trigger, remedy=remedy, line=event.line)


def _references(found: Standoff) -> Iterator[tuple[Line, str]]:
    for event in found.events.values():
        yield event, event.trigger
        yield from ((event, argument.id) for argument in event.arguments)
    for relation in found.relations:
        yield from ((relation, relation.source), (relation, relation.target))
    for attribute in found.attributes:
        yield attribute, attribute.target


def written(lines: Iterable[Line]) -> str:
    """`lines` as a standoff file; a line end inside a text becomes a space, as brat has it."""
    return "".join(f"{_written(line)}\n" for line in lines)


def _written(line: Line) -> str:
    match line:
        case Bound():
            places = ";".join(f"{start} {end}" for start, end in line.fragments)
            return f"{line.id}\t{line.label} {places}\t{flat(line.text)}"
        case Event():
            arguments = [f"{role}:{identity}" for role, identity in line.arguments]
            return f"{line.id}\t{' '.join([f'{line.label}:{line.trigger}', *arguments])}"
        case Relation(id=identity) if identity == NO_ID:
            return f"*\t{line.label} {line.source} {line.target}"
        case Relation():
            return f"{line.id}\t{line.label} Arg1:{line.source} Arg2:{line.target}"
        case Attribute():
            return f"{line.id}\t{' '.join(filter(None, (line.name, line.target, line.value)))}"
        case Comment():
            return f"{line.id}\t{line.label} {line.target}\t{flat(line.text)}"


def flat(text: str) -> str:
    """`text` on one line, of the same length in code points."""
    return re.sub(r"[\n\r\t\f\v\x1c-\x1e\x85\u2028\u2029]", " ", text)


def type_name(name: str) -> str:
    """`name` as a type, role or value of brat, which have no space and no colon."""
    return re.sub(r"[^\w.+-]+", "_", name) or "_"
