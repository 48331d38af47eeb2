"""Who a mention is: the entity that a new speaker, source or addressee gets, found or made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.entities import BUILT_IN, ENTITY_TYPES, Entity, Target
from models.errors import Refused
from models.spans import Span
from suggest.entities import Reason, mention_type
from workspace.annotating.chips import chips, proposal
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import NEW, Option


@dataclass(frozen=True, slots=True)
class Named:
    """Who a new mention is taken for. sure: the words are a name of the entity, so nobody needs to confirm it."""

    entity: str
    attributes: Mapping[str, str]
    sure: bool


def proposed_entity(draft: Draft, mention: str, label: str, start: int) -> Named:
    """Whom the words name, made in the draft where nobody known fits, and the mention's type."""
    best = proposal(draft.text, draft.reading, draft.shared, mention, label, start).best
    attributes = {"mention_type": mention_type(mention)} if label == "speaker" else {}
    entity = best.entity or new_entity(draft, best.name, best.type).id
    return Named(draft.shared.entity(entity).id, attributes, sure=best.reason is Reason.ALIAS)


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


def entity_options(draft: Draft, span: Span) -> tuple[Option, ...]:
    """Who a span could be: whom the digits say first, then all others by name."""
    near = chips(draft.text, draft.reading, draft.shared, span)
    first = {option.entity or f"{NEW}{option.name}": option for option in near}
    others = sorted(
        (entity for entity in draft.shared.entities.values() if entity.merged_into is None and entity.id not in first),
        key=lambda entity: (entity.built_in, entity.name.casefold()),
    )
    options = [Option(id, option.name, option.type) for id, option in first.items()]
    return (*options, *(Option(entity.id, entity.name, entity.type) for entity in others))
