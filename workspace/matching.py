"""Which of the project's objects a file's objects are: the rules by which import matches (DESIGN section 5).

Works on values and a connection's answers; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.articles import META_FIELDS, Meta
from models.entities import BUILT_IN, Entity, Target
from models.errors import UserError
from models.records import Record
from storage.queries import Known


def matching_article(record: Record, known: Sequence[Known], *, is_file: bool) -> Known | None:
    """The article with the record's text that it belongs to, None for a new one.

    is_file: the record is an article file, which is its own article under another name. Raises UserError where
    several articles have this text and neither id nor source name tells which one is meant.
    """
    name = record.article.meta.source_name
    if is_file:
        return _first(known, name) or _first(known, "")
    if len(known) <= 1:
        return known[0] if known else None
    by_key = [article for article in known if article.key is not None and article.key == record.article.key]
    found = by_key[0] if by_key else _first(known, name)
    if found is None:
        raise UserError(
            "several articles have this text",
            value=record.article.key or name,
            remedy="give the record the id or the source_name of one of them",
        )
    return found


def _first(known: Sequence[Known], source_name: str) -> Known | None:
    return next((article for article in known if article.source_name == source_name), None)


def filled_meta(present: Meta, brought: Meta) -> tuple[Meta, list[str]]:
    """`present` with its empty fields filled, and a sentence on each field that differs and is kept."""
    values: dict[str, str] = {}
    kept: list[str] = []
    for name in META_FIELDS:
        old, new = getattr(present, name), getattr(brought, name)
        if new and not old:
            values[name] = new
        elif new and new != old:
            kept.append(f"{name} differs: kept “{old}”, the file has “{new}”")
    extra = {**brought.extra, **present.extra}
    return replace(present, **values, extra=extra), kept


@dataclass(frozen=True, slots=True)
class Match:
    """value: the project's object as it is to be; before: as it was, None if it is new."""

    value: Entity | Target
    before: Entity | Target | None

    @property
    def changed(self) -> bool:
        """Whether the project's object learns something."""
        return self.value != self.before


class Directory:
    """The project's entities and targets, found by key and name, or by name and type."""

    def __init__(self, entities: Iterable[Entity], targets: Iterable[Target]) -> None:
        self._entities: dict[str, Entity] = {}
        self._entity_keys: dict[str, str] = {}
        self._entity_names: dict[tuple[str, str], list[str]] = {}
        self._targets: dict[str, Target] = {}
        self._target_keys: dict[str, str] = {}
        self._target_names: dict[str, list[str]] = {}
        for entity in entities:
            self.add(entity)
        for target in targets:
            self.add(target)

    def add(self, value: Entity | Target) -> None:
        """Takes in an object that is new or has changed."""
        if isinstance(value, Entity):
            if value.id not in self._entities:
                self._entity_names.setdefault((value.name, value.type), []).append(value.id)
            self._entities[value.id] = value
            self._entity_keys |= {value.key: value.id} if value.key else {}
        else:
            if value.id not in self._targets:
                self._target_names.setdefault(value.name, []).append(value.id)
            self._targets[value.id] = value
            self._target_keys |= {value.key: value.id} if value.key else {}

    @property
    def next_position(self) -> int:
        """Where a new target stands in the project's list."""
        return max((target.position for target in self._targets.values()), default=-1) + 1

    def entity(self, brought: Entity, new_id: str) -> Match:
        """The project's entity for one of a file's; never matched by alias."""
        present = self._entity_by_key(brought) or self._entity_by_name(brought)
        if present is None:
            key = None if brought.key in self._entity_keys else brought.key
            return Match(replace(brought, id=new_id, key=key), None)
        aliases = (*present.aliases, *(alias for alias in brought.aliases if alias not in present.aliases))
        key = present.key or (None if brought.key in self._entity_keys else brought.key)
        external = present.external_id or brought.external_id
        extra = {**brought.extra, **present.extra}
        filled = replace(present, aliases=aliases, key=key, external_id=external, extra=extra)
        return Match(replace(filled, note=present.note or brought.note), present)

    def _entity_by_key(self, brought: Entity) -> Entity | None:
        found = self._entities.get(self._entity_keys.get(brought.key or "", ""))
        return found if found is not None and found.name == brought.name else None

    def _entity_by_name(self, brought: Entity) -> Entity | None:
        if brought.type in BUILT_IN:
            return next(entity for entity in self._entities.values() if entity.type == brought.type)
        ids = self._entity_names.get((brought.name, brought.type), [])
        return self._entities[ids[0]] if len(ids) == 1 else None

    def target(self, brought: Target, new_id: str) -> Match:
        """The project's target for one of a file's."""
        by_key = self._targets.get(self._target_keys.get(brought.key or "", ""))
        ids = self._target_names.get(brought.name, [])
        present = by_key if by_key is not None and by_key.name == brought.name else None
        if present is None and len(ids) == 1:
            present = self._targets[ids[0]]
        if present is None:
            key = None if brought.key in self._target_keys else brought.key
            return Match(replace(brought, id=new_id, key=key, position=self.next_position), None)
        key = present.key or (None if brought.key in self._target_keys else brought.key)
        return Match(replace(present, key=key, extra={**brought.extra, **present.extra}), present)
