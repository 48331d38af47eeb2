"""Runs worked cases of agreement through the public functions: `python -m benchmarks.agreement_cases FILE.json`.

A file holds a list of {"id", "kind", "input", "metric", "params", "expected", "tolerance"}. Prints pass or fail for
each, with the value got, and a last line; exit code 1 if one failed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from agreement import clusters, coding, gamma, spans, unitizing
from agreement.competence import dawid_skene

Case = Mapping[str, Any]
Values = list[float | None]

SAMPLES = 60  # random continua for gamma: its error is then well below the tolerances of the cases
USUAL = 1e-6  # the tolerance of a case that names none


def main(arguments: Sequence[str]) -> int:
    """Runs every file named."""
    if not arguments:
        print("usage: python -m benchmarks.agreement_cases FILE.json...", file=sys.stderr)
        return 2
    try:
        cases = [case for name in arguments for case in _cases(Path(name))]
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    failed = sum(not _passes(f"case {number}", case) for number, case in enumerate(cases, 1))
    print(f"{len(cases) - failed} of {len(cases)} cases pass, {failed} fail")
    return 1 if failed else 0


def _cases(path: Path) -> list[object]:
    """What a file lists; raises OSError where it cannot be read, ValueError in one line where it holds no list."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path}: no JSON in UTF-8: {error}") from error
    if not isinstance(found, list):
        raise ValueError(f"{path}: no list of cases")
    return found


def _passes(number: str, case: object) -> bool:
    """number: what a case without an id is called."""
    found: Case = case if isinstance(case, dict) else {}
    try:
        good, words = _outcome(found)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        good, words = False, f"cannot be run: {type(error).__name__}: {error}"
    print(f"{'pass' if good else 'FAIL'}  {found.get('id', number)}: {words}")
    return good


def _outcome(case: Case) -> tuple[bool, str]:
    """Whether what the case expects came, and both in words."""
    metric = METRICS.get(case["metric"])
    if metric is None:
        return False, f"no function for the metric {case['metric']}"
    expected = case["expected"] if isinstance(case["expected"], list) else [case["expected"]]
    tolerance = USUAL if case.get("tolerance") is None else case["tolerance"]
    got = metric(case["input"], case.get("params") or {})
    good = len(got) == len(expected) and all(_close(*both, tolerance) for both in zip(got, expected, strict=True))
    return good, f"{_shown(got)}, expected {_shown(expected)}"


def _close(got: float | None, expected: float | None, tolerance: float) -> bool:
    if got is None or expected is None:
        return got is expected
    return abs(got - expected) <= tolerance + 1e-12


def _shown(values: Values) -> str:
    return " ".join("undefined" if value is None else f"{value:.6f}" for value in values)


# --- what a case gives -------------------------------------------------------------------------------------------


def _value(value: object) -> Hashable:
    return frozenset(map(str, value)) if isinstance(value, list) else value


def _rows(given: Case) -> list[tuple[Hashable, ...]]:
    if "table" in given:
        table = given["table"]
        size = range(len(table))
        return [(i, j) for i, j in product(size, size) for _ in range(table[i][j])]
    rows = [tuple(_value(value) for value in row) for row in given["rows"]]
    counts = given.get("counts") or [1] * len(rows)
    return [row for row, count in zip(rows, counts, strict=True) for _ in range(count)]


def _categories(params: Case) -> list[Hashable] | None:
    names = params.get("categories")
    return None if names is None else [_value(name) for name in names]


def _table(given: Case, params: Case) -> np.ndarray[Any, Any]:
    if "table" in given:
        return np.array(given["table"], float)
    return coding.contingency(_rows(given), _categories(params))


def _counts(given: Case, params: Case) -> np.ndarray[Any, Any]:
    if "count_table" in given:
        return np.array(given["count_table"], float)
    categories = _categories(params)
    if categories is None and "table" in given:
        categories = list(range(len(given["table"])))
    return coding.counts_of(_rows(given), categories)


def _of_table(function: Callable[[Any], float | None]) -> Callable[[Case, Case], Values]:
    return lambda given, params: [function(_table(given, params))]


def _of_counts(function: Callable[[Any], float | None]) -> Callable[[Case, Case], Values]:
    return lambda given, params: [function(_counts(given, params))]


def _alpha(level: coding.Level | coding.Distance) -> Callable[[Case, Case], Values]:
    return lambda given, params: [coding.alpha(_rows(given), level, _categories(params))]


def _percent(given: Case, _params: Case) -> Values:
    return [coding.percent(_rows(given))]


def _span_f1(name: str, *, labels: bool = True) -> Callable[[Case, Case], Values]:
    return lambda given, _params: [spans.span_f1(given["a"], given["b"], labels=labels)[name]]


def _mean_pairwise(given: Case, params: Case) -> Values:
    """Spans as [annotator, document, label, fragments]; params may name one label or one document."""
    found: dict[str, set[Hashable]] = {entry[0]: set() for entry in given["spans"]}
    for who, document, label, fragments in given["spans"]:
        if params.get("label", label) == label and params.get("document", document) == document:
            found[who].add((document, label, tuple(map(tuple, fragments))))
    return [spans.mean_pairwise_f1([frozenset(marks) for marks in found.values()])]


