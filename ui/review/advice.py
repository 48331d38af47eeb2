"""What the page says while there is nothing to show, and what to do then. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.figures import AgreementReport

if TYPE_CHECKING:  # at run time it comes with numpy
    from workspace.reviewing import Person, Review


@dataclass(frozen=True, slots=True)
class Advice:
    """message: what is the case; note: what to do; commands: ids of those that lead on."""

    message: str
    note: str
    commands: tuple[str, ...] = ()


def advice(review: Review) -> Advice | None:
    """What to do before there can be figures; None where there are some."""
    if review.report.repeats:
        return None
    people = [person for person in review.people if person.kind == "human"]
    if len(people) < 2 and not review.report.articles:
        return Advice(
            "Agreement needs two annotators",
            f"So far {_listed(people)}. Open the records of another annotator, or let somebody else annotate here.",
            ("open", "annotator"),
        )
    if not review.report.articles:
        return Advice(
            "No article has been finished by two annotators",
            f"{_done(people)}. Ctrl+Enter finishes an article; one that is not finished is never scored as empty.",
            ("page annotate", "open"),
        )
    return None


def with_gold(review: Review) -> tuple[str, str] | None:
    """The only annotator and gold, where these two are all that can be compared."""
    people = [person.name for person in review.people if person.kind == "human" and person.done]
    gold = [person.name for person in review.people if person.kind == "gold" and person.done]
    return (people[0], gold[0]) if len(people) == 1 and gold else None


def _listed(people: Sequence[Person]) -> str:
    return f"there is {people[0].name} alone" if people else "there is nobody"


def _done(people: Sequence[Person]) -> str:
    return ", ".join(f"{person.name} has finished {person.done:,}" for person in people)


def summary(report: AgreementReport, seconds: float, *, stopped: bool = False) -> str:
    """What the figures rest on, in one line. stopped: γ was not waited for."""
    counts = ((len(report.articles), "article"), (len(report.annotators), "annotator"), (report.all.n, "span"))
    parts = [f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts]
    left_out = report.left_out.unfinished
    if left_out:
        parts.append(f"{left_out:,} unfinished left out")
    if report.left_out.suggested:
        parts.append(f"{report.left_out.suggested:,} began as suggestions")
    if report.left_out.suggested_left_out:
        parts.append(f"{report.left_out.suggested_left_out:,} that began as suggestions left out")
    parts.append(f"computed in {seconds:.2f} s")
    if stopped:
        parts.append("γ was stopped, and is computed when you come back to this page")
    return " · ".join(parts)
