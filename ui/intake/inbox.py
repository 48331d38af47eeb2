"""The files of an import as a person follows them: what waits, what is in doubt, what came of each. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Trouble
from models.previews import Choices, Preview
from ui.intake.doubts import Doubt, carried, doubts_of, proposed

if TYPE_CHECKING:  # at run time it comes with SQLAlchemy
    from workspace.intake.importing import FileReport
    from workspace.intake.passed_over import PassedOver
    from workspace.near_duplicates import NearGroup


class Stage(Enum):
    """How far a file is."""

    WAITING = auto()  # to be read, or to be stored
    IN_DOUBT = auto()
    IMPORTED = auto()
    UNCHANGED = auto()
    FAILED = auto()
    SKIPPED = auto()  # by the user
    CANCELLED = auto()  # with the whole import


@dataclass(frozen=True, slots=True)
class Item:
    """One file, or a folder whose files belong together.

    profile: a named mapping of its format; doubts: all that were ever found, so that what was chosen can be changed;
    shown_under: the choices under which the preview was made; is_part: it came with a folder, and only with it.
    """

    path: Path
    stage: Stage = Stage.WAITING
    doubts: frozenset[Doubt] = frozenset()
    preview: Preview | None = None
    shown_under: Choices | None = None
    choices: Choices = field(default_factory=Choices)
    profile: str = ""
    is_part: bool = False
    report: FileReport | None = None

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Why the file, or a record of it, did not come in."""
        return tuple(error.trouble for error in self.report.errors) if self.report is not None else ()

    @property
    def wants_a_look(self) -> bool:
        """Whether what is shown of the file is not what it would be under its present choices."""
        return self.shown_under != self.choices

    @property
    def is_settled(self) -> bool:
        """Whether nothing has to be chosen any more before the file can come in."""
        return Doubt.COLUMNS not in self.doubts or self._text_has_a_column

    @property
    def _text_has_a_column(self) -> bool:
        table = self.preview.table if self.preview is not None else None
        guessed = table.mapping.get("text", "") if table is not None else ""
        return bool(self.choices.columns.get("text", guessed))

    @property
    def needs_a_look(self) -> bool:
        """Whether the list names it: in doubt, left out, or with something to be told of it."""
        if self.stage in (Stage.IMPORTED, Stage.UNCHANGED):
            return self.report is not None and bool(self.report.warnings)
        return self.stage is not Stage.WAITING


def looked_at(item: Item, preview: Preview) -> Item:
    """The item with a preview under its present choices, and with proposals for what is in doubt."""
    doubts = item.doubts | doubts_of(preview)
    choices = proposed(preview, item.choices, doubts)
    return replace(item, preview=preview, shown_under=item.choices, doubts=doubts, choices=choices)


class Inbox:
    """All files of the present import, and those of imports before that are still in doubt.

    counts: how many files are how far; articles, readings: that came in; near: the groups of nearly the same texts that
    they made or made larger; passed_over: what of their folders is not read.
    """

    def __init__(self) -> None:
        self._items: dict[Path, Item] = {}
        self.counts: Counter[Stage] = Counter()  # kept up to date, since they are asked for at each of 10,000 files
        self.articles = self.readings = 0
        self.near: Sequence[NearGroup] = ()
        self.passed_over: Sequence[PassedOver] = ()

    def begin(self, items: Iterable[Item], passed_over: Sequence[PassedOver] = ()) -> None:
        """Takes on files to be read, and what lies beside them; of those before, only what is in doubt stays."""
        kept = {path: item for path, item in self._items.items() if item.stage is Stage.IN_DOUBT}
        self._items = {}
        self.counts = Counter()
        self.articles = self.readings = 0
        self.near, self.passed_over = (), passed_over
        for item in (*kept.values(), *items):
            self.put(item)

    def put(self, item: Item) -> None:
        """Keeps an item in its present state."""
        before = self._items.get(item.path)
        if before is not None:
            self._count(before, -1)
        self._items[item.path] = item
        self._count(item, 1)

    def _count(self, item: Item, times: int) -> None:
        self.counts[item.stage] += times
        if item.report is not None:
            self.articles += times * item.report.articles
            self.readings += times * item.report.readings

    def take_report(self, report: FileReport) -> None:
        """Keeps what came of a file."""
        item = self.item(Path(report.path)) or Item(Path(report.path), is_part=True)
        stands = {"unchanged": Stage.UNCHANGED, "failed": Stage.FAILED}
        self.put(replace(item, stage=stands.get(report.status, Stage.IMPORTED), report=report))

    def drop(self, path: Path) -> None:
        """Forgets what was only the folder of other files."""
        if (item := self._items.pop(path, None)) is not None:
            self._count(item, -1)

    def cancel(self) -> None:
        """What still waits is left out."""
        for item in self.of(Stage.WAITING):
            self.put(replace(item, stage=Stage.CANCELLED))

    def item(self, path: Path) -> Item | None:
        """The file of this path, None for none."""
        return self._items.get(path)

    @property
    def items(self) -> tuple[Item, ...]:
        """All files in the order of their coming."""
        return tuple(self._items.values())

    def of(self, stage: Stage) -> list[Item]:
        """The files that are so far."""
        return [item for item in self._items.values() if item.stage is stage]

    @property
    def listed(self) -> list[Item]:
        """The files that need a look, those in doubt first, then what did not come in."""
        order = (Stage.IN_DOUBT, Stage.FAILED, Stage.CANCELLED, Stage.SKIPPED, Stage.IMPORTED, Stage.UNCHANGED)
        found = [item for item in self._items.values() if item.needs_a_look]
        return sorted(found, key=lambda item: order.index(item.stage))

    def alike(self, item: Item) -> list[Item]:
        """The files in the same doubt to which the item's choices fit, itself included, with these choices."""
        found: list[Item] = []
        for other in self.of(Stage.IN_DOUBT):
            if other.path == item.path:
                found.append(item)
            elif item.preview is not None and other.preview is not None and other.doubts == item.doubts:
                choices = carried(item.choices, item.preview, other.preview)
                found += [replace(other, choices=choices)] if choices is not None else []
        return found
