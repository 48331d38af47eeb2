"""Which formats can be read and written, by name, and what is to be known of each before one chooses."""

from __future__ import annotations

from dataclasses import dataclass

from formats.registry import FORMATS


@dataclass(frozen=True, slots=True)
class Writable:
    """suffix: of the one file that it is written to; profiles: named ways to write it, none where there is one way."""

    name: str
    title: str
    suffix: str
    profiles: tuple[str, ...] = ()


def readable() -> tuple[str, ...]:
    """The names that import takes."""
    return tuple(item.name for item in FORMATS if item.reads)


def writable() -> tuple[str, ...]:
    """The names that export takes."""
    return tuple(item.name for item in FORMATS if item.writes)


def writables() -> tuple[Writable, ...]:
    """What export can write; a format of several files goes into a ZIP, or into a folder where the path is one."""
    return tuple(
        Writable(item.name, item.title, ".zip" if item.folder else item.suffixes[0], _profiles(item.name))
        for item in FORMATS
        if item.writes
    )


def profiles() -> tuple[str, ...]:
    """The names of all profiles, under which some format can be read."""
    return tuple(name for item in FORMATS for name in _profiles(item.name))


def _profiles(name: str) -> tuple[str, ...]:
    if name != "brat":
        return ()
    from formats.brat.profiles import PROFILES

    return tuple(filter(None, PROFILES))
