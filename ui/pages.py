"""The pages of the window: a tab each, in this order. Others are added by whoever makes them.

A page is made when it is first shown; what it needs comes with `Services`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.commands import Commands
from ui.palettes import Palette
from ui.session import Session
from ui.worker import Worker


@dataclass(frozen=True, slots=True)
class Services:
    """What a page may use. open_article: goes to the annotate page with an article opened."""

    session: Session
    worker: Worker
    commands: Commands
    palette: Palette
    open_article: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PageKind:
    """name: as in the command "page NAME", whose key goes there."""

    name: str
    title: str
    make: Callable[[Services], QWidget]


ANNOTATE: Final = "annotate"
FURTHER_PAGES: Final[Sequence[PageKind]] = ()
