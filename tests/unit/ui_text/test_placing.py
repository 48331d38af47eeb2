"""Where marks lie in one paragraph: parts, lanes, raised numbers and question marks."""

from models.offsets import OffsetMap
from models.spans import Fragment
from ui.text.marks import Look, Mark
from ui.text.placing import Part, PlacedMark, Sign, gaps, place, signs

TEXT = "😀 “Yes,” she said, “we go.”\nNext."


def place_all(*marks: Mark, start: int = 0, end: int = 28) -> list[PlacedMark]:
    units = OffsetMap(TEXT).from_code_point
    return place(marks, start, end, lambda offset: units(offset) - units(start))


def fragments(*pairs: tuple[int, int]) -> tuple[Fragment, ...]:
    return tuple(Fragment(*pair) for pair in pairs)


def test_parts_are_counted_in_utf16_units_of_the_paragraph() -> None:
    (placed,) = place_all(Mark("q", "quote", fragments((2, 8), (19, 27))))

    assert placed.parts == (Part(0, 3, 9, opens=True, closes=True), Part(1, 20, 28, opens=True, closes=True))


def test_a_mark_that_goes_on_in_the_next_paragraph_neither_closes_here_nor_opens_there() -> None:
    both = Mark("q", "quote", fragments((19, 33)))

    (here,) = place_all(both)
    (there,) = place_all(both, start=28, end=33)

    assert here.parts == (Part(0, 20, 29, opens=True, closes=False),)
    assert there.parts == (Part(0, 0, 5, opens=False, closes=True),)


def test_the_fragments_of_a_broken_quote_are_numbered_with_letters() -> None:
    placed = place_all(Mark("q", "quote", fragments((2, 8), (19, 27)), number="5"))

    assert signs(placed) == [Sign(3, "5a", before=True), Sign(20, "5b", before=True)]


def test_numbers_at_one_place_are_joined_outer_first() -> None:
    outer, inner = Mark("q", "quote", fragments((2, 27)), "1"), Mark("r", "quote", fragments((2, 8)), "2")

    assert signs(place_all(outer, inner)) == [Sign(3, "1·2", before=True)]


def test_what_is_suggested_or_unconfirmed_ends_with_a_question_mark() -> None:
    suggested = Mark("s", "cue", fragments((13, 17)), look=Look.SUGGESTED)
    unconfirmed = Mark("u", "speaker", fragments((9, 12)), unconfirmed=True)

    found = signs(place_all(suggested, unconfirmed, Mark("n", "cue", fragments((0, 1)))))

    assert found == [Sign(13, "?", before=False), Sign(18, "?", before=False)]


def test_a_quote_alone_needs_no_lane_and_overlapping_quotes_get_one_each() -> None:
    alone = place_all(Mark("q", "quote", fragments((2, 27))), Mark("c", "cue", fragments((13, 17))))
    nested = place_all(Mark("q", "quote", fragments((2, 27))), Mark("r", "quote", fragments((4, 8))))

    assert [placed.lane for placed in alone] == [None, 0]
    assert [placed.lane for placed in nested] == [1, 0]


def test_the_gap_of_a_broken_mark_is_kept_free_in_its_lane_for_the_connector() -> None:
    broken = Mark("c", "cue", fragments((2, 4), (19, 21)))

    placed = place_all(broken, Mark("s", "speaker", fragments((9, 12))))

    assert placed[0].lane != placed[1].lane
    assert list(gaps(placed[0], 29)) == [(5, 20)]


def test_a_gap_reaches_to_the_paragraphs_end_when_the_next_fragment_lies_beyond() -> None:
    broken = Mark("q", "quote", fragments((2, 8), (29, 33)))

    assert list(gaps(place_all(broken)[0], 29)) == [(9, 29)]
    assert list(gaps(place_all(broken, start=29, end=33)[0], 4)) == [(0, 0)]