def _clusters(metric: clusters.Metric) -> Callable[[Case, Case], Values]:
    def run(given: Case, _params: Case) -> Values:
        sums = metric(clusters.clusters(given["key"]), clusters.clusters(given["response"]))
        return list(sums.scores)

    return run


def _blanc(given: Case, _params: Case) -> Values:
    return list(clusters.blanc(clusters.clusters(given["key"]), clusters.clusters(given["response"])))


def _units(given: Case) -> list[gamma.Units]:
    labels = sorted({unit["label"] for unit in given["units"]})
    return [
        gamma.Units.of(
            [((unit["begin"], unit["end"]),) for unit in given["units"] if unit["annotator"] == who],
            [labels.index(unit["label"]) for unit in given["units"] if unit["annotator"] == who],
        )
        for who in given["annotators"]
    ]


def _weights(params: Case) -> gamma.Weights:
    return gamma.Weights(params.get("alpha", 1), params.get("beta", 1), params.get("delta_empty", 1))


def _disorder(given: Case, params: Case) -> Values:
    return [gamma.disorder(gamma.Continuum.of(_units(given), _weights(params)))]


def _gamma(formula: Callable[[Any], Any]) -> Callable[[Case, Case], Values]:
    def run(given: Case, params: Case) -> Values:
        random = np.random.default_rng(params.get("seed", 1))
        found = gamma.statistics(_units(given), _weights(params), SAMPLES, random)
        if not found:  # no unit at all
            return [None]
        return [coding.number(formula({name: np.array(amount) for name, amount in found.items()}))]

    return run


def _position(given: Case, _params: Case) -> Values:
    one, other = (gamma.Units.of([(tuple(given[name]),)], [0]) for name in ("a", "b"))
    return [float(gamma.positional(one, other)[0, 0])]


def _unitizing(name: str) -> Callable[[Case, Case], Values]:
    def run(given: Case, params: Case) -> Values:
        sides = [
            [(unit["label"], unit["begin"], unit["end"]) for unit in given["units"] if unit["annotator"] == who]
            for who in given["annotators"]
        ]
        found = unitizing.unitizing(sides, *given["continuum"])
        return [found[f"label:{params['label']}" if name == "label" else name]]

    return run


def _prior(given: Case, _params: Case) -> Values:
    """Triples of item, annotator, class; an annotator may have given an item several."""
    names = [sorted({triple[place] for triple in given["triples"]}) for place in range(3)]
    votes = np.zeros([len(column) for column in names])
    for triple in given["triples"]:
        votes[tuple(column.index(value) for column, value in zip(names, triple, strict=True))] += 1
    return [float(share) for share in dawid_skene(votes).priors]


METRICS: Mapping[str, Callable[[Case, Case], Values]] = {
    "percent": _percent,
    "cohen_kappa": _of_table(coding.cohen_kappa),
    "weighted_kappa_linear": _of_table(lambda table: coding.weighted_kappa(table, "linear")),
    "weighted_kappa_quadratic": _of_table(lambda table: coding.weighted_kappa(table, "quadratic")),
    "scott_pi": _of_table(coding.scott_pi),
    "fleiss_kappa": _of_counts(coding.fleiss_kappa),
    "gwet_ac1": _of_counts(coding.gwet_ac1),
    "bennett_s": _of_counts(coding.bennett_s),
    "randolph_kappa": _of_counts(coding.bennett_s),
    "alpha_nominal": _alpha("nominal"),
    "alpha_ordinal": _alpha("ordinal"),
    "alpha_interval": _alpha("interval"),
    "alpha_jaccard": _alpha(coding.jaccard),
    "alpha_masi": _alpha(coding.masi),
    "f1_exact": _span_f1("f1_exact"),
    "f1_exact_position": _span_f1("f1_exact", labels=False),
    "f1_overlap": _span_f1("f1_overlap"),
    "f1_overlap_same_label": _span_f1("f1_overlap"),
    "f1_overlap_position": _span_f1("f1_overlap", labels=False),
    "f1_iou": _span_f1("f1_iou"),
    "f1_iou_weighted": _span_f1("f1_iou"),
    "mean_pairwise_f1_exact": _mean_pairwise,
    "muc": _clusters(clusters.muc),
    "bcub": _clusters(clusters.b_cubed),
    "ceafe": _clusters(clusters.ceaf_entity),
    "ceafm": _clusters(clusters.ceaf_mention),
    "lea": _clusters(clusters.lea),
    "blanc": _blanc,
    "d_pos_sporadic": _position,
    "best_alignment_disorder": _disorder,
    "gamma": _gamma(gamma.gamma_of),
    "gamma_cat": _gamma(gamma.gamma_cat_of),
    "alpha_u_2016_ua": _unitizing("u_alpha"),
    "alpha_u_2016_relevance": _unitizing("relevance"),
    "alpha_u_2016_cua": _unitizing("cu_alpha"),
    "alpha_u_2016_kua": _unitizing("label"),
    "dawid_skene_prior": _prior,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
