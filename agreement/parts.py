"""What one article adds to a report: sums for every figure, and its disagreements.

A part depends on the article's readings and the settings alone, so it can be kept until one of them changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from agreement import attributes, gamma, links, mentions, spans, stance
from agreement.aligned import Aligned
from agreement.characters import Characters, characters
from agreement.disagreements import confusion, disagreements
from agreement.model import Comparison, Settings, comparison
from agreement.pooling import Statistics
from agreement.projection import projected
from agreement.spans import ALL, EVERYBODY
from models.figures import Disagreement
from models.records import Record

_MOST_SAMPLES, _FEWEST_SAMPLES, _ENOUGH_UNITS, _ENOUGH_ARTICLES = 30, 5, 300, 60


@dataclass(frozen=True, slots=True)
class Part:
    """One article's share. empty: whether nobody marked anything; exact: whether its alignment is the best there is."""

    article: str
    annotators: tuple[str, ...]
    statistics: Statistics
    disagreements: tuple[Disagreement, ...]
    duplicates: int
    suggested: int
    empty: bool
    exact: bool


def compared(records: Sequence[Record], settings: Settings) -> Comparison:
    """The sides of one article under the settings' labels and profile. records: one an annotator, two or more."""
    return comparison([projected(record, settings.profile) for record in records], settings)


def parts(readings: Sequence[Sequence[Record]], settings: Settings) -> list[Part]:
    """Everything but gamma of some articles, which costs less than of one after the other."""
    cases = [compared(records, settings) for records in readings]
    return [_part(case, found, settings) for case, found in zip(cases, characters(cases), strict=True)]


def _part(case: Comparison, found: Characters, settings: Settings) -> Part:
    aligned = Aligned.of(case, settings)
    drawn = [links.drawn(aligned, side) for side in range(len(case.sides))]
    held = [stance.held(aligned, side) for side in range(len(case.sides))]
    sums = Statistics()
    spans.add(sums, aligned, found.shared, found.sizes)
    found.add(sums, case)
    fields = attributes.fields_of(aligned)
    attributes.add(sums, aligned, fields)
    links.add(sums, aligned, drawn)
    stance.add(sums, aligned, held)
    mentions.add(sums, aligned)
    confusion(sums, aligned)
    _add_patterns(sums, aligned)
    return Part(
        case.article.id,
        case.annotators,
        sums,
        disagreements(aligned, fields, drawn, held),
        sum(side.duplicates for side in case.sides),
        sum(side.suggested for side in case.sides),
        not any(side.by_label.get(label) for side in case.sides for label in case.labels),
        aligned.alignment.exact,
    )


def _add_patterns(into: Statistics, aligned: Aligned) -> None:
    """How often annotators gave rows which labels: what competence is estimated from."""
    for labels, rows in aligned.patterns.items():
        into.add(("pattern",), tuple(zip(aligned.case.annotators, labels, strict=True)), rows)


# --- gamma --------------------------------------------------------------------------------------------------------


def samples_for(articles: int, settings: Settings) -> int:
    """How many random continua an article needs when there are so many articles: 5 to 30."""
    if settings.gamma_samples is not None:
        return settings.gamma_samples
    return max(_FEWEST_SAMPLES, min(_MOST_SAMPLES, _ENOUGH_ARTICLES // max(articles, 1)))


def gamma_part(records: Sequence[Record], settings: Settings, samples: int) -> Statistics:
    """What the article adds to gamma, of every label and all of them, of every pair of annotators and everybody.

    samples: random continua, fewer if the article is long enough to need fewer. Seeded by the settings, the article and
    what was marked in it: who marked it, and what else there is, means nothing.
    """
    case = compared(records, settings)
    sums = Statistics()
    seed = settings.seed, crc32(case.article.text.encode())
    weights = gamma.Weights(settings.gamma_alpha, settings.gamma_beta)
    for name in (*case.labels, ALL):
        units = [_units(case, side, name) for side in range(len(case.sides))]
        for places in case.pairs:
            pair = [units[place] for place in places]
            _add_gamma(sums, ("gamma", name, *case.pair(*places)), pair, weights, samples, seed)
        if len(units) > 2:
            _add_gamma(sums, ("gamma", name, *EVERYBODY), units, weights, samples, seed)
        else:
            sums.counts["gamma", name, *EVERYBODY] = sums.counts["gamma", name, *case.pair(0, 1)]
    return sums


def _add_gamma(
    into: Statistics,
    family: tuple[str, ...],
    units: Sequence[gamma.Units],
    weights: gamma.Weights,
    samples: int,
    seed: Sequence[int],
) -> None:
    each = sum(len(one) for one in units) / len(units)
    enough = max(_FEWEST_SAMPLES, round(_ENOUGH_UNITS / max(each, 1)))
    random = np.random.default_rng([*seed, *sorted(one.checksum for one in units)])
    for item, amount in gamma.statistics(units, weights, min(samples, enough), random).items():
        into.add(family, item, amount)


def _units(case: Comparison, side: int, name: str) -> gamma.Units:
    wanted = case.labels if name == ALL else (name,)
    spans = [span for span in case.sides[side].spans if span.label in wanted]
    return gamma.Units.of([span.fragments for span in spans], [case.labels.index(span.label) for span in spans])
