"""What the restore window says of a backup, as values: its date, its counts, what it would change. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time these come with the database
    from workspace.keeping.restoring import Contents, Difference

_LONGEST_LIST = 400  # differences that are listed


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that is counted. now: in the project, None where that cannot be opened; then: in the backup."""

    name: str
    now: int | None
    then: int
    indent: bool = False

    @property
    def difference(self) -> str:
        """What restoring would change, with its sign; "" for nothing."""
        if self.now is None or self.then == self.now:
            return ""
        return f"{self.then - self.now:+,}".replace("-", "−")


def counts(now: Contents | None, then: Contents) -> list[Count]:
    """Articles, readings and spans, the spans by annotator too."""
    found = [
        Count("Articles", None if now is None else now.articles, then.articles),
        Count("Readings begun", None if now is None else now.readings, then.readings),
        Count("Spans", None if now is None else now.spans, then.spans),
    ]
    present = {} if now is None else _spans(now)
    past = _spans(then)
    found += [
        Count(name, None if now is None else present.get(name, 0), past.get(name, 0), indent=True)
        for name in past | present
    ]
    return found


def _spans(contents: Contents) -> dict[str, int]:
    return {annotator.name: sum(annotator.spans.values()) for annotator in contents.annotators}


def moment(made: datetime) -> str:
    """When a backup was made, by the clock on this desk."""
    here = made.astimezone()
    return f"{here:%A} {here.day} {here:%B %Y, %H:%M}"


def ago(made: datetime, now: datetime) -> str:
    """How long ago that was, in one word or two; both with their time zone."""
    days = (now.astimezone().date() - made.astimezone().date()).days
    if days < 0:
        return "by a clock that was ahead"
    return {0: "today", 1: "yesterday"}.get(days, f"{days:,} days ago")


def behind(changes: int, newest: int | None) -> str:
    """How far a backup lies behind the project; newest: the number of the project's newest change, None if unknown."""
    if newest is None:
        return f"{changes:,} change{'' if changes == 1 else 's'}"
    missing = newest - changes
    return f"{missing:,} change{'' if missing == 1 else 's'} ago" if missing > 0 else "as the project is now"


def changes(differences: Sequence[Difference]) -> str:
    """What restoring would take away, bring back and change, a line each."""
    if not differences:
        return "The project and this backup hold the same."
    groups = (
        ("Restoring takes away", "only in the project"),
        ("Restoring brings back", "only in the backup"),
        ("Restoring changes", "in both, but not the same"),
    )
    lines: list[str] = []
    for title, where in groups:
        here = [one for one in differences if one.where == where]
        if here:
            lines += [title, *_listed(here), ""]
    return "\n".join(lines).rstrip()


def _listed(differences: Sequence[Difference]) -> Iterator[str]:
    yield from (f"   {_line(one)}" for one in differences[:_LONGEST_LIST])
    if len(differences) > _LONGEST_LIST:
        yield f"   … and {len(differences) - _LONGEST_LIST:,} more"


def _line(one: Difference) -> str:
    name = " ".join(one.name.split())
    whose = f"{one.annotator}’s reading of" if one.kind == "reading" else one.kind
    return f"{whose} “{name}”{_span_words(one)}"


def _span_words(one: Difference) -> str:
    if one.kind != "reading":
        return ""
    if one.spans_now == one.spans_then:
        return f": {one.spans_now:,} spans, in other places or with other values"
    return f": {one.spans_now:,} spans now, {one.spans_then:,} then"
