"""The command `agreement`: the report in words, as JSON, as a page, as a table of disagreements."""

from __future__ import annotations

from argparse import Namespace

from cli import output
from cli.projects import opened
from models.figures import AgreementReport, SpanFigures
from workspace.measures import TITLES
from workspace.publishing import write_page, write_table
from workspace.reviewing import Reviewer, ReviewOptions, as_json, checked_labels, checked_profile, checked_repeats

_COLUMNS = ("f1_exact", "f1_overlap", "f1_iou", "char_alpha", "gamma")


def agreement(arguments: Namespace) -> int:
    """Prints the report, and writes what else was asked for."""
    with opened(arguments.project, read_only=True) as project:
        options = ReviewOptions(
            annotators=arguments.annotators,
            labels=checked_labels(project, arguments.labels) if arguments.labels else None,
            only_done=arguments.articles == "done",
            profile=checked_profile(arguments.profile),
            with_suggested=not arguments.without_suggested,
            repeats=checked_repeats(project, arguments.repeats),
        )
        review = Reviewer(project).review(options, output.CountLine())
    report = review.report
    if not report.articles:
        output.note(f"{arguments.project}: no article was finished by two of these annotators: try --articles all")
    if arguments.html:
        write_page(arguments.html, report, arguments.project.stem)
    if arguments.csv:
        write_table(arguments.csv, report, review.headings)
    if arguments.json:
        output.as_json(as_json(report))
    else:
        _print(report)
    return 0


def _print(report: AgreementReport) -> None:
    output.result(f"{len(report.articles)} articles, annotators {', '.join(report.annotators) or '(nobody)'}")
    output.result(f"{'label':12}{'n':>7}" + "".join(f"{TITLES[name]:>18}" for name in _COLUMNS))
    for label, found in {"all": report.all, **report.labels}.items():
        output.result(_line(label, found))
    for kind, count in report.kinds.items():
        output.result(f"differs in {kind}: {count}")


def _line(label: str, found: SpanFigures) -> str:
    cells = "".join(f"{found.figures.get(name, '')!s:>18}" for name in _COLUMNS)
    return f"{label:12}{found.n:>7}{cells}"
