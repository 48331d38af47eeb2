"""Tells whoever wants to know what has happened, after it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from models.events import Event

_E = TypeVar("_E", bound=Event)


class Bus:
    """Subscribers by class of event, called in the order they came, on the thread that publishes."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[..., None]]] = {}

    def subscribe(self, kind: type[_E], listener: Callable[[_E], None]) -> Callable[[], None]:
        """Calls `listener` with every event of this class; the returned function ends that."""
        listeners = self._listeners.setdefault(kind, [])
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Hands the event to its subscribers."""
        for listener in tuple(self._listeners.get(type(event), ())):
            listener(event)
