"""Attributes on aligned spans: units are rows in which two annotators or more have the label.

A missing value is the scheme's default; without one it is missing, and an annotator who gives an attribute nowhere in
the article was not asked for it. Who a span names is treated like an attribute, called entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from agreement.aligned import NAMED, Aligned, differing, passage, version
from agreement.coding import Array, ac1_of, nominal_alpha_of, pooled, ratio
from agreement.model import QUOTE, Side
from agreement.pooling import Items, Statistics, stacked
from models.figures import Disagreement
from models.spans import Span

ENTITY = "entity"
TOPICS = {"quote": "Q", "speaker": "S", "cue": "C", "source": "O", "addressee": "D", "stance": "T"}
_WEIGHT = 0.4
_ENTITY_WEIGHT = 0.7


def names_of(aligned: Aligned, label: str) -> list[str]:
    """The attributes of a label: the scheme's, and others that are used."""
    known = aligned.settings.scheme.label.get(label)
    names = dict.fromkeys(known.attributes if known else ())
    for side in aligned.sides:
        for span in side.by_label.get(label, ()):
            names.update(dict.fromkeys(span.attributes))
    return [*names, ENTITY] if label in NAMED else list(names)


def value_of(aligned: Aligned, side: Side, span: Span, name: str) -> str | None:
    """The value of an attribute, the scheme's default for none; of `entity` the id of who is named."""
    if name == ENTITY:
        return side.entity(span.entity)
    return span.attributes.get(name) or aligned.settings.default(span.label, name)


def gives(side: Side, label: str, name: str) -> bool:
    """Whether the annotator gives the attribute anywhere in the article."""
    spans = side.by_label.get(label, ())
    return any(span.entity is not None if name == ENTITY else span.attributes.get(name) for span in spans)


def add(into: Statistics, aligned: Aligned) -> None:
    """Everything that figures on attributes need."""
    rows = [group for _, row in aligned.reported for group in aligned.members(row)]
    for label in aligned.case.labels:
        spans = [members for name, members in rows if name == label]
        for name in names_of(aligned, label):
            if any(gives(side, label, name) for side in aligned.sides):
                _add_attribute(into, aligned, label, name, spans)


def _add_attribute(
    into: Statistics, aligned: Aligned, label: str, name: str, rows: Iterable[Sequence[tuple[int, Span]]]
) -> None:
    family = ("attribute", label, name)
    units: list[list[str]] = []
    for members in rows:
        found = [(span, value_of(aligned, aligned.sides[place], span, name)) for place, span in members]
        given = [(span, value) for span, value in found if value is not None]
        units.append([value for _, value in given])
        into.add(family, "agreed", sum(_agree(one, other) for one, other in combinations(given, 2)))
    _add_units(into, family, units)
    counts = [
        sum(value_of(aligned, side, span, name) is not None for span in side.by_label.get(label, ()))
        for side in aligned.sides
    ]
    into.add(family, "sizes", sum(counts) * (len(counts) - 1))
    into.add(family, "spans", sum(counts))


def _agree(one: tuple[Span, str], other: tuple[Span, str]) -> bool:
    return one[1] == other[1] and one[0].fragments == other[0].fragments


def _add_units(into: Statistics, family: tuple[str, ...], units: Sequence[Sequence[str]]) -> None:
    totals, same = pooled(units)
    into.add(family, "same", same)
    for value, amount in totals.items():
        into.add(family, ("total", value), amount)
    for unit in units:
        if unit:
            into.add(family, "rated", 1)
            for value, amount in Counter(unit).items():
                into.add(family, ("share", value), amount / len(unit))
        if len(unit) > 1:
            into.add(family, "units", 1)
            agreeing = sum(n * (n - 1) for n in Counter(unit).values())
            into.add(family, "agreement", agreeing / (len(unit) * (len(unit) - 1)))
            into.add(family, "paired", len(unit))


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


def disagreements(aligned: Aligned) -> Iterator[Disagreement]:
    """Rows whose spans have the same label and another value, one disagreement an attribute."""
    asked = {
        (label, name): [gives(side, label, name) for side in aligned.sides]
        for label in aligned.case.labels
        for name in names_of(aligned, label)
    }
    for _, row in aligned.reported:
        for label, members in aligned.members(row):
            for name in names_of(aligned, label):
                who = [(place, span) for place, span in members if _asked(aligned, asked, place, span, name)]
                if len(who) > 1:
                    yield from _difference(aligned, label, name, who)


def _asked(aligned: Aligned, asked: dict[tuple[str, str], list[bool]], place: int, span: Span, name: str) -> bool:
    if name == ENTITY and span.label == QUOTE:  # a quote names somebody only where no speaker does
        return not any(link.role == "speaker" and link.from_span == span.id for link in aligned.sides[place].links)
    return asked[span.label, name][place] or aligned.settings.default(span.label, name) is not None


def _difference(aligned: Aligned, label: str, name: str, who: Sequence[tuple[int, Span]]) -> Iterator[Disagreement]:
    values = [value_of(aligned, aligned.sides[place], span, name) for place, span in who]
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
