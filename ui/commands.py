"""What each command of the table does: gestures go one way, the window's own commands to whoever has taken them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.keys import COMMANDS, Command, command

Action = Callable[[], None]


class Commands:
    """Actions by command id."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self._gesture: Callable[[Command], None] | None = None

    def handle(self, actions: Mapping[str, Action]) -> None:
        """Takes on commands; raises KeyError for an id that the table does not have."""
        for id, action in actions.items():
            self._actions[command(id).id] = action

    def handle_gestures(self, perform: Callable[[Command], None]) -> None:
        """Takes on every command that is a gesture."""
        self._gesture = perform

    def run(self, id: str) -> None:
        """Does what a command asks for."""
        wanted = command(id)
        if wanted.gesture and self._gesture is not None:
            self._gesture(wanted)
        else:
            self._actions[id]()

    def can(self, wanted: Command) -> bool:
        """Whether somebody has taken the command on."""
        return not wanted.later and (bool(wanted.gesture) or wanted.id in self._actions)

    @property
    def usable(self) -> list[Command]:
        """The commands that do something now."""
        return [command for command in COMMANDS if self.can(command)]
