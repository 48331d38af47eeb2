"""The command `agreement`: the report in words, as JSON, as a page, as a table of disagreements."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from cli import output
from cli.projects import opened
from models.figures import AgreementReport, Figure
from workspace.reviewing import (
    Reviewer,
    ReviewOptions,
    as_json,
    checked_labels,
    checked_profile,
    disagreements_table,
    headings,
    report_page,
    write_text,
)

_COLUMNS = ("n", "f1_exact", "f1_overlap", "f1_iou", "char_alpha", "gamma")


def agreement(arguments: Namespace) -> int:
    """Prints the report, and writes what else was asked for."""
    with opened(arguments.project) as project:
        options = ReviewOptions(
            annotators=arguments.annotators,
            labels=checked_labels(project, arguments.labels) if arguments.labels else None,
            only_done=arguments.articles == "done",
            profile=checked_profile(arguments.profile),
        )
        report = Reviewer(project).report(options, output.CountLine())
        names = headings(project)
    _write(arguments.html, report, names, report_page)
    _write(arguments.csv, report, names, disagreements_table)
    if arguments.json:
        output.as_json(as_json(report))
    else:
        _print(report)
    return 0


def _write(
    path: Path | None,
    report: AgreementReport,
    names: Mapping[str, str],
    made: Callable[[AgreementReport, Mapping[str, str]], str],
) -> None:
    if path is not None:
        write_text(path, made(report, names))


def _print(report: AgreementReport) -> None:
    output.result(f"{len(report.articles)} articles, annotators {', '.join(report.annotators)}")
    output.result("".join(f"{name:>20}" if name != "n" else f"{'label':12}{name:>6}" for name in _COLUMNS))
    for label, found in {"all": report.all, **report.labels}.items():
        cells = "".join(f"{shown(found.figures.get(name)):>20}" for name in _COLUMNS[1:])
        output.result(f"{label:12}{found.n:>6}{cells}")
    for kind, count in report.kinds.items():
        output.result(f"differs in {kind}: {count}")


def shown(figure: Figure | None) -> str:
    """A figure as papers print it: 0.86 [.83, .89]; a dash where it is undefined."""
    if figure is None or figure.value is None:
        return "-"
    value = f"{figure.value:.2f}"
    if figure.low is None or figure.high is None:
        return value
    return f"{value} [{_short(figure.low)}, {_short(figure.high)}]"


def _short(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)
