"""The entry: a command of the command line, or the window. Qt is imported only for the window."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Runs what the arguments ask for and returns the exit code."""
    arguments = sys.argv[1:]
    from cli.run import is_command, run

    if is_command(arguments):
        return run(arguments)
    from cli.arguments import window_arguments

    chosen = window_arguments(arguments, os.environ)
    from ui.application import run as run_window

    return run_window(chosen.paths, chosen.annotator, chosen.ack)


if __name__ == "__main__":
    sys.exit(main())
