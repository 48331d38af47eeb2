"""Commands on spans: make, relabel, extend, cut, move, delete. Each adds to a draft or raises Refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.errors import Refused
from models.spans import Fragment, Link, Span, fragments_of
from models.stances import Stance
from models.suggested import accepted_span, is_suggested
from workspace.annotating.draft import Draft

MENTIONS = ("speaker", "cue", "source", "addressee")


def mark(
    draft: Draft,
    label: str,
    fragments: Iterable[Fragment],
    attributes: Mapping[str, str] | None = None,
    entity: str | None = None,
) -> Span:
    """A span of this label on these fragments; one that is there already is used again, a suggested one accepted."""
    wanted = fragments_of(fragments)
    for span in draft.reading.spans.values():
        if span.label == label and span.fragments == wanted:
            settled = accepted_span(span)
            draft.put(settled)
            return settled
    span = Span(draft.new_id(), label, wanted, attributes or {}, entity)
    check_span(draft, span)
    draft.put(span)
    return span


def check_span(draft: Draft, span: Span) -> None:
    """Raises Refused where the span is none that the article or the scheme allows."""
    if span.end > len(draft.text):
        raise Refused("the selection ends behind the article", value=span.end)
    if span.label not in draft.scheme.label:
        raise Refused("the scheme has no such label", value=span.label)


def relabel(draft: Draft, span: Span, label: str) -> Span:
    """Gives the span another label; links and values that the new one cannot have are dropped."""
    if span.label == label:
        return span
    spec = draft.scheme.label[label]
    attributes = {
        name: value
        for name, value in span.attributes.items()
        if name in spec.attributes and value in spec.attributes[name].values
    }
    span = accepted_span(span)
    unlink(draft, span)
    changed = replace(span, label=label, attributes=attributes, entity=span.entity if spec.takes_entity else None)
    draft.put(changed)
    return changed


def add_fragment(draft: Draft, span: Span, fragment: Fragment) -> Span:
    """Joins a further fragment to the span; one that touches or overlaps another is merged with it."""
    return reshape(draft, span, merged((*span.fragments, fragment)))


def merged(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """The fragments in ascending order, overlapping ones united (touching ones stay apart)."""
    found: list[Fragment] = []
    for fragment in sorted(fragments):
        if found and fragment.start < found[-1].end:
            found[-1] = Fragment(found[-1].start, max(found[-1].end, fragment.end))
        else:
            found.append(fragment)
    return tuple(found)


def remove_fragment(draft: Draft, span: Span, offset: int) -> Span:
    """Takes away the fragment at `offset` (code points); the last one cannot be taken."""
    kept = tuple(fragment for fragment in span.fragments if not fragment.start <= offset <= fragment.end)
    if not kept:
        raise Refused("this is the span's only part", remedy="press Del to delete the span")
    if len(kept) == len(span.fragments):
        raise Refused("no part of the span is here", value=offset, remedy="put the caret into the part")
    return reshape(draft, span, kept)


def reshape(draft: Draft, span: Span, fragments: tuple[Fragment, ...]) -> Span:
    """Gives the span other fragments; nesting that no longer holds is dropped with it."""
    changed = replace(span, fragments=fragments_of(fragments))
    check_span(draft, changed)
    if any(
        other.id != span.id and other.label == span.label and other.fragments == changed.fragments
        for other in draft.reading.spans.values()
    ):
        raise Refused(f"there is such a {span.label} already", remedy="delete one of the two")
    draft.put(changed)
    _drop_broken_nesting(draft, changed)
    return changed


def _drop_broken_nesting(draft: Draft, span: Span) -> None:
    links = (*draft.reading.outgoing.get(span.id, ()), *draft.reading.incoming.get(span.id, ()))
    for link in links:
        if link.role == "nested_in":
            child, parent = draft.reading.spans[link.from_span], draft.reading.spans[link.to_span]
            if not parent.covers(child):
                draft.drop(link)


def delete(draft: Draft, span: Span) -> None:
    """Deletes the span with its links; a quote takes along its stances and the mentions used nowhere else."""
    mentions = _own_mentions(draft, span) if span.label in ("quote", "source") else []
    for stance in tuple(draft.reading.stances.values()):
        _release(draft, stance, span)
    unlink(draft, span)
    _leave_utterances(draft, span)
    draft.drop(span)
    for mention in mentions:
        if mention.id in draft.reading.spans and not draft.reading.incoming.get(mention.id):
            delete(draft, mention)


def _own_mentions(draft: Draft, span: Span) -> list[Span]:
    links = draft.reading.outgoing.get(span.id, ())
    return [draft.reading.spans[link.to_span] for link in links if link.role != "nested_in"]


def _release(draft: Draft, stance: Stance, span: Span) -> None:
    if stance.quote == span.id:
        draft.drop(stance)
        for id in stance.evidence:
            _drop_lone_evidence(draft, id)
        return
    evidence = tuple(id for id in stance.evidence if id != span.id)
    according_to = None if stance.according_to == span.id else stance.according_to
    draft.put(replace(stance, evidence=evidence, according_to=according_to))


def _drop_lone_evidence(draft: Draft, id: str) -> None:
    span = draft.reading.spans.get(id)
    used = any(id in stance.evidence for stance in draft.reading.stances.values())
    if span is not None and span.label == "stance" and not used:
        unlink(draft, span)
        draft.drop(span)


def _leave_utterances(draft: Draft, span: Span) -> None:
    for utterance in tuple(draft.shared.utterances.values()):
        members = tuple(member for member in utterance.members if member.quote != span.id)
        if members != utterance.members:
            draft.put(replace(utterance, members=members))


def unlink(draft: Draft, span: Span) -> None:
    """Drops every link of the span, closing the gaps in the order of those that stay."""
    links = (*draft.reading.outgoing.get(span.id, ()), *draft.reading.incoming.get(span.id, ()))
    for link in links:
        disconnect(draft, link)


def connect(draft: Draft, role: str, start: Span, end: Span, attributes: Mapping[str, str] | None = None) -> Link:
    """Links two spans as the last of their role; a full slot for one is replaced, an equal link kept."""
    if start.id == end.id:
        raise Refused("a span cannot be linked to itself", value=role)
    present = [link for link in draft.reading.outgoing.get(start.id, ()) if link.role == role]
    for link in present:
        if link.to_span == end.id:
            return link
    at_most = draft.scheme.link[role].at_most
    while at_most is not None and len(present) >= at_most:
        disconnect(draft, present.pop())
    link = Link(draft.new_id(), role, start.id, end.id, len(present), attributes or {})
    draft.put(link)
    return link


def drop_suggested(draft: Draft, span: Span, role: str) -> None:
    """What is only suggested in this role gives way to what a hand says."""
    for link in draft.reading.outgoing.get(span.id, ()):
        if link.role == role and is_suggested(draft.reading.spans[link.to_span]):
            disconnect(draft, link)


def disconnect(draft: Draft, link: Link) -> None:
    """Drops a link and closes the gap it leaves in its order; what was only suggested at its end goes with it."""
    draft.drop(link)
    end = draft.reading.spans.get(link.to_span)
    if end is not None and end.label != "quote" and is_suggested(end) and not draft.reading.incoming.get(end.id):
        for further in draft.reading.outgoing.get(end.id, ()):
            disconnect(draft, further)
        draft.drop(end)
    for other in draft.reading.outgoing.get(link.from_span, ()):
        if other.role == link.role and other.order > link.order:
            draft.put(replace(other, order=other.order - 1))


def set_attribute(draft: Draft, span: Span, name: str, value: str) -> Span:
    """Sets an attribute that the scheme gives to the span's label."""
    attribute = draft.scheme.label[span.label].attributes.get(name)
    if attribute is None or value not in attribute.values:
        raise Refused(f"a {span.label} has no such value", value=f"{name} {value}")
    changed = replace(span, attributes={**span.attributes, name: value})
    draft.put(changed)
    return changed


def next_value(draft: Draft, span: Span, name: str) -> Span:
    """Moves an attribute on to the next of its values, from the last one to the first."""
    attribute = draft.scheme.label[span.label].attributes.get(name)
    if attribute is None:
        raise Refused(f"a {span.label} has no {name}")
    present = span.attributes.get(name, attribute.default)
    place = -1 if present is None else attribute.values.index(present)
    return set_attribute(draft, span, name, attribute.values[(place + 1) % len(attribute.values)])


def set_entity(draft: Draft, span: Span, entity: str | None) -> Span:
    """Says who the span is; a quote can say so only while no speaker is linked to it."""
    if not draft.scheme.label[span.label].takes_entity:
        raise Refused(f"a {span.label} names nobody")
    drop_suggested(draft, span, "speaker")
    if span.label == "quote" and draft.reading.linked(span.id, "speaker"):
        raise Refused("the quote has a speaker, who says who it is", remedy="set the entity of the speaker")
    changed = replace(span, entity=entity)
    draft.put(changed)
    return changed
