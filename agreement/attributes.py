"""Attributes on aligned spans: units are rows in which two annotators or more have the label.

A missing value is the scheme's default; without one it is missing, and an annotator who gives an attribute nowhere in
the article was not asked for it. Who a span names is treated like an attribute, called entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from agreement.aligned import NAMED, Aligned, differing, passage, version
from agreement.coding import Array, ac1_of, nominal_alpha_of, ratio
from agreement.model import QUOTE, Side
from agreement.pooling import Items, Statistics, stacked
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
    def of(aligned: Aligned, label: str) -> Fields:
        """Those of the scheme that have a default, and all that are used."""
        known = aligned.settings.scheme.label.get(label)
        defaults = {name: item.default for name, item in known.attributes.items()} if known else {}
        used = [_used(side.by_label.get(label, ())) for side in aligned.sides]
        names = {name for name, value in defaults.items() if value is not None}.union(*used)
        return Fields(
            {name: defaults.get(name) for name in sorted(names)},
            {name: tuple(name in mine for mine in used) for name in names},
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
        return self.given[name][place] or self.defaults[name] is not None


def _used(spans: Iterable[Span]) -> set[str]:
    names = {name for span in spans for name, value in span.attributes.items() if value}
    return names | ({ENTITY} if any(span.entity is not None and span.label in NAMED for span in spans) else set())


def fields_of(aligned: Aligned) -> dict[str, Fields]:
    """The attributes of every label asked for."""
    return {label: Fields.of(aligned, label) for label in aligned.case.labels}


def add(into: Statistics, aligned: Aligned, fields: Mapping[str, Fields]) -> None:
    """Everything that figures on attributes need."""
    rows: dict[str, list[list[tuple[int, Span]]]] = {label: [] for label in fields}
    for _, row in aligned.reported:
        for label, members in aligned.members(row):
            rows[label].append(members)
    for label, known in fields.items():
        for name in known.defaults:
            _add_attribute(into, aligned, label, name, known, rows[label])


def _add_attribute(
    into: Statistics,
    aligned: Aligned,
    label: str,
    name: str,
    fields: Fields,
    rows: Iterable[Sequence[tuple[int, Span]]],
) -> None:
    family = ("attribute", label, name)
    units: list[list[str]] = []
    agreed = 0
    for members in rows:
        found = [(span, fields.value(aligned.sides[place], span, name)) for place, span in members]
        given = [(span, value) for span, value in found if value is not None]
        units.append([value for _, value in given])
        agreed += sum(_agree(one, other) for one, other in combinations(given, 2))
    counts = [
        sum(fields.value(side, span, name) is not None for span in side.by_label.get(label, ()))
        for side in aligned.sides
    ]
    _add_units(into, family, units)
    into.add(family, "agreed", agreed)
    into.add(family, "sizes", sum(counts) * (len(counts) - 1))
    into.add(family, "values", sum(counts))
    into.add(family, "given", sum(fields.given[name]))


def _agree(one: tuple[Span, str], other: tuple[Span, str]) -> bool:
    return one[1] == other[1] and one[0].fragments == other[0].fragments


def _add_units(into: Statistics, family: tuple[str, ...], units: Iterable[Sequence[str]]) -> None:
    for unit, times in Counter(tuple(sorted(unit)) for unit in units if unit).items():
        size, values = len(unit), Counter(unit)
        into.add(family, "rated", times)
        for value, amount in values.items():
            into.add(family, ("share", value), times * amount / size)
        if size > 1:
            agreeing = sum(n * (n - 1) for n in values.values()) / (size - 1)
            into.add(family, "same", times * agreeing)
            into.add(family, "agreement", times * agreeing / size)
            into.add(family, "units", times)
            into.add(family, "paired", times * size)
            for value, amount in values.items():
                into.add(family, ("total", value), times * amount)


# --- formulas -----------------------------------------------------------------------------------------------------


def alpha(items: Items) -> Array:
    """Krippendorff's nominal alpha."""
    totals = [item for item in items if isinstance(item, tuple) and item[0] == "total"]
    if not totals:
        return np.full(1, np.nan)
    return nominal_alpha_of(items["same"], stacked(items, totals))


def percent(items: Items) -> Array:
    """Raw agreement weighted as Krippendorff does."""
    totals = [item for item in items if isinstance(item, tuple) and item[0] == "total"]
    return ratio(items["same"], stacked(items, totals).sum(-1)) if totals else np.full(1, np.nan)


def ac1(items: Items, categories: int) -> Array:
    """Gwet's AC1 of so many declared values."""
    shares = [item for item in items if isinstance(item, tuple) and item[0] == "share"]
    if not shares:
        return np.full(1, np.nan)
    return ac1_of(
        items["agreement"], items["units"], stacked(items, shares), items["rated"], max(categories, len(shares))
    )


def strict(items: Items) -> Array:
    """F1 end to end: same label, fragments and value."""
    return ratio(2 * items["agreed"], items["sizes"])


# --- disagreements ------------------------------------------------------------------------------------------------


def disagreements(aligned: Aligned, fields: Mapping[str, Fields]) -> Iterator[Disagreement]:
    """Rows whose spans have the same label and another value, one disagreement an attribute."""
    for _, row in aligned.reported:
        for label, members in aligned.members(row):
            first = members[0][1]
            if any(s.entity != first.entity or s.attributes != first.attributes for _, s in members):
                for name in fields[label].defaults:
                    yield from _difference(aligned, label, name, fields[label], members)


def _difference(
    aligned: Aligned, label: str, name: str, fields: Fields, members: Sequence[tuple[int, Span]]
) -> Iterator[Disagreement]:
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
