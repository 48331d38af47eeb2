"""Puts the figures of a report together from the sums of all articles: which formula looks at which sums, and how to
say that a figure is undefined.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import cast

import numpy as np

from agreement import attributes, competence, gamma, links, mentions, spans, stance, unitizing, units
from agreement.coding import Array
from agreement.disagreements import hardest_first
from agreement.model import Pair, Settings
from agreement.parts import Part, samples_for
from agreement.pooling import Estimate, Family, Formula, Items, Pool, stacked
from agreement.spans import ALL, EVERYBODY
from models.figures import AgreementReport, Figure, LeftOut, LinkFigures, PairFigures, SpanFigures, StanceFigures

NOBODY = "nobody marked any"
NO_VARIATION = "no variation: one value only (raw agreement 100 %)"
NO_PAIRS = "no unit that two annotators gave a value"
NO_OVERLAP = "no article that both have read"
NOT_YET = "still to be computed"
NO_CHANCE = "random continua like these spans cannot differ: no chance to compare with"
ERROR_ALONE = "an error has no interval of its own"
NO_CODING = "no variation where both gave a label"
NO_LINKS = "nobody drew any"

BOTH, ONE, LENGTH, SQUARES = range(4)  # places in a cover block's last axis


def figure(estimate: Estimate, n: float, why: str, coverage: float | None = None) -> Figure:
    """An estimate as a figure. n: units; why: what to say where it is undefined."""
    reason = why if estimate.value is None else estimate.why
    return Figure(estimate.value, round(n), estimate.low, estimate.high, reason, coverage)


class Figures:
    """The figures of one report.

    pool: the sums of the parts; gamma: those of gamma, None where it was not asked for; labels: in the order of the
    blocks; asked: labels that are shown even if nobody used them.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        pool: Pool,
        gamma_pool: Pool | None,
        settings: Settings,
        labels: Sequence[str],
        asked: Sequence[str] = (),
    ) -> None:
        self._parts, self._pool, self._gamma = parts, pool, gamma_pool
        self._settings = settings
        self._order = list(labels)
        self._annotators = tuple(sorted({name for part in parts for name in part.annotators}))
        used = pool.block(("f1", *EVERYBODY))
        self._labels = [
            label
            for place, label in enumerate(labels)
            if label in asked or (used is not None and used[place, spans.N] > 0)
        ]

    def report(self, left_out: LeftOut) -> AgreementReport:
        """The whole report."""
        everybody = self._spans(EVERYBODY)
        return AgreementReport(
            articles=tuple(part.article for part in self._parts),
            annotators=self._annotators,
            settings=self._plain_settings(),
            all=everybody[ALL],
            labels={label: everybody[label] for label in self._labels},
            pairs=tuple(self._pair(pair) for pair in combinations(self._annotators, 2)),
            attributes=self._attributes(),
            links=self._links(),
            stance=self._stance(),
            entities=self._entities(),
            competence=self._competence(),
            confusion=self._confusion(),
            breakdowns=self._breakdowns(),
            repeats=(),
            disagreements=tuple(sorted((d for part in self._parts for d in part.disagreements), key=hardest_first)),
            left_out=self._left_out(left_out),
            gamma_pending=self._gamma is None,
        )

    # --- spans ----------------------------------------------------------------------------------------------------

    def _pair(self, pair: Pair) -> PairFigures:
        found = self._spans(pair)
        return PairFigures(
            pair,
            sum(set(pair) <= set(part.annotators) for part in self._parts),
            found[ALL],
            {label: found[label] for label in self._labels},
            self._units(("stance", "polarity", *pair)),
        )

    def _spans(self, pair: Pair) -> dict[str, SpanFigures]:
        block = self._pool.block(("f1", *pair))
        if block is None:
            nothing = Figure(None, why=NO_OVERLAP)
            names = (*spans.MEASURES, "char_alpha", "u_alpha", "u_alpha_relevance", "cu_alpha", "gamma")
            return {label: SpanFigures(0, dict.fromkeys(names, nothing)) for label in (*self._order, ALL)}
        f1s, characters = self._f1s(pair), self._characters(pair)
        return {
            label: SpanFigures(
                round(block[place, spans.N]),
                {
                    **{name: figure(e, block[place, spans.N], NOBODY) for name, e in f1s[place].items()},
                    **characters[label],
                    **self._gammas(label, pair),
                },
            )
            for place, label in enumerate((*self._order, ALL))
        }

    def _f1s(self, pair: Pair) -> list[dict[str, Estimate]]:
        """By place of the label, all labels last."""
        found = self._pool.block_estimates(
            ("f1", *pair),
            lambda block: spans.f1_of(block).reshape(len(block), -1),
            lambda block: np.repeat(block[..., spans.SIZES] > 0, len(spans.MEASURES), axis=1),
        )
        size = len(spans.MEASURES)
        return [
            dict(zip(spans.MEASURES, (one.as_share() for one in found[start : start + size]), strict=True))
            for start in range(0, len(found), size)
        ]

    def _characters(self, pair: Pair) -> dict[str, dict[str, Figure]]:
        """Alphas on characters, by label; of all labels together from layers, in which labels hide one another."""
        layers = cast("Array", self._pool.block(("layers", *pair)))
        length = float(_ell(layers).sum())
        whole = self._pool.block_estimates(("layers", *pair), _layered, _always)
        coding = self._pool.block_estimates(("layers", *pair), _coded, _always)
        covers = self._pool.block_estimates(("cover", *pair), _covered, _always)
        found = {ALL: self._alphas(whole, coding[0], layers, None, length)}
        for place, label in enumerate(self._order):
            three = covers[3 * place : 3 * place + 3]
            found[label] = self._alphas(three, coding[place + 1], layers, place + 1, length)
        return found

    def _alphas(
        self, three: Sequence[Estimate], coding: Estimate, layers: Array, place: int | None, length: float
    ) -> dict[str, Figure]:
        ell = _ell(layers)
        inner = ell[1:, 1:].sum() if place is None else ell[place, 1:].sum()
        coverage = float(unitizing.coding_coverage_of(ell, place))
        names = ("char_alpha", "u_alpha", "u_alpha_relevance")
        found = {name: figure(e, length, NO_VARIATION) for name, e in zip(names, three, strict=True)}
        shown = coverage if np.isfinite(coverage) else None
        return {**found, "cu_alpha": figure(coding, float(inner), NO_CODING, shown)}

    def _gammas(self, label: str, pair: Pair) -> dict[str, Figure]:
        family = ("gamma", label, *pair)
        if self._gamma is None:
            return {"gamma": Figure(None, why=NOT_YET)}
        units = self._gamma.total(family, "units")
        why = NO_CHANCE if units else NOBODY
        found = {"gamma": figure(self._gamma.estimate(family, gamma.gamma_of), units, why)}
        if label == ALL:
            found["gamma_cat"] = figure(self._gamma.estimate(family, gamma.gamma_cat_of), units, NO_VARIATION)
        error = float(gamma.sampling_error_of(self._gamma.sums(family))[0])
        known = error if np.isfinite(error) else None
        found["gamma_sampling_error"] = Figure(known, round(units), why=ERROR_ALONE if units else NOBODY)
        return found

    # --- attributes, links, stances, entities ----------------------------------------------------------------------

    def _counted(self, family: Family, formula: Formula, n: float, why: str, coverage: float | None = None) -> Figure:
        return figure(self._pool.estimate(family, formula), n, why, coverage)

    def _share(self, family: Family, formula: Formula, n: float, why: str, coverage: float | None = None) -> Figure:
        """A figure that cannot be below 0, as those that are corrected for chance can."""
        return figure(self._pool.estimate(family, formula).as_share(), n, why, coverage)

    def _units(self, family: Family) -> Figure:
        """Nominal alpha of units; coverage: the share of values that stand in a unit with another."""
        given = self._pool.total(family, "values")
        coverage = self._pool.total(family, "paired") / given if given else None
        why = NO_VARIATION if self._pool.total(family, "same") else NO_PAIRS
        return self._counted(family, units.alpha, self._pool.total(family, "units"), why, coverage)

    def _attributes(self) -> dict[str, Mapping[str, Figure]]:
        families = [f for f in self._pool.families if f[0] == "attribute" and self._pool.total(f, "given")]
        return {f"{label}.{name}": self._attribute(("attribute", label, name)) for _, label, name in families}

    def _attribute(self, family: Family) -> dict[str, Figure]:
        known = self._settings.scheme.label.get(family[1])
        attribute = known.attributes.get(family[2]) if known else None
        declared = len(attribute.values) if attribute else 0
        n = self._pool.total(family, "units")
        return {
            "alpha": self._units(family),
            "percent": self._share(family, units.percent, n, NO_PAIRS),
            "ac1": self._counted(family, lambda items: units.ac1(items, declared), n, NO_PAIRS),
            "f1_strict": self._share(family, attributes.strict, self._pool.total(family, "values"), NOBODY),
        }

    def _links(self) -> dict[str, LinkFigures]:
        ordered = {link.role for link in self._settings.scheme.links if link.ordered}
        roles = [family[1] for family in self._pool.families if family[0] == "link"]
        return {role: self._link(("link", role), ordered=role in ordered) for role in roles}

    def _link(self, family: Family, *, ordered: bool) -> LinkFigures:
        n, sizes = self._pool.total(family, "n"), self._pool.total(family, "sizes")
        formulas = {**links.FORMULAS, **({"ordered": links.ordered} if ordered else {})}
        found = {name: self._share(family, formula, n, NO_LINKS) for name, formula in formulas.items()}
        coverage = self._pool.total(family, "given_sizes") / sizes if sizes else None
        found["given_both"] = replace(found["given_both"], coverage=coverage)
        return LinkFigures(found, round(self._pool.total(family, "reversed")))

    def _stance(self) -> StanceFigures:
        whole = ("stance", "polarity", *EVERYBODY)
        n, values = (self._pool.total(whole, item) for item in ("units", "values"))
        found = {
            "polarity_alpha": self._units(whole),
            "polarity_percent": self._share(whole, units.percent, n, NO_PAIRS),
            "holder_target_f1": self._share(("stance", "holder_target"), stance.holder_target_f1, values, NOBODY),
            "by_article_alpha": self._units(("stance", "article")),
        }
        return StanceFigures(round(self._pool.total(("stance", "items"), "units")), found)

    def _entities(self) -> dict[str, Figure]:
        total, shared = (self._pool.total(("entities",), item) for item in ("mentions", "shared"))
        coverage = shared / total if total else None
        return {
            name: self._share(("entities", name), mentions.f1, shared, NO_PAIRS, coverage) for name in mentions.METRICS
        }

    def _competence(self) -> dict[str, Figure]:
        if not self._settings.competence:
            return {}
        patterns = self._pool.sums(("pattern",))
        keys = sorted(cast("Iterable[tuple[tuple[str, str], ...]]", patterns))
        if len(self._annotators) < competence.ENOUGH_ANNOTATORS or not keys:
            return {}
        model = competence.Model.of(keys, self._annotators, stacked(patterns, keys)[0])
        rows = [_rows_of(name, patterns) for name in self._annotators]
        found = self._pool.estimates(("pattern",), lambda items: model.accuracy(stacked(items, keys)))
        return {
            name: figure(e.as_share(), n, NO_PAIRS) for name, e, n in zip(self._annotators, found, rows, strict=True)
        }

    # --- the rest ---------------------------------------------------------------------------------------------------

    def _confusion(self) -> dict[tuple[str, str], int]:
        items = self._pool.sums(("confusion",))
        keys = sorted(cast("Iterable[tuple[str, str]]", items))
        return {key: round(float(items[key][0])) for key in keys}

    def _breakdowns(self) -> dict[str, dict[str, SpanFigures]]:
        found: dict[str, dict[str, SpanFigures]] = {}
        for family in (family for family in self._pool.families if family[0] == "by"):
            n = self._pool.total(family, "sizes")
            shares = [estimate.as_share() for estimate in self._pool.estimates(family, spans.breakdown_of)]
            figures = {name: figure(e, n, NOBODY) for name, e in zip(spans.BREAKDOWN, shares, strict=True)}
            found.setdefault(family[1], {})[family[2]] = SpanFigures(round(n), figures)
        return found

    def _left_out(self, left_out: LeftOut) -> LeftOut:
        gamma, suggested = self._gamma, sum(part.suggested for part in self._parts)
        return replace(
            left_out,
            duplicates=sum(part.duplicates for part in self._parts),
            suggested=suggested if self._settings.with_suggested else 0,
            suggested_left_out=0 if self._settings.with_suggested else suggested,
            empty_articles=sum(part.empty for part in self._parts),
            approximate_articles=sum(not part.exact for part in self._parts),
            approximate_gammas=round(gamma.total(("gamma", ALL, *EVERYBODY), "approximate")) if gamma else 0,
        )

    def _plain_settings(self) -> dict[str, object]:
        import scipy

        chosen = self._settings
        return {
            "labels": list(self._labels),
            "articles": "done" if chosen.only_done else "started",
            "profile": chosen.profile,
            "repeats": dict(chosen.repeats),
            "suggested": "counted" if chosen.with_suggested else "left out",
            "min_iou": chosen.min_iou,
            "seed": chosen.seed,
            "draws": chosen.draws,
            "gamma": {
                "alpha": chosen.gamma_alpha,
                "beta": chosen.gamma_beta,
                "delta_empty": 1.0,
                "samples": samples_for(len(self._parts), chosen),
            },
            "scheme": chosen.scheme.name,
            "scheme_version": chosen.scheme.version,
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scipy": scipy.__version__,
            },
        }


