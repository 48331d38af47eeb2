"""What goes into a dataset, as words for a choice, and what came of writing it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.offsets import OffsetUnit
from models.readings import State
from ui.intake.words import counted

if TYPE_CHECKING:  # at run time these come with SQLAlchemy
    from workspace.exporting import ExportReport
    from workspace.project import Progress

EVERYONE: Final = "/everyone"  # no annotator's name: that has no slash at its beginning
GOLD: Final = "gold"
STATES: Final[Mapping[str, tuple[tuple[State, ...], str]]] = {
    "done": ((State.DONE,), "done"),
    "begun": ((State.DOING, State.DONE), "done and begun"),
    "all": (tuple(State), "in every state"),
}
OFFSETS: Final = (
    (OffsetUnit.CODE_POINT.value, "code points"),
    (OffsetUnit.UTF16.value, "UTF-16 units"),
    (OffsetUnit.BYTE.value, "UTF-8 bytes"),
)


@dataclass(frozen=True, slots=True)
class People:
    """How far everybody is. articles: of the project."""

    progress: Sequence[Progress]
    articles: int

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Whose annotations may go out, gold first, and how they are called."""
        ordered = sorted(self.progress, key=lambda one: one.name != GOLD)
        named = [
            (one.name, f"{one.name} · {one.done:,} of {counted(self.articles, 'article')} done") for one in ordered
        ]
        return [*named, (EVERYONE, f"everyone · {counted(len(ordered), 'annotator')}, and articles without any")]

    def readings(self, whose: str, states: str) -> int | None:
        """How many readings that is, None where it depends on which articles have none."""
        wanted, _ = STATES[states]
        if whose == EVERYONE or State.TODO in wanted:
            return None
        return sum(
            {State.DOING: one.doing, State.DONE: one.done}[state]
            for one in self.progress
            for state in wanted
            if one.name == whose
        )


def file_name(project: Path, whose: str, suffix: str) -> str:
    """What a dataset is called unless one says otherwise; it goes beside the project."""
    name = "everyone" if whose == EVERYONE else whose
    plain = "".join(char if char.isalnum() or char in "-_. " else "-" for char in name)
    return f"{project.stem}-{plain}{suffix}"


def outcome(report: ExportReport) -> str:
    """What was written, what was left out, what the format cannot hold."""
    lines = [
        f"{counted(report.records, 'record')} with {counted(report.spans, 'span')}, every slice verified",
        report.path,
        f"SHA-256 {report.sha256}",
    ]
    lines += [f"Left out: {counted(number, 'reading')} ({why})" for why, number in report.left_out.items()]
    lines += [f"What the format cannot hold: {number:,} × {kind}" for kind, number in report.losses.items()]
    return "\n".join(lines if report.losses else [*lines, "The format holds everything that was written."])
