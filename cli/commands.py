"""What each command does: asks the workspace, prints what comes of it, says how it went by the exit code."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cli import output
from cli.projects import opened
from cli.reports import Reports
from models.errors import ProjectError, UsageError
from models.offsets import OffsetUnit
from models.problems import Problem
from models.readings import State
from workspace.exporting import ExportOptions, export_file
from workspace.intake.importing import ImportOptions, import_in_steps
from workspace.intake.passed_over import PassedOver, passed_over
from workspace.keeping.care import before_import
from workspace.near_duplicates import NearGroup
from workspace.project import SUFFIX, Project
from workspace.schemes import scheme_file

DONE, FAILED = 0, 1


def new(arguments: Namespace) -> int:
    """An empty project."""
    path: Path = arguments.project
    if path.suffix != SUFFIX:
        raise ProjectError(f"a project's name ends in {SUFFIX}", value=path.name, remedy=f"use {path.stem}{SUFFIX}")
    if not path.absolute().parent.is_dir():
        raise ProjectError("there is no such folder", value=path.parent, remedy="make it first")
    scheme = scheme_file(arguments.scheme) if arguments.scheme else None
    Project.create(path, scheme).close()
    output.result(str(path))
    return DONE


def import_(arguments: Namespace) -> int:
    """Articles and readings in."""
    options = ImportOptions(
        annotator=arguments.annotator,
        format=arguments.format,
        profile=arguments.profile,
        replace=arguments.replace,
        encoding=arguments.encoding,
        columns=dict(arguments.columns),
        labels=dict(arguments.labels),
        roles=dict(arguments.roles),
        block=arguments.block,
        confirmed=arguments.yes,
    )
    with Reports() as reports:
        with opened(arguments.project) as project:
            before_import(project)
            before = project.near_groups()
            for some in import_in_steps(project, arguments.files, options, output.ProgressLine()):
                reports.add(some)
            groups = project.near_groups_since(before)
        unread = list(passed_over(arguments.files, (options.format,), options.profile))
        _report_import(reports, groups, unread, as_json=arguments.json)
        return FAILED if reports.totals["failed"] else DONE


def _report_import(
    reports: Reports, groups: Sequence[NearGroup], unread: Sequence[PassedOver], *, as_json: bool
) -> None:
    if as_json:
        rest = {
            "near_duplicates": [output.group_json(group) for group in groups],
            "passed_over": [output.passed_over_json(one) for one in unread],
            "noted": dict(reports.noted),
            "totals": reports.totals,
        }
        output.as_json_list("files", map(output.file_json, reports), rest)
    for report in reports:
        if not as_json:
            for warning in report.warnings:
                output.note(output.warning_line(report, warning))
            if report.status != "failed":
                output.result(output.file_line(report))
        for error in report.errors:
            output.failure(error)
    if not as_json:
        for group in groups:
            output.result(output.group_line(group))
        for one in unread:
            output.note(str(one))


def export(arguments: Namespace) -> int:
    """A dataset out."""
    options = ExportOptions(
        format=arguments.format,
        annotator="gold" if arguments.gold else arguments.annotator,
        everyone=arguments.all,
        states=(State(arguments.state),) if arguments.state else None,
        offsets=OffsetUnit(arguments.offsets),
        profile=arguments.profile,
    )
    with opened(arguments.project, read_only=True) as project:
        report = export_file(project, arguments.out, options)
    if arguments.json:
        losses = [{"kind": kind, "count": count} for kind, count in report.losses.items()]
        output.as_json(
            {
                "path": report.path,
                "records": report.records,
                "spans": report.spans,
                "left_out": dict(report.left_out),
                "losses": losses,
                "sha256": report.sha256,
            }
        )
    else:
        output.result(f"{report.path}: {report.records} records, {report.spans} spans")
    return DONE


def agreement(arguments: Namespace) -> int:
    """Who agrees with whom."""
    from cli.agreement import agreement as run  # numpy and scipy are wanted for this command only

    return run(arguments)


def check(arguments: Namespace) -> int:
    """Every invariant."""
    from workspace.keeping.checking import check_project

    problems = check_project(arguments.project, repair=arguments.repair)
    if arguments.json:
        output.as_json({"ok": not problems, "problems": [_problem(problem) for problem in problems]})
        return FAILED if problems else DONE
    for problem in problems:
        place = " ".join(filter(None, (problem.article, problem.object)))
        output.result(": ".join(filter(None, (problem.kind, place, problem.message))))
    if not problems:
        output.result(f"{arguments.project}: no fault found")
    elif arguments.repair:
        output.result(f"{arguments.repair}: the mended copy")
    return FAILED if problems else DONE


def _problem(problem: Problem) -> Mapping[str, object]:
    return {name: getattr(problem, name) for name in ("kind", "article", "object", "message")}


def backup(arguments: Namespace) -> int:
    """A consistent copy, also of a damaged project, which is said then."""
    from workspace.keeping.checking import check_project

    path: Path = arguments.project
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    target: Path = arguments.out or path.with_name(f"{path.stem}-{stamp}{SUFFIX}")
    if os.path.realpath(target) == os.path.realpath(path):
        raise UsageError("the backup would take the project's own place", value=target, remedy="choose another name")
    with opened(path, read_only=True) as project:
        project.store.backup(target)
    output.result(str(target))
    if problems := check_project(target):
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        output.note(
            f"{target}: the copy has the faults of the project: {problems[0].message}{more}: run `inquit check`"
        )
    return FAILED if problems else DONE


def stats(arguments: Namespace) -> int:
    """How far everyone is."""
    with opened(arguments.project, read_only=True) as project:
        articles, progress = project.article_count(), project.progress()
        alike = project.near_groups()
    near = {"groups": len(set(alike.values())), "articles": len(alike)}
    if arguments.json:
        names = ("name", "todo", "doing", "done", "spans", "seconds")
        rows = [{name: getattr(one, name) for name in names} for one in progress]
        output.as_json({"articles": articles, "annotators": rows, "near_duplicates": near})
        return DONE
    output.result(f"{articles} articles")
    if alike:
        groups = f"{near['groups']} group{'s' if near['groups'] != 1 else ''}"
        output.result(f"{near['articles']} of them nearly the same as another, in {groups}")
    for one in progress:
        spans = ", ".join(f"{count} {label}" for label, count in one.spans.items()) or "no spans"
        output.result(f"{one.name}: {one.todo} todo, {one.doing} doing, {one.done} done; {spans}; {one.seconds:.0f} s")
    return DONE


RUN: Mapping[str, Callable[[Namespace], int]] = {
    "new": new,
    "import": import_,
    "export": export,
    "agreement": agreement,
    "check": check,
    "backup": backup,
    "stats": stats,
}
