"""How good proposals are: `python -m benchmarks.proposals FILE.jsonl | BRAT_FOLDER [PROFILE]`, on annotated articles.

Clauses: for each quote that is not direct and follows its cue, at which press of Q its words are exactly those of the
annotation. Entities: for each mention after an entity's first, how many keys the annotator needs: 0 where the
proposal is right, 1 where a digit reaches it, 2 otherwise. Prints two tables, and with `--misses` the clauses missed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from formats.interface import ReadOptions
from formats.registry import folder_reader, reader
from models.entities import BUILT_IN, Entity
from models.errors import UserError
from models.records import Intake, Record
from models.spans import Span
from models.text.marks import proposed_type
from suggest.clauses import quote_candidates
from suggest.entities import Recent, mention_type, propose_entity

PRESSES = 3


def main(arguments: Sequence[str]) -> int:
    """Prints the tables; 2 without a path."""
    names = [argument for argument in arguments if not argument.startswith("--")]
    if not names:
        print(__doc__)
        return 2
    found = list(records(Path(names[0]), names[1] if len(names) > 1 else None))
    measured = [clause for record in found for clause in clauses(record)]
    print_clauses(Counter(clause.press for clause in measured))
    print_entities(entity_keys(found))
    if "--misses" in arguments:
        print("\n".join(repr(tuple(clause)) for clause in measured if clause.press not in (1, 2)))
    return 0


class DiskFolder:
    """A folder on the disk as the reader of brat sees it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        """Relative POSIX paths of all files, sorted."""
        return sorted(path.relative_to(self._root).as_posix() for path in self._root.rglob("*") if path.is_file())

    def read(self, name: str) -> bytes:
        """The bytes of one of them."""
        return (self._root / name).read_bytes()


def records(path: Path, profile: str | None) -> Iterator[Record]:
    """The annotated articles of a file or folder; what cannot be read is named and left out."""
    options = ReadOptions(profile=profile)
    if path.is_dir():
        yield from _readable(folder_reader("brat")(DiskFolder(path), options))
        return
    with path.open("rb") as stream:
        yield from _readable(reader("inquit-jsonl")(stream, path.name, options))


def _readable(items: Iterable[Intake | UserError]) -> Iterator[Record]:
    for item in items:
        if isinstance(item, UserError):
            print(f"left out: {item}", file=sys.stderr)
        else:
            yield item.record


class Clause(NamedTuple):
    """One quote behind its cue. press: which press of Q gives its words, from 1; 0 where none does."""

    press: int
    cue: str
    annotated: str
    proposed: str


def clauses(record: Record) -> Iterator[Clause]:
    """Every quote in question with what is proposed for it."""
    text = record.article.text
    for cue, quote in _behind_their_cue(record):
        found = [(candidate,) for candidate in quote_candidates(text, cue.end, cue.fragments)]
        press = found.index(quote.fragments) + 1 if quote.fragments in found else 0
        proposed = text[slice(*found[0][0])] if found else ""
        yield Clause(press, " ... ".join(cue.words(text)), " ... ".join(quote.words(text)), proposed)


def _behind_their_cue(record: Record) -> Iterator[tuple[Span, Span]]:
    spans = {span.id: span for span in record.spans}
    for link in record.links:
        quote, cue = spans[link.from_span], spans[link.to_span]
        if link.role == "cue" and quote.start >= cue.end and _type(record, quote) != "direct":
            yield cue, quote


def _type(record: Record, quote: Span) -> str:
    return quote.attributes.get("type") or proposed_type(record.article.text, quote.fragments)


def entity_keys(found: Iterable[Record]) -> Counter[int | str]:
    """Keys by how many mentions need them; "first" counts the first mentions, whatever they need."""
    keys: Counter[int | str] = Counter()
    known = {type_: Entity(type_, name, type_) for type_, name in BUILT_IN.items()}
    for record in found:
        given = {entity.id: entity for entity in record.entities}
        recent: list[Recent] = []
        for span in sorted(record.spans, key=lambda span: span.start):
            if span.entity is None:
                continue
            entity = given[span.entity]
            words = " ".join(span.words(record.article.text))
            id_ = entity.type if entity.built_in else entity.key or entity.name
            keys[_keys_for(id_, words, span.label, known, recent)] += 1
            known[id_] = _learnt(known.get(id_) or Entity(id_, words, entity.type), words)
            recent.insert(0, Recent(id_, words))
    return keys


def _keys_for(entity: str, words: str, label: str, known: dict[str, Entity], recent: Sequence[Recent]) -> int | str:
    if entity not in known:
        return "first"
    options = [option.entity for option in propose_entity(words, known.values(), recent, label=label).options]
    if options[0] == entity:
        return 0
    return 1 if entity in options or known[entity].type == "implicit" else 2  # the key 0 is IMPLICIT


def _learnt(entity: Entity, words: str) -> Entity:
    """The entity as a registry has it once this mention is confirmed."""
    if entity.built_in or mention_type(words) == "pronoun" or words in (entity.name, *entity.aliases):
        return entity
    return replace(entity, aliases=(*entity.aliases, words))


def print_clauses(presses: Counter[int]) -> None:
    """A row a press, with the share of all quotes that it and those before it make right."""
    total = sum(presses.values())
    print(f"{total} quotes that are not direct and follow their cue")
    done = 0
    for press in range(1, PRESSES + 1):
        done += presses[press]
        print(f"{press:3} presses of Q at most: {done:6} {done / max(total, 1):7.1%}")


def print_entities(keys: Counter[int | str]) -> None:
    """A row a number of keys."""
    total = sum(count for key, count in keys.items() if key != "first")
    print(f"{total} mentions of entities, {keys['first']} first ones aside")
    for key in (0, 1, 2):
        print(f"{key:3} keys: {keys[key]:6} {keys[key] / max(total, 1):7.1%}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
