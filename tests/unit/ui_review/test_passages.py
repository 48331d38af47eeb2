"""The one line of a disagreement: context, cuts, and where each version stands in what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from models.figures import Disagreement, Version
from models.spans import Fragment
from tests.unit.ui_review.made import TEXT, disagreement, version
from ui.review.passages import CUT, Line, line

LONG = "He said " + "that nothing at all would happen " * 12 + "today. Nobody else spoke."


def under(shown: Line, lane: int) -> list[str]:
    return [shown.text[start:end] for start, end in shown.lanes[lane]]


def test_the_passage_stands_in_its_paragraph_with_each_version_under_its_words() -> None:
    item = disagreement(version("ana", "the old bridge"), version("ben", "old bridge will"))

    shown = line(item, TEXT, 200)

    assert "denied" not in shown.text
    assert under(shown, 0) == ["the old bridge"]
    assert under(shown, 1) == ["old bridge will"]


def test_what_is_left_out_before_and_behind_is_marked() -> None:
    shown = line(disagreement(version("ana", "Monday"), version("ben", "on Monday")), TEXT, 24)

    assert shown.text.startswith(CUT)
    assert shown.text.endswith(CUT)
    assert under(shown, 1) == ["on Monday"]


def test_the_beginning_of_a_paragraph_needs_no_mark() -> None:
    assert line(disagreement(version("ana", "The treasurer"), version("ben")), TEXT, 90).text.startswith("The treas")


def test_offsets_behind_an_emoji_are_code_points() -> None:
    assert under(line(disagreement(version("ana", "denied"), version("ben")), TEXT, 90), 0) == ["denied"]


def test_a_long_passage_keeps_the_places_where_versions_end_and_loses_its_middle() -> None:
    whole = LONG[8 : LONG.index("today") + 6]
    item = disagreement(version("ana", whole, text=LONG), version("ben", whole[:-7], text=LONG))

    shown = line(item, LONG, 70)

    assert len(shown.text) < 90
    assert f" {CUT} " in shown.text
    assert "  " not in shown.text
    assert "today." in shown.text
    assert under(shown, 0)[0].endswith("today.")
    assert under(shown, 1)[0].endswith("happen")


def test_a_place_beyond_the_text_shows_nothing_instead_of_failing() -> None:
    gone = Disagreement("stance", "missing", "stance", "a1", 0, 0, (Version("ana", "favor"), Version("ben")), 0.5)

    assert line(gone, "", 40).lanes == ((), ())


@given(
    text=st.text(alphabet="ab 😀\n“”", min_size=1, max_size=300),
    cuts=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=4),
    room=st.integers(0, 120),
)
def test_whatever_the_text_every_lane_lies_in_what_is_shown(text: str, cuts: list[tuple[int, int]], room: int) -> None:
    places = [tuple(sorted((one % (len(text) + 1), two % (len(text) + 1)))) for one, two in cuts]
    parts = [Fragment(start, end) for start, end in places if start < end]
    if not parts:
        return
    versions = tuple(Version(f"{number}", "", (part,)) for number, part in enumerate(parts))
    start, end = min(part.start for part in parts), max(part.end for part in parts)

    shown = line(Disagreement("boundary", "", "quote", "a", start, end, versions, 0.5), text, room)

    for lane, part in zip(shown.lanes, parts, strict=True):
        for begin, stop in lane:
            assert 0 <= begin < stop <= len(shown.text)
        words = text[part.start : part.end].replace("\n", " ")
        if CUT not in shown.text and lane:
            assert shown.text[lane[0][0] : lane[0][1]] == words
