"""Who is the same as whom, on mentions that two annotators both have: clusters within the article, by entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from agreement.aligned import NAMED, Aligned
from agreement.clusters import Clusters, Formula, b_cubed_of, lea_of, muc_of, parts
from agreement.coding import Array, ratio
from agreement.pooling import Items, Statistics

METRICS: Mapping[str, Formula] = {"lea": lea_of, "b3": b_cubed_of, "muc": muc_of}


def add(into: Statistics, aligned: Aligned) -> None:
    """LEA, B3 and MUC of every pair of annotators; recall and precision both ways, so that nobody is the key."""
    named = [_mentions(aligned, side) for side in range(len(aligned.sides))]
    for mentions in named:
        into.add(("entities",), "mentions", len(mentions) * (len(named) - 1))
    for one, other in aligned.case.pairs:
        rows = named[one].keys() & named[other].keys()
        if rows:
            into.add(("entities",), "shared", 2 * len(rows))
            mine, theirs = (_clusters(named[side], rows) for side in (one, other))
            both = parts(mine, theirs), parts(theirs, mine)
            for name, formula in METRICS.items():
                for these in both:
                    found, whole = formula(these)
                    into.add(("entities", name), "found", found)
                    into.add(("entities", name), "of", whole)


def _mentions(aligned: Aligned, side: int) -> dict[int, str]:
    """The entity by row of an annotator's spans."""
    found: dict[int, str] = {}
    for span in aligned.sides[side].spans:
        if span.entity is not None and span.label in NAMED and span.label in aligned.case.labels:
            row, entity = aligned.row(side, span.id), aligned.sides[side].entity(span.entity)
            if row is not None and entity is not None:
                found[row] = entity
    return found


def _clusters(named: Mapping[int, str], rows: set[int]) -> Clusters:
    groups: dict[str, set[Hashable]] = defaultdict(set)
    for row in rows:
        groups[named[row]].add(row)
    return [frozenset(rows) for _, rows in sorted(groups.items())]


def f1(items: Items) -> Array:
    """F1 of pooled recall and precision, which are one number, since either side is the key once."""
    return ratio(items["found"], items["of"])
