"""Cards stand at their lines, never overlap, keep their order, and make room for the active one."""

from hypothesis import given
from hypothesis import strategies as st

from ui.cards.placement import Slot, places

GAP, TOP = 6, -5
slots = st.lists(st.builds(Slot, st.integers(0, 900), st.integers(20, 200)), max_size=30).map(
    lambda found: sorted(found, key=lambda slot: slot.wanted)
)


def test_cards_that_have_room_stand_at_their_lines() -> None:
    assert places([Slot(10, 30), Slot(100, 30), Slot(136, 30)], GAP, TOP) == [10, 100, 136]


def test_two_cards_of_one_line_part_to_either_side() -> None:
    assert places([Slot(100, 30), Slot(100, 30)], GAP, TOP) == [82, 118]


def test_the_active_card_stands_at_its_line_and_the_others_make_room() -> None:
    found = places([Slot(100, 30), Slot(100, 90, heavy=True), Slot(110, 30)], GAP, TOP)

    assert found == [64, 100, 196]


def test_no_card_stands_above_the_top_and_those_below_move_down() -> None:
    assert places([Slot(0, 30), Slot(0, 30), Slot(0, 30)], GAP, 0) == [0, 36, 72]


def test_no_cards_have_no_places() -> None:
    assert places([], GAP, TOP) == []


@given(slots)
def test_no_two_cards_overlap_and_their_order_is_kept(cards: list[Slot]) -> None:
    found = places(cards, GAP, TOP)

    bottoms = [y + card.height for y, card in zip(found, cards, strict=True)]
    assert all(below - above >= GAP - 1 for above, below in zip(bottoms, found[1:], strict=False))
    assert all(y >= TOP for y in found)


@given(slots, st.integers(-200, 200))
def test_scrolling_moves_all_cards_alike_while_none_is_at_the_top(cards: list[Slot], by: int) -> None:
    moved = [Slot(card.wanted + by, card.height, heavy=card.heavy) for card in cards]
    far_above = -100_000

    differences = [
        new - old for old, new in zip(places(cards, GAP, far_above), places(moved, GAP, far_above), strict=True)
    ]
    assert all(abs(difference - by) <= 1 for difference in differences)
