"""What every reading must satisfy under a scheme: the checks that import, commands and `inquit check` share.

Owns the rules and their wording; repairs nothing and knows no format. Each fault is a UserError that names the
object by its id and says what to do; whoever knows the file and line adds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from models.errors import UserError
from models.scheme import Attribute, LinkType, Scheme
from models.spans import Link, Span, well_formed
from models.stances import Stance

DEEPEST_NESTING = 100  # quotes within quotes
ORIGINS = ("human", "suggested", "imported", "adjudicated")


def faults(
    text: str, spans: Collection[Span], links: Collection[Link], stances: Collection[Stance], scheme: Scheme
) -> list[UserError]:
    """Everything in one reading of `text` that breaks a rule; no fault hides another one.

    Whether entities and targets exist is the business of `reference_faults`.
    """
    by_id = {span.id: span for span in spans}
    return [
        *doubles("spans", [span.id for span in spans]),
        *doubles("stances", [stance.id for stance in stances]),
        *(fault for span in spans for fault in span_faults(span, len(text), scheme)),
        *link_faults(by_id, links, scheme),
        *(fault for stance in stances for fault in stance_faults(stance, by_id)),
    ]


def reference_faults(
    spans: Iterable[Span], stances: Iterable[Stance], entities: Collection[str], targets: Collection[str]
) -> Iterator[UserError]:
    """Spans and stances that refer to an entity or a target whose id is not among those given."""
    for span in spans:
        if span.entity is not None and span.entity not in entities:
            yield _unknown("entity", span.id, span.entity)
    for stance in stances:
        if stance.holder is not None and stance.holder not in entities:
            yield _unknown("holder", stance.id, stance.holder)
        if stance.target is not None and stance.target not in targets:
            yield _unknown("target", stance.id, stance.target)


def span_faults(span: Span, length: int, scheme: Scheme) -> Iterator[UserError]:
    """What is wrong with one span by itself; length: of the text, in code points."""
    if not span.fragments or span.end > length or not well_formed(span.fragments):
        yield from _fragment_faults(span, length)
    label = scheme.label.get(span.label)
    if label is None:
        yield UserError(
            "unknown label", value=f"{span.id}: {span.label}", remedy=f"use one of {', '.join(scheme.label)}"
        )
        return
    if span.attributes:
        yield from _attribute_faults(span.id, span.attributes, label.attributes)
    if span.entity is not None and not label.takes_entity:
        yield UserError(
            f"a span labelled {label.name} has no entity",
            value=f"{span.id}: {span.entity}",
            remedy="put the entity on a speaker, source or addressee",
        )
    if not label.fragments and len(span.fragments) > 1:
        yield UserError(f"a span labelled {label.name} must be in one piece", value=span.id, remedy="keep one fragment")


def _fragment_faults(span: Span, length: int) -> Iterator[UserError]:
    if not span.fragments:
        yield UserError("a span needs at least one fragment", value=span.id, remedy="give its start and end")
        return
    for start, end in span.fragments:
        if start < 0 or start >= end:
            yield UserError(
                "a fragment must start at 0 or later and before its end", value=f"{span.id}: [{start}, {end})"
            )
    for before, after in pairwise(span.fragments):
        if after.start < before.end:
            yield UserError(
                "fragments must ascend and not overlap",
                value=f"{span.id}: [{before.start}, {before.end}) and [{after.start}, {after.end})",
                remedy="sort and merge them",
            )
    if span.end > length:
        yield UserError(
            "a span ends behind the end of the text",
            value=f"{span.id}: {span.end}",
            remedy=f"the text has {length} code points",
        )


def _attribute_faults(owner: str, given: Mapping[str, str], known: Mapping[str, Attribute]) -> Iterator[UserError]:
    for name, value in given.items():
        attribute = known.get(name)
        if attribute is None:
            remedy = f"use one of {', '.join(known)}" if known else "leave it out"
            yield UserError("unknown attribute", value=f"{owner}: {name}", remedy=remedy)
        elif value not in attribute.values:
            yield UserError(
                f"unknown value of the attribute {name}",
                value=f"{owner}: {value}",
                remedy=f"use one of {', '.join(attribute.values)}",
            )


def link_faults(spans: Mapping[str, Span], links: Collection[Link], scheme: Scheme) -> Iterator[UserError]:
    """What is wrong with the links among `spans`, one by one and taken together."""
    sound = []
    for link in links:
        troubles = list(_one_link(link, spans, scheme))
        yield from troubles
        if not troubles:
            sound.append(link)
    yield from _slot_faults(sound, scheme)
    yield from _speaker_or_entity(sound, spans)
    yield from _nesting_faults(sound, spans, scheme)
    if not scheme.overlap:
        yield from _overlap_faults(spans.values())


def _one_link(link: Link, spans: Mapping[str, Span], scheme: Scheme) -> Iterator[UserError]:
    kind = scheme.link.get(link.role)
    if kind is None:
        yield UserError(
            "unknown role of a link", value=f"{_named(link)}", remedy=f"use one of {', '.join(scheme.link)}"
        )
    for end in (link.from_span, link.to_span):
        if end not in spans:
            yield UserError(
                "a link ends at an unknown span",
                value=f"{_named(link)}: {end}",
                remedy="give the id of a span",
            )
    if kind is None or link.from_span not in spans or link.to_span not in spans:
        return
    start, end = spans[link.from_span].label, spans[link.to_span].label
    if start != kind.from_label or end not in kind.to_labels or link.from_span == link.to_span:
        yield UserError(
            f"a {link.role} link leads from {kind.from_label} to {' or '.join(kind.to_labels)}",
            value=f"{_named(link)}: {start} to {end}",
            remedy="link other spans, or change their labels",
        )
    if link.attributes:
        yield from _attribute_faults(_named(link), link.attributes, kind.attributes)


def _slot_faults(links: Iterable[Link], scheme: Scheme) -> Iterator[UserError]:
    slots: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        slots.setdefault((link.from_span, link.role), []).append(link)
    for (span, role), filled in slots.items():
        if len(filled) == 1 and not filled[0].order:
            continue  # nearly always
        most = scheme.link[role].at_most
        if most is not None and len(filled) > most:
            yield UserError(
                f"more {role} links than a span may have",
                value=f"{span}: {len(filled)}",
                remedy=f"keep {most}",
            )
        if len({link.to_span for link in filled}) < len(filled):
            yield UserError(f"two {role} links join the same spans", value=f"{span}: {role}", remedy="keep one of them")
        if sorted(link.order for link in filled) != list(range(len(filled))):
            yield UserError(
                f"the order of the {role} links must run from 0 without a gap",
                value=f"{span}: {', '.join(str(link.order) for link in filled)}",
                remedy="count them anew",
            )


def _speaker_or_entity(links: Iterable[Link], spans: Mapping[str, Span]) -> Iterator[UserError]:
    spoken = {link.from_span for link in links if link.role == "speaker"}
    for span in spans.values():
        if span.label == "quote" and span.entity is not None and span.id in spoken:
            yield UserError(
                "a quote with a speaker has no entity of its own",
                value=f"{span.id}: {span.entity}",
                remedy="put the entity on the speaker",
            )


def _nesting_faults(links: Iterable[Link], spans: Mapping[str, Span], scheme: Scheme) -> Iterator[UserError]:
    parents: dict[str, str] = {}
    for link in links:
        kind = scheme.link[link.role]
        if kind.inside:
            parents[link.from_span] = link.to_span
            yield from _not_inside(link, kind, spans, scheme)
    levels = nesting_levels(parents)
    for child in parents:
        level = levels[child]
        if not level:
            yield UserError("quotes are nested in a circle", value=child, remedy="take one of the nested_in links away")
        elif level == DEEPEST_NESTING + 1:
            yield UserError("quotes are nested too deeply", value=child, remedy=f"use at most {DEEPEST_NESTING} levels")


def _not_inside(link: Link, kind: LinkType, spans: Mapping[str, Span], scheme: Scheme) -> Iterator[UserError]:
    if not scheme.nesting:
        yield UserError("the scheme has no nested quotes", value=_named(link), remedy=f"take the {kind.role} link away")
    elif not spans[link.to_span].covers(spans[link.from_span]):
        yield UserError(
            "nested in a quote that does not hold it",
            value=_named(link),
            remedy="each fragment of the inner quote must lie in a fragment of the outer one",
        )


def nesting_levels(parents: Mapping[str, str]) -> dict[str, int]:
    """In how many others each child lies; 0 for those that lie in a circle. Each step outwards is taken once."""
    levels: dict[str, int] = {}
    for child in parents:
        way: dict[str, None] = {}
        at = child
        while at in parents and at not in levels and at not in way:
            way[at] = None
            at = parents[at]
        level, in_circle = levels.get(at, 0), at in way
        for step in reversed(way):
            levels[step] = level = 0 if in_circle else level + 1
            in_circle = in_circle and step != at
    return levels


def _overlap_faults(spans: Iterable[Span]) -> Iterator[UserError]:
    pieces = sorted((piece, span.id) for span in spans if span.label == "quote" for piece in span.fragments)
    for (before, first), (after, second) in pairwise(pieces):
        if before.overlaps(after) and first != second:
            yield UserError(
                "the scheme has no quotes that share text",
                value=f"{first} and {second}: [{after.start}, {min(before.end, after.end)})",
                remedy="change the borders of one",
            )


def stance_faults(stance: Stance, spans: Mapping[str, Span]) -> Iterator[UserError]:
    """What is wrong with the spans that a stance refers to."""
    for role, quote in (("quote", stance.quote), ("according_to", stance.according_to)):
        if quote is not None and quote not in spans:
            yield _unknown(role, stance.id, quote)
        elif quote is not None and spans[quote].label != "quote":
            yield UserError(
                f"the {role} of a stance is no quote",
                value=f"{stance.id}: {quote}",
                remedy="give the id of a quote",
            )
    for evidence in stance.evidence:
        if evidence not in spans:
            yield _unknown("evidence", stance.id, evidence)
    yield from doubles(f"evidence of {stance.id}", stance.evidence)


def _unknown(role: str, owner: str, value: str) -> UserError:
    return UserError(f"unknown {role}", value=f"{owner}: {value}", remedy=f"give an id that exists, or no {role}")


def doubles(kind: str, ids: Sequence[str]) -> Iterator[UserError]:
    """The ids that stand twice or more among those of one kind."""
    if len(set(ids)) == len(ids):
        return
    for name, count in Counter(ids).items():
        if count > 1:
            yield UserError(f"duplicate id among the {kind}", value=name, remedy="give each an id of its own")


def _named(link: Link) -> str:
    return f"{link.role} from {link.from_span} to {link.to_span}"
