"""Frozen values that are made by the hundred thousand, in imports, exports and agreement, made in less time."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

_V = TypeVar("_V")
_ABSENT = object()


def light(kind: type[_V]) -> type[_V]:
    """A frozen, slotted dataclass that is filled by the setters of its slots, in some three fifths of the time.

    `dataclasses` has each field of a new instance pass the guard against changes, which is there for everyone else.
    """
    its: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]  # for mypy, not every type is a dataclass
    names: dict[str, Any] = {"ABSENT": _ABSENT}
    for one in its:
        names[f"set_{one.name}"] = getattr(kind, one.name).__set__
        names[f"default_{one.name}"], names[f"new_{one.name}"] = one.default, one.default_factory
    lines = [f"def __init__(self, {', '.join(map(_parameter, its))}):", *map(_filling, its)]
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()")
    exec("\n".join(lines), names)  # as `dataclasses` makes its own
    setattr(kind, "__init__", names["__init__"])  # noqa: B010  mypy takes it for a method that is overwritten
    return kind


def _parameter(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=ABSENT"
    return one.name if one.default is MISSING else f"{one.name}=default_{one.name}"


def _filling(one: Field[Any]) -> str:
    given = one.name
    if one.default_factory is not MISSING:
        given = f"new_{one.name}() if {one.name} is ABSENT else {one.name}"
    return f"    set_{one.name}(self, {given})"
