"""Figures over time: how days are gathered, and where the guideline changed."""

from collections.abc import Sequence
from datetime import date, timedelta

from agreement.model import Settings
from agreement.report import Around, Source, compare
from models.figures import Period
from models.records import Record
from models.spans import Span
from tests.unit.agreement.samples import record, span

QUOTE, SHORTER = span("q", "quote", (0, 32)), span("q", "quote", (0, 20))
QUICK = Settings(labels=("quote",), gamma=False, competence=False, draws=50)


def _periods(days: Sequence[str], changed: Sequence[int] = (), **guidelines: str) -> tuple[Period, ...]:
    """Of an article a day; those of the changed numbers have another bound with the second annotator."""
    sources = [_source(f"a{n:03}", day, SHORTER if n in changed else QUOTE) for n, day in enumerate(days)]
    around = Around(guidelines={day[1:].replace("_", "-"): version for day, version in guidelines.items()})
    return compare(sources, QUICK, around=around).periods


def _source(name: str, day: str, other: Span) -> Source:
    records: list[Record] = [record(who, one, article=name) for who, one in (("ana", QUOTE), ("ben", other))]
    return Source(name, (("ana", ""), ("ben", "")), lambda: records, day)


def test_each_day_has_the_figures_of_the_articles_finished_on_it() -> None:
    first, second = _periods(["2026-03-02", "2026-03-02", "2026-03-09"], changed=[0])

    assert (first.start, first.end, first.articles) == ("2026-03-02", "2026-03-02", 2)
    assert (first.figures["f1_exact"].value, second.figures["f1_exact"].value) == (0.5, 1.0)
    assert first.figures["f1_exact"].why == "fewer than 3 articles: no interval"
    assert second.figures["f1_exact"].n == 2


def test_many_days_become_weeks_and_many_weeks_months() -> None:
    monday = date(2026, 1, 5)
    weeks = _periods([str(monday + timedelta(days=n)) for n in range(21)])
    months = _periods([str(monday + timedelta(weeks=n)) for n in range(20)])

    assert [(period.start, period.end) for period in weeks][:2] == [
        ("2026-01-05", "2026-01-11"),
        ("2026-01-12", "2026-01-18"),
    ]
    assert [period.start[:7] for period in months] == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]


def test_the_period_in_which_the_guideline_changed_is_marked() -> None:
    found = _periods(["2026-03-02", "2026-03-05", "2026-03-09"], d2026_03_01="1", d2026_03_04="2")

    assert [period.guideline for period in found] == ["", "2", ""]


def test_what_was_finished_on_one_day_or_on_nobody_knows_which_has_no_time() -> None:
    assert _periods(["2026-03-02", "2026-03-02"]) == ()
    assert _periods(["", ""]) == ()
