"""The drawing model: what the reading column knows of a span. Frozen values; no Qt here."""

from dataclasses import dataclass
from enum import StrEnum

from models.attributions import part_letters
from models.spans import Fragment


class Look(StrEnum):
    """How settled a mark is: made by a person, proposed, or part of a frame that waits for its quote."""

    NORMAL = "normal"
    SUGGESTED = "suggested"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Mark:
    """One span as it is drawn.

    fragments: code points, ascending and disjoint; number: stands raised before each fragment, with a letter
    where there are several (5a, 5b); unconfirmed: its entity was proposed and not yet confirmed.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    number: str = ""
    look: Look = Look.NORMAL
    unconfirmed: bool = False

    @property
    def start(self) -> int:
        """First code point."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Behind the last code point."""
        return self.fragments[-1].end

    @property
    def length(self) -> int:
        """Code points that the fragments cover."""
        return sum(end - start for start, end in self.fragments)

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` lies in a fragment."""
        return any(start <= offset < end for start, end in self.fragments)

    def number_of(self, fragment: int) -> str:
        """What stands raised before a fragment."""
        if not self.number or len(self.fragments) == 1:
            return self.number
        return self.number + part_letters(fragment)
