"""Who a mention is: the entity that a new speaker, source or addressee gets, found or made."""

from __future__ import annotations

from suggest.entities import propose

from models.entities import BUILT_IN, ENTITY_TYPES, Entity, Target
from models.errors import Refused
from models.spans import Span
from workspace.chips import recent_entities
from workspace.draft import Draft
from workspace.gestures import NEW, Option


def proposed_entity(draft: Draft, mention: str, label: str, start: int) -> tuple[str, dict[str, str]]:
    """The id of the entity that the words name, made in the draft where none is known, and the mention's type."""
    proposal = propose(mention, label, start, draft.reading, draft.shared.entities, draft.text)
    attributes = {"mention_type": proposal.mention_type} if label == "speaker" else {}
    if proposal.entity is not None:
        return draft.shared.entity(proposal.entity).id, attributes
    return new_entity(draft, proposal.name, proposal.type).id, attributes


def new_entity(draft: Draft, name: str, type: str = "person") -> Entity:
    """A new entity in the draft; raises Refused for an empty name."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("an entity needs a name")
    entity = Entity(draft.new_id(), tidy, type if type in ENTITY_TYPES and type not in BUILT_IN else "person")
    draft.put(entity)
    return entity


def entity_for(draft: Draft, argument: str) -> str:
    """The entity that a choice names: an id, or "new:" and a name."""
    if argument.startswith(NEW):
        return new_entity(draft, argument.removeprefix(NEW)).id
    if argument not in draft.shared.entities:
        raise Refused("there is no such entity", value=argument)
    return draft.shared.entity(argument).id


def target_for(draft: Draft, argument: str) -> str:
    """The target that a choice names: an id, or "new:" and a name."""
    if not argument.startswith(NEW):
        if argument not in draft.shared.targets:
            raise Refused("there is no such target", value=argument)
        return argument
    name = " ".join(argument.removeprefix(NEW).split())
    if not name:
        raise Refused("a target needs a name")
    position = max((target.position for target in draft.shared.targets.values()), default=-1) + 1
    target = Target(draft.new_id(), name, position)
    draft.put(target)
    return target.id


def entity_options(draft: Draft, span: Span | None) -> tuple[Option, ...]:
    """Who a span could be: those of this article first, the latest first, then all others by name."""
    recent = recent_entities(draft.reading, draft.shared, span)
    others = sorted(
        (entity for entity in draft.shared.entities.values() if entity.merged_into is None),
        key=lambda entity: (entity.built_in, entity.name.casefold()),
    )
    ordered = [*recent, *(entity for entity in others if entity not in recent)]
    return tuple(Option(entity.id, entity.name, entity.type) for entity in ordered)
