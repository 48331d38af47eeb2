"""Rows that cannot be read, because something else wrote into the file: one error that names the row."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from models.errors import ProjectError, UserError

# What making a value of damaged columns may raise.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError, UserError)

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Damaged(ProjectError):
    """A stored object cannot be what was stored."""


def readable(kind: str) -> Callable[[Callable[Concatenate[Any, _P], _T]], Callable[Concatenate[Any, _P], _T]]:
    """Has a row, whose first column is its id, end in an error that names it, whatever is wrong with it."""

    def decorate(make: Callable[Concatenate[Any, _P], _T]) -> Callable[Concatenate[Any, _P], _T]:
        @wraps(make)
        def read(row: Any, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            try:
                return make(row, *args, **kwargs)
            except UNREADABLE as error:
                remedy = "restore a backup, or mend a copy with `inquit check --repair`"
                raise Damaged(f"a stored {kind} is damaged", value=f"{row[0]}: {error}", remedy=remedy) from error

        return read

    return decorate
