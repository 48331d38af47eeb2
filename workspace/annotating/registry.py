"""Gestures on what all articles share: what is known of an entity, entities that are one, the targets' names."""

from __future__ import annotations

from dataclasses import replace

from models.entities import BUILT_IN, ENTITY_TYPES, Entity
from models.errors import Refused
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import NEW, Ask, DeskState, Gesture, Option, Outcome, active_quote
from workspace.annotating.in_hand import subject

_TYPES = tuple(type for type in ENTITY_TYPES if type not in BUILT_IN)
_ASKED = {"name": "Name", "type": "Type", "alias": "Another name", "external_id": "External id", "note": "Note"}


def describe_entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """What is known of an entity; argument: "name=", "type=", "alias=", "external_id=" or "note=" and a value.

    That of the one in hand, or with an id and "/" before the field of any other; "/" alone asks for which one. An
    alias that it has already is taken away. The name of the field alone asks for its value.
    """
    before, other, behind = gesture.argument.partition("=")[0].rpartition("/")
    if other and not before:
        return Outcome(state, ask=_ask_entity(draft))
    entity = draft.shared.entity(_known(draft, before)) if other else _entity_in_hand(draft, state)
    field, _, value = gesture.argument.removeprefix(before + other).partition("=")
    if "=" not in gesture.argument:
        return Outcome(state, ask=_ask_field(entity, field) if behind else _ask_which(entity))
    changed = _described(entity, field, " ".join(value.removeprefix(NEW).split()))
    draft.put(changed)
    return Outcome(state, message=f"{changed.name}: {field.replace('_', ' ')} {value.removeprefix(NEW)}")


def _known(draft: Draft, id: str) -> str:
    if id not in draft.shared.entities:
        raise Refused("there is no such entity", value=id)
    return id


def _ask_entity(draft: Draft) -> Ask:
    known = sorted(draft.shared.entities.values(), key=lambda entity: entity.name.casefold())
    options = (
        Option(f"{one.id}/", one.name, one.type) for one in known if one.merged_into is None and not one.built_in
    )
    return Ask("Which entity?", tuple(options), "describe_entity")


def _ask_which(entity: Entity) -> Ask:
    options = (Option(f"{entity.id}/{field}", words.lower()) for field, words in _ASKED.items())
    return Ask(f"What of {entity.name}?", tuple(options), "describe_entity")


def _ask_field(entity: Entity, field: str) -> Ask:
    if field not in _ASKED:
        raise Refused("an entity has no such field", value=field)
    prefix = f"{entity.id}/{field}="
    if field == "type":
        options = tuple(Option(prefix + type, type) for type in _TYPES)
        return Ask(f"What is {entity.name}?", options, "describe_entity")
    known = {"alias": entity.aliases, "external_id": (entity.external_id,), "note": (entity.note,)}.get(field, ())
    options = tuple(Option(prefix + (one if field == "alias" else ""), one, "take away") for one in known if one)
    return Ask(f"{_ASKED[field]} of {entity.name}", options, "describe_entity", makes=True, prefix=prefix)


def _described(entity: Entity, field: str, value: str) -> Entity:
    match field:
        case "name":
            if not value:
                raise Refused("an entity needs a name")
            return replace(entity, name=value)
        case "type":
            if value not in _TYPES:
                raise Refused("there is no such type", value=value, remedy=f"use one of {', '.join(_TYPES)}")
            return replace(entity, type=value)
        case "alias":
            others = tuple(alias for alias in entity.aliases if alias != value)
            return replace(entity, aliases=others if len(others) < len(entity.aliases) else (*others, value))
        case "external_id":
            return replace(entity, external_id=value or None)
        case "note":
            return replace(entity, note=value)
        case _:
            raise Refused("an entity has no such field", value=field)


def rename_target(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Gives the current target another name."""
    target = draft.shared.targets.get(state.target or "")
    if target is None:
        raise Refused("there is no current target", remedy="press T to choose one")
    name = " ".join(gesture.argument.removeprefix(NEW).split())
    if not name:
        return Outcome(state, ask=Ask(f"Another name for “{target.name}”", (), "rename_target", makes=True))
    draft.put(replace(target, name=name))
    return Outcome(state, message=name)


def merge_entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """The entity in hand and the chosen one are the same: the one in hand becomes a redirect to the other."""
    entity = _entity_in_hand(draft, state)
    if not gesture.argument:
        others = [other for other in draft.shared.entities.values() if _can_stand_for(other, entity)]
        options = tuple(Option(other.id, other.name, other.type) for other in others)
        return Outcome(state, ask=Ask(f"Who is {entity.name} the same as?", options, "merge_entity"))
    other = draft.shared.entity(gesture.argument)
    if not _can_stand_for(other, entity):
        raise Refused("these two cannot be merged", value=other.name)
    draft.put(replace(entity, merged_into=other.id))
    return Outcome(state, message=f"{entity.name} is {other.name}")


def _entity_in_hand(draft: Draft, state: DeskState) -> Entity:
    span = subject(draft.reading, draft.scheme, state.active, state.selected) or active_quote(draft, state)
    if span.entity is None:
        raise Refused("nobody is named here", remedy="press E to say who it is")
    entity = draft.shared.entity(span.entity)
    if entity.built_in:
        raise Refused(f"{entity.name} cannot be merged")
    return entity


def _can_stand_for(other: Entity, entity: Entity) -> bool:
    return other.id != entity.id and other.merged_into is None and not other.built_in


def split_entity(draft: Draft, state: DeskState, gesture: Gesture) -> Outcome:
    """Takes back a merge: the chosen entity that was merged into the one in hand stands for itself again."""
    entity = _entity_in_hand(draft, state)
    merged = [other for other in draft.shared.entities.values() if other.merged_into == entity.id]
    if not merged:
        raise Refused(f"nobody was merged into {entity.name}")
    if not gesture.argument:
        options = tuple(Option(other.id, other.name, other.type) for other in merged)
        return Outcome(state, ask=Ask(f"Who is not {entity.name}?", options, "split_entity"))
    chosen = draft.shared.entities.get(gesture.argument)
    if chosen not in merged:
        raise Refused("this entity was not merged here", value=gesture.argument)
    draft.put(replace(chosen, merged_into=None))
    return Outcome(state, message=f"{chosen.name} stands for itself again")
