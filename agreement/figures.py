"""Puts the figures of a report together from the sums of all articles: which formula looks at which sums, and how to
say that a figure is undefined.
"""

from __future__ import annotations

import platform
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import cast

import numpy as np

from agreement import attributes, competence, gamma, links, mentions, spans, stance, unitizing
from agreement.coding import Array
from agreement.disagreements import hardest_first
from agreement.model import PRIORITY, Pair, Settings
from agreement.parts import GAP, Part
from agreement.pooling import Family, Items, Pool, Statistics, stacked
from agreement.spans import ALL, EVERYBODY
from models.figures import AgreementReport, Figure, LeftOut, LinkFigures, PairFigures, SpanFigures, StanceFigures

NOBODY = "nobody marked any"
NO_VARIATION = "no variation: one value only (raw agreement 100 %)"
NO_PAIRS = "no unit that two annotators gave a value"
NOT_YET = "still to be computed"
NO_CODING = "no variation where both gave a label"
NO_LINKS = "nobody drew any"


class Figures:
    """The sums of all articles. gamma: in the order of the parts, None where it was not asked for."""

    def __init__(self, parts: Sequence[Part], gamma_parts: Sequence[Statistics] | None, settings: Settings) -> None:
        self._parts = parts
        self._settings = settings
        self._with_gamma = gamma_parts is not None
        self._pool = Pool([part.statistics for part in parts], settings.draws, settings.seed)
        self._gamma = Pool(list(gamma_parts or ()), settings.draws, settings.seed)
        self._annotators = tuple(sorted({name for part in parts for name in part.annotators}))
        self._labels = self._labels_found()

    def _labels_found(self) -> tuple[str, ...]:
        found = {family[1] for family in self._pool.families if family[0] == "f1" and family[1] != ALL}
        used = {name for name in found if self._pool.total(("f1", name, *EVERYBODY), "n")}
        wanted = used | set(self._settings.labels or ())
        known = [label for label in PRIORITY if label in wanted]
        return (*known, *sorted(wanted.difference(known)))

    def report(self, left_out: LeftOut) -> AgreementReport:
        """The whole report."""
        return AgreementReport(
            articles=tuple(part.article for part in self._parts),
            annotators=self._annotators,
            settings=self._plain_settings(),
            all=self._spans(ALL, EVERYBODY),
            labels={label: self._spans(label, EVERYBODY) for label in self._labels},
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
            gamma_pending=not self._with_gamma,
        )

    # --- spans ----------------------------------------------------------------------------------------------------

    def _pair(self, pair: Pair) -> PairFigures:
        return PairFigures(
            pair,
            sum(set(pair) <= set(part.annotators) for part in self._parts),
            self._spans(ALL, pair),
            {label: self._spans(label, pair) for label in self._labels},
            self._units(self._pool, ("stance", "polarity", *pair)),
        )

    def _spans(self, label: str, pair: Pair) -> SpanFigures:
        n = self._pool.total(("f1", label, *pair), "n")
        found = {
            name: self._pool.figure(("f1", label, *pair), formula, n, why=NOBODY)
            for name, formula in spans.FORMULAS.items()
        }
        return SpanFigures(round(n), found | self._characters(label, pair) | self._gammas(label, pair))

    def _characters(self, label: str, pair: Pair) -> dict[str, Figure]:
        layers = ("layers", *pair)
        family = layers if label == ALL else ("cover", label, *pair)
        names = [label] if label != ALL else self._layer_names(layers)
        size = _length(self._pool.sums(family))
        char, u_alpha, relevance = self._pool.figures(
            family, lambda items: _whole(items, names), size, why=NO_VARIATION
        )
        return {
            "char_alpha": char,
            "u_alpha": u_alpha,
            "u_alpha_relevance": relevance,
            "cu_alpha": self._coding(label, layers),
        }

    def _coding(self, label: str, family: Family) -> Figure:
        names = self._layer_names(family)
        place = None if label == ALL else names.index(label) + 1 if label in names else 0
        if place == 0 or not names:
            return Figure(None, why=NOBODY)
        sums = _Layers.of(self._pool.sums(family), names)
        coverage = float(unitizing.coding_coverage_of(sums.ell, place)[0])
        inner = float(sums.ell[0, 1:, 1:].sum() if place is None else sums.ell[0, place, 1:].sum())
        figure = self._pool.figure(family, lambda items: _inner(items, names, place), inner, why=NO_CODING)
        return replace(figure, coverage=coverage if np.isfinite(coverage) else None)

    def _layer_names(self, family: Family) -> list[str]:
        items = self._pool.families.get(family, {})
        return sorted(
            {cast("tuple[str, str]", item)[1] for item in items if cast("tuple[str, ...]", item)[0] == "s"} - {GAP}
        )

    def _gammas(self, label: str, pair: Pair) -> dict[str, Figure]:
        family = ("gamma", label, *pair)
        if not self._with_gamma:
            return {"gamma": Figure(None, why=NOT_YET)}
        units = self._gamma.total(family, "units")
        found = {"gamma": self._gamma.figure(family, gamma.gamma_of, units, why=NOBODY)}
        if label == ALL:
            found["gamma_cat"] = self._gamma.figure(family, gamma.gamma_cat_of, units, why=NO_VARIATION)
        error = float(gamma.sampling_error_of(self._gamma.sums(family))[0])
        found["gamma_sampling_error"] = Figure(error if np.isfinite(error) else None, round(units))
        return found

    # --- attributes, links, stances, entities ----------------------------------------------------------------------

    def _units(self, pool: Pool, family: Family) -> Figure:
        sums = pool.sums(family)
        n = pool.total(family, "units")
        given = pool.total(family, "values") or pool.total(family, "spans")
        coverage = pool.total(family, "paired") / given if given else None
        why = NO_VARIATION if float(sums["same"][0]) else NO_PAIRS
        return pool.figure(family, attributes.alpha, n, why=why, coverage=coverage)

    def _attributes(self) -> dict[str, Mapping[str, Figure]]:
        families = sorted(family for family in self._pool.families if family[0] == "attribute")
        return {f"{label}.{name}": self._attribute(("attribute", label, name)) for _, label, name in families}

    def _attribute(self, family: Family) -> dict[str, Figure]:
        pool, declared = self._pool, self._declared(family[1], family[2])
        n = pool.total(family, "units")
        return {
            "alpha": self._units(pool, family),
            "percent": pool.figure(family, attributes.percent, n, why=NO_PAIRS),
            "ac1": pool.figure(family, lambda items: attributes.ac1(items, declared), n, why=NO_PAIRS),
            "f1_strict": pool.figure(family, attributes.strict, pool.total(family, "spans"), why=NOBODY),
        }

    def _declared(self, label: str, name: str) -> int:
        known = self._settings.scheme.label.get(label)
        attribute = known.attributes.get(name) if known else None
        return len(attribute.values) if attribute else 0

    def _links(self) -> dict[str, LinkFigures]:
        ordered = {link.role for link in self._settings.scheme.links if link.ordered}
        roles = sorted(family[1] for family in self._pool.families if family[0] == "link")
        return {role: self._link(role, ordered=role in ordered) for role in roles}

    def _link(self, role: str, *, ordered: bool) -> LinkFigures:
        family = ("link", role)
        n = self._pool.total(family, "n")
        formulas = {**links.FORMULAS, **({"ordered": links.ordered} if ordered else {})}
        sizes = self._pool.total(family, "sizes")
        found = {name: self._pool.figure(family, formula, n, why=NO_LINKS) for name, formula in formulas.items()}
        if sizes:
            coverage = self._pool.total(family, "given_sizes") / sizes
            found["given_both"] = replace(found["given_both"], coverage=coverage)
        return LinkFigures(found, round(self._pool.total(family, "reversed")))

    def _stance(self) -> StanceFigures:
        pool, whole = self._pool, ("stance", "polarity", *EVERYBODY)
        found = {
            "polarity_alpha": self._units(pool, whole),
            "polarity_percent": pool.figure(whole, attributes.percent, pool.total(whole, "units"), why=NO_PAIRS),
            "holder_target_f1": pool.figure(
                ("stance", "holder_target"), stance.holder_target_f1, pool.total(whole, "values"), why=NO_LINKS
            ),
            "by_article_alpha": self._units(pool, ("stance", "article")),
        }
        return StanceFigures(round(pool.total(("stance", "items"), "units")), found)

    def _entities(self) -> dict[str, Figure]:
        total, shared = (self._pool.total(("entities",), item) for item in ("mentions", "shared"))
        coverage = shared / total if total else None
        return {
            name: self._pool.figure(("entities", name), mentions.f1, shared, why=NO_PAIRS, coverage=coverage)
            for name in mentions.METRICS
        }

    def _competence(self) -> dict[str, Figure]:
        if len(self._annotators) < competence.ENOUGH_ANNOTATORS:
            return {}
        patterns = self._pool.sums(("pattern",))
        keys = sorted(cast("Iterable[tuple[tuple[str, str], ...]]", patterns))
        if not keys:
            return {}
        model = competence.Model.of(keys, self._annotators, stacked(patterns, keys))
        rows = [
            sum(float(patterns[key][0]) for key in keys if any(who == name for who, _ in key))
            for name in self._annotators
        ]
        found = self._pool.figures(
            ("pattern",), lambda items: model.accuracy(stacked(items, keys)), sum(rows), why=NO_PAIRS
        )
        return {
            name: replace(figure, n=round(n)) for name, figure, n in zip(self._annotators, found, rows, strict=True)
        }

    # --- the rest ---------------------------------------------------------------------------------------------------

    def _confusion(self) -> dict[tuple[str, str], int]:
        items = self._pool.sums(("confusion",))
        keys = sorted(cast("Iterable[tuple[str, str]]", items))
        return {key: round(float(items[key][0])) for key in keys}

    def _breakdowns(self) -> dict[str, dict[str, SpanFigures]]:
        found: dict[str, dict[str, SpanFigures]] = {}
        for family in sorted(family for family in self._pool.families if family[0] == "by"):
            n = self._pool.total(family, "sizes")
            figures = {
                name: self._pool.figure(family, spans.FORMULAS[name], n, why=NOBODY)
                for name in ("f1_exact", "f1_overlap", "f1_iou")
            }
            found.setdefault(family[1], {})[family[2]] = SpanFigures(round(n), figures)
        return found

    def _left_out(self, left_out: LeftOut) -> LeftOut:
        suggested = sum(part.suggested for part in self._parts)
        return replace(
            left_out,
            duplicates=sum(part.duplicates for part in self._parts),
            suggested=suggested if self._settings.with_suggested else 0,
            suggested_left_out=0 if self._settings.with_suggested else suggested,
            empty_articles=sum(part.empty for part in self._parts),
            approximate_articles=sum(not part.exact for part in self._parts),
        )

    def _plain_settings(self) -> dict[str, object]:
        import scipy

        chosen = self._settings
        return {
            "labels": list(self._labels),
            "articles": "done" if chosen.only_done else "started",
            "profile": chosen.profile,
            "suggested": "counted" if chosen.with_suggested else "left out",
            "min_iou": chosen.min_iou,
            "seed": chosen.seed,
            "draws": chosen.draws,
            "gamma": {"alpha": chosen.gamma_alpha, "beta": chosen.gamma_beta, "delta_empty": 1.0},
            "scheme": chosen.scheme.name,
            "scheme_version": chosen.scheme.version,
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scipy": scipy.__version__,
            },
        }


