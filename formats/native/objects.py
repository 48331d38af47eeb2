"""Links, stances, entities, targets, utterances: each from its plain data. Spans, which need the text, are in `spans`.

Every function takes the object and its number among its likes, and raises UserError for what is wrong with its form.
An object without an id goes by its number, and has no key.
"""

from __future__ import annotations

from collections.abc import Callable

from formats.native import fields
from formats.native.table import Data, obj, one_of, text_values, texts
from formats.strict_json import refuse_deep
from models.entities import VARIANTS, Entity, Member, Target, Utterance
from models.spans import Link
from models.stances import Stance


def link_of(item: Data, number: int) -> Link:
    """A link; its order, where the file gives none, is that of the file."""
    role, start, end, order, attributes, extra = fields.LINK.take(item)
    place = number if order is None else order
    return Link(f"#{number}", role, start, end, place, text_values(attributes, "attributes"), extra)


def stance_of(item: Data, number: int) -> Stance:
    """A stance, its values checked by itself."""
    key, holder, target, polarity, basis, hedged, strength, evidence, quote, according_to, note, extra = (
        fields.STANCE.take(item)
    )
    return Stance(
        id=key or f"#{number}",
        polarity=polarity,
        holder=holder,
        target=target,
        basis=basis,
        hedged=hedged,
        strength=strength,
        evidence=texts(evidence, "evidence"),
        quote=quote,
        according_to=according_to,
        note=note,
        key=key or None,
        extra=extra,
    )


def entity_of(item: Data, number: int) -> Entity:
    """An entity, its type and name checked by itself."""
    key, name, type_, aliases, external_id, note, extra = fields.ENTITY.take(item)
    return Entity(
        id=key or f"#{number}",
        name=name,
        type=type_,
        aliases=texts(aliases, "aliases"),
        external_id=external_id,
        note=note,
        key=key or None,
        extra=extra,
    )


def target_of(item: Data, number: int) -> Target:
    """A target; its position is its place in the list."""
    key, name, extra = fields.TARGET.take(item)
    return Target(key or f"#{number}", name, position=number - 1, key=key or None, extra=extra)


def utterance_of(annotator: str) -> Callable[[Data, int], Utterance]:
    """Reads the utterances of one annotator."""

    def read(item: Data, number: int) -> Utterance:
        key, name, quotes, extra = fields.UTTERANCE.take(item)
        members = tuple(_member(member) for member in quotes)
        return Utterance(key or f"#{number}", annotator, name, members, key=key or None, extra=extra)

    return read


def _member(value: object) -> Member:
    if isinstance(value, str):  # a bare quote id
        return Member(value)
    quote, variant, _ = fields.MEMBER.take(obj(value, "a member of an utterance"))
    return Member(quote, variant and one_of(variant, "variant", VARIANTS))


def unknown_member_keys(utterances: list[object]) -> list[str]:
    """The keys that members of utterances have and that nothing keeps."""
    lists = [item.get("quotes") for item in utterances if isinstance(item, dict)]
    members = [member for quotes in lists if isinstance(quotes, list) for member in quotes]
    found = {key for member in members if isinstance(member, dict) for key in member}
    return sorted(found.difference(fields.MEMBER.keys))


def decision_of(item: Data, _: int) -> Data:
    """What adjudication kept of one decision, as it stands."""
    refuse_deep(item)
    return item
