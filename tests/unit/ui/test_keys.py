"""The table of commands: no key twice, every gesture known, nothing promised that nobody does."""

from collections import Counter

import pytest

from ui.key_help import KeyRow, key_groups, manual
from ui.keys import BESIDE, COMMANDS, MENUS, Command, Context, bound, by_key, command
from workspace.annotating.desk import ACTS

THE_DESIGNS = """
    Q S C Shift+C O Shift+O D V I + J - Del Shift+Del R Ctrl+M M F A N U T H B Alt+1 Alt+2 Alt+3 Y Shift+Y E
    1 2 3 4 5 6 7 8 9 0 Enter K Shift+K Alt+K L Shift+L Alt+L [ ] Shift+[ Shift+] Alt+[ Alt+]
    Space W Shift+W Esc Tab Shift+Tab Ctrl+PgDown Ctrl+PgUp / ? Ctrl+Enter Ctrl+Shift+Enter
"""

THE_DESIGNS_EVERYWHERE = """
    Ctrl+1 Ctrl+2 Ctrl+K F1 F6 Shift+F6 Ctrl+Z Ctrl+Shift+Z Ctrl+Y Ctrl+O Ctrl+F F3 Shift+F3 Ctrl+Shift+F Ctrl+E
    Ctrl+0 Ctrl++ Ctrl+- Ctrl+S
"""


@pytest.mark.parametrize("context", list(Context))
def test_no_context_binds_a_key_twice_those_beside_it_and_those_that_come_later_included(context: Context) -> None:
    together = (context, *BESIDE[context])
    keys = Counter(key for command in COMMANDS if command.context in together for key in command.keys)

    assert [key for key, times in keys.items() if times > 1] == []


def test_every_command_has_its_own_id() -> None:
    ids = Counter(command.id for command in COMMANDS)

    assert [id for id, times in ids.items() if times > 1] == []


def test_every_gesture_of_the_table_is_one_that_the_desk_performs() -> None:
    assert {command.gesture for command in COMMANDS if command.gesture} <= set(ACTS)


def test_every_menu_that_a_command_names_exists() -> None:
    assert {command.menu for command in COMMANDS} <= {*MENUS, ""}


@pytest.mark.parametrize(
    "key",
    THE_DESIGNS.split(),
)
def test_the_keys_of_the_text_are_those_of_the_design(key: str) -> None:
    assert key in by_key(bound(Context.TEXT))


@pytest.mark.parametrize("key", THE_DESIGNS_EVERYWHERE.split())
def test_the_keys_that_work_everywhere_are_those_of_the_design(key: str) -> None:
    assert key in by_key(bound(Context.EVERYWHERE))


def test_what_comes_later_stands_in_the_table_but_is_not_bound() -> None:
    later = [command for command in COMMANDS if command.later]

    assert {"take majority"} <= {command.id for command in later}
    assert not {command.id for context in Context for command in bound(context)} & {command.id for command in later}


def test_an_unknown_command_is_an_error() -> None:
    with pytest.raises(KeyError):
        command("no such thing")


def test_the_keys_of_annotating_stand_before_those_of_the_program() -> None:
    titles = [title for title, _ in key_groups(bound(Context.TEXT))]
    of_all = [title for title, _ in key_groups([*bound(Context.EVERYWHERE), *bound(Context.TEXT)])]

    assert titles[:3] == of_all[:3] == ["Frame", "Values", "Stance"]
    assert of_all.index("Edit") < of_all.index("File")


def test_numbered_commands_share_a_row_of_the_help() -> None:
    groups = dict(key_groups(COMMANDS))

    assert KeyRow(("Alt+1–3",), "Strength", "") in groups["Stance"]
    assert KeyRow(("K", "["), "Start a word outwards") in groups["Borders"]


def test_the_manual_names_every_key_that_works() -> None:
    usable = [command for command in COMMANDS if not command.later and command.context is not Context.CHOOSER]
    words = manual(usable, None)

    missing = [command.id for command in usable if command.keys and not _is_named(command, words)]
    assert missing == []


def _is_named(wanted: Command, words: str) -> bool:
    return wanted.argument.isdigit() or wanted.text in words
