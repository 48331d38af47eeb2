"""Attributes on aligned spans: units are rows in which two annotators or more have the label.

A missing value is the scheme's default; without one it is missing, and an annotator who gives an attribute nowhere in
the article was not asked for it. Who a span names is treated like an attribute, called entity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from agreement.aligned import NAMED, Aligned, Members, differing, passage, version
from agreement.coding import Array, ratio
from agreement.model import QUOTE, Side
from agreement.pooling import Family, Items, Statistics
from agreement.units import add_counted, add_units
from models.figures import Disagreement
from models.spans import Span

ENTITY = "entity"
TOPICS = {"quote": "Q", "speaker": "S", "cue": "C", "source": "O", "addressee": "D", "stance": "T"}
_WEIGHT = 0.4
_ENTITY_WEIGHT = 0.7


@dataclass(frozen=True)
class Fields:
    """The attributes of one label in one article.

    defaults: what missing values mean; given: which annotators give the attribute.
    """

    defaults: Mapping[str, str | None]
    given: Mapping[str, tuple[bool, ...]]

    @staticmethod
    def of(known: Mapping[str, str | None], used: Sequence[Container[str]], names: Iterable[str]) -> Fields:
        """known: of the scheme, with their defaults; used: what each annotator gives; names: all that count."""
        return Fields(
            {name: known.get(name) for name in sorted(names)},
            {name: tuple([name in mine for mine in used]) for name in names},
        )

    def value(self, side: Side, span: Span, name: str) -> str | None:
        """The value of an attribute; of `entity` the id of who is named."""
        if name == ENTITY:
            return side.entity(span.entity)
        return span.attributes.get(name) or self.defaults[name]

    def asked(self, place: int, side: Side, span: Span, name: str) -> bool:
        """Whether the annotator gives the attribute at all, or leaves it at a default, or need not give it here."""
        if name == ENTITY and span.label == QUOTE:  # a quote names somebody only where no speaker does
            return not any(link.role == "speaker" and link.from_span == span.id for link in side.links)
        return self.given[name][place] or self.defaults[name] is not None or (name == ENTITY and side.names_entities)


def fields_of(aligned: Aligned) -> dict[str, Fields]:
    """The attributes of every label asked for: those of the scheme that have a default, and all that are used."""
    used = [_used(side) for side in aligned.sides]
    found: dict[str, Fields] = {}
    for label in aligned.case.labels:
        known = aligned.settings.defaults.get(label, {})
        given = [mine.get(label, set()) for mine in used]
        names = {name for name, value in known.items() if value is not None}.union(*given)
        found[label] = Fields.of(known, given, names)
    return found


def _used(side: Side) -> Mapping[str, set[str]]:
    """By label, the attributes that the annotator gives any span."""
    found: dict[str, set[str]] = defaultdict(set)
    for span in side.spans:
        if span.attributes:
            found[span.label].update([name for name, value in span.attributes.items() if value])
        if span.entity is not None and span.label in NAMED:
            found[span.label].add(ENTITY)
    return found


def add(into: Statistics, aligned: Aligned, fields: Mapping[str, Fields]) -> None:
    """Everything that figures on attributes need."""
    rows: dict[str, list[Members]] = {label: [] for label in fields}
    for label, members in aligned.groups:
        rows[label].append(members)
    for label, known in fields.items():
        for name in known.defaults:
            if any(known.given[name]):
                _add_attribute(into, aligned, label, name, known, rows[label])
        if left := [name for name in known.defaults if not any(known.given[name])]:
            same = _Same.of(aligned, label, rows[label])
            for name in left:
                same.add(into, ("attribute", label, name), known.defaults[name])


def _add_attribute(
    into: Statistics, aligned: Aligned, label: str, name: str, fields: Fields, rows: Iterable[Members]
) -> None:
    found = [
        {span.id: fields.value(side, span, name) for span in side.by_label.get(label, ())} for side in aligned.sides
    ]
    units: list[list[str]] = []
    agreed = 0
    for members in rows:
        given = [(value, span.fragments) for place, span in members if (value := found[place][span.id]) is not None]
        units.append([value for value, _ in given])
        agreed += sum([one == other for one, other in combinations(given, 2)])
    values = sum([value is not None for mine in found for value in mine.values()])
    family = ("attribute", label, name)
    add_units(into, family, units)
    _add_strict(into, family, agreed, values, len(aligned.sides))
    into.add(family, "given", sum(fields.given[name]))


@dataclass(frozen=True)
class _Same:
    """The spans of a label, for attributes that nobody gives, so that all have the default.

    sizes: how many rows have so many spans; agreed: pairs with the same fragments; spans: all; annotators: how many.
    """

    sizes: Mapping[int, int]
    agreed: int
    spans: int
    annotators: int

    @staticmethod
    def of(aligned: Aligned, label: str, rows: Sequence[Members]) -> _Same:
        pairs = [pair for members in rows for pair in combinations(members, 2)]
        return _Same(
            Counter([len(members) for members in rows]),
            sum([one.fragments == other.fragments for (_, one), (_, other) in pairs]),
            sum([len(side.by_label.get(label, ())) for side in aligned.sides]),
            len(aligned.sides),
        )

    def add(self, into: Statistics, family: Family, default: str | None) -> None:
        add_counted(into, family, {(default,) * size: rows for size, rows in self.sizes.items()})
        _add_strict(into, family, self.agreed, self.spans, self.annotators)


def _add_strict(into: Statistics, family: tuple[str, ...], agreed: int, values: int, annotators: int) -> None:
    into.add(family, "agreed", agreed)
    into.add(family, "sizes", values * (annotators - 1))
    into.add(family, "values", values)


def strict(items: Items) -> Array:
    """F1 end to end: same label, fragments and value."""
    return ratio(2 * items["agreed"], items["sizes"])


# --- disagreements ------------------------------------------------------------------------------------------------


def disagreements(aligned: Aligned, fields: Mapping[str, Fields]) -> Iterator[Disagreement]:
    """Rows whose spans have the same label and another value, one disagreement an attribute."""
    for number, row in aligned.reported:
        first, *others = row.present
        if any(one.entity != first.entity or one.attributes != first.attributes for one in others):
            for members in aligned.peers(number):
                label = members[0][1].label
                if label in fields:
                    for name in fields[label].defaults:
                        yield from _difference(aligned, label, name, fields[label], members)


def _difference(aligned: Aligned, label: str, name: str, fields: Fields, members: Members) -> Iterator[Disagreement]:
    who = [(place, span) for place, span in members if fields.asked(place, aligned.sides[place], span, name)]
    values = [fields.value(aligned.sides[place], span, name) for place, span in who]
    if len(set(values)) > 1:
        entity = name == ENTITY
        versions = [
            version(aligned.sides[place], _shown(aligned.sides[place], value, entity=entity), span)
            for (place, span), value in zip(who, values, strict=True)
        ]
        yield aligned.disagreement(
            ENTITY if entity else "attribute",
            "" if entity else name,
            label,
            passage([span for _, span in who]),
            versions,
            (_ENTITY_WEIGHT if entity else _WEIGHT) * differing(values),
            _topic(label, name),
        )


def _shown(side: Side, value: str | None, *, entity: bool) -> str:
    if value is None or not entity:
        return value or ""
    return side.entities[value].name if value in side.entities else value


def _topic(label: str, name: str) -> str:
    return "Y" if label == QUOTE and name != ENTITY else TOPICS.get(label, "")
