"""Which disagreements pass which filter."""

import pytest

from tests.unit.ui_review.made import disagreement, version
from ui.review.filtering import Filter, choices, differ

MISSING = disagreement(
    version("ana", "said"), version("ben"), version("cleo", "said"), kind="missing", label="cue", topic="C"
)
BOUNDS = disagreement(version("ana", "Ilse Brandt"), version("ben", "Brandt"), label="speaker", topic="S", article="a2")
LABEL = disagreement(
    version("ana", "bridge", "source"), version("ben", "bridge", "speaker"), kind="label", label="source", topic="O"
)
VALUE = disagreement(
    version("ana", "bridge", "direct"),
    version("ben", "bridge", "mixed"),
    version("cleo", "bridge", "mixed"),
    kind="attribute",
    sub_kind="type",
    topic="Y",
)
ALL = (MISSING, BOUNDS, LABEL, VALUE)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), ALL),
        (Filter(kind="missing"), (MISSING,)),
        (Filter(label="speaker"), (BOUNDS,)),
        (Filter(article="a2"), (BOUNDS,)),
        (Filter(section="Y"), (VALUE,)),
        (Filter(annotators=("cleo",)), (MISSING, VALUE)),
        (Filter(annotators=("ana", "cleo")), (VALUE,)),
        (Filter(annotators=("ben", "cleo")), (MISSING,)),
        (Filter(labels=("source", "speaker")), (LABEL,)),
        (Filter(labels=("", "cue")), (MISSING,)),
        (Filter(kind="missing", article="a2"), ()),
    ],
)
def test_a_filter_lets_through(chosen: Filter, expected: tuple[object, ...]) -> None:
    assert tuple(item for item in ALL if chosen.passes(item)) == expected


def test_two_who_have_the_same_do_not_differ_whatever_a_third_one_has() -> None:
    assert not differ(VALUE, ("ben", "cleo"))
    assert differ(VALUE, ("ben",))


def test_who_has_no_part_in_it_differs_from_nobody() -> None:
    assert not differ(BOUNDS, ("cleo",))


def test_setting_a_part_to_what_it_is_lets_go_of_it() -> None:
    chosen = Filter().toggled("kind", "missing").toggled("label", "cue")

    assert chosen.set_parts == ("kind", "label")
    assert chosen.toggled("kind", "missing") == Filter(label="cue")
    assert chosen.toggled("kind", "label") == Filter(kind="label", label="cue")


def test_choices_count_what_they_leave_and_offer_nothing_that_leaves_nothing() -> None:
    shown = {"ana": "I", "ben": "II", "cleo": "III"}

    found = list(choices(ALL, {"a1": "The bridge"}, ["quote", "speaker", "cue", "addressee"], shown))

    assert all(
        choice.count == sum(Filter().toggled(choice.part, choice.value).passes(i) for i in ALL) for choice in found
    )
    words = [choice.words for choice in found]
    assert "article The bridge" in words
    assert "annotator I and II" in words
    assert "guideline Y: type, status, medium" in words
    assert "label addressee" not in words
    assert words.index("label quote") < words.index("label speaker")
