"""What the restore window says of a backup."""

from datetime import UTC, datetime, timedelta

import pytest

from ui.restore import words
from ui.restore.words import Count
from workspace.keeping.restoring import Contents, Difference, Progress, Where

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def contents(articles: int, **spans: int) -> Contents:
    people = tuple(Progress(name, 0, 1, 1, {"quote": count}) for name, count in spans.items())
    return Contents(articles, 9, people)


def test_counts_stand_side_by_side_with_their_difference_and_each_annotator_below() -> None:
    rows = words.counts(contents(3, ana=5, ben=2), contents(2, ana=7))

    assert [(row.name, row.now, row.then, row.difference) for row in rows] == [
        ("Articles", 3, 2, "−1"),
        ("Readings begun", 4, 2, "−2"),
        ("Spans", 7, 7, ""),
        ("ana", 5, 7, "+2"),
        ("ben", 2, 0, "−2"),
    ]


def test_where_the_project_cannot_be_opened_nothing_is_compared() -> None:
    assert words.counts(None, contents(2))[0] == Count("Articles", None, 2)
    assert Count("Articles", None, 2).difference == ""


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "yesterday"), (40, "40 days ago"), (-1, "by a clock that was ahead")]
)
def test_the_age_of_a_backup_is_told_in_days(days: int, said: str) -> None:
    assert words.ago(NOW - timedelta(days=days), NOW) == said


def test_how_far_a_backup_lies_behind_is_counted_in_changes() -> None:
    assert words.behind(5, 9) == "4 changes ago"
    assert words.behind(8, 9) == "1 change ago"
    assert words.behind(9, 9) == "as the project is now"
    assert words.behind(1, None) == "1 change"


def test_what_restoring_would_do_is_listed_by_what_becomes_of_it() -> None:
    told = words.changes(
        [
            Difference("article", "The bridge", Where.PROJECT),
            Difference("entity", "Ilse Brandt", Where.BACKUP),
            Difference("reading", "A  tow\nfor skippers", Where.BOTH, "ana", 12, 3),
            Difference("reading", "Eels", Where.BOTH, "ben", 4, 4),
        ]
    )

    assert told.splitlines() == [
        "Restoring takes away",
        "   article “The bridge”",
        "",
        "Restoring brings back",
        "   entity “Ilse Brandt”",
        "",
        "Restoring changes",
        "   ana’s reading of “A tow for skippers”: 12 spans now, 3 then",
        "   ben’s reading of “Eels”: 4 spans, in other places or with other values",
    ]


def test_a_long_list_is_cut_and_says_by_how_much() -> None:
    told = words.changes([Difference("article", str(number), Where.PROJECT) for number in range(450)])

    assert told.endswith("… and 50 more")
