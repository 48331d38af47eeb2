"""What a record must be, whichever way it was read, beyond the form of its objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from formats.limits import length_warnings
from models import invariants
from models.entities import BUILT_IN, Entity, Utterance
from models.errors import UserError
from models.records import Record
from models.scheme import Scheme
from models.spans import Link, Span
from models.stances import Stance

READER = "inquit-jsonl"
LONGEST_TIME = 1e12  # seconds, which no reading takes


def faults_of(record: Record, scheme: Scheme, broken: Collection[str] = ()) -> Iterator[UserError]:
    """What is wrong with a record; broken: ids of objects with a fault, what hangs on which is no further fault."""
    broken = {*broken, *_of_no_label(record.spans, scheme)}
    links, stances = (record.links, record.stances) if not broken else _sound(record, broken)
    yield from invariants.faults(record.article.text, record.spans, links, stances, scheme)
    entities, targets = [item.id for item in record.entities], [item.id for item in record.targets]
    yield from invariants.reference_faults(record.spans, record.stances, broken.union(entities), broken.union(targets))
    yield from invariants.doubles("entities", entities)
    yield from invariants.doubles("targets", targets)
    if record.utterances:
        yield from invariants.doubles("utterances", [utterance.id for utterance in record.utterances])
        quotes = broken.union(span.id for span in record.spans if span.label == "quote")
        for utterance in record.utterances:
            yield from _member_faults(utterance, quotes)


def _sound(record: Record, broken: set[str]) -> tuple[Collection[Link], Collection[Stance]]:
    """The links and stances that refer to nothing broken."""
    links = [link for link in record.links if not broken & {link.from_span, link.to_span}]
    stances = [stance for stance in record.stances if not broken & _spans_of(stance)]
    return links if len(links) == len(record.links) else _closed_up(links), stances


def warnings_of(record: Record, scheme: Scheme) -> Iterator[str]:
    """What to say of a record that is good; raises UserError where its text is too long to be taken."""
    yield from length_warnings(record.article.text)
    if record.scheme != scheme.name:
        yield f"made under the scheme {record.scheme}, checked under {scheme.name}"


def ranked(links: tuple[Link, ...], scheme: Scheme) -> tuple[Link, ...]:
    """The links with orders that run from 0 per (from, role); in a file they may start anywhere and have gaps.

    Raises UserError where two links of an ordered role have the same order.
    """
    slots: dict[tuple[str, str], list[int]] = {}
    for link in links:
        slots.setdefault((link.from_span, link.role), []).append(link.order)
    if all(orders == list(range(len(orders))) for orders in slots.values()):
        return links
    for (span, role), orders in slots.items():
        if len(set(orders)) < len(orders) and role in scheme.link and scheme.link[role].ordered:
            raise UserError(f"two {role} links have one order", value=f"{span}: {orders}", remedy="count them from 0")
    return tuple(_closed_up(links))


def _closed_up(links: Collection[Link]) -> list[Link]:
    """The links with orders that run from 0 per (from, role) without a gap, as they stand to one another."""
    slots: dict[tuple[str, str], list[int]] = {}
    for link in links:
        slots.setdefault((link.from_span, link.role), []).append(link.order)
    ranks = {slot: _ranks(orders) for slot, orders in slots.items()}
    return [replace(link, order=next(ranks[link.from_span, link.role])) for link in links]


def _ranks(orders: list[int]) -> Iterator[int]:
    places = sorted(range(len(orders)), key=orders.__getitem__)
    return iter(sorted(range(len(orders)), key=places.__getitem__))


def built_in(spans: tuple[Span, ...], stances: tuple[Stance, ...], entities: tuple[Entity, ...]) -> Iterator[Entity]:
    """AUTHOR and IMPLICIT always exist, so a record may refer to them without naming them among its entities."""
    used = {span.entity for span in spans} | {stance.holder for stance in stances}
    missing = used - {entity.id for entity in entities}
    return (Entity(name, name, kind, key=name) for kind, name in BUILT_IN.items() if name in missing)


def _of_no_label(spans: tuple[Span, ...], scheme: Scheme) -> Iterator[str]:
    """Spans of which it is not clear what they are: of an unknown label, or under one id."""
    yield from (span.id for span in spans if span.label not in scheme.label)
    if len({span.id for span in spans}) < len(spans):
        yield from (id for id, count in Counter(span.id for span in spans).items() if count > 1)


def _spans_of(stance: Stance) -> set[str | None]:
    return {stance.quote, stance.according_to, *stance.evidence}


def _member_faults(utterance: Utterance, quotes: Collection[str]) -> Iterator[UserError]:
    for member in utterance.members:
        if member.quote not in quotes:
            yield UserError(
                "a member of an utterance is no quote of this record",
                value=f"{utterance.id}: {member.quote}",
                remedy="give the id of a quote, each in the record of its own article",
            )
    yield from invariants.doubles(f"quotes of {utterance.id}", [member.quote for member in utterance.members])
