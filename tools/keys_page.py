"""`python -m tools.keys_page`: writes docs/keys.md from the window's one table of commands."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from ui.keys import MENUS, Command, Context, bound
from workspace.annotating.keytable import ROWS, WINDOW_ROWS
from workspace.annotating.keywords import Stand, in_words

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "keys.md"
_BEGINNING: Final = """\
# Keys

Every key of the window, written from its own table (`ui/keys.py`) by `python -m tools.keys_page`. `?` shows those that
work now, `Ctrl+K` finds any command by a word of its name. Letters act while the text or a card has the focus; a field
takes what is typed into it. On macOS read Cmd for Ctrl. Where a layout has no Latin letters, or wants Shift for
digits, the keys are where they are on a US keyboard.
"""
_TABLE: Final = """\
## Every key in every state

The table in `workspace/annotating/keytable.py`; tests press every key in every state on a real project and compare. A
pair that has no row does nothing, and a word says why. Digits up to 9 and `Alt+3` do as the first of them, `J` as `+`,
the brackets as `K` and `L`. `Ctrl+Z` takes back the last stored step, wherever it was made; `Ctrl+Y` makes it again.

| key | when | what it does | the caret | the active quote | undo restores |
|---|---|---|---|---|---|"""
_SECTIONS: Final = (
    (Context.EVERYWHERE, "Everywhere", ""),
    (
        Context.TEXT,
        "In the text and on the cards",
        "The arrows move; with Shift they select, with Alt too by character.",
    ),
    (Context.SUGGESTION, "While a suggestion is active", ""),
    (Context.CHOOSER, "While a question is asked", "Typing filters the choices."),
    (Context.FIND, "While something is looked for", ""),
    (Context.REVIEW, "On the page Review", ""),
    (Context.IMPORT, "On the page Import", ""),
    (Context.ADJUDICATE, "On the page Adjudicate", ""),
)


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_BEGINNING, *_sections(), *_key_table()])


def _sections() -> Iterator[str]:
    for context, title, words in _SECTIONS:
        if commands := list(bound(context)):
            yield f"## {title}\n"
            if words:
                yield f"{words}\n"
            for menu, some in _by_menu(commands):
                yield from _table(menu, some)


def _key_table() -> Iterator[str]:
    """Every key in every state, a row for the states in which it does the same."""
    yield _TABLE
    for row in (*ROWS, *WINDOW_ROWS):
        does = row.does
        is_always = {*Stand} - {*row.stands} <= {Stand.ASKED}
        when = "always" if is_always else "; ".join(stand.value for stand in row.stands)
        keys = " ".join(map(_code, row.keys))
        yield f"| {keys} | {when} | {in_words(does.makes)} | {does.caret} | {does.active} | {does.undo} |"
    yield ""


def _by_menu(commands: list[Command]) -> Iterator[tuple[str, list[Command]]]:
    for menu in (*MENUS, ""):
        if some := [command for command in commands if command.menu == menu]:
            yield menu, some


def _table(menu: str, commands: Iterable[Command]) -> Iterator[str]:
    yield f"| {menu or 'key'} | | |\n|---|---|---|"
    for _, run in groupby(commands, key=lambda command: _unnumbered(command.id)):
        same = list(run)
        yield f"| {_keys(same)} | {_unnumbered(same[0].text) if len(same) > 1 else same[0].text} | {same[0].note} |"
    yield ""


def _unnumbered(words: str) -> str:
    return re.sub(r" \d$", "", words)


def _keys(same: list[Command]) -> str:
    """The keys of one command, or the first to the last of a numbered run."""
    if len(same) > 1:
        return f"{_code(same[0].key)} to {_code(same[-1].key)}"
    return " ".join(map(_code, same[0].keys)) or "in the menu"


def _code(key: str) -> str:
    return f"`{key}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
