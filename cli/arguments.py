"""The words of the command line: what can be asked for, and the help that teaches it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cli.words import OneLineParser
from models.offsets import OffsetUnit
from models.readings import State
from workspace import formats_known

_EPILOGUE = """\
exit codes: 0 done, also when nothing changed; 1 an input failed or a check found a fault; 2 usage, or a project that
is missing, unreadable, locked or too new; 3 an internal error, with the path of its report; 130 interrupted

Without a command the window opens: inquit [PROJECT.inquit | ARTICLES...] [--annotator NAME] [--ack FILE]
"""


def parser(version: str) -> OneLineParser:
    """The whole command line but the window's."""
    root = OneLineParser(
        prog="inquit",
        description="Annotate reported speech in news: who said what, by what word, through which outlet.",
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"inquit {version}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=OneLineParser)
    for name, (summary, add) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        command.add_argument("project", type=Path, metavar="PROJECT", help="a .inquit file")
        add(command)
    return root


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON object on stdout")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("--scheme", type=Path, metavar="FILE", help="a scheme as JSON; default: attribution-v1")


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE|DIR", help="articles or annotated records")
    command.add_argument("--annotator", metavar="NAME", help="whose the readings are that name nobody")
    command.add_argument(
        "--format", default="auto", metavar="NAME", help=f"auto (default), {', '.join(formats_known.readable())}"
    )
    command.add_argument("--profile", metavar="NAME", help="a named mapping of a foreign format, such as polnear")
    _mapping(command, "--labels", "THEIRS=OURS", "which foreign label is which of ours: PERSON=speaker,VERB=cue")
    _mapping(command, "--roles", "THEIRS=OURS", "which foreign relation is which of our links: said_by=speaker")
    columns = "which column or JSON key is what: text=Story,title=Headline; outlet= for none"
    _mapping(command, "--columns", "FIELD=COLUMN", columns, partial(_pairs, may_be_empty=True))
    command.add_argument("--block", default="", metavar="XPATH", help="the part of a web page that is the article")
    command.add_argument("--encoding", metavar="NAME", help="of files that are not UTF-8, such as windows-1251")
    command.add_argument("--replace", action="store_true", help="put readings that differ in the place of present ones")
    command.add_argument("--yes", action="store_true", help="confirm what a reader joined or guessed (PDF)")
    _json(command)


_Pairs = list[tuple[str, str]]


def _pairs(text: str, *, may_be_empty: bool = False) -> _Pairs:
    """`a=b,c=d` as pairs; a comma belongs to a name unless another name with its `=` follows.

    may_be_empty: whether nothing may stand behind a `=`.
    """
    pairs = [pair.partition("=") for pair in re.split(r",(?=[^,=]+=)", text)]
    for name, equals, value in pairs:
        if not (name.strip() and equals and (value.strip() or may_be_empty)):
            raise argparse.ArgumentTypeError(f"{name}{equals}{value}: write it as NAME=NAME,NAME=NAME")
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def _mapping(
    command: argparse.ArgumentParser, flag: str, form: str, meaning: str, parse: Callable[[str], _Pairs] = _pairs
) -> None:
    command.add_argument(
        flag, type=parse, action="extend", default=[], metavar=f"{form},...", help=f"{meaning}; may be repeated"
    )


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", required=True, metavar="NAME", help=", ".join(formats_known.writable()))
    command.add_argument("--out", required=True, type=Path, metavar="PATH", help="the file that is written")
    whose = command.add_mutually_exclusive_group()
    whose.add_argument("--annotator", metavar="NAME", help="this annotator's readings")
    whose.add_argument("--gold", action="store_true", help="the adjudicated readings")
    whose.add_argument("--all", action="store_true", help="everyone's readings, and articles without any")
    command.add_argument(
        "--state", choices=[state.value for state in State], help="default: done; with --all every state"
    )
    command.add_argument(
        "--offsets",
        choices=[unit.value for unit in OffsetUnit],
        default="code_point",
        help="the unit (default: code_point)",
    )
    command.add_argument("--profile", metavar="NAME", help="a named mapping of a foreign format")
    _json(command)


def _agreement(command: argparse.ArgumentParser) -> None:
    command.add_argument("--annotators", type=_names, metavar="a,b", help="default: all but gold and machines")
    command.add_argument("--labels", type=_names, metavar="quote,speaker", help="default: all")
    command.add_argument("--articles", choices=("done", "all"), default="done", help="default: finished readings only")
    command.add_argument("--profile", default="", metavar="NAME", help="project readings to guardian or polnear first")
    command.add_argument(
        "--without-suggested", action="store_true", help="leave out spans that began as suggestions; they are counted"
    )
    _mapping(command, "--repeats", "AGAIN=FIRST", "annotators that are another one's blind repeat: compared apart")
    command.add_argument("--html", type=Path, metavar="PATH", help="write the report as a page for an appendix")
    command.add_argument("--csv", type=Path, metavar="PATH", help="write the disagreements as a table")
    _json(command)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--repair", type=Path, metavar="OUT", help="write a mended copy to OUT")
    _json(command)


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, metavar="PATH", help="default: beside the project, with date and time")


Add = Callable[[argparse.ArgumentParser], None]
COMMANDS: dict[str, tuple[str, Add]] = {
    "new": ("make an empty project", _new),
    "import": ("bring articles and readings in, one file at a time", _import),
    "export": ("write a dataset whose every slice is verified", _export),
    "agreement": ("say who agrees with whom, on what, how surely", _agreement),
    "check": ("look for damage: texts, digests, links, SQLite's own check", _check),
    "backup": ("make a consistent copy while others write", _backup),
    "stats": ("say how far each annotator is", _json),
}
