"""Keeps what is typed while a gesture is under way, so that keys typed fast mean what they mean typed slowly.

Knows no Qt. A held key remembers a place in the text only if the user went there since the gate was closed: otherwise
it acts where the gesture leaves the caret.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.spans import Fragment


@dataclass(frozen=True, slots=True)
class Place:
    """What is selected and where the caret stands, in code points."""

    selection: Fragment | None
    caret: int


@dataclass(frozen=True, slots=True)
class Held:
    """Something to be done later. place: where the user was then; None: where the gate was closed."""

    run: Callable[[], None]
    place: Place | None


class Gate:
    """Closed while an answer is awaited; runs what was held, one after the other, while it stays open.

    place: asks where the user is; go: puts them there.
    """

    def __init__(self, place: Callable[[], Place], go: Callable[[Place], None]) -> None:
        self._place = place
        self._go = go
        self._held: deque[Held] = deque()
        self._closed = False
        self._running = False
        self._last: Place | None = None

    @property
    def closed(self) -> bool:
        """Whether what comes now has to wait."""
        return self._closed or (bool(self._held) and not self._running)

    def close(self) -> None:
        """From now on everything waits."""
        self._closed = True
        self._last = self._place()

    def hold(self, run: Callable[[], None]) -> None:
        """Keeps something to be done until the gate opens."""
        here = self._place()
        self._held.append(Held(run, None if here == self._last else here))
        self._last = here

    def open(self) -> None:
        """Runs what was held, until something closes the gate again."""
        self._closed = False
        if self._running:
            return
        self._running = True
        try:
            while self._held and not self._closed:
                held = self._held.popleft()
                if held.place is not None:
                    self._go(held.place)
                held.run()
        finally:
            self._running = False

    def set_aside(self) -> Sequence[Held]:
        """Takes out what was held, so that it is not done now."""
        held = tuple(self._held)
        self._held.clear()
        return held

    def put_back(self, held: Sequence[Held]) -> None:
        """Has done, before anything typed since, what was set aside; the gate must be closed."""
        self._held.extendleft(reversed(held))

    def clear(self) -> None:
        """Forgets what was held."""
        self._held.clear()
        self._closed = False
