"""Known trouble. Everything that is not a `UserError` is a bug and ends in a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self
from unicodedata import category

_LONGEST_VALUE = 120


def escaped(text: str) -> str:
    """`text` with control, format and surrogate characters written as escapes, safe on a terminal and in a log."""
    return "".join(
        char if category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else _escape(char) for char in text
    )


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass(frozen=True)
class Trouble:
    """What went wrong, where, with which value, and what to do about it."""

    what: str
    value: str = ""
    remedy: str = ""
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """One line: `FILE:LINE: what: value: what to do`, empty parts left out."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        value = self.value if len(self.value) <= _LONGEST_VALUE else self.value[: _LONGEST_VALUE - 1] + "…"
        return ": ".join(escaped(part) for part in (place, self.what, value, self.remedy) if part)


class UserError(Exception):
    """Trouble that the user can understand and act on.

    what: the fault in one phrase; value: the offending value; remedy: what to do; file, line: where (line from 1).
    """

    def __init__(
        self, what: str, *, value: object = "", remedy: str = "", file: str = "", line: int | None = None
    ) -> None:
        self.trouble = Trouble(what, str(value), remedy, file, line)
        super().__init__(str(self.trouble))

    def __str__(self) -> str:
        return str(self.trouble)

    def at(self, file: str, line: int | None = None) -> Self:
        """The same error with its place filled in where it has none."""
        trouble = self.trouble
        placed = type(self)(
            trouble.what,
            value=trouble.value,
            remedy=trouble.remedy,
            file=trouble.file or file,
            line=trouble.line if trouble.line is not None else line,
        )
        return placed.with_traceback(self.__traceback__)


class ProjectError(UserError):
    """The project itself cannot be used: missing, unreadable, locked, too new, damaged."""


class Displaced(ProjectError):
    """The open project's file is no longer the one that was opened, or others wrote to it: it must be opened anew."""


class UsageError(UserError):
    """The request itself is unclear or impossible; nothing was begun."""


class Refused(UserError):
    """A command that does not fit the present state; nothing was changed."""


class BadInput(UserError):
    """One input with several faults; nothing of it was stored."""

    def __init__(self, troubles: tuple[UserError, ...]) -> None:
        self.troubles = troubles
        first = troubles[0].trouble
        Exception.__init__(self, str(first))
        self.trouble = replace(first)
