"""What the page asks in place, as values: by what to filter, which measure, whom to compare. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.review.filtering import choices
from ui.review.names import GOLD, Names
from ui.review.tables import label_order
from workspace.annotating.gestures import Ask, Option
from workspace.measures import TITLES

if TYPE_CHECKING:  # at run time it comes with numpy
    from ui.review.live import Wanted
    from workspace.reviewing import Review

_MEASURES: Final = ("gamma", "f1_exact", "f1_overlap", "f1_iou", "char_alpha")
_Choice = tuple[str, str, Mapping[str, object]]  # words, hint, and the parts of what is wanted that change
PAGE, TABLE = "page", "table"
FILE: Final = Ask(
    "Write a file",
    (
        Option(PAGE, "the whole report", "HTML, fit for an appendix"),
        Option(TABLE, "the disagreements", "CSV, for a spreadsheet"),
    ),
    "report",
)


@dataclass(frozen=True, slots=True)
class Question:
    """answers: what each argument stands for; parts of a filter, or of how figures are looked at."""

    ask: Ask
    answers: Mapping[str, Mapping[str, object]]


def names_of(review: Review, *, blind: bool) -> Names:
    """What annotators are called on the page."""
    return Names(review.report.annotators, [person.name for person in review.people], blind)


def by_what(review: Review, names: Names) -> Question:
    """By what to filter, with the counts that each leaves."""
    labels = label_order(review.report, review.scheme)
    shown = {name: names(name) for name in review.report.annotators}
    found = list(choices(review.report.disagreements, review.headings, labels, shown))
    options = tuple(Option(str(at), choice.words, f"{choice.count:,}") for at, choice in enumerate(found))
    answers = {str(at): {choice.part: choice.value} for at, choice in enumerate(found)}
    return Question(Ask("Show only", options, "filter"), answers)


def which_measure(review: Review) -> Question:
    """Which measure of the pairs, over which label."""
    labels = ("", *label_order(review.report, review.scheme))
    measures = [Option(f"measure/{name}", TITLES[name], "measure") for name in _MEASURES]
    options = (*measures, *(Option(f"label/{name}", name or "all labels", "label") for name in labels))
    answers = {option.argument: dict([option.argument.split("/", 1)]) for option in options}
    return Question(Ask("Measure of the pairs", options, "measure"), answers)


def whom(review: Review, names: Names, wanted: Wanted) -> Question:
    """Whom to compare: the annotators, one or all of them with gold, one with a blind repeat; and whether suggestions
    count. wanted: what is compared now.
    """
    people = [person.name for person in review.people if person.kind == "human"]
    gold = next((person.name for person in review.people if person.kind == "gold" and person.done), None)
    offered: list[_Choice] = [("the annotators with one another", "", {"annotators": None, "repeats": {}})]
    if gold is not None:
        offered += [
            (f"{names(name)} with {GOLD}", "where gold differs", {"annotators": (name, gold)}) for name in people
        ]
        offered.append((f"everybody and {GOLD}", "", {"annotators": (*people, gold)}))
    offered += [*_suggestions(review, wanted), *_repeats(people, names, wanted)]
    options = tuple(Option(str(at), words, hint) for at, (words, hint, _) in enumerate(offered))
    answers = {str(at): parts for at, (_, _, parts) in enumerate(offered)}
    return Question(Ask("Compare whom?", options, "compare"), answers)


def _suggestions(review: Review, wanted: Wanted) -> Iterator[_Choice]:
    if not wanted.with_suggested:
        yield "count spans that began as suggestions again", "", {"with_suggested": True}
    elif review.report.left_out.suggested:
        n = f"{review.report.left_out.suggested:,}"
        yield "leave out spans that began as suggestions", n, {"with_suggested": False}


def _repeats(people: Sequence[str], names: Names, wanted: Wanted) -> Iterator[_Choice]:
    """Who may be another's blind repeat: anybody, of anybody whom nobody repeats, and who repeats nobody."""
    free = [name for name in people if name not in wanted.repeats]
    for again in free:
        for first in free:
            if again != first and again not in wanted.repeats.values():
                parts = {"annotators": None, "repeats": {**wanted.repeats, again: first}}
                yield f"{names(again)} is a blind repeat of {names(first)}", "compared apart", parts
