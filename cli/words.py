"""What the first word asks for, and the form of every complaint. Light: the start of the window passes through here."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from models.errors import escaped

EXIT_USAGE = 2
COMMANDS = ("new", "import", "export", "agreement", "check", "backup", "stats")


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the words ask for a command (or its help), not for the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help", "--version"))


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other failure does."""

    def error(self, message: str) -> NoReturn:
        """Ends the program with exit code 2."""
        self.exit(EXIT_USAGE, f"{escaped(f'{self.prog}: {message}: see {self.prog} --help')}\n")
