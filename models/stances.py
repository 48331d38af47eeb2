"""The stance record: which position a holder takes towards a target, as the passage supports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.errors import UserError
from models.light import light

POLARITIES = ("favor", "against", "neutral", "unclear")
BASES = ("explicit", "inferred")
STRENGTHS = (1, 2, 3)
_BASES = (*BASES, None)
_STRENGTHS = (*map(repr, STRENGTHS), "None")


@light
@dataclass(frozen=True, slots=True)
class Stance:
    """holder, target: ids or None; polarity: one of POLARITIES; basis: one of BASES or None; strength: 1 to 3 or None.

    evidence: span ids of any label; quote: the quote it rests on; according_to: the quote that ascribes it.
    """

    id: str
    polarity: str
    holder: str | None = None
    target: str | None = None
    basis: str | None = None
    hedged: bool = False
    strength: int | None = None
    evidence: tuple[str, ...] = ()
    quote: str | None = None
    according_to: str | None = None
    note: str = ""
    key: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises UserError where a value is none that a stance can have."""
        _one_of("polarity", self.polarity, POLARITIES)
        _one_of("basis", self.basis, _BASES)
        _one_of("strength", repr(self.strength), _STRENGTHS)
        _one_of("hedged", repr(self.hedged), ("True", "False"))  # 0 and 1 are equal to them, but none of them


def _one_of(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        choices = ", ".join(str(choice) for choice in allowed if choice is not None)
        raise UserError(f"unknown {name} of a stance", value=value, remedy=f"use one of {choices}")
