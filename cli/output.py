"""What the command line prints: results on stdout, failures on stderr, one line each, safe on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from models.errors import BadInput, UserError, escaped
from workspace.intake.importing import FileReport, Progress
from workspace.intake.passed_over import PassedOver
from workspace.near_duplicates import NearGroup

_NAMED: Final = 20  # articles of a group that are named in a line


def result(text: str) -> None:
    """A line of the result."""
    print(escaped(text))


def as_json(value: Mapping[str, object]) -> None:
    """The result as one JSON object; what could steer a terminal, or is no UTF-8, stands in it as JSON's escapes."""
    print(_json(value))


def as_json_list(name: str, items: Iterable[Mapping[str, object]], rest: Mapping[str, object]) -> None:
    """The same of an object that begins with a list, which may be longer than memory should hold."""
    print(f'{{"{name}":[', end="")
    for number, item in enumerate(items):
        print("," * bool(number), _json(item), sep="", end="")
    print(f"],{_json(rest)[1:]}")


def _json(value: Mapping[str, object]) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":"))
    if escaped(text) == text:
        return text
    return "".join(char if escaped(char) == char else json.dumps(char)[1:-1] for char in text)


def failure(error: UserError) -> None:
    """Each fault on a line of its own: `FILE:LINE: what: value: what to do`."""
    for fault in error.troubles if isinstance(error, BadInput) else (error,):
        print(str(fault), file=sys.stderr)


def note(text: str) -> None:
    """A warning."""
    print(escaped(text), file=sys.stderr)


class ProgressLine:
    """How far an import is, on one line that is written over; only where a person looks at a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        """Shows the state, or clears the line at the end."""
        if not self._shown:
            return
        text = f"{progress.done + 1} of {progress.of}: {progress.path}" if progress.path else ""
        print(f"\r\x1b[K{escaped(text)[:100]}", end="", file=sys.stderr, flush=True)


class CountLine:
    """How many of all articles are compared; only where a person looks at a terminal."""

    def __call__(self, done: int, of: int) -> None:
        """Shows the count, or clears the line at the end."""
        if sys.stderr.isatty():
            text = f"{done} of {of}" if done < of else ""
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def file_line(report: FileReport) -> str:
    """One imported file in words."""
    parts = [f"{report.path}: {report.status}"]
    counts = {"articles": report.articles, "readings": report.readings, "spans": report.spans}
    parts += [f"{count} {name if count > 1 else name.removesuffix('s')}" for name, count in counts.items() if count]
    parts += [_changed(kind.replace("_", " "), count) for kind, count in report.changed_characters.items()]
    return ", ".join(parts)


def _changed(kind: str, count: int) -> str:
    return f"{count} character{'s' if count != 1 else ''} changed ({kind})"


def warning_line(report: FileReport, warning: str) -> str:
    """A warning on a file, which is named once."""
    path = PurePath(report.path)
    place, _, _ = warning.partition(":")
    parts = PurePath(place).parts
    if parts and path.parts[-len(parts) :] == parts:
        return f"{report.path}{warning.removeprefix(place)}"
    name = path.name
    return f"{report.path}: {warning.removeprefix(f'{name} ') if warning.startswith(f'{name} “') else warning}"


def group_line(group: NearGroup) -> str:
    """Articles that are nearly the same text, the oldest first; of many the first ones."""
    more = len(group.names) - _NAMED
    rest = f", and {more:,} more" if more > 0 else ""
    return f"{len(group.names):,} articles are nearly the same text: {', '.join(group.names[:_NAMED])}{rest}"


def group_json(group: NearGroup) -> dict[str, object]:
    """The same as JSON, with all of them."""
    names = ("source_name", "title", "outlet")
    articles = [{"id": id} | {name: getattr(meta, name) for name in names} for id, meta in group.articles.items()]
    return {"group": group.id, "articles": articles}


def passed_over_json(left: PassedOver) -> dict[str, object]:
    """What of a folder was not read, as JSON."""
    return {"path": str(left.folder), "count": left.count, "names": list(left.names)}


def file_json(report: FileReport) -> dict[str, object]:
    """One imported file as JSON."""
    return {
        "path": report.path,
        "status": report.status,
        "articles": report.articles,
        "readings": report.readings,
        "spans": report.spans,
        "changed_characters": dict(report.changed_characters),
        "matched": dict(report.matched),
        "created": dict(report.created),
        "noted": dict(report.noted),
        "warnings": list(report.warnings),
        "errors": [{"line": error.trouble.line, "message": str(error)} for error in report.errors],
    }
