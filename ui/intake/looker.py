"""Looks at one file after the other; the process that reads them is kept, so that another choice is seen at once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from models.previews import Preview
from ui.intake.inbox import Item

if TYPE_CHECKING:
    from models.scheme import Scheme
    from workspace.intake.previewing import Previewer


class Looker:
    """To be asked from any thread but the window's, one look at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._previewer: Previewer | None = None
        self._made_for: tuple[Scheme | None, str] = (None, "")

    def look(self, item: Item, scheme: Scheme | None) -> Preview:
        """What the file would be under its present choices."""
        from workspace.intake.previewing import Previewer

        with self._lock:
            if self._previewer is None or self._made_for != (scheme, item.profile):
                self.close()
                self._made_for = (scheme, item.profile)
                self._previewer = Previewer(scheme, item.profile or None)
            return self._previewer.preview(item.path, item.choices)

    def close(self) -> None:
        """Ends the process; a look that is under way ends too."""
        if self._previewer is not None:
            self._previewer.close()
            self._previewer = None
