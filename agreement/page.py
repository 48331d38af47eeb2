"""The report as one HTML page without scripts or outside resources: figures, definitions, exclusions, versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from agreement.definitions import DEFINITIONS, INTERVALS, NAMES
from agreement.pooling import NO_INTERVAL
from models.figures import AgreementReport, Figure, LinkFigures, Period, SpanFigures

_STYLE = """
body { font: 15px/1.5 Georgia, serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #222; }
table { border-collapse: collapse; margin: .6em 0 1.6em; font: 13px/1.4 system-ui, sans-serif; }
th, td { text-align: left; padding: .25em .9em .25em 0; border-bottom: 1px solid #ddd; vertical-align: top; }
th { white-space: nowrap; }
td.figure { white-space: nowrap; font-variant-numeric: tabular-nums; }
small { color: #666; }
h2 { margin-top: 1.8em; }
"""

_WITHOUT = "†"  # a figure without an interval
_MAIN = ("f1_exact", "f1_overlap", "f1_iou", "f1_chars", "char_alpha", "gamma")
_FAMILY = ("u_alpha", "u_alpha_relevance", "cu_alpha", "gamma_cat", "gamma_sampling_error")


def as_html(report: AgreementReport, title: str = "Agreement") -> str:
    """The page, UTF-8 text to be written as it is."""
    figures = _figures(report)
    sections = (_head(report, title), _note(figures), *figures, _differences(report), _appendix(report))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(section for section in sections if section)
        + "\n</body></html>\n"
    )


def shown(figure: Figure) -> str:
    """A figure as a paper prints it, or the reason why there is none."""
    return str(figure) if figure.value is not None else f"undefined ({figure.why})" if figure.why else "undefined"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "<td></td>"
    notes = [f"n {figure.n}"]
    if figure.coverage is not None:
        notes.append(f"coverage {figure.coverage:.0%}")
    mark = f" {_WITHOUT}" if figure.value is not None and figure.why == NO_INTERVAL else ""
    return f'<td class="figure">{escape(shown(figure))}{mark}<br><small>{escape(", ".join(notes))}</small></td>'


def _table(head: Sequence[str], rows: Iterable[tuple[str, Sequence[Figure | None]]]) -> str:
    top = "".join(f"<th>{escape(NAMES.get(name, name))}</th>" for name in head)
    body = "\n".join(
        f"<tr><th>{escape(name)}</th>{''.join(_cell(figure) for figure in figures)}</tr>" for name, figures in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _head(report: AgreementReport, title: str) -> str:
    annotators = ", ".join(report.annotators) or "nobody"
    profile = f", projected to the profile {report.settings['profile']}" if report.settings.get("profile") else ""
    return (
        f"<h1>{escape(title)}</h1><p>{len(report.articles)} articles, {report.all.n} spans, "
        f"{len(report.annotators)} annotators: {escape(annotators)}{escape(profile)}.</p>"
    )


def _note(sections: Iterable[str]) -> str:
    """What the mark means, once, where a figure has it."""
    marked = any(f" {_WITHOUT}<br>" in section for section in sections)
    return f"<p>{_WITHOUT} {escape(NO_INTERVAL)}.</p>" if marked else ""


def _figures(report: AgreementReport) -> list[str]:
    labels = {**report.labels, "all labels": report.all}
    pairs = {" and ".join(pair.annotators): pair.all for pair in report.pairs}
    repeats = {" and ".join(pair.annotators): pair.all for pair in report.repeats}
    return [
        _spans("Labels", labels, _MAIN),
        _spans("Unitizing and gamma", labels, _FAMILY),
        _spans("Pairs of annotators, all labels", pairs, _MAIN),
        *(_spans(f"Quotes by {name}", _worded(found), _MAIN[:3]) for name, found in report.breakdowns.items()),
        _named("Attributes on aligned spans", report.attributes),
        _named("Links", {_role(role, found): found.figures for role, found in report.links.items()}),
        _single("Stances", report.stance.figures),
        _single("Entities", report.entities),
        _single("Competence", report.competence),
        _spans("Blind repeats, one annotator twice, all labels", repeats, _MAIN),
        _named("Over time, all labels", {_when(period): period.figures for period in report.periods}),
    ]


def _spans(title: str, found: Mapping[str, SpanFigures], names: Sequence[str]) -> str:
    rows = [(f"{name} ({item.n})", [item.figures.get(figure) for figure in names]) for name, item in found.items()]
    return f"<h2>{escape(title)}</h2>{_table(('', *names), rows)}" if rows else ""


def _named(title: str, found: Mapping[str, Mapping[str, Figure]]) -> str:
    names = list(dict.fromkeys(name for figures in found.values() for name in figures))
    rows = [(row, [figures.get(name) for name in names]) for row, figures in found.items()]
    return f"<h2>{escape(title)}</h2>{_table(('', *names), rows)}" if rows else ""


def _single(title: str, found: Mapping[str, Figure]) -> str:
    rows = [(NAMES.get(name, name), [figure]) for name, figure in found.items()]
    return f"<h2>{escape(title)}</h2>{_table(('', 'value'), rows)}" if rows else ""


def _worded(found: Mapping[str, SpanFigures]) -> Mapping[str, SpanFigures]:
    return {value.replace("_", " "): figures for value, figures in found.items()}


def _role(role: str, found: LinkFigures) -> str:
    errors = found.direction_errors
    return f"{role} ({errors} drawn the other way round)" if errors else role


def _when(period: Period) -> str:
    days = period.start if period.start == period.end else f"{period.start} to {period.end}"
    since = f"; guideline version {period.guideline} from then on" if period.guideline else ""
    return f"{days} ({period.articles} articles{since})"


def _differences(report: AgreementReport) -> str:
    parts: dict[str, Counter[str]] = {}
    for item in report.disagreements:
        parts.setdefault(item.kind, Counter())[item.sub_kind] += 1
    kinds = "".join(
        f"<tr><th>{escape(kind)}</th><td>{n}</td><td>{escape(_parts(parts[kind]))}</td></tr>"
        for kind, n in report.kinds.items()
    )
    return f"<h2>Disagreements</h2><table><tbody>{kinds}</tbody></table>{_confusion(report)}"


def _parts(found: Counter[str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in found.most_common() if name)


def _confusion(report: AgreementReport) -> str:
    labels = [*sorted({label for pair in report.confusion for label in pair if label}), ""]
    top = "".join(f"<th>{escape(label or 'missing')}</th>" for label in labels)
    rows = "".join(
        f"<tr><th>{escape(one or 'missing')}</th>"
        + "".join(f"<td>{report.confusion.get((one, other), '')}</td>" for other in labels)
        + "</tr>"
        for one in labels
    )
    return (
        "<h2>Labels of matched spans</h2><p>Each pair of annotators counts in both orders.</p>"
        f"<table><thead><tr><th></th>{top}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _appendix(report: AgreementReport) -> str:
    left_out = report.left_out
    exclusions = {
        "readings not finished": left_out.unfinished,
        "articles with one reading only": left_out.single,
        "articles in which nobody marked anything (shown, not scored)": left_out.empty_articles,
        "spans that double another of the same annotator": left_out.duplicates,
        "accepted suggestions left out": left_out.suggested_left_out,
        "accepted suggestions among the spans compared": left_out.suggested,
        "articles whose alignment is approximate": left_out.approximate_articles,
        "articles whose gamma is approximate": left_out.approximate_gammas,
    }
    return "".join(
        (
            "<h2>Exclusions</h2>",
            _listed(f"{name}: {n}" for name, n in exclusions.items()),
            "<h2>Definitions</h2>",
            _listed(f"{NAMES.get(name, name)}: {text}" for name, text in DEFINITIONS.items()),
            f"<p>{escape(_intervals(report))}</p>",
            "<h2>Settings and versions</h2>",
            _listed(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in report.settings.items()),
        )
    )


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {item}" for name, item in value.items()) or "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value) or "none"


def _intervals(report: AgreementReport) -> str:
    return INTERVALS.format(draws=report.settings.get("draws"), seed=report.settings.get("seed"))


def _listed(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
