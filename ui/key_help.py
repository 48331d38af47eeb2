"""The keys as help shows them: rows in groups, made from the table. Pure words; `Sheet` draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from models.scheme import Scheme
from ui.keys import MENUS, Command, Context

_CARD: Final = "On the card"
_CONTEXTS: Final = {
    Context.REVIEW: "Review",
    Context.IMPORT: "Import",
    Context.ADJUDICATE: "Adjudicate",
    Context.CHOOSER: "In a question",
    Context.FIND: "Finding",
}
_OF_PAGES: Final = (_CONTEXTS[Context.REVIEW], _CONTEXTS[Context.IMPORT], _CONTEXTS[Context.ADJUDICATE])
_OF_TEXT: Final = ("Frame", "Values", "Stance", _CARD, "Borders")
_ORDER: Final = tuple(dict.fromkeys((*_OF_PAGES, *_OF_TEXT, "Edit", "View", *MENUS, *_CONTEXTS.values())))


@dataclass(frozen=True, slots=True)
class KeyRow:
    """keys: as in the table; words: what they do; note: a word more."""

    keys: tuple[str, ...]
    words: str
    note: str = ""


def key_groups(commands: Iterable[Command]) -> list[tuple[str, list[KeyRow]]]:
    """The keys under the titles of their menus, those of the work before those of the program; numbered commands share
    a row."""
    with_keys = [command for command in commands if command.keys]
    groups = [(title, [command for command in with_keys if _title(command) == title]) for title in _ORDER]
    return [(title, _rows(group)) for title, group in groups if group]


def _title(command: Command) -> str:
    return command.menu or _CONTEXTS.get(command.context, _CARD)


def _rows(commands: Sequence[Command]) -> list[KeyRow]:
    rows: list[KeyRow] = []
    for _, run in groupby(commands, key=_family):
        same = list(run)
        first, last = same[0], same[-1]
        if first is last:
            rows.append(KeyRow(first.keys, first.text, first.note))
        else:
            rows.append(
                KeyRow((f"{first.key}–{last.key[-1]}",), first.text.replace(f" {first.argument}", ""), first.note)
            )
    return rows


def _family(command: Command) -> str:
    """Commands that differ in their number only are one family."""
    return command.gesture if command.argument.isdigit() else command.id


def manual(commands: Iterable[Command], scheme: Scheme | None) -> str:
    """Help as plain text: every key, then the guideline with its examples."""
    lines: list[str] = []
    for title, rows in key_groups(commands):
        lines += [title.upper(), *(f"  {' or '.join(row.keys):24}{_words(row)}" for row in rows), ""]
    for bullet in scheme.guideline if scheme else ():
        lines += [f"{bullet.id}  {bullet.text}"]
        lines += [f"      for example: {bullet.example}"] if bullet.example else []
        lines += [f"      but not: {bullet.counter_example}"] if bullet.counter_example else []
        lines += [""]
    return "\n".join(lines)


def _words(row: KeyRow) -> str:
    return f"{row.words}: {row.note}" if row.note else row.words
