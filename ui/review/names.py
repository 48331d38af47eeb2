"""What annotators are called on the page: their names, or in blind mode a number each. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.figures import AgreementReport, PairFigures, Version

GOLD = "gold"
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@dataclass(frozen=True)
class Names:
    """annotators: those compared; everybody: those of the project, so that a number always means the same one."""

    annotators: Sequence[str]
    everybody: Sequence[str] = ()
    blind: bool = False

    def __call__(self, annotator: str) -> str:
        """What to call an annotator; gold is nobody's name, and so is shown."""
        return self._shown.get(annotator, annotator)

    @cached_property
    def _shown(self) -> dict[str, str]:
        if not self.blind:
            return {}
        people = sorted({*self.everybody, *self.annotators} - {GOLD})
        return {name: roman(number) for number, name in enumerate(people, 1)}

    def place(self, annotator: str) -> int:
        """The annotator's lane and colour, from 0."""
        return self.annotators.index(annotator)


def roman(number: int) -> str:
    """The number, from 1, in Roman numerals."""
    return "C" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]


def blinded(report: AgreementReport, names: Names) -> AgreementReport:
    """The report with everybody called as on the page, for files that are written from there."""

    def pair(found: PairFigures) -> PairFigures:
        one, other = found.annotators
        return replace(found, annotators=(names(one), names(other)))

    def version(found: Version) -> Version:
        return replace(found, annotator=names(found.annotator))

    repeats = report.settings.get("repeats")
    shown = {names(one): names(other) for one, other in repeats.items()} if isinstance(repeats, Mapping) else {}
    return replace(
        report,
        annotators=tuple(map(names, report.annotators)),
        pairs=tuple(map(pair, report.pairs)),
        repeats=tuple(map(pair, report.repeats)),
        competence={names(name): figure for name, figure in report.competence.items()},
        settings={**report.settings, "repeats": shown},
        disagreements=tuple(
            replace(item, versions=tuple(map(version, item.versions))) for item in report.disagreements
        ),
    )
