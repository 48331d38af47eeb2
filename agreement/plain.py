"""A report as plain data: what `inquit agreement --json` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from models.figures import AgreementReport, Figure, LinkFigures, PairFigures, Period, SpanFigures

Plain = dict[str, object]


def as_json(report: AgreementReport) -> Plain:
    """The report as JSON data; disagreements as counts by kind."""
    return {
        "articles": len(report.articles),
        "annotators": list(report.annotators),
        "settings": dict(report.settings),
        "char_alpha": figure(report.all.figures["char_alpha"]),
        "all": _spans(report.all),
        "labels": {label: _spans(found) for label, found in report.labels.items()},
        "pairs": [_pair(pair) for pair in report.pairs],
        "attributes": {name: _attribute(found) for name, found in report.attributes.items()},
        "links": {role: _link(found) for role, found in report.links.items()},
        "stance": {"items": report.stance.items, **_figures(report.stance.figures)},
        "entities": _figures(report.entities),
        "competence": _figures(report.competence),
        "breakdowns": {
            dimension: {value: _spans(found) for value, found in values.items()}
            for dimension, values in report.breakdowns.items()
        },
        "periods": [_period(period) for period in report.periods],
        "repeats": [_pair(pair) for pair in report.repeats],
        "confusion": [{"labels": list(labels), "n": n} for labels, n in report.confusion.items()],
        "disagreements": dict(report.kinds),
        "sub_kinds": _sub_kinds(report),
        "left_out": asdict(report.left_out),
    }


def figure(found: Figure) -> Plain:
    """One figure; why and coverage only where there is something to say."""
    plain: Plain = {"value": found.value, "low": found.low, "high": found.high, "n": found.n}
    if found.why:
        plain["why"] = found.why
    if found.coverage is not None:
        plain["coverage"] = found.coverage
    return plain


def _figures(found: Mapping[str, Figure]) -> Plain:
    return {name: figure(item) for name, item in found.items()}


def _spans(found: SpanFigures) -> Plain:
    return {"n": found.n, **_figures(found.figures)}


def _pair(found: PairFigures) -> Plain:
    plain: Plain = {
        "annotators": list(found.annotators),
        "articles": found.articles,
        "char_alpha": figure(found.all.figures["char_alpha"]),
        "all": _spans(found.all),
        "labels": {label: _spans(spans) for label, spans in found.labels.items()},
    }
    if found.polarity is not None:
        plain["polarity_alpha"] = figure(found.polarity)
    return plain


def _period(found: Period) -> Plain:
    dates: Plain = {"start": found.start, "end": found.end, "articles": found.articles}
    return {**dates, **({"guideline": found.guideline} if found.guideline else {}), **_figures(found.figures)}


def _attribute(found: Mapping[str, Figure]) -> Plain:
    """Alpha is the figure itself; the others stand in it by name."""
    others = {name: item for name, item in found.items() if name != "alpha"}
    return {**figure(found["alpha"]), **_figures(others)}


def _link(found: LinkFigures) -> Plain:
    return {**_figures(found.figures), "direction_errors": found.direction_errors}


def _sub_kinds(report: AgreementReport) -> dict[str, int]:
    found = Counter(f"{item.kind}:{item.sub_kind}" for item in report.disagreements if item.sub_kind)
    return dict(sorted(found.items()))
