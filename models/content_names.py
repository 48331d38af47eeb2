"""Names for spans, entities and targets that are made of their content, so that ids no longer matter.

Objects that their own content does not tell apart are told apart by what they are linked to (colour refinement, also
called the one-dimensional Weisfeiler-Leman test, here of bounded depth); those that even this leaves equal can be
exchanged for one another, and share a name.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from models.entities import BUILT_IN, Entity, Utterance
from models.records import Record
from models.scheme import Scheme
from models.spans import Span
from models.stances import Stance

_FARTHEST = 20  # steps from link to link: a chain made to take thousands would take as many times as long
_MOST_NAMED = 100  # fragments that a name tells one by one

Node = tuple[str, str]  # kind and id: ids are unique only among their likes


def canonical_json(form: object) -> str:
    """The one JSON text of a canonical form."""
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def used_ids(record: Record) -> set[str | None]:
    """The ids of the entities and targets that spans and stances refer to."""
    return {
        *(span.entity for span in record.spans),
        *(stance.holder for stance in record.stances),
        *(stance.target for stance in record.stances),
    }


class ContentNames:
    """What spans, entities and targets are called. resolved: ids of entities and targets are names already."""

    def __init__(self, record: Record, scheme: Scheme, *, resolved: bool) -> None:
        used = used_ids(record)
        names = {("span", span.id): _span_name(span) for span in record.spans}
        for entity in record.entities:
            if entity.id in used:
                names["entity", entity.id] = _entity_name(entity, resolved=resolved)
        for target in record.targets:
            if target.id in used:
                names["target", target.id] = target.id if resolved else target.name
        self._names: Mapping[Node, str] = names
        shared = [
            name for name, count in Counter((kind, name) for (kind, _), name in names.items()).items() if count > 1
        ]
        if any(kind != "entity" or name not in BUILT_IN.values() for kind, name in shared):
            self._names = _told_apart(names, _Graph(record, names, scheme))

    def span(self, id: str | None) -> str | None:
        """The name of a span; None for none."""
        return self._names.get(("span", id or ""), id)

    def entity(self, id: str | None) -> str | None:
        """The name of an entity; None for none."""
        return self._names.get(("entity", id or ""), id)

    def target(self, id: str | None) -> str | None:
        """The name of a target; None for none."""
        return self._names.get(("target", id or ""), id)


def _span_name(span: Span) -> str:
    where = " ".join(f"[{start}, {end})" for start, end in span.fragments)
    if len(span.fragments) > _MOST_NAMED:  # each link repeats the name
        digest = hashlib.sha256(where.encode()).hexdigest()
        where = f"[{span.start}, {span.end}) in {len(span.fragments)} parts, {digest}"
    return f"{span.label} {where}"


def _entity_name(entity: Entity, *, resolved: bool) -> str:
    if entity.built_in:
        return BUILT_IN[entity.type]
    return entity.id if resolved else f"{entity.name} ({entity.type})"


def _told_apart(names: Mapping[Node, str], graph: _Graph) -> dict[Node, str]:
    """The names, with a number behind those that several objects share which can be told apart."""
    colours = graph.refined()
    groups: dict[tuple[str, str], set[int]] = {}
    for (kind, id), name in names.items():
        groups.setdefault((kind, name), set()).add(colours[kind, id])
    places = {key: {colour: place for place, colour in enumerate(sorted(group), 1)} for key, group in groups.items()}
    found = {}
    for (kind, id), name in names.items():
        single = len(groups[kind, name]) == 1 or name in BUILT_IN.values()
        found[kind, id] = name if single else f"{name} #{places[kind, name][colours[kind, id]]}"
    return found


class _Graph:
    """A record as nodes, each with its own content, and edges, each with what it says.

    All entities of a built-in type are one node, since every project has one of each.
    """

    def __init__(self, record: Record, names: Mapping[Node, str], scheme: Scheme) -> None:
        self._built_in = {entity.id: BUILT_IN[entity.type] for entity in record.entities if entity.built_in}
        self._content = {node: name for node, name in names.items() if node[0] != "span"}
        self._content |= {("built-in", name): name for name in self._built_in.values()}
        self._edges: list[tuple[Node, str, Node]] = []
        for span in record.spans:
            self._span(span, names, scheme)
        for entity in record.entities:
            if ("entity", entity.id) in names and not entity.built_in:
                content = [names["entity", entity.id], sorted(entity.aliases), entity.external_id, entity.note]
                self._content["entity", entity.id] = canonical_json([*content, dict(entity.extra)])
        for link in record.links:
            attributes = scheme.link_attributes(link.role, link.attributes)
            says = canonical_json([link.role, link.order, attributes, dict(link.extra)])
            self._edge(("span", link.from_span), says, ("span", link.to_span))
        for stance in record.stances:
            self._stance(stance)
        for utterance in record.utterances:
            self._utterance(utterance)

    def refined(self) -> dict[Node, int]:
        """A number for each node, equal for those that nothing near them tells apart, and independent of ids."""
        colours = _ranked(self._content)
        for _ in range(_FARTHEST):
            seen: dict[Node, list[tuple[str, int]]] = {node: [] for node in colours}
            for start, says, end in self._edges:
                seen[start].append((f">{says}", colours[end]))
                seen[end].append((f"<{says}", colours[start]))
            finer = _ranked({node: (colours[node], tuple(sorted(seen[node]))) for node in colours})
            if len(set(finer.values())) == len(set(colours.values())):
                return colours
            colours = finer
        return colours

    def _span(self, span: Span, names: Mapping[Node, str], scheme: Scheme) -> None:
        node = ("span", span.id)
        attributes = scheme.span_attributes(span.label, span.attributes)
        self._content[node] = canonical_json([names[node], attributes, span.note, dict(span.extra)])
        self._edge(node, "entity", self._who(span.entity))

    def _stance(self, stance: Stance) -> None:
        node = ("stance", stance.id)
        content = [stance.polarity, stance.basis, stance.hedged, stance.strength, stance.note, dict(stance.extra)]
        self._content[node] = canonical_json(content)
        self._edge(node, "holder", self._who(stance.holder))
        self._edge(node, "target", ("target", stance.target or ""))
        self._edge(node, "quote", ("span", stance.quote or ""))
        self._edge(node, "according to", ("span", stance.according_to or ""))
        for number, span in enumerate(stance.evidence):
            self._edge(node, f"evidence {number}", ("span", span))

    def _utterance(self, utterance: Utterance) -> None:
        node = ("utterance", utterance.id)
        self._content[node] = canonical_json([utterance.name, dict(utterance.extra)])
        for member in utterance.members:
            self._edge(node, f"variant {member.variant}", ("span", member.quote))

    def _who(self, entity: str | None) -> Node:
        id = entity or ""
        return ("built-in", self._built_in[id]) if id in self._built_in else ("entity", id)

    def _edge(self, start: Node, says: str, end: Node) -> None:
        if start in self._content and end in self._content:
            self._edges.append((start, says, end))


def _ranked(signatures: Mapping[Node, Any]) -> dict[Node, int]:
    ranks = {signature: rank for rank, signature in enumerate(sorted(set(signatures.values())))}
    return {node: ranks[signature] for node, signature in signatures.items()}
