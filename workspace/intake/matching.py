"""Which of the project's objects a file's objects are: the rules by which import matches (DESIGN section 5).

Works on values; asks and writes nothing. Where the project's object has no key, exports call it by its own id, so
that id is as good as a key here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.articles import META_FIELDS, Meta
from models.edits import ArticleHead
from models.entities import BUILT_IN, Entity, Target
from models.errors import UserError
from models.records import Record
from storage.queries import Known
from workspace.recording import standing


def matching_article(record: Record, known: Sequence[Known], *, is_file: bool) -> Known | None:
    """The article with the record's text that it belongs to, None for a new one.

    is_file: the record is an article file, which is its own article under another name. Raises UserError where
    several articles have this text and neither id nor source name tells which one is meant.
    """
    name, key = record.article.meta.source_name, record.article.key
    if is_file:
        return _named(known, name) or _named(known, "")
    if len(known) <= 1:
        return known[0] if known else None
    found = next((one for one in known if key and key in (one.head.key, one.head.id)), None) or _named(known, name)
    if found is None:
        raise UserError(
            "several articles have this text",
            value=key or name,
            remedy="give the record the id or the source_name of one of them",
        )
    return found


def _named(known: Sequence[Known], source_name: str) -> Known | None:
    return next((article for article in known if article.head.meta.source_name == source_name), None)


def filled_meta(present: Meta, brought: Meta) -> tuple[Meta, list[str]]:
    """`present` with its empty fields filled, and a sentence on each field that differs and is kept."""
    values: dict[str, str] = {}
    kept: list[str] = []
    for name in META_FIELDS:
        old, new = getattr(present, name), getattr(brought, name)
        if new and not old:
            values[name] = new
        elif new and new != old:
            kept.append(differs(name, old, new))
    if not values and brought.extra.keys() <= present.extra.keys():
        return present, kept
    return replace(present, **values, extra={**brought.extra, **present.extra}), kept


def differs(what: str, kept: str, brought: str) -> str:
    """The warning that a value of the project was kept."""
    return f"{what} differs: kept “{kept}”, the file has “{brought}”"


def taken_key(present: ArticleHead | Entity | Target, brought: str | None) -> str | None:
    """The key of an object of the project once a file has called it `brought`; its own id says nothing new."""
    return present.key or (None if brought == present.id else brought)


@dataclass(frozen=True, slots=True)
class Match:
    """value: the project's object as it is to be; before: as it was, None if it is new."""

    value: Entity | Target
    before: Entity | Target | None

    @property
    def changed(self) -> bool:
        """Whether the project's object learns something."""
        return self.value is not self.before and self.value != self.before


class Directory:
    """The project's entities and targets, found by key and name, or by name and type."""

    def __init__(self, entities: Iterable[Entity], targets: Iterable[Target]) -> None:
        self._entities: dict[str, Entity] = {}
        self._entity_keys: dict[str, str] = {}  # ids by key, or by id where there is no key
        self._entity_names: dict[tuple[str, str], list[str]] = {}
        self._targets: dict[str, Target] = {}
        self._target_keys: dict[str, str] = {}
        self._target_names: dict[str, list[str]] = {}
        self._next_position = 0  # where a new target stands in the project's list
        for entity in entities:
            self.add(entity)
        for target in targets:
            self.add(target)

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id."""
        return self._entities

    @property
    def targets(self) -> Mapping[str, Target]:
        """All targets by id."""
        return self._targets

    def add(self, value: Entity | Target) -> None:
        """Takes in an object that is new or has changed."""
        if isinstance(value, Entity):
            if value.id not in self._entities:
                self._entity_names.setdefault((value.name, value.type), []).append(value.id)
            self._entities[value.id] = value
            self._entity_keys[value.key or value.id] = value.id
        else:
            if value.id not in self._targets:
                self._target_names.setdefault(value.name, []).append(value.id)
            self._targets[value.id] = value
            self._next_position = max(self._next_position, value.position + 1)
            self._target_keys[value.key or value.id] = value.id

    def standing_entity(self, id: str) -> str:
        """The id of the entity that stands for this one, merges followed."""
        return standing(id, self._entities)

    def standing_target(self, id: str) -> str:
        """The id of the target that stands for this one, merges followed."""
        return standing(id, self._targets)

    def entity(self, brought: Entity, new_id: Callable[[], str], taken: Collection[str] = ()) -> Match:
        """The project's entity for one of a file's; never matched by alias.

        taken: ids of those that others of the same record are, since a record tells its own apart.
        """
        present = self.entity_by_key(brought) or self._entity_by_name(brought, taken)
        free = None if brought.key in self._entity_keys else brought.key
        if present is None:
            return Match(replace(brought, id=new_id(), key=free), None)
        if present.key and not (brought.aliases or brought.external_id or brought.note or brought.extra):
            return Match(present, present)  # nearly always, and much cheaper
        known_aliases = frozenset(present.aliases)
        new_aliases = [alias for alias in brought.aliases if alias not in known_aliases]
        filled = Entity(
            present.id,
            present.name,
            present.type,
            (*present.aliases, *new_aliases),
            present.external_id or brought.external_id,
            present.note or brought.note,
            present.merged_into,
            taken_key(present, free),
            {**brought.extra, **present.extra},
        )
        return Match(filled, present)

    def entity_by_key(self, brought: Entity) -> Entity | None:
        """The project's entity of the same key and name."""
        found = self._entities.get(self._entity_keys.get(brought.key or "", ""))
        return found if found is not None and found.name == brought.name else None

    def _entity_by_name(self, brought: Entity, taken: Collection[str]) -> Entity | None:
        if brought.type in BUILT_IN:
            return next(entity for entity in self._entities.values() if entity.type == brought.type)
        id = _only(map(self.standing_entity, self._entity_names.get((brought.name, brought.type), ())))
        return self._entities[id] if id is not None and id not in taken else None

    def target(self, brought: Target, new_id: Callable[[], str], taken: Collection[str] = ()) -> Match:
        """The project's target for one of a file's; parameters as in `entity`."""
        present = self.target_by_key(brought) or self._target_by_name(brought, taken)
        free = None if brought.key in self._target_keys else brought.key
        if present is None:
            return Match(replace(brought, id=new_id(), key=free, position=self._next_position), None)
        if present.key and not brought.extra:
            return Match(present, present)
        key, extra = taken_key(present, free), {**brought.extra, **present.extra}
        return Match(Target(present.id, present.name, present.position, present.merged_into, key, extra), present)

    def target_by_key(self, brought: Target) -> Target | None:
        """The project's target of the same key and name."""
        found = self._targets.get(self._target_keys.get(brought.key or "", ""))
        return found if found is not None and found.name == brought.name else None

    def _target_by_name(self, brought: Target, taken: Collection[str]) -> Target | None:
        id = _only(map(self.standing_target, self._target_names.get(brought.name, ())))
        return self._targets[id] if id is not None and id not in taken else None


def _only(ids: Iterator[str]) -> str | None:
    """The one id that all of `ids` are; None where there are none, or others."""
    first = next(ids, None)
    return first if all(id == first for id in ids) else None
