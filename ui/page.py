"""What a page of the window is, and what it may use. `ui.pages` names those there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from models.spans import Fragment
from ui.commands import Commands
from ui.hints import Hint
from ui.intake.arrivals import Arrivals
from ui.palettes import Palette
from ui.session import Session
from ui.transfer import Transfer
from ui.worker import Worker
from workspace.annotating.gestures import Ask


@dataclass(frozen=True, slots=True)
class Services:
    """What a page may use.

    open_article: goes to the annotate page with an article opened, and a place in it selected; hint: says in the
    status line what keys do.
    """

    session: Session
    worker: Worker
    arrivals: Arrivals
    transfer: Transfer
    commands: Commands
    palette: Palette
    open_article: Callable[[str, Fragment | None], None]
    hint: Callable[[Sequence[Hint]], None]


@runtime_checkable
class Page(Protocol):
    """What the window asks of a page. panes: what F6 goes through; ask: asks in place."""

    @property
    def panes(self) -> Sequence[QWidget]: ...

    def ask(self, question: Ask, then: Callable[[str], None]) -> None: ...

    def set_colours(self, palette: Palette) -> None: ...


def share_of(width: int, share: float, limits: tuple[int, int]) -> int:
    """How wide a pane is that takes a share of a page, within limits; all but the share in pixels."""
    return round(max(limits[0], min(width * share, limits[1])))


@dataclass(frozen=True, slots=True)
class PageKind:
    """name: as in the command "page NAME", whose key goes there."""

    name: str
    title: str
    make: Callable[[Services], QWidget]
