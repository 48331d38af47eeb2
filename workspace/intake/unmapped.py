"""The names of a foreign file that mean nothing to the scheme: one line each, with what to do."""

from __future__ import annotations

from collections import Counter

from models.records import Intake


class Unmapped:
    """Counts over the records of one file."""

    def __init__(self) -> None:
        self._labels: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()

    def add(self, intake: Intake) -> None:
        """Counts those of a record."""
        if intake.unmapped_labels or intake.unmapped_roles:
            self._labels.update(intake.unmapped_labels)
            self._roles.update(intake.unmapped_roles)

    def warnings(self) -> list[str]:
        """A line a name, the most frequent first."""
        labels = (_line(name, count, "label", "spans") for name, count in self._labels.most_common())
        roles = (_line(name, count, "role", "relations") for name, count in self._roles.most_common())
        return [*labels, *roles]


def _line(name: str, count: int, kind: str, what: str) -> str:
    example = "speaker" if kind == "label" else "cue"
    stands = f"{count} {what}" if count > 1 else f"1 {what.removesuffix('s')}"
    return f"no {kind} of ours is {name}: {stands} not stored: map it, such as --{kind}s {name}={example}"
