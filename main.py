"""The entry: a command of the command line, or the window. Qt is imported only for the window."""

from __future__ import annotations

import os
import sys

from cli.words import is_command


def main() -> int:
    """Runs what the arguments ask for and returns the exit code."""
    arguments = sys.argv[1:]
    if is_command(arguments):
        from cli.run import run  # the libraries of the commands are not for the window to wait for

        return run(arguments)
    from cli.window import window_arguments

    chosen = window_arguments(arguments, os.environ)
    from ui.application import run as run_window

    return run_window(chosen.paths, chosen.annotator, chosen.ack)


if __name__ == "__main__":
    sys.exit(main())
