"""What all readings of a project share: its entities, targets and utterances. A frozen value.

Knows neither storage nor the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.edits import Edit, Kind
from models.entities import Entity, Target, Utterance


@dataclass(frozen=True, slots=True)
class Shared:
    """What all readings of a project share, by id."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    utterances: Mapping[str, Utterance] = field(default_factory=dict)

    def edited(self, edits: tuple[Edit, ...]) -> Shared:
        """The same with those of the edits applied that concern it."""
        return Shared(
            _with(self.entities, Kind.ENTITY, edits),
            _with(self.targets, Kind.TARGET, edits),
            _with(self.utterances, Kind.UTTERANCE, edits),
        )

    def entity(self, id: str) -> Entity:
        """The entity that stands for `id`, merges followed."""
        found = self.entities[id]
        return found if found.merged_into is None else self.entity(found.merged_into)

    def built_in(self, type: str) -> Entity:
        """AUTHOR or IMPLICIT."""
        return next(entity for entity in self.entities.values() if entity.type == type)


def _with(objects: Mapping[str, Any], kind: Kind, edits: tuple[Edit, ...]) -> Mapping[str, Any]:
    of_kind = [edit for edit in edits if edit.kind is kind]
    if not of_kind:
        return objects
    changed = dict(objects)
    for edit in of_kind:
        if edit.after is None:
            changed.pop(edit.id, None)
        else:
            changed[edit.id] = edit.after
    return changed