# --- blocks of characters -----------------------------------------------------------------------------------------


def _always(block: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Every article that a pair has read carries what is said of its characters."""
    read: Array = np.abs(block).sum(axis=tuple(range(1, block.ndim)))
    return np.greater(read, 0)[:, None]


def _ell(layers: Array) -> Array:
    return layers[..., :-2]


def _layered(layers: Array) -> Array:
    return _three(_ell(layers), layers[..., -2])


def _three(ell: Array, s: Array) -> Array:
    alphas = unitizing.char_alpha_of(ell), unitizing.u_alpha_of(ell, s), unitizing.relevance_of(ell, s)
    return np.stack(alphas, axis=-1)


def _coded(layers: Array) -> Array:
    return unitizing.coding_alphas_of(_ell(layers), layers[..., -1])


def _covered(cover: Array) -> Array:
    """The three alphas of each label against all the rest, one after the other."""
    both, one, length = cover[..., BOTH], cover[..., ONE], cover[..., LENGTH]
    neither = length - both - 2 * one
    ell = np.moveaxis(np.array([[neither, one], [one, both]]), (0, 1), (-2, -1))
    s = np.moveaxis(np.array([neither + one, cover[..., SQUARES]]), 0, -1)
    return _three(ell, s).reshape(len(cover), -1)


def _rows_of(annotator: str, patterns: Items) -> float:
    keys = cast("Iterable[tuple[tuple[str, str], ...]]", patterns)
    return sum(float(patterns[key][0]) for key in keys if any(who == annotator for who, _ in key))
