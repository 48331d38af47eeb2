"""Which formats can be read and written, by name."""

from __future__ import annotations

from formats.registry import FORMATS


def readable() -> tuple[str, ...]:
    """The names that import takes."""
    return tuple(item.name for item in FORMATS if item.reads)


def writable() -> tuple[str, ...]:
    """The names that export takes."""
    return tuple(item.name for item in FORMATS if item.writes)
