"""When two records say the same: a form of a record in which ids, orders and defaults no longer show.

Every object goes by a name made of its content ("quote [12, 40)"; `models.content_names`), so that a difference can be
told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from models.articles import META_FIELDS, Article
from models.content_names import ContentNames, canonical_json, used_ids
from models.entities import Entity, Utterance
from models.records import Record
from models.scheme import Scheme
from models.spans import Link, Span
from models.stances import Stance

Plain = dict[str, object]


def canonical(record: Record, scheme: Scheme, *, resolved: bool = False) -> Plain:
    """The record as plain data that is equal for equal records, and only for those.

    Left out are ids, order where it says nothing, `origin`, the article's id, and entities and targets that nothing
    refers to; defaults are filled. resolved: the ids of entities and targets are those of one project: then they, and
    not names, say which is meant; and the time spent is left out, since it grows by looking.
    """
    names = ContentNames(record, scheme, resolved=resolved)
    form: Plain = {
        "text": record.article.text,
        "meta": _meta(record.article),
        "annotator": record.annotator,
        "state": record.state.value,
        "scheme": record.scheme,
        "scheme version": record.scheme_version or scheme.version,
        "split": record.split,
        "note": record.note,
        "decisions": list(record.decisions),
        "extra": {**record.article.extra, **record.extra},
        "spans": _sorted(_span(span, names, scheme) for span in record.spans),
        "links": _sorted(_link(link, names, scheme) for link in record.links),
        "stances": _sorted(_stance(stance, names) for stance in record.stances),
        "utterances": _sorted(_utterance(utterance, names) for utterance in record.utterances),
    }
    if resolved:
        return form
    used = used_ids(record)
    entities = (entity for entity in record.entities if entity.id in used and not entity.built_in)
    targets = (target for target in record.targets if target.id in used)
    return form | {
        "seconds": record.seconds,
        "entities": _sorted(_entity(entity, names) for entity in entities),
        "targets": _sorted({"name": names.target(target.id), **_rest(target.extra)} for target in targets),
    }


# --- objects as plain data ------------------------------------------------------------------------------------------


def _meta(article: Article) -> Plain:
    meta = article.meta
    return {name: getattr(meta, name) for name in META_FIELDS} | dict(meta.extra)


def _span(span: Span, names: ContentNames, scheme: Scheme) -> Plain:
    return {
        "name": names.span(span.id),
        "attributes": scheme.span_attributes(span.label, span.attributes),
        "entity": names.entity(span.entity),
        "note": span.note,
        **_rest(span.extra),
    }


def _link(link: Link, names: ContentNames, scheme: Scheme) -> Plain:
    return {
        "name": f"{link.role} from {names.span(link.from_span)} to {names.span(link.to_span)}",
        "order": link.order,
        "attributes": scheme.link_attributes(link.role, link.attributes),
        **_rest(link.extra),
    }


def _stance(stance: Stance, names: ContentNames) -> Plain:
    holder, target = names.entity(stance.holder), names.target(stance.target)
    return {
        "name": f"of {holder or 'nobody'} towards {target or 'nothing'} on {names.span(stance.quote) or 'no quote'}",
        "polarity": stance.polarity,
        "basis": stance.basis,
        "hedged": stance.hedged,
        "strength": stance.strength,
        "evidence": [names.span(span) for span in stance.evidence],
        "according to": names.span(stance.according_to),
        "note": stance.note,
        **_rest(stance.extra),
    }


def _utterance(utterance: Utterance, names: ContentNames) -> Plain:
    members = sorted([names.span(member.quote) or "", member.variant or ""] for member in utterance.members)
    return {"name": utterance.name, "quotes": members, **_rest(utterance.extra)}


def _entity(entity: Entity, names: ContentNames) -> Plain:
    return {
        "name": names.entity(entity.id),
        "aliases": sorted(entity.aliases),
        "external id": entity.external_id,
        "note": entity.note,
        **_rest(entity.extra),
    }


def _rest(extra: Mapping[str, object]) -> Plain:
    return {"extra": dict(extra)} if extra else {}


def _sorted(values: Iterable[Plain]) -> list[Plain]:
    found = list(values)
    names = {str(value["name"]) for value in found}
    if len(names) == len(found):  # nearly always, and much cheaper
        return sorted(found, key=lambda value: str(value["name"]))
    return sorted(found, key=canonical_json)


# --- differences ----------------------------------------------------------------------------------------------------

_SINGULAR = {
    "spans": "span",
    "links": "link",
    "stances": "stance",
    "utterances": "utterance",
    "entities": "entity",
    "targets": "target",
}


def first_difference(before: Record, after: Record, scheme: Scheme, *, resolved: bool = False) -> str | None:
    """The first difference in words, such as "span quote [12, 40): attribute type is direct, was mixed"; else None.

    Parameters as in `canonical`; "is" tells of `after`, "was" of `before`.
    """
    old, new = (canonical(record, scheme, resolved=resolved) for record in (before, after))
    part = next((part for part, value in new.items() if value != old[part]), None)
    if part is None:
        return None
    words = _difference(part, old[part], new[part])
    if resolved:  # ids of the project say nothing to a person
        for record in (before, after):
            for id, name in _project_names(record):
                words = words.replace(id, name)
    return words


def _project_names(record: Record) -> Iterator[tuple[str, str]]:
    yield from ((entity.id, entity.name) for entity in record.entities)
    yield from ((target.id, target.name) for target in record.targets)


def _difference(part: str, old: object, new: object) -> str:
    if part in _SINGULAR:
        return _first_of(_SINGULAR[part], cast("list[Plain]", old), cast("list[Plain]", new))
    if isinstance(old, dict) and isinstance(new, dict):
        return _field(part, old, new)
    if part == "text":
        return f"the text differs from code point {_common(str(old), str(new))} on"
    return f"{part} is {_said(new)}, was {_said(old)}"


def _common(old: str, new: str) -> int:
    """How many code points both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _first_of(kind: str, old: list[Plain], new: list[Plain]) -> str:
    was_by, now_by = _by_name(old), _by_name(new)
    for name in sorted(was_by.keys() | now_by.keys()):
        was, now = was_by.get(name, []), now_by.get(name, [])
        if len(was) != len(now):
            return f"{kind} {name} is {'new' if len(now) > len(was) else 'missing'}"
        for one, other in zip(was, now, strict=True):
            if one != other:
                return f"{kind} {name}: {_field('', one, other)}"
    return f"the {kind}s differ"


def _by_name(values: list[Plain]) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = {}
    for value in values:
        found.setdefault(str(value["name"]), []).append(value)
    return found


def _field(owner: str, old: Plain, new: Plain) -> str:
    name = next(key for key in (*new, *old) if old.get(key) != new.get(key))
    was, now = old.get(name), new.get(name)
    if isinstance(was, dict) and isinstance(now, dict):
        return _field("attribute" if name == "attributes" else name, was, now)
    return f"{owner} {name} is {_said(now)}, was {_said(was)}".strip()


def _said(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    return value if isinstance(value, str) else canonical_json(value)
