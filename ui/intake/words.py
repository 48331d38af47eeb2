"""What is said of an import: a row for each file that needs a look, and the report as plain text. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ui.intake.inbox import Inbox, Item, Stage

_CHANGES: Final = {  # kinds of changed characters, where their names say too little
    "crlf": "Windows line ends made plain",
    "hyphen_removed": "hyphens at line ends taken out",
    "line_joined": "lines joined",
    "quotation_mark_element": "quotation marks of <q> written out",
}
_NAMED: Final = 20  # articles of a group
_NEARLY: Final = "nearly the same text as"
_SAME_TEXT: Final = "the same text as"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list. path: None for the report itself; words: what is to be known of the file in a line."""

    path: Path | None
    name: str
    words: str
    stage: Stage | None = None


def rows(inbox: Inbox) -> list[Row]:
    """The report, then the files that need a look."""
    count = len(inbox.items)
    first = [Row(None, f"All {counted(count, 'file')}" if count != 1 else "The file", summary(inbox))] if count else []
    return [*first, *(Row(item.path, item.path.name, said_of(item), item.stage) for item in inbox.listed)]


def said_of(item: Item) -> str:
    """What is to be known of a file in a few words."""
    match item.stage:
        case Stage.IN_DOUBT:
            return ", ".join(sorted(doubt.value for doubt in item.doubts))
        case Stage.FAILED:
            return item.troubles[0].what if item.troubles else "it could not be read"
        case Stage.SKIPPED:
            return "skipped"
        case Stage.CANCELLED:
            return "not read: the import ended before"
    warnings = item.report.warnings if item.report is not None else ()
    return warnings[0].removeprefix(f"{item.path.name}: ") if len(warnings) == 1 else f"{len(warnings)} remarks"


def summary(inbox: Inbox) -> str:
    """How many files are how far, in a line."""
    counts = inbox.counts
    told = (
        (counts[Stage.WAITING], "waiting"),
        (counts[Stage.IMPORTED], "came in"),
        (counts[Stage.UNCHANGED], "unchanged"),
        (counts[Stage.IN_DOUBT], "in doubt"),
        (counts[Stage.FAILED], "failed"),
        (counts[Stage.SKIPPED], "skipped"),
        (counts[Stage.CANCELLED], "not read"),
    )
    return " · ".join(f"{number:,} {words}" for number, words in told if number)


def headline(inbox: Inbox) -> str:
    """What came in, in a sentence for the status line."""
    articles, readings, counts = inbox.articles, inbox.readings, inbox.counts
    passed = sum(left.count for left in inbox.passed_over)
    came = [counted(articles, "article")] * bool(articles) + [counted(readings, "reading")] * bool(readings)
    told = [
        f"{' and '.join(came)} came in" if came else "Nothing new came in",
        f"{counted(counts[Stage.UNCHANGED], 'file')} unchanged" if counts[Stage.UNCHANGED] else "",
        f"{counted(counts[Stage.IN_DOUBT], 'file')} in doubt" if counts[Stage.IN_DOUBT] else "",
        f"{counted(counts[Stage.FAILED], 'file')} failed" if counts[Stage.FAILED] else "",
        f"{counted(counts[Stage.CANCELLED], 'file')} not read" if counts[Stage.CANCELLED] else "",
        f"{counted(passed, 'file')} passed over" if passed else "",
    ]
    return ", ".join(part for part in told if part)


def report(inbox: Inbox) -> str:
    """Everything there is to say of an import, a line each."""
    sections = [
        ("", [headline(inbox)]),
        ("Failed, and what to do", list(failures(inbox))),
        ("Passed over: of no known kind, no file, or a link to elsewhere", list(map(str, inbox.passed_over))),
        ("In doubt", [f"{item.path}: {said_of(item)}" for item in inbox.of(Stage.IN_DOUBT)]),
        ("Not read, since the import ended before", [str(item.path) for item in inbox.of(Stage.CANCELLED)]),
        ("Skipped", [str(item.path) for item in inbox.of(Stage.SKIPPED)]),
        ("The same text twice", [words for words in _remarks(inbox) if _SAME_TEXT in words and _NEARLY not in words]),
        ("Nearly the same text, such as wire copy", [words for words in _remarks(inbox) if _NEARLY in words]),
        ("Groups of the same and nearly the same texts", [group_words(group.names) for group in inbox.near]),
        ("Characters that were changed", list(_changed(inbox))),
        ("Matched with what the project has, and new", list(_shared(inbox))),
        ("To be looked at", [words for words in _remarks(inbox) if _SAME_TEXT not in words]),
    ]
    return "\n\n".join(filter(None, (_section(title, lines) for title, lines in sections)))


def report_so_far(inbox: Inbox) -> str:
    """The same in short, for as long as files come in."""
    came = headline(inbox) if inbox.articles or inbox.readings else "Nothing new has come in so far"
    return "\n\n".join(filter(None, [came, _section("Failed so far", list(failures(inbox)))]))


def failures(inbox: Inbox) -> Iterator[str]:
    """A line for each fault of each file: where, what, which value, what to do."""
    for item in inbox.of(Stage.FAILED):
        yield from map(str, item.troubles)


def group_words(names: Sequence[str]) -> str:
    """The articles of a group; of many the first ones."""
    more = len(names) - _NAMED
    return f"{len(names):,}: {', '.join(names[:_NAMED])}{f', and {more:,} more' if more > 0 else ''}"


def _section(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return "\n".join([title, *(f"  {line}" for line in lines)]) if title else "\n".join(lines)


def _remarks(inbox: Inbox) -> Iterator[str]:
    for item in inbox.items:
        for warning in item.report.warnings if item.report is not None else ():
            named = item.path.name in warning
            yield warning if named else f"{item.path.name}: {warning}"


def _changed(inbox: Inbox) -> Iterator[str]:
    total: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for item in inbox.items:
        changes = item.report.changed_characters if item.report is not None else {}
        total.update(changes)
        files.update(changes.keys())
    yield from (f"{changed_words(kind, number)} in {counted(files[kind], 'file')}" for kind, number in total.items())


def changed_words(kind: str, number: int) -> str:
    """How often normalising changed something, and what."""
    return f"{number:,} × {_CHANGES.get(kind, kind.replace('_', ' '))}"


def _shared(inbox: Inbox) -> Iterator[str]:
    for words in ("matched", "created"):
        total: Counter[str] = Counter()
        for item in inbox.items:
            total.update(getattr(item.report, words) if item.report is not None else {})
        yield from (f"{number:,} {kind} {words}" for kind, number in total.items())


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
