"""The plain text of e-mails whose long lines were broken for the way (RFC 3676, `format=flowed`), as it was written."""

from __future__ import annotations

import re

_SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool = False) -> tuple[str, int]:
    """`text` with the lines joined that its sender broke, and how many were.

    delete_space: what `DelSp=yes` says, that the space at a broken line's end is none of the text.
    """
    parts: list[str] = []
    depth_before, is_open, joined = 0, False, 0
    for line in re.split("\r\n|\r|\n", text):
        rest = line.lstrip(">")
        depth = len(line) - len(rest)
        words = rest.removeprefix(" ")  # which is put before lines that begin with a space, `>` or `From`
        if is_open and depth == depth_before and words and words != _SIGNATURE:
            parts[-1:] = [parts[-1][:-1] if delete_space else parts[-1], words]
            joined += 1
        else:
            parts += ["\n", f"{'>' * depth} {words}" if depth else words]
        is_open, depth_before = words.endswith(" ") and words != _SIGNATURE, depth
    return "".join(parts[1:]), joined
