"""The documents say what the program does: every command, key, format and field, and no link leads nowhere."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.arguments import COMMANDS, parser
from cli.window import window_parser
from formats.native import fields
from formats.native.table import Table
from formats.registry import FORMATS
from tools.keys_page import PAGE, page
from ui.keys import COMMANDS as KEYS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "sample").glob("*.md")])
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
TABLES = {name: table for name, table in vars(fields).items() if isinstance(table, Table)}
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
FORMATS_PAGE = (DOCS / "formats.md").read_text(encoding="utf-8")


def options(command: str) -> Iterator[str]:
    """The options of a command, "" for the window."""
    if not command:
        words = window_parser().format_help()
    else:
        (subparsers,) = (one for one in parser("")._actions if isinstance(one, argparse._SubParsersAction))
        words = subparsers.choices[command].format_help()
    yield from sorted(set(re.findall(r"--[a-z-]+", words)) - {"--help"})


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_names_each_command_with_every_option(command: str) -> None:
    row = next((line for line in GUIDE.splitlines() if line.startswith(f"| `inquit {command} ")), "")

    assert row, f"docs/guide.md has no row for `inquit {command}`"
    assert [option for option in options(command) if option not in row] == []


def test_the_guide_names_every_option_of_the_window() -> None:
    row = next(line for line in GUIDE.splitlines() if line.startswith("| `inquit ["))

    assert [option for option in options("") if option not in row] == []


def test_no_document_names_a_command_that_there_is_not() -> None:
    asked = {word for path in PAGES for word in re.findall(r"`inquit ([a-z]+)\b", path.read_text(encoding="utf-8"))}

    assert asked - COMMANDS.keys() == set()


def test_the_page_of_keys_is_the_table_of_keys() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.keys_page"


def test_every_key_that_is_bound_stands_on_the_page_of_keys() -> None:
    written = set(re.findall(r"`([^`]+)`", page()))
    single = {key for command in KEYS if not command.later for key in command.keys}
    runs = {f"{before}{digit}" for before in ("", "Alt+") for digit in range(1, 10)}  # "`1` to `9`"

    assert single - written - runs == set()


@pytest.mark.parametrize("name", [item.name for item in FORMATS])
def test_every_format_is_described(name: str) -> None:
    assert f"`{name}`" in FORMATS_PAGE or f"## {name}" in FORMATS_PAGE


@pytest.mark.parametrize("kind", TABLES)
def test_every_field_of_the_native_record_is_described(kind: str) -> None:
    keys = [key for key, *_ in TABLES[kind]._rows]

    assert [key for key in keys if f"`{key}`" not in FORMATS_PAGE] == []


@pytest.mark.parametrize("path", PAGES, ids=ids)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    found = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    near = [link for link in found if not re.match(r"[a-z]+:", link)]

    assert [link for link in near if not leads_somewhere(path, link)] == []


def leads_somewhere(path: Path, link: str) -> bool:
    """Whether there is such a file, and such a heading in it."""
    file, _, place = link.partition("#")
    target = (path.parent / file).resolve() if file else path
    if not target.exists():
        return False
    return not place or place in {anchor(line) for line in target.read_text(encoding="utf-8").splitlines()}


def anchor(line: str) -> str:
    """What a heading is called in a link; "" for any other line."""
    heading = re.fullmatch(r"#+ (.*)", line)
    return re.sub(r"[^\w\- ]", "", heading[1]).strip().lower().replace(" ", "-") if heading else ""


def test_every_picture_is_shown_somewhere() -> None:
    shown = {name for path in PAGES for name in re.findall(r"images/([\w-]+\.png)", path.read_text(encoding="utf-8"))}

    assert {path.name for path in (DOCS / "images").iterdir()} == shown


@pytest.mark.parametrize("path", DECISIONS, ids=ids)
def test_every_decision_says_why_what_and_what_follows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)

    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    assert {"Context", "Consequences"} <= set(headings)
    assert {"Choice", "Decision"} & set(headings)


def test_no_two_decisions_share_a_number() -> None:
    numbers = [path.name[:4] for path in DECISIONS]

    assert len(numbers) == len(set(numbers))
