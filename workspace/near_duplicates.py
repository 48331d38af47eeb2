"""Which articles of a project are nearly the same text, as wire copy is: found at import, kept in groups.

Sketches and groups are settings of the project: they can be made anew from the texts at any time, so that they need no
table and no check. A group is called by its oldest article.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.articles import Meta, called
from storage import bulk, queries
from storage.store import Transaction
from suggest.near_duplicates import PACKED, NearDuplicates, Sketch, Sketcher, packed, unpacked
from workspace.shelf import Shelf

_GROUPS = "near-groups"
_SKETCHES = "near-sketches-{}"
_BLOCK = 1000  # articles in one setting
_TOGETHER = 200  # texts that are read at a time
_ID = 16  # bytes
_NEWCOMER = struct.Struct(f"<I{_ID}s{PACKED}s?")


class Newcomer(NamedTuple):
    """An article that an import brought.

    part: the number of its file among those that are stored together; is_copy: whether the project has its text word
    for word.
    """

    part: int
    id: str
    sketch: Sketch
    is_copy: bool


class Newcomers:
    """The articles that files bring, until they are stored; of one file it may be a hundred thousand."""

    def __init__(self) -> None:
        self._packed = Shelf(_NEWCOMER.size)

    def add(self, newcomer: Newcomer) -> None:
        """Takes in an article, behind those there are."""
        part, id, sketch, is_copy = newcomer
        self._packed.append(_NEWCOMER.pack(part, _id_bytes(id), packed(sketch), is_copy))

    def clear(self) -> None:
        """Forgets them."""
        self._packed.clear()

    def close(self) -> None:
        """Gives back what it holds."""
        self._packed.close()

    def __iter__(self) -> Iterator[Newcomer]:
        for start in range(0, len(self._packed), _BLOCK):
            run = self._packed.run(start, min(start + _BLOCK, len(self._packed)))
            for part, id, sketch, is_copy in _NEWCOMER.iter_unpack(run):
                yield Newcomer(part, _id_text(id), unpacked(sketch), is_copy)


def near_groups(connection: Transaction) -> Mapping[str, str]:
    """The group of each article that is nearly the same as another; others are not in it."""
    stored = queries.setting(connection, _GROUPS)
    found = json.loads(stored) if stored else {}
    return {str(article): str(group) for article, group in found.items()}


@dataclass(frozen=True, slots=True)
class NearGroup:
    """Articles that are nearly the same text. id: of the oldest; articles: what is known of each, the oldest first."""

    id: str
    articles: Mapping[str, Meta]

    @property
    def names(self) -> tuple[str, ...]:
        """What the articles are called, the oldest first."""
        return tuple(called(meta) or id for id, meta in self.articles.items())


def grown(connection: Transaction, before: Mapping[str, str]) -> list[NearGroup]:
    """The groups that have articles which were in none, or in another, before; in the order of their oldest ones."""
    now = near_groups(connection)
    grew = {group for id, group in now.items() if before.get(id) != group}
    members: dict[str, list[str]] = {group: [] for group in sorted(grew)}
    for id, group in now.items():
        if group in members:
            members[group].append(id)
    return [NearGroup(group, _metas(connection, sorted(ids))) for group, ids in members.items()]


def _metas(connection: Transaction, ids: Sequence[str]) -> dict[str, Meta]:
    found: dict[str, Meta] = {}
    for start in range(0, len(ids), _BLOCK):
        found |= queries.metas(connection, ids[start : start + _BLOCK])
    return found


class NearArticles:
    """The articles of a project as far as likeness goes; what is new is kept by `write`.

    newcomers: those that are being stored, for `meet`.
    """

    def __init__(self, connection: Transaction) -> None:
        self.newcomers = Newcomers()
        self._sketches = Shelf(PACKED)
        self._found = NearDuplicates(self._sketches)
        self._ids = Shelf(_ID)
        self._groups = dict(near_groups(connection))
        self._groups_changed = False
        self._written = 0  # articles whose sketches are stored
        self._is_new = False  # whether an import brought any: one that brings none leaves the project as it is
        for line in _stored(connection):
            id, _, sketch = line.partition(" ")
            self._add(id, unpacked(bytes.fromhex(sketch)))
        self._written = len(self._found)
        self._catch_up(connection)

    def meet(self, connection: Transaction) -> Iterator[tuple[int, str]]:
        """Takes in the newcomers; a sentence on each that is nearly the same text as one before it, with its part."""
        for newcomer in self.newcomers:
            alike = [(self._id(number), share) for number, share in self._found.alike(newcomer.sketch)]
            self._add(newcomer.id, newcomer.sketch)
            self._is_new = True
            if alike:
                self._group([newcomer.id, *(id for id, _ in alike)])
            if alike and not newcomer.is_copy:  # which is said already
                yield newcomer.part, _warning(connection, newcomer.id, alike)
        self.newcomers.clear()

    def close(self) -> None:
        """Gives back what it holds."""
        for shelf in (self.newcomers, self._sketches, self._ids):
            shelf.close()

    def write(self, connection: Transaction) -> None:
        """Keeps what is new in the project."""
        while self._is_new and self._written < len(self._found):
            block = self._written // _BLOCK
            end = min((block + 1) * _BLOCK, len(self._found))
            bulk.put_setting(connection, _SKETCHES.format(block), "\n".join(self._lines(block * _BLOCK, end)))
            self._written = end
        if self._groups_changed:
            bulk.put_setting(connection, _GROUPS, json.dumps(self._groups))
            self._groups_changed = False

    def _catch_up(self, connection: Transaction) -> None:
        """Sketches the articles of a project that was made before there were sketches."""
        if queries.article_count(connection) <= len(self._found):
            return
        known = {self._id(number) for number in range(len(self._found))}
        missing = [id for id in queries.headings(connection) if id not in known]
        sketcher = Sketcher()
        for start in range(0, len(missing), _TOGETHER):
            texts = queries.texts(connection, missing[start : start + _TOGETHER])
            for id, text in texts.items():
                self._add(id, sketcher.sketch(text))

    def _add(self, id: str, sketch: Sketch) -> None:
        self._found.add(sketch)
        self._ids.append(_id_bytes(id))

    def _id(self, number: int) -> str:
        return _id_text(self._ids[number])

    def _lines(self, first: int, end: int) -> Iterator[str]:
        """What is stored of some articles."""
        ids, sketches = self._ids.run(first, end), self._sketches.run(first, end)
        for at in range(end - first):
            id, sketch = ids[at * _ID : (at + 1) * _ID], sketches[at * PACKED : (at + 1) * PACKED]
            yield f"{_id_text(id)} {sketch.hex()}"

    def _group(self, members: list[str]) -> None:
        """Puts articles into one group, with all that are in a group with one of them."""
        old = {self._groups.get(id, id) for id in members}
        leader = min(old)  # ids are made in the order of time
        joined = [id for id, group in self._groups.items() if group in old] if len(old) > 2 else []
        self._groups.update(dict.fromkeys((*members, *joined, leader), leader))
        self._groups_changed = True


def _stored(connection: Transaction) -> Iterator[str]:
    block = 0
    while lines := queries.setting(connection, _SKETCHES.format(block)):
        yield from lines.split("\n")
        block += 1


def _id_bytes(id: str) -> bytes:
    return bytes.fromhex(id.replace("-", ""))


def _id_text(id: bytes) -> str:
    digits = id.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _warning(connection: Transaction, newcomer: str, alike: list[tuple[str, float]]) -> str:
    """One sentence that names the likest."""
    id, share = alike[0]
    metas = queries.metas(connection, (newcomer, id))
    rest = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
    said = f"nearly the same text as {called(metas[id]) or id}{rest}: about {share:.0%} of their runs of five words"
    return f"{called(metas[newcomer]) or newcomer}: {said}"