# --- characters: matrices from named sums -------------------------------------------------------------------------


class _Layers:
    """ell, s and si with the gap first; leading axis: the ways of adding up."""

    def __init__(self, ell: Array, s: Array, si: Array) -> None:
        self.ell, self.s, self.si = ell, s, si

    @staticmethod
    def of(items: Items, labels: Sequence[str]) -> _Layers:
        names = (GAP, *labels)
        flat = stacked(items, [_cell(items, one, other) for one in names for other in names])
        size = len(names)
        return _Layers(
            flat.reshape(*flat.shape[:-1], size, size),
            stacked(items, [("s", name) for name in names]),
            stacked(items, [("si", name) for name in names]),
        )


def _cell(items: Items, one: str, other: str) -> Hashable:
    there: Hashable = ("ell", one, other)
    return there if there in items else ("ell", other, one)


def _whole(items: Items, labels: Sequence[str]) -> Array:
    sums = _Layers.of(items, labels)
    values = (
        unitizing.char_alpha_of(sums.ell),
        unitizing.u_alpha_of(sums.ell, sums.s),
        unitizing.relevance_of(sums.ell, sums.s),
    )
    return np.stack(values, axis=-1)


def _inner(items: Items, labels: Sequence[str], place: int | None) -> Array:
    sums = _Layers.of(items, labels)
    if place is None:
        return unitizing.coding_alpha_of(sums.ell, sums.si)
    return unitizing.label_alpha_of(sums.ell, sums.si, place)


def _length(items: Items) -> float:
    """Characters read, each counted once an annotator."""
    return float(sum(float(amount[0]) * (1 if item[1] == item[2] else 2) for item, amount in _cells(items)))


def _cells(items: Items) -> list[tuple[tuple[str, str, str], Array]]:
    return [
        (cast("tuple[str, str, str]", item), amount)
        for item, amount in items.items()
        if cast("tuple[str, ...]", item)[0] == "ell"
    ]
